// Profiles of released schemas: made once by the code of that release, kept in test/fixtures, opened by every later version.
// To make the next one, on the last commit of a schema: PRIYOM_MAKE_PROFILE=1 npx vitest run test/unit/worker/golden-profiles.test.ts
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Dexie } from 'dexie'
import { databaseNames, type Factories } from '../../src/renderer/worker/data/database.ts'
import { factories, messageOf, newDraft, openSeat, platformOf, query, readySeat, takeCall, type Seat } from '../unit/worker/seat.ts'

type TableDump = { name: string; key: string; rows: unknown[] }
type DatabaseDump = { version: number; tables: TableDump[] }
export type Golden = { outbox: DatabaseDump; history: DatabaseDump; content: unknown }

const folder = join(import.meta.dirname, '../fixtures')
const plain = (_: string, value: unknown): unknown => (value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value)
const bytes = (_: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && 'base64' in value ? new Uint8Array(Buffer.from(value.base64 as string, 'base64')) : value

const databaseOf = (name: string, indexedDB: IDBFactory, { keyRange }: Factories): Dexie => new Dexie(name, { indexedDB, IDBKeyRange: keyRange })
const dump = async (name: string, factory: IDBFactory, stores: Factories): Promise<DatabaseDump> => {
  const database = await databaseOf(name, factory, stores).open()
  const tables = await Promise.all(database.tables.map(async (table) => ({ name: table.name, key: table.schema.primKey.src, rows: await table.toArray() })))
  database.close()
  return { version: database.verno, tables }
}
const restore = async (name: string, factory: IDBFactory, stores: Factories, { version, tables }: DatabaseDump): Promise<void> => {
  const database = databaseOf(name, factory, stores)
  database.version(version).stores(Object.fromEntries(tables.map(({ name: table, key }) => [table, key])))
  await database.open()
  for (const table of tables) await database.table(table.name).bulkAdd(table.rows)
  database.close()
}

/** What a person would see of it, opened: that is what every later version must show. */
export const contentOf = async (seat: Seat): Promise<unknown> => {
  await seat.workspace.settled()
  const { needsAttention, unknown, waiting } = await seat.call('outbox:view')
  const openDraftId = seat.events.opened[0]?.openDraftId ?? null
  const sent = await seat.call('lists:page', query())
  const content = {
    queue: [...needsAttention, ...unknown, ...waiting].map(({ id, code, state, position, issues, draft }) => ({ id, code, state, position, issues, draft })),
    openDraft: openDraftId === null ? null : await seat.call('drafts:get', openDraftId),
    sent: await Promise.all(sent.rows.map(({ id }) => seat.call('messages:get', id))),
    counts: await seat.call('lists:counts'),
    me: await seat.call('me:get'),
    dictionary: await seat.call('dictionary:get'),
  }
  return JSON.parse(JSON.stringify(content)) as unknown
}

/** One accepted message, one refused call, one in the queue, an open draft; every person is invented. */
export const makeGolden = async (version: number): Promise<void> => {
  const [stores, platform] = [factories(), platformOf()]
  const seat = await readySeat(stores, platform, true)
  const accepted = await takeCall(seat)
  await seat.call('sync:now')
  platform.messages.push(messageOf(platform.accepted.get(accepted.id)!, 300_000_001))
  await seat.call('sync:now')
  platform.refusal = { type: 'https://priyom.example/problems/E-VALIDATION', title: '', status: 422, errors: [{ pointer: '/applicant/phone', code: 'E-PHONE' }] }
  await takeCall(seat, { text: 'Это платформа не примет' })
  await seat.call('sync:now')
  platform.link = false
  await takeCall(seat, { text: 'Это ждёт связи' })
  const draft = await newDraft(seat, { text: 'Это ещё рассказывают' })
  await seat.call('drafts:save', draft)
  await seat.call('drafts:set-open', draft.id)
  await seat.workspace.close()
  const again = await openSeat(stores, platform)
  const content = await contentOf(again)
  await again.workspace.close()
  const names = await databaseNames('training', 'op-1')
  const golden: Golden = { outbox: await dump(names.outbox, stores.outbox, stores), history: await dump(names.history, stores.history, stores), content }
  writeFileSync(join(folder, `profile-schema-${version}.json`), `${JSON.stringify(golden, plain, 1)}\n`)
}

/** That profile as databases of a seat, and what it must show. */
export const openGolden = async (version: number): Promise<{ stores: Factories; golden: Golden }> => {
  const golden = JSON.parse(readFileSync(join(folder, `profile-schema-${version}.json`), 'utf8'), bytes) as Golden
  const stores = factories()
  const names = await databaseNames('training', 'op-1')
  await restore(names.outbox, stores.outbox, stores, golden.outbox)
  await restore(names.history, stores.history, stores, golden.history)
  return { stores, golden }
}
