// A shift at one seat: its sum is made of the rows themselves, three sources are read, closing happens once, the note arrives.
import { IDBFactory } from 'fake-indexeddb'
import { describe, expect, it, vi } from 'vitest'
import type { ShiftReport } from '../../../src/shared/shift.ts'
import type { ShiftNote } from '../../../src/shared/contract/shift.ts'
import { databaseNames, OutboxDatabase } from '../../../src/renderer/worker/data/database.ts'
import type { Factories } from '../../../src/renderer/worker/data/database.ts'
import { journalOn } from '../../support/journal.ts'
import { diskOf, factories, filled, messageOf, NOW, openSeat, platformOf, readySeat, takeCall, type Platform, type Seat } from './seat.ts'

const REFUSAL = { type: 'https://priyom.example/problems/E-VALIDATION', title: '', status: 422, errors: [{ pointer: '/applicant/phone', code: 'E-PHONE' }] }
const reportOf = async (seat: Seat): Promise<ShiftReport> => {
  const report = await seat.call('shift:report')
  if (!report.ok) throw new Error(report.error.code)
  return report.value
}
const closed = async (seat: Seat): Promise<ShiftReport> => {
  const report = await seat.call('shift:close', { cabinetId: 1 })
  if (!report.ok) throw new Error(report.error.code)
  return report.value
}
const wiped = (stores: Factories) => ({ fresh: { ...stores, outbox: new IDBFactory(), history: new IDBFactory() }, world: { journal: journalOn(diskOf(stores), 'op-1') } })
const inOutbox = async <T>(stores: Factories, work: (database: OutboxDatabase) => Promise<T>): Promise<T> => {
  const database = new OutboxDatabase((await databaseNames('training', 'op-1')).outbox, stores)
  try {
    return await work(database)
  } finally {
    database.close()
  }
}
/** Two accepted calls whose messages have come, one refused, one in the queue. */
const aShift = async (stores: Factories, platform: Platform) => {
  const seat = await readySeat(stores, platform, true)
  await seat.call('shift:begin')
  const accepted = [await takeCall(seat), await takeCall(seat)]
  await seat.call('sync:now')
  accepted.forEach(({ id }, index) => platform.messages.push(messageOf(platform.accepted.get(id)!, 300_000_001 + index)))
  await seat.call('sync:now')
  platform.refusal = REFUSAL
  const refused = await takeCall(seat)
  await seat.call('sync:now')
  platform.refusal = null
  platform.link = false
  const queued = await takeCall(seat)
  return { seat, accepted, refused, queued }
}

