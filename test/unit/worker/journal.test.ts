import { describe, expect, it, vi } from 'vitest'
import { IDBFactory } from 'fake-indexeddb'
import { fail, ok } from '../../../src/shared/errors.ts'
import { linkJournal } from '../../../src/renderer/worker/journal-port.ts'
import type { JournalPort } from '../../../src/renderer/sync/ports.ts'
import { databaseNames, OutboxDatabase } from '../../../src/renderer/worker/data/database.ts'
import { journalOn } from '../../support/journal.ts'
import { CANARIES, diskOf, factories, filled, newDraft, openSeat, ownerOf, platformOf, query, readySeat, takeCall, tryOpen, type Seat } from './seat.ts'

const repairOf = (seat: Seat) => seat.events.opened[0]?.repair
/** The databases gone, the journal there: as when the folders of IndexedDB were deleted. */
const wiped = (stores: ReturnType<typeof factories>) => {
  const fresh = { ...stores, outbox: new IDBFactory(), history: new IDBFactory() }
  return { fresh, journal: journalOn(diskOf(stores), 'op-1') }
}
const failing = (port: JournalPort) => {
  const state = { answer: null as ReturnType<typeof fail> | null, after: false }
  const journal: JournalPort = {
    ...port,
    append: async (entries) => {
      if (state.answer === null) return port.append(entries)
      if (state.after) await port.append(entries)
      return state.answer
    },
  }
  return { state, journal }
}

describe('saved means both copies', () => {
  it.each(['E-DISK', 'E-DB'] as const)('a call that the journal does not take (%s) is not queued, and the draft is as it was; sent again it is one command', async (code) => {
    const [stores, platform] = [factories(), platformOf()]
    await (await readySeat(stores, platform, false)).workspace.close()
    for (const after of [false, true]) {
      const { state, journal } = failing(journalOn(diskOf(stores), 'op-1'))
      const seat = await openSeat(stores, platform, { world: { journal } })
      const before = await seat.call('lists:counts')
      const draft = await newDraft(seat)
      await seat.call('drafts:save', draft)
      Object.assign(state, { answer: fail(code), after })
      expect(await seat.call('outbox:submit', draft, { allowDuplicate: true })).toMatchObject({ ok: false, error: { failure: { code } } })
      expect(await seat.call('drafts:get', draft.id)).toMatchObject({ ok: true })
      expect((await seat.call('lists:counts')).queue).toBe(before.queue)
      state.answer = null
      expect(await seat.call('outbox:submit', draft, { allowDuplicate: true })).toMatchObject({ ok: true })
      expect((await seat.call('lists:counts')).queue).toBe(before.queue + 1)
      await seat.workspace.close()
      const { fresh } = wiped(stores)
      const rebuilt = await openSeat(fresh, platform, { world: { journal: journalOn(diskOf(stores), 'op-1') } })
      expect((await rebuilt.call('lists:counts')).queue).toBe(before.queue + 1)
      await rebuilt.workspace.close()
    }
  })
  it('a draft that the journal does not take is told as not saved, and one copy is kept all the same', async () => {
    const [stores, platform] = [factories(), platformOf()]
    await (await readySeat(stores, platform, false)).workspace.close()
    const { state, journal } = failing(journalOn(diskOf(stores), 'op-1'))
    const seat = await openSeat(stores, platform, { world: { journal } })
    const draft = await newDraft(seat, { text: 'последнее' })
    state.answer = fail('E-DISK')
    expect(await seat.call('drafts:save', draft)).toMatchObject({ ok: false, error: { code: 'E-DISK' } })
    expect((await seat.call('outbox:view')).journal).toMatchObject({ failure: { code: 'E-DISK' } })
    await seat.workspace.close()
    const again = await openSeat(stores, platform)
    expect(await again.call('drafts:get', draft.id)).toMatchObject({ value: { appeal: { text: 'последнее' } } })
    expect((await again.call('outbox:view')).journal).toEqual({ inBoth: 1, total: 1, failure: null })
    await again.workspace.close()
  })
  it('a call that the database does not take after the journal had it is not queued, and never comes back by itself', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, false)
    const draft = await newDraft(seat)
    await seat.call('drafts:save', draft)
    const full = vi.spyOn(OutboxDatabase.prototype, 'transaction').mockImplementation(() => {
      throw Object.assign(new Error('full'), { name: 'AbortError', inner: new DOMException('full', 'QuotaExceededError') })
    })
    expect(await seat.call('outbox:submit', draft, { allowDuplicate: true })).toMatchObject({ ok: false, error: { failure: { code: 'E-DISK' } } })
    full.mockRestore()
    const later = filled(draft, { text: 'переписано' })
    expect(await seat.call('drafts:save', later)).toMatchObject({ ok: true })
    await seat.workspace.close()
    const { fresh, journal } = wiped(stores)
    const rebuilt = await openSeat(fresh, platform, { world: { journal } })
    expect(await rebuilt.call('lists:counts')).toMatchObject({ queue: 0, drafts: 1 })
    expect(await rebuilt.call('drafts:get', draft.id)).toMatchObject({ value: { appeal: { text: 'переписано' } } })
    await rebuilt.workspace.close()
  })
  it('does not wait for a journal that never answers', async () => {
    const port = linkJournal(() => undefined, 20)
    expect(await port.append([])).toEqual({ ok: false, error: { code: 'E-DB', details: { late: true } } })
    expect(await port.read()).toEqual({ ok: false, error: { code: 'E-DB', details: { late: true } } })
  })
  it('gives every answer to its question, whatever the order', async () => {
    const asked: number[] = []
    const port = linkJournal(({ id }) => asked.push(id))
    const [first, second] = [port.append([]), port.append([])]
    port.hear({ kind: 'journal-answer', id: asked[1], result: fail('E-DISK') })
    port.hear({ kind: 'journal-answer', id: asked[0], result: ok(null) })
    expect([await first, await second]).toEqual([{ ok: true, value: null }, { ok: false, error: { code: 'E-DISK' } }])
  })
})

