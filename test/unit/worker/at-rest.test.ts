import { describe, expect, it, vi } from 'vitest'
import type { Dexie } from 'dexie'
import { IDBDatabase } from 'fake-indexeddb'
import { HISTORY_VERSION, HistoryDatabase, OUTBOX_VERSION, OutboxDatabase, databaseNames, openDatabases, type Factories } from '../../../src/renderer/worker/data/database.ts'
import { guardStorage } from '../../../src/renderer/worker/data/storage-guard.ts'
import { importKey } from '../../../src/renderer/worker/seal.ts'
import { CANARIES, factories, filled, messageOf, newDraft, openSeat, ownerOf, platformOf, readySeat, sealerOf, takeCall, tryOpen } from './seat.ts'

const opened = async (stores: Factories, operatorId = 'op-1') => {
  const databases = await openDatabases(stores, 'training', operatorId, async () => ({ ok: true, value: null }))
  if (!databases.ok) throw new Error(databases.error.code)
  return databases.value
}
const everyRow = async (stores: Factories): Promise<{ table: string; row: unknown }[]> => {
  const { outbox, history } = await opened(stores)
  const rows: { table: string; row: unknown }[] = []
  for (const database of [outbox, history] as Dexie[]) {
    for (const table of database.tables) for (const row of await table.toArray()) rows.push({ table: table.name, row })
    database.close()
  }
  return rows
}
/** All text that could be read out of a stored value: its strings, and its bytes as UTF-8 and UTF-16. */
const readable = (value: unknown): string => {
  if (value instanceof Uint8Array || value instanceof ArrayBuffer) {
    const bytes = Buffer.from(value instanceof ArrayBuffer ? new Uint8Array(value) : value)
    return `${bytes.toString('utf8')} ${bytes.toString('utf16le')} ${bytes.subarray(1).toString('utf16le')}`
  }
  if (value !== null && typeof value === 'object') return Object.entries(value).map(([key, member]) => `${key} ${readable(member)}`).join(' ')
  return String(value)
}

describe('data at rest', () => {
  it('shows no word of a citizen or of an answer in any row of any table', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, true)
    const item = await takeCall(seat)
    await seat.call('sync:now')
    platform.messages.push(messageOf(platform.accepted.get(item.id)!, 300_000_001, { answer: { text: 'Ответ канарейка во дворе', decision: 'Решено', at: '2026-11-22T08:00:00.000Z', signedBy: 'Канарейкина' } }))
    platform.extraLines.push(JSON.stringify({ kind: 'message', cursor: '0', message: { ...platform.messages[0], id: '019ab000-0000-7000-8000-00000000aaaa', status: 'FROM_THE_FUTURE' } }))
    await seat.call('sync:now')
    platform.link = false
    await takeCall(seat)
    const draft = await newDraft(seat)
    await seat.call('drafts:save', draft)
    await seat.call('drafts:set-open', draft.id)
    await seat.workspace.close()
    const rows = await everyRow(stores)
    expect(new Set(rows.map(({ table }) => table))).toEqual(new Set(['drafts', 'outbox', 'kv', 'messages', 'parked']))
    const text = readable(rows)
    for (const word of [...CANARIES, 'Тестова', 'Уборка снега', '300000001', item.code]) expect(text).not.toContain(word)
    for (const { row } of rows) {
      const plain = Object.keys(row as object).filter((column) => !((row as Record<string, unknown>)[column] instanceof Uint8Array))
      expect(['id', 'key', 'keyId', 'schemaVersion', 'size', 'seq', 'state', 'attempts', 'nextAttemptAt']).toEqual(expect.arrayContaining(plain))
    }
  })
  it('names databases after nobody, another for every operator and mode', async () => {
    const names = [await databaseNames('training', 'op-1'), await databaseNames('live', 'op-1'), await databaseNames('training', 'op-2')].flatMap(({ outbox, history }) => [outbox, history])
    expect(new Set(names).size).toBe(6)
    for (const name of names) expect(name).not.toContain('op-')
  })
  it('wipes the key it was given and keeps one that cannot be read back', async () => {
    const bytes = new Uint8Array(32).fill(9)
    const key = await importKey(bytes)
    expect([...bytes]).toEqual(Array.from({ length: 32 }, () => 0))
    expect(key.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow(/extractable/i)
  })
  it('asks the disk itself for drafts and outbox, and spares history that', async () => {
    const stores = factories()
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction')
    const { outbox, history } = await opened(stores)
    transaction.mockClear()
    await outbox.drafts.put({ id: 'a', keyId: 'k', schemaVersion: 1, size: 1, sealed: new Uint8Array(1) })
    await outbox.transaction('rw', outbox.drafts, outbox.outbox, () => outbox.drafts.delete('a'))
    await history.kv.put({ key: 'a', keyId: 'k', schemaVersion: 1, size: 1, sealed: new Uint8Array(1) })
    expect(transaction.mock.calls.map(([, mode, options]) => [mode, options])).toEqual([
      ['readwrite', { durability: 'strict' }], ['readwrite', { durability: 'strict' }], ['readwrite', { durability: 'relaxed' }],
    ])
    transaction.mockRestore()
    outbox.close()
    history.close()
  })
})