describe('a shift', () => {
  it('counts every call by how it stands, also after its message has come, and its card says so', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const { seat, refused, queued } = await aShift(stores, platform)
    const report = await reportOf(seat)
    expect(report).toMatchObject({ agrees: true, mismatches: [], counts: { recorded: 4, accepted: 2, waiting: 1, unknown: 0, setAside: 1, handedOver: 0, withdrawn: 0 }, found: { store: 4, journal: 4, platform: 2 }, platformBy: 'receipts' })
    expect(report.open.map(({ code, standing, failure }) => [code, standing, failure?.code])).toEqual([[refused.code, 'setAside', 'E-PHONE'], [queued.code, 'waiting', undefined]])
    expect(report.open[0]?.subject).toBe('Уборка снега · Не убран тротуар')
    expect(await seat.call('shift:card')).toEqual({ openedAt: new Date(NOW).toISOString(), recorded: 4, accepted: 2 })
    const lines = await seat.call('shift:lines')
    expect(lines.ok && lines.value.map(({ standing, number }) => [standing, number])).toEqual([['accepted', 300_000_001], ['accepted', 300_000_001], ['setAside', null], ['waiting', null]])
    await seat.workspace.close()
    const again = await openSeat(stores, platform)
    expect((await reportOf(again)).counts).toEqual(report.counts)
    await again.workspace.close()
  })
  it('asks the platform for all its accepted calls with one question, and for each once', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const { seat } = await aShift(stores, platform)
    platform.link = true
    await seat.call('sync:now')
    platform.requests.length = 0
    expect(await reportOf(seat)).toMatchObject({ platformBy: 'asked', agrees: true, found: { platform: 3 } })
    await reportOf(seat)
    expect(platform.requests.filter((route) => route === '/commands/fates')).toHaveLength(1)
    await seat.workspace.close()
  })
  it('counts a correction and what it corrects as one call, in whatever state they are', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const { seat, refused } = await aShift(stores, platform)
    const draft = await seat.call('outbox:correct', refused.id)
    if (!draft.ok) throw new Error(draft.error.code)
    await seat.call('outbox:submit', filled(draft.value, { phone: '+79005554433' }), { allowDuplicate: true })
    expect((await reportOf(seat)).counts).toMatchObject({ recorded: 4, accepted: 2, waiting: 2, setAside: 0 })
    platform.link = true
    await seat.call('sync:now')
    expect(await reportOf(seat)).toMatchObject({ agrees: true, counts: { recorded: 4, accepted: 4, waiting: 0, setAside: 0, withdrawn: 0 }, found: { store: 4, journal: 4, platform: 4 } })
    await seat.workspace.close()
  })
  it('begins with the sign-in after a closing, or with the first record; an empty one begins anew', async () => {
    const [stores, platform] = [factories(), platformOf()]
    let now = NOW
    const clock = { now: () => now, monotonic: () => performance.now() }
    await (await readySeat(stores, platform, false)).workspace.close()
    const seat = await openSeat(stores, platform, { world: { clock } })
    expect(await seat.call('shift:card')).toBeNull()
    expect(await seat.call('shift:report')).toMatchObject({ error: { code: 'E-NOT-FOUND' } })
    await seat.call('shift:begin')
    now += 3_600_000
    await seat.call('shift:begin')
    expect((await seat.call('shift:card'))?.openedAt).toBe(new Date(now).toISOString())
    await takeCall(seat)
    now += 3_600_000
    await seat.call('shift:begin')
    expect(await seat.call('shift:card')).toMatchObject({ openedAt: new Date(now - 3_600_000).toISOString(), recorded: 1 })
    await closed(seat)
    expect(await seat.call('shift:card')).toBeNull()
    await takeCall(seat)
    expect(await seat.call('shift:card')).toMatchObject({ openedAt: new Date(now).toISOString(), recorded: 1 })
    await seat.workspace.close()
  })
  it('survives the loss of the databases as far as the journal has it: the same shift, its note, its unsent calls, and the lost ones by their codes', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const { seat, accepted } = await aShift(stores, platform)
    await seat.call('shift:save-note', { note: 'Проверьте лифт', toPersonId: null })
    await seat.workspace.close()
    const { fresh, world } = wiped(stores)
    const rebuilt = await openSeat(fresh, platform, { world })
    const report = await reportOf(rebuilt)
    expect(report).toMatchObject({ openedAt: new Date(NOW).toISOString(), note: 'Проверьте лифт', agrees: false, counts: { recorded: 4, accepted: 0, unknown: 2 }, found: { store: 2, journal: 4 } })
    expect(report.mismatches.map(({ id, reason }) => [id, reason])).toEqual(accepted.map(({ id }) => [id, 'not-in-store']))
    await rebuilt.workspace.close()
  })
  it('survives the loss of the journal: everything is written into the new one', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const { seat } = await aShift(stores, platform)
    await seat.workspace.close()
    diskOf(stores).files.clear()
    const again = await openSeat(stores, platform)
    expect(await reportOf(again)).toMatchObject({ agrees: true, found: { store: 4, journal: 4 } })
    await again.workspace.close()
  })
})