describe('a start', () => {
  it('without any database brings back every unsent call and the open draft, and the platform gets each once', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, false)
    const calls = [await takeCall(seat), await takeCall(seat), await takeCall(seat)]
    const draft = await newDraft(seat, { text: 'ещё говорит' })
    await seat.call('drafts:save', draft)
    await seat.call('drafts:set-open', draft.id)
    await seat.workspace.close()
    const { fresh, journal } = wiped(stores)
    const rebuilt = await openSeat(fresh, platform, { world: { journal } })
    expect(repairOf(rebuilt)).toEqual({ restored: 4, quarantined: 0, tornTail: false, damaged: 0, missing: 0, journalLost: false, rekept: 0 })
    expect(rebuilt.events.opened[0]?.openDraftId).toBe(draft.id)
    const view = await rebuilt.call('outbox:view')
    expect(view.unknown.map(({ id, code }) => [id, code])).toEqual(calls.map(({ id, code }) => [id, code]))
    expect(view.journal).toEqual({ inBoth: 4, total: 4, failure: null })
    platform.requests.length = 0
    platform.link = true
    await rebuilt.call('sync:now')
    expect(platform.requests.findIndex((route) => route.startsWith('/commands/'))).toBeLessThan(platform.requests.indexOf('/commands'))
    expect([...platform.accepted.keys()].toSorted()).toEqual(calls.map(({ id }) => id).toSorted())
    expect(await rebuilt.call('drafts:get', draft.id)).toMatchObject({ value: { appeal: { text: 'ещё говорит' } } })
    await rebuilt.workspace.close()
  })
  it('brings back nothing that was accepted, deleted or sent', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, false)
    await takeCall(seat)
    const draft = await newDraft(seat)
    await seat.call('drafts:delete', draft.id)
    platform.link = true
    await seat.call('sync:now')
    expect((await seat.call('outbox:view')).journal).toEqual({ inBoth: 0, total: 0, failure: null })
    await seat.workspace.close()
    const { fresh, journal } = wiped(stores)
    const rebuilt = await openSeat(fresh, platform, { world: { journal } })
    expect(repairOf(rebuilt)?.restored).toBe(0)
    expect(await rebuilt.call('lists:counts')).toMatchObject({ drafts: 0, queue: 0 })
    await rebuilt.workspace.close()
  })
  it('gives a journal that is gone everything anew', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, false)
    await takeCall(seat)
    await newDraft(seat)
    await seat.workspace.close()
    diskOf(stores).files.clear()
    const again = await openSeat(stores, platform)
    expect((await again.call('outbox:view')).journal).toEqual({ inBoth: 2, total: 2, failure: null })
    expect(repairOf(again)?.restored).toBe(0)
    await again.workspace.close()
    const { fresh, journal } = wiped(stores)
    const rebuilt = await openSeat(fresh, platform, { world: { journal } })
    expect(repairOf(rebuilt)?.restored).toBe(2)
    await rebuilt.workspace.close()
  })
  it('says that the journal was damaged, and has what stood around the damage', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, false)
    for (let count = 0; count < 3; count += 1) await takeCall(seat)
    await seat.workspace.close()
    const disk = diskOf(stores)
    const bytes = Buffer.from(disk.files.get('op-1')!)
    bytes[Math.floor(bytes.length / 2)]! ^= 1
    disk.files.set('op-1', bytes)
    const again = await openSeat(stores, platform)
    expect(repairOf(again)).toMatchObject({ damaged: 1, restored: 0 })
    expect((await again.call('outbox:view')).journal).toEqual({ inBoth: 3, total: 3, failure: null })
    await again.workspace.close()
  })
  it.each([['E-NEWER'], ['E-KEY-BAD']] as const)('is refused, and touches nothing, when the journal is %s', async (code) => {
    const [stores, platform] = [factories(), platformOf()]
    const journal: JournalPort = { read: async () => fail(code), append: async () => fail(code), snapshot: async () => fail(code), whyNotWritten: async () => ({ ok: true, value: null }) }
    const { opened } = await tryOpen(stores, platform, { world: { journal } })
    expect(opened).toMatchObject({ ok: false, error: { code } })
    expect([...(await stores.outbox.databases()), ...(await stores.history.databases())]).toEqual([])
  })
  it('opens no record of another operator, even under the same key', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, false)
    await takeCall(seat)
    await seat.workspace.close()
    const { fresh, journal } = wiped(stores)
    const other = await openSeat(fresh, platform, { owner: await ownerOf('op-2'), world: { journal } })
    expect(repairOf(other)).toMatchObject({ restored: 0, damaged: 2 })
    expect((await other.call('lists:page', query({ folder: 'queue' }))).total).toBe(0)
    await other.workspace.close()
  })
  it('has no word of a citizen in the journal', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, false)
    await takeCall(seat)
    await seat.call('drafts:save', await newDraft(seat))
    await seat.workspace.close()
    const bytes = diskOf(stores).files.get('op-1')!
    for (const word of CANARIES) for (const encoding of ['utf8', 'utf16le'] as const) expect(bytes.includes(Buffer.from(word, encoding))).toBe(false)
  })
})