describe('a row that is not what it was', () => {
  const twoDrafts = async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, false)
    const drafts = [await newDraft(seat), await newDraft(seat)]
    for (const draft of drafts) await seat.call('drafts:save', draft)
    const item = await takeCall(seat)
    await seat.workspace.close()
    return { stores, platform, drafts, item }
  }
  it.each(['another id', 'another table', 'one changed byte', 'another schema version', 'no shape at all'])('is set aside raw and counted, and comes back from the journal: %s', async (damage) => {
    const { stores, platform, drafts, item } = await twoDrafts()
    const { outbox } = await opened(stores)
    const [first, second] = await Promise.all(drafts.map(({ id }) => outbox.drafts.get(id)))
    const queued = await outbox.outbox.get(item.id)
    const changed = { ...first! }
    if (damage === 'another id') changed.sealed = second!.sealed
    if (damage === 'another table') changed.sealed = queued!.command
    if (damage === 'one changed byte') changed.sealed = first!.sealed.map((byte, index) => (index === 40 ? byte ^ 1 : byte)) as typeof changed.sealed
    if (damage === 'another schema version') changed.schemaVersion = 2
    if (damage === 'no shape at all') changed.sealed = await (await sealerOf()).seal({ table: 'drafts', id: changed.id, schemaVersion: 1 }, { id: changed.id, v: 99 })
    await outbox.drafts.put(changed)
    outbox.close()
    const seat = await openSeat(stores, platform)
    expect(seat.events.opened[0]?.repair).toEqual({ restored: 1, quarantined: 1, tornTail: false, damaged: 0, missing: 0, journalLost: false, rekept: 0 })
    expect(await seat.call('lists:counts')).toMatchObject({ drafts: 2, queue: 1 })
    await seat.workspace.close()
    const again = await opened(stores)
    expect(await again.outbox.quarantine.toArray()).toMatchObject([{ table: 'drafts', rowId: changed.id, row: changed }])
    again.outbox.close()
    again.history.close()
  })
  it('of another operator never opens as ours', async () => {
    const { stores, platform, drafts } = await twoDrafts()
    const mine = await opened(stores)
    const row = await mine.outbox.drafts.get(drafts[0]!.id)
    const owner = await ownerOf('op-2')
    await (await openSeat(stores, platform, { owner })).workspace.close()
    const theirs = await opened(stores, 'op-2')
    await theirs.outbox.drafts.put(row!)
    for (const { outbox, history } of [mine, theirs]) {
      outbox.close()
      history.close()
    }
    const seat = await openSeat(stores, platform, { owner })
    expect(seat.events.opened[0]?.repair.quarantined).toBe(1)
    expect(await seat.call('lists:counts')).toMatchObject({ drafts: 0 })
    await seat.workspace.close()
  })
  it('in history is set aside and fetched again', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, true)
    const item = await takeCall(seat)
    await seat.call('sync:now')
    platform.messages.push(messageOf(platform.accepted.get(item.id)!, 300_000_001))
    await seat.call('sync:now')
    await seat.workspace.close()
    const { history, outbox } = await opened(stores)
    const row = await history.messages.get(item.id)
    await history.messages.put({ ...row!, sealed: row!.sealed.slice(0, 30) })
    history.close()
    outbox.close()
    const again = await openSeat(stores, platform)
    await again.call('sync:now')
    await vi.waitFor(async () => expect(await again.call('messages:get', item.id)).not.toBeNull())
    await again.workspace.close()
  })
  it('is told from a wrong key, which touches nothing', async () => {
    const { stores, platform } = await twoDrafts()
    const before = await everyRow(stores)
    const { opened: outcome } = await tryOpen(stores, platform, { owner: await ownerOf('op-1', 8) })
    expect(outcome).toEqual({ ok: false, error: { code: 'E-KEY-BAD' } })
    expect(await everyRow(stores)).toEqual(before)
    const seat = await openSeat(stores, platform)
    expect(seat.events.opened[0]?.repair.quarantined).toBe(0)
    await seat.workspace.close()
  })
})

