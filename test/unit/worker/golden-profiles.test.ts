import { describe, expect, it } from 'vitest'
import { fail, ok } from '../../../src/shared/errors.ts'
import type { SnapshotPart } from '../../../src/shared/journal.ts'
import { OUTBOX_VERSION } from '../../../src/renderer/worker/data/database.ts'
import { contentOf, openGolden } from '../../support/golden-profile.ts'
import { journalOn } from '../../support/journal.ts'
import { after, kill, mortalJournal, mortalStores } from './mortal.ts'
import { diskOf, openSeat, platformOf, tryOpen } from './seat.ts'

/** Every schema that was ever given to anybody. */
const RELEASED = [1, 2]
const OLDER = RELEASED.filter((version) => version < OUTBOX_VERSION)
const offline = () => Object.assign(platformOf(), { link: false })
const ADDED = ['files', 'attachments', 'executorId', 'intakeCabinetId', 'innerAt', 'question', 'proposal', 'postponement', 'remarks', 'replyAttachments', 'details', 'redirectReasons', 'people', 'pending', 'conflictId', 'conflicts', 'handed']
const isEmpty = (member: unknown): boolean => member === null || member === 0 || (Array.isArray(member) && member.length === 0)
/** What this version has added since, with nothing in it. */
const withoutNewFields = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, member: unknown) => (ADDED.includes(key) && isEmpty(member) ? undefined : member)))

describe('a profile of schema', () => {
  it.each(RELEASED)('%i opens, shows exactly what it showed, and all of it gets its second copy', async (version) => {
    const { stores, golden } = await openGolden(version)
    const seat = await openSeat(stores, offline())
    expect(withoutNewFields(await contentOf(seat))).toEqual(withoutNewFields(golden.content))
    expect(seat.events.opened[0]?.repair).toEqual({ restored: 0, quarantined: 0, tornTail: false, damaged: 0, missing: 0, journalLost: false, rekept: 0 })
    expect((await seat.call('outbox:view')).journal).toMatchObject({ inBoth: 3, total: 3, failure: null })
    await seat.workspace.close()
  })
  it.each(OLDER)('%i is copied row by row before it is migrated', async (version) => {
    const { stores, golden } = await openGolden(version)
    const parts: SnapshotPart[] = []
    let isWhole = false
    const journal = { ...journalOn(diskOf(stores)), snapshot: async (more: readonly SnapshotPart[], last: boolean) => {
      parts.push(...more)
      isWhole ||= last
      return ok(null)
    } }
    const seat = await openSeat(stores, offline(), { world: { journal } })
    await seat.workspace.close()
    expect(isWhole).toBe(true)
    for (const { tables } of [golden.outbox, golden.history]) {
      for (const { name, rows } of tables) for (const row of rows) expect(parts.filter(({ table }) => table === name).flatMap((part) => part.rows)).toContainEqual(row)
    }
  })
  it.each(OLDER)('%i is left as it is when the copy cannot be kept', async (version) => {
    const { stores, golden } = await openGolden(version)
    const journal = { ...journalOn(diskOf(stores)), snapshot: async () => fail('E-DISK') }
    expect((await tryOpen(stores, offline(), { world: { journal } })).opened).toEqual({ ok: false, error: { code: 'E-MIGRATE', details: { reason: 'E-DISK' } } })
    expect((await stores.outbox.databases()).map((database) => database.version)).toEqual([golden.outbox.version * 10])
  })
  it.each(OLDER)('%i opens with everything in it after a kill at any of a hundred moments of its migration', async (version) => {
    const ended = { early: 0, done: 0 }
    for (let round = 0; round < 100; round += 1) {
      const { stores, golden } = await openGolden(version)
      const life = { alive: true }
      let isOpened = false
      void tryOpen(mortalStores(stores, life), offline(), { world: { journal: mortalJournal(journalOn(diskOf(stores), 'op-1'), life) } }).then(({ opened }) => {
        isOpened = opened.ok
      })
      await after(Math.floor(round / 2), round % 5)
      life.alive = false
      ended[isOpened ? 'done' : 'early'] += 1
      kill()
      const seat = await openSeat(stores, offline(), { world: { journal: journalOn(diskOf(stores), 'op-1') } })
      expect(withoutNewFields(await contentOf(seat)), `killed in round ${round}`).toEqual(withoutNewFields(golden.content))
      await seat.workspace.close()
    }
    expect(ended.early).toBeGreaterThan(20)
  }, 120_000)
})
