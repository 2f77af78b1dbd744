// Profiles of released schemas: made once by the code of that release, kept in test/fixtures, opened by every later version.
// To make the next ones, on the last commit of a release: node scripts/golden-profile.mjs. What is there is never written again.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Dexie } from 'dexie'
import { FORMAT_VERSION } from '../../src/main/journal/format.ts'
import { VAULT_VERSION } from '../../src/main/vault/key-file.ts'
import { createKeyWrap, type SafeStorage } from '../../src/main/vault/key-wrap.ts'
import { createVault } from '../../src/main/vault/vault.ts'
import { databaseNames, OUTBOX_VERSION, type Factories } from '../../src/renderer/worker/data/database.ts'
import { diskOf, factories, messageOf, newDraft, NOW, openSeat, platformOf, query, readySeat, takeCall, type Seat } from '../unit/worker/seat.ts'

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
const fill = async (stores: Factories): Promise<void> => {
  const platform = platformOf()
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
}
const makeProfile = async (stores: Factories): Promise<string> => {
  const platform = Object.assign(platformOf(), { link: false })
  const again = await openSeat(stores, platform)
  const content = await contentOf(again)
  await again.workspace.close()
  const names = await databaseNames('training', 'op-1')
  const golden: Golden = { outbox: await dump(names.outbox, stores.outbox, stores), history: await dump(names.history, stores.history, stores), content }
  return `${JSON.stringify(golden, plain, 1)}\n`
}
const makeVaultFile = async (): Promise<string> => {
  const path = join(mkdtempSync(join(tmpdir(), 'priyom-golden-')), 'keys.json')
  const noRing = createKeyWrap({ isEncryptionAvailable: () => false, getSelectedStorageBackend: () => 'basic_text' } as SafeStorage, 'linux')
  const vault = createVault({ path, wrap: noRing, now: () => NOW })
  await vault.open('op-1', 'training')
  vault.remember('op-1', 'training')
  const text = readFileSync(path, 'utf8')
  rmSync(join(path, '..'), { recursive: true })
  return text
}
export const goldenJournal = (format: number): string => join(folder, `journal-format-${format}.journal`)
export const goldenVault = (version: number): string => join(folder, `vault-keys-${version}.json`)

/** The files of this release that are not there yet; their names. */
export const makeGoldenFiles = async (): Promise<string[]> => {
  const stores = factories()
  await fill(stores)
  const journal = diskOf(stores).files.get('op-1') as Buffer
  const made: [string, string | Buffer][] = [
    [goldenJournal(FORMAT_VERSION), journal],
    [join(folder, `profile-schema-${OUTBOX_VERSION}.json`), await makeProfile(stores)],
    [goldenVault(VAULT_VERSION), await makeVaultFile()],
  ]
  const missing = made.filter(([path]) => !existsSync(path))
  for (const [path, content] of missing) writeFileSync(path, content)
  return missing.map(([path]) => path)
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