describe('a database of a later version', () => {
  it.each([['outbox', OUTBOX_VERSION], ['history', HISTORY_VERSION]] as const)('is refused and left as it is: %s', async (which, version) => {
    const stores = factories()
    const names = await databaseNames('training', 'op-1')
    const newer = which === 'outbox' ? new OutboxDatabase(names.outbox, stores) : new HistoryDatabase(names.history, stores)
    newer.version(version + 1).stores({ later: 'id' })
    await newer.open()
    await newer.table('later').put({ id: 'kept' })
    newer.close()
    const { opened: outcome } = await tryOpen(stores, platformOf())
    expect(outcome).toEqual({ ok: false, error: { code: 'E-NEWER' } })
    expect(await stores[which].databases()).toEqual([{ name: names[which], version: (version + 1) * 10 }])
    expect(await (which === 'outbox' ? stores.history : stores.outbox).databases()).toEqual([])
    await newer.open()
    expect(await newer.table('later').toArray()).toEqual([{ id: 'kept' }])
    newer.close()
  })
})

describe('storage in trouble', () => {
  it('says E-DISK when there is no space, keeps what it had, and works once there is', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, false)
    const draft = await newDraft(seat, { text: 'раньше' })
    await seat.call('drafts:save', draft)
    const full = vi.spyOn(OutboxDatabase.prototype, 'transaction').mockImplementation(() => {
      throw Object.assign(new Error('full'), { name: 'AbortError', inner: new DOMException('full', 'QuotaExceededError') })
    })
    expect(await seat.call('drafts:save', filled(draft, { text: 'теперь' }))).toEqual({ ok: false, error: { code: 'E-DISK' } })
    full.mockRestore()
    expect(await seat.call('drafts:get', draft.id)).toMatchObject({ value: { appeal: { text: 'раньше' } } })
    expect(await seat.call('drafts:save', filled(draft, { text: 'теперь' }))).toMatchObject({ ok: true })
    await seat.workspace.close()
  })
  it('does not wait for a transaction that never settles: E-DB, a fresh connection, and the next call works', async () => {
    const { outbox, history } = await opened(factories())
    let reopened = 0
    const guard = guardStorage(outbox, () => (reopened += 1), 20)
    expect(await guard.run(() => new Promise(() => undefined))).toEqual({ ok: false, error: { code: 'E-DB', details: { late: true } } })
    expect(reopened).toBe(1)
    expect(await guard.run(() => outbox.drafts.count())).toEqual({ ok: true, value: 0 })
    outbox.close()
    history.close()
  })
  it('lets bugs through as bugs', async () => {
    const { outbox, history } = await opened(factories())
    await expect(guardStorage(outbox, () => undefined).run(() => Promise.reject(new RangeError('ours')))).rejects.toThrow('ours')
    outbox.close()
    history.close()
  })
})