describe('a second copy that was lost', () => {
  const emptyRepair = { restored: 0, quarantined: 0, tornTail: false, damaged: 0, missing: 0, journalLost: false, rekept: 0 }
  it('whole is told, and made again with everything that is unsent; the next start has nothing to tell', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, false)
    await takeCall(seat)
    await seat.call('drafts:save', await newDraft(seat, { text: 'не досказано' }))
    await seat.workspace.close()
    diskOf(stores).files.clear()
    const again = await openSeat(stores, platform)
    expect(repairOf(again)).toEqual({ ...emptyRepair, journalLost: true })
    expect((await again.call('outbox:view')).journal).toMatchObject({ inBoth: 2, total: 2, failure: null })
    await again.workspace.close()
    const calm = await openSeat(stores, platform)
    expect(repairOf(calm)).toEqual(emptyRepair)
    await calm.workspace.close()
  })
  it('is told even if nothing was in it', async () => {
    const [stores, platform] = [factories(), platformOf()]
    await (await openSeat(stores, platform)).workspace.close()
    diskOf(stores).files.clear()
    const again = await openSeat(stores, platform)
    expect(repairOf(again)?.journalLost).toBe(true)
    await again.workspace.close()
  })
  it('in part, cut between two records, is told by the count of what was written again', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, false)
    await takeCall(seat)
    const before = [...diskOf(stores).files]
    await takeCall(seat, { phone: '+79001112244', place: 'другое место' })
    await seat.workspace.close()
    for (const [path, bytes] of before) diskOf(stores).files.set(path, bytes)
    const again = await openSeat(stores, platform)
    expect(repairOf(again)).toEqual({ ...emptyRepair, rekept: 1 })
    await again.workspace.close()
  })
  it('together with a damaged row: n of m says what could not be brought back', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, false)
    await takeCall(seat)
    await takeCall(seat, { phone: '+79001112244', place: 'другое место' })
    await seat.workspace.close()
    const { outbox } = await databaseNames('training', 'op-1')
    const database = new OutboxDatabase(outbox, stores)
    const [row] = await database.outbox.toArray()
    await database.outbox.put({ ...row!, command: new Uint8Array(row!.command.length) })
    database.close()
    diskOf(stores).files.clear()
    const again = await openSeat(stores, platform)
    expect(repairOf(again)).toEqual({ ...emptyRepair, journalLost: true, quarantined: 1, missing: 1 })
    await expect.poll(() => again.events.kept).toEqual([{ quarantined: 1, parked: 0 }])
    await again.workspace.close()
  })
})

