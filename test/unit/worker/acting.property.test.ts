// One seat and any course of its decisions: made one upon another, taken back, cut off by the link and restarted. Nobody else acts, so there is
// never a conflict; with somebody else acting, nothing of theirs is overwritten unseen and nothing of mine is lost.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assign, drain, FIRST, platformWithVersions, recategorise, seatOf } from './coordinators.ts'

type Step = { kind: 'assign'; to: 'a' | 'b' } | { kind: 'category' | 'undo' | 'send' | 'restart' } | { kind: 'link'; up: boolean }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('assign' as const), to: fc.constantFrom('a' as const, 'b' as const) }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'category' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'undo' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'send' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('link' as const), up: fc.boolean() }) },
)
const ROUNDS = Number(process.env.PRIYOM_ACTING_ROUNDS ?? 12)

test.each([false, true])('whatever one does with a message, every decision is carried out once, taken back or asked about (somebody else acts: %s)', { timeout: 120_000 }, async (isShared) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 9 }), fc.nat(8), async (steps, otherAt) => {
      const platform = platformWithVersions()
      let mine = await seatOf(platform)
      const made = new Set<string>()
      const undone = new Set<string>()
      const run = async (act: Step, index: number): Promise<void> => {
        if (isShared && index === otherAt) platform.moveByOther()
        if (act.kind === 'link') platform.link = act.up
        else if (act.kind === 'send') await drain(mine)
        else if (act.kind === 'undo') {
          const [last] = await mine.seat.call('acts:undoable')
          if (last !== undefined && (await mine.seat.call('acts:undo', last.id)).ok) undone.add(last.id)
        } else if (act.kind === 'restart') {
          await mine.seat.workspace.close()
          mine = await seatOf(platform, mine.stores)
        } else {
          const acted = await (act.kind === 'assign' ? assign(mine.seat, act.to) : recategorise(mine.seat)).catch(() => undefined)
          if (acted !== undefined) made.add(acted)
        }
      }
      for (const [index, act] of steps.entries()) await run(act, index)
      platform.link = true
      await drain(mine)
      await drain(mine)
      await mine.seat.call('sync:now')

      const conflicts = (await mine.seat.call('conflicts:view')).map(({ id }) => id)
      const { waiting, unknown } = await mine.seat.call('outbox:view')
      if (!isShared) expect(conflicts).toEqual([])
      for (const id of made) {
        const places = [platform.history.has(id), undone.has(id), conflicts.includes(id), waiting.some((item) => item.id === id)]
        expect([id, places.filter(Boolean).length]).toEqual([id, 1])
      }
      // what waits at the end waits for a person
      if (conflicts.length === 0) expect([waiting, unknown]).toEqual([[], []])
      // the platform took each on exactly the version that it had then
      const bases = [...platform.history.values()].map(({ base }) => base?.version)
      expect(new Set(bases).size).toBe(bases.length)
      expect(platform.messages[0]!.history.length).toBe(FIRST.history.length + platform.history.size + platform.moves)
      await mine.seat.workspace.close()
    }),
    { numRuns: ROUNDS },
  )
})