describe('three sources', () => {
  it('name a row that is broken, in the running app and after a restart', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const { seat, accepted } = await aShift(stores, platform)
    const { id, code } = accepted[0]!
    await inOutbox(stores, async ({ outbox }) => {
      const row = (await outbox.get(id))!
      row.command[row.command.length - 1]! ^= 1
      await outbox.put(row)
    })
    for (const reason of ['unreadable', 'not-in-store'] as const) {
      const here = reason === 'unreadable' ? seat : await openSeat(stores, platform)
      const report = await reportOf(here)
      expect(report).toMatchObject({ agrees: false, counts: { recorded: 4, accepted: 1 }, found: { store: 3, journal: 4 } })
      expect(report.mismatches).toEqual([{ id, code, reason }])
      await here.workspace.close()
    }
  })
  it('name a row that is gone, one that the journal lost, one that the platform does not know or knows otherwise', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const { seat, accepted, queued } = await aShift(stores, platform)
    platform.link = true
    await seat.call('sync:now')
    const known = platform.accepted.get(accepted[0]!.id)!
    platform.accepted.delete(accepted[0]!.id)
    platform.accepted.set(accepted[1]!.id, { ...known, id: accepted[1]!.id, payload: { ...known.payload, place: 'другое' } } as never)
    await inOutbox(stores, ({ outbox }) => outbox.delete(queued.id))
    const report = await reportOf(seat)
    expect(report.mismatches.map(({ id, reason }) => [id, reason])).toEqual([[queued.id, 'unreadable'], [accepted[0]!.id, 'not-on-platform'], [accepted[1]!.id, 'other-content']])
    diskOf(stores).files.clear()
    expect((await reportOf(seat)).mismatches.filter(({ reason }) => reason === 'not-in-journal')).toHaveLength(4)
    await seat.workspace.close()
  })
  it('say that the journal was changed since it was opened', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const { seat } = await aShift(stores, platform)
    const bytes = Buffer.from(diskOf(stores).files.get('op-1')!)
    bytes[bytes.length - 40]! ^= 1
    diskOf(stores).files.set('op-1', bytes)
    expect(await reportOf(seat)).toMatchObject({ agrees: false, journalDamage: 1 })
    await seat.workspace.close()
  })
})