describe('a bucket that the browser throws away under a running app', () => {
  it('is asked for anew: what was unsent comes back from the journal, and the next save succeeds', async () => {
    const [stores, platform] = [factories(), platformOf()]
    let current = stores.outbox
    let isThrownAway = false
    let isUnread = false
    const journal = journalOn(diskOf(stores), 'op-1')
    const outbox = new Proxy(stores.outbox, {
      get: (_, name) => {
        if (name === 'open' && isThrownAway) throw new DOMException('bucket', 'UnknownError')
        const member = Reflect.get(current, name, current) as unknown
        return typeof member === 'function' ? member.bind(current) : member
      },
    })
    const renew = async (): Promise<void> => {
      if (!isThrownAway) return
      current = new IDBFactory()
      isThrownAway = false
    }
    await (await readySeat(stores, platform, false)).workspace.close()
    const seat = await openSeat(stores, platform, { world: { factories: { ...stores, outbox, renew }, journal: { ...journal, read: async (anew?: boolean) => (isUnread ? fail('E-DISK') : journal.read(anew)) } } })
    const call = await takeCall(seat)
    const draft = await newDraft(seat)
    isThrownAway = true
    for (const { name } of await stores.outbox.databases()) await new Promise((resolve) => stores.outbox.deleteDatabase(name!).addEventListener('success', resolve))
    expect(await seat.call('drafts:save', filled(draft))).toMatchObject({ ok: false })
    // what only the journal has now is not forgotten while the journal cannot be read
    isUnread = true
    expect(await seat.call('drafts:save', filled(draft))).toMatchObject({ ok: false, error: { code: 'E-DISK' } })
    expect(await seat.call('outbox:view')).toMatchObject({ waiting: [{ id: call.id }] })
    isUnread = false
    expect(await seat.call('drafts:save', filled(draft, { text: 'снова на диске' }))).toMatchObject({ ok: true })
    expect(await seat.call('outbox:get', call.id)).toMatchObject({ id: call.id, state: 'unknown' })
    await seat.workspace.close()
  })
})
