import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { journalOn } from '../../support/journal.ts'
import { after, kill, mortalJournal, mortalStores } from './mortal.ts'
import { diskOf, factories, filled, newDraft, openSeat, platformOf, query, readySeat, type Platform, type Seat } from './seat.ts'
import type { World } from '../../../src/renderer/worker/world.ts'

/** A network that hangs for ever once the app is dead. */
const mortal = (platform: Platform) => {
  const life = { alive: true }
  const fetch: World['fetch'] = async (path, init) => {
    if (!life.alive) return new Promise<never>(() => undefined)
    const response = await platform.fetch(path, init)
    return life.alive ? response : new Promise<never>(() => undefined)
  }
  return { life, fetch }
}
const places = async (seat: Seat, id: string) => {
  await seat.workspace.settled()
  const draft = await seat.call('drafts:get', id)
  const view = await seat.call('outbox:view')
  const commands = [...view.waiting, ...view.unknown, ...view.needsAttention].filter((item) => item.draft?.id === id)
  return { isDraft: draft.ok, text: draft.ok ? draft.value.appeal.text : undefined, open: commands, sent: (await seat.call('lists:page', query({ folder: 'sent' }))).rows }
}

describe('killed at any await', () => {
  it.each(['nothing', 'the databases', 'the journal'] as const)('and robbed of %s: has the draft or its command, exactly one of them, and the platform has it at most once', async (robbed) => {
    await fc.assert(
      fc.asyncProperty(fc.nat(70), fc.nat(12), fc.boolean(), async (turns, steps, link) => {
        const [stores, platform] = [factories(), platformOf()]
        const first = await readySeat(stores, platform, link)
        await first.workspace.close()
        const { life, fetch } = mortal(platform)
        const seat = await openSeat(mortalStores(stores, life), platform, { world: { fetch, journal: mortalJournal(journalOn(diskOf(stores), 'op-1'), life) } })
        const draft = await newDraft(seat, { text: 'первая редакция' })
        const told = { saved: false, queued: false }
        const work = async () => {
          told.saved = (await seat.call('drafts:save', draft)).ok
          told.queued = (await seat.call('outbox:submit', filled(draft, { text: 'вторая редакция' }), { allowDuplicate: true })).ok
          await seat.call('sync:now')
        }
        void work()
        await after(turns, steps)
        life.alive = false
        kill()
        const promised = { ...told }

        platform.link = false
        if (robbed === 'the journal') diskOf(stores).files.clear()
        const left = robbed === 'the databases' ? factories() : stores
        const second = await openSeat(left, platform, { world: { journal: journalOn(diskOf(stores), 'op-1') } })
        const found = await places(second, draft.id)
        const count = Number(found.isDraft) + found.open.length + found.sent.length
        // a row that is done was forgotten by the journal: the platform has it, and history brings it
        expect(count === 0 ? platform.accepted.size : count).toBe(1)
        if (count === 0) expect(robbed).toBe('the databases')
        if (promised.queued) expect(found.isDraft).toBe(false)
        if (promised.saved && found.isDraft) expect(found.text).toBe('первая редакция')
        platform.link = true
        await second.call('sync:now')
        expect(platform.accepted.size).toBe(found.isDraft ? 0 : 1)
        expect((await places(second, draft.id)).open).toEqual([])
        await second.workspace.close()
      }),
      { numRuns: robbed === 'nothing' ? 100 : 60 },
    )
  }, 90_000)
})