describe('closing a shift', () => {
  it('without a link queues one command; sent later it is one, its rows are forgotten, the next shift is empty', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const { seat, refused, queued } = await aShift(stores, platform)
    await seat.call('shift:save-note', { note: 'Связи не было', toPersonId: 'op-2' })
    const twice = await Promise.all([seat.call('shift:close', { cabinetId: 1 }), seat.call('shift:close', { cabinetId: 1 })])
    expect(twice.map(({ ok }) => ok)).toEqual([true, true])
    expect(await seat.call('shift:close', { cabinetId: 1 })).toMatchObject({ error: { code: 'E-NOT-FOUND' } })
    const waiting = (await seat.call('outbox:view')).waiting
    expect(waiting.map(({ type }) => type)).toEqual(['message.submit', 'shift.close'])
    expect(await inOutbox(stores, ({ outbox }) => outbox.count())).toBe(3)
    platform.link = true
    await seat.call('sync:now')
    const sent = [...platform.accepted.values()].filter(({ type }) => type === 'shift.close')
    expect(sent).toMatchObject([{ payload: { counts: { recorded: 4, accepted: 2, waiting: 1, setAside: 1 }, openCodes: [refused.code, queued.code], mismatchCodes: [], note: 'Связи не было', toPersonId: 'op-2' } }])
    await vi.waitFor(async () => expect(await inOutbox(stores, ({ outbox }) => outbox.where('id').equals(sent[0]!.id).count())).toBe(0))
    await seat.call('shift:begin')
    expect(await reportOf(seat)).toMatchObject({ agrees: true, counts: { recorded: 0 }, found: { store: 0, journal: 0, platform: 0 }, note: '' })
    await seat.workspace.close()
  })
  it('with a difference asks for a note, and goes with one', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const { seat, queued } = await aShift(stores, platform)
    await inOutbox(stores, ({ outbox }) => outbox.delete(queued.id))
    expect(await seat.call('shift:close', { cabinetId: 1 })).toMatchObject({ error: { code: 'E-SHIFT-NOTE' } })
    expect((await seat.call('outbox:view')).waiting.map(({ type }) => type)).not.toContain('shift.close')
    await seat.call('shift:save-note', { note: `Проверьте ${queued.code}`, toPersonId: null })
    expect(await closed(seat)).toMatchObject({ agrees: false, mismatches: [{ code: queued.code }] })
    await seat.workspace.close()
  })
  it('that the database did not take leaves the shift open, with the same sum, here and after a restart', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const { seat } = await aShift(stores, platform)
    const before = (await reportOf(seat)).counts
    const full = vi.spyOn(OutboxDatabase.prototype, 'transaction').mockImplementation(() => {
      throw Object.assign(new Error('full'), { name: 'AbortError', inner: new DOMException('full', 'QuotaExceededError') })
    })
    expect(await seat.call('shift:close', { cabinetId: 1 })).toMatchObject({ error: { code: 'E-DISK' } })
    full.mockRestore()
    expect(await reportOf(seat)).toMatchObject({ agrees: true, counts: before, found: { store: 4, journal: 4 } })
    await seat.workspace.close()
    const again = await openSeat(stores, platform)
    expect(await reportOf(again)).toMatchObject({ agrees: true, counts: before })
    expect((await again.call('outbox:view')).waiting.map(({ type }) => type)).toEqual(['message.submit'])
    await again.workspace.close()
  })
  it('is not undone by the loss of the databases: the closing is asked for and sent once, and nothing is counted twice', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const { seat } = await aShift(stores, platform)
    await closed(seat)
    await seat.workspace.close()
    const { fresh, world } = wiped(stores)
    const rebuilt = await openSeat(fresh, platform, { world })
    expect(await rebuilt.call('shift:card')).toBeNull()
    platform.link = true
    await rebuilt.call('sync:now')
    expect([...platform.accepted.values()].filter(({ type }) => type === 'shift.close')).toHaveLength(1)
    await rebuilt.workspace.close()
  })
  it('takes a note of a thousand characters and no more', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, false)
    expect(await seat.call('shift:save-note', { note: 'x', toPersonId: null })).toMatchObject({ error: { code: 'E-NOT-FOUND' } })
    await seat.call('shift:begin')
    expect(await seat.call('shift:save-note', { note: 'я'.repeat(1000), toPersonId: null })).toMatchObject({ ok: true })
    expect(await seat.call('shift:save-note', { note: 'я'.repeat(1001), toPersonId: null })).toMatchObject({ error: { code: 'E-TEXT-LONG' } })
    await seat.workspace.close()
  })
})

describe('a colleague’s note', () => {
  const note: ShiftNote = {
    id: '019ab000-0000-7000-8000-000000000777', cabinetId: 1, authorName: 'Макетова З. И.', openedAt: new Date(NOW - 1000).toISOString(), closedAt: new Date(NOW).toISOString(),
    counts: { recorded: 3, accepted: 2 }, openCodes: [], note: 'Звонят про снег у канареек',
  }
  it('is there until it is put away, also after a restart, and no snapshot brings it back; the disk has no word of it', async () => {
    const [stores, platform] = [factories(), platformOf()]
    platform.extraLines = [JSON.stringify({ kind: 'shift-note', cursor: 'n', note })]
    const seat = await readySeat(stores, platform, true)
    await vi.waitFor(async () => expect(await seat.call('shift:notes')).toEqual([note]))
    await seat.workspace.close()
    const again = await openSeat(stores, platform)
    expect(await again.call('shift:notes')).toEqual([note])
    await again.call('shift:put-note-away', note.id)
    expect(await again.call('shift:notes')).toEqual([])
    await again.call('sync:now')
    await again.workspace.close()
    const third = await openSeat(stores, platform)
    await third.call('sync:now')
    expect(await third.call('shift:notes')).toEqual([])
    await third.workspace.close()
  })
})
