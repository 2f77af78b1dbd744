// The two databases of one operator in one mode, and the only place that knows their tables. No secondary indexes: order and
// filters come from the catalog in memory. Plain columns hold ids, states, attempts, instants, sizes and versions; the rest is sealed.
import { Dexie, type Table } from 'dexie'
import { AppError, fail, ok, type Result } from '../../../shared/errors.ts'
import type { JournalPort } from '../../sync/ports.ts'
import { hexDigest } from '../seal.ts'
import { keepSnapshot } from './snapshot.ts'
import { codeOfStorage, withinDeadline } from './storage-guard.ts'

type Sealed = Uint8Array<ArrayBuffer>
type Versions = { keyId: string; schemaVersion: number; size: number }
export type DraftRow = Versions & { id: string; sealed: Sealed }
/** `command` is written once and never again; `progress` is sealed anew at every step. `state`... are copies for counting without the key. */
export type OutboxRow = Versions & { id: string; seq: number; state: string; attempts: number; nextAttemptAt: number | null; command: Sealed; progress: Sealed }
export type MessageRow = Versions & { id: string; sealed: Sealed }
export type KeyValueRow = Versions & { key: string; sealed: Sealed }
/** One chunk of an attached file. The name, type and key of the file are sealed in its draft or command. */
export type FileChunkRow = { id: string; index: number; size: number; sealed: Sealed }
/** Lines of the feed that this version cannot read yet; taken up by the version that can. */
export type ParkedRow = Versions & { id: string; sealed: Sealed }
/** A row that could not be opened or read, as it was. Never deleted by the app. */
export type QuarantineRow = { n?: number; table: string; rowId: string; row: unknown }

/** Persisted: rises with every change of tables; each number keeps its reason. */
export const OUTBOX_VERSION = 2
export const HISTORY_VERSION = 1
/** IndexedDB has whole numbers; Dexie multiplies its own by ten. */
const NATIVE_FACTOR = 10

/** What the browser gives, or a test. The outbox's factory is that of a Storage Bucket of its own. */
export type Factories = {
  outbox: IDBFactory
  history: IDBFactory
  keyRange: typeof IDBKeyRange
  /** Asks for the outbox's bucket anew: on a disk that is nearly full Chromium throws the bucket away, and its factory fails for ever. */
  renew?: () => Promise<void>
}

export class OutboxDatabase extends Dexie {
  declare drafts: Table<DraftRow, string>
  declare outbox: Table<OutboxRow, string>
  declare kv: Table<KeyValueRow, string>
  declare files: Table<FileChunkRow, [string, number]>
  declare quarantine: Table<QuarantineRow, number>

  readonly renew: () => Promise<void>

  constructor(name: string, { outbox, keyRange, renew = async () => undefined }: Factories) {
    // strict: "saved" is told after the disk has it (power cuts lose relaxed commits)
    super(name, { indexedDB: outbox, IDBKeyRange: keyRange, chromeTransactionDurability: 'strict' })
    this.renew = renew
    // 1: what an operator has typed and not yet had answered
    this.version(1).stores({ drafts: 'id', outbox: 'id', kv: 'key', quarantine: '++n' })
    // 2: sealed chunks of attached files
    this.version(OUTBOX_VERSION).stores({ files: '[id+index]' })
  }
}

export class HistoryDatabase extends Dexie {
  declare messages: Table<MessageRow, string>
  declare kv: Table<KeyValueRow, string>
  declare parked: Table<ParkedRow, string>
  declare quarantine: Table<QuarantineRow, number>

  constructor(name: string, { history, keyRange }: Factories) {
    // relaxed: all of it can be pulled again
    super(name, { indexedDB: history, IDBKeyRange: keyRange, chromeTransactionDurability: 'relaxed' })
    // 1: one sealed row per message; cursor, dictionary and person beside them
    this.version(HISTORY_VERSION).stores({ messages: 'id', kv: 'key', parked: 'id', quarantine: '++n' })
  }
}

export type Databases = { outbox: OutboxDatabase; history: HistoryDatabase }
/** Names tell nobody whose they are: the person's id is hashed. */
export const databaseNames = async (mode: string, operatorId: string): Promise<{ outbox: string; history: string }> => {
  const owner = (await hexDigest(`${mode}|${operatorId}`)).slice(0, 24)
  return { outbox: `priyom-${mode}-${owner}-outbox`, history: `priyom-${mode}-${owner}-history` }
}

/** Whether that is the outbox of somebody in that mode. */
export const isOutboxName = (name: string, mode: string): boolean => name.startsWith(`priyom-${mode}-`) && name.endsWith('-outbox')

type Age = 'absent' | 'older' | 'ours' | 'newer'
const ageOf = async (factory: IDBFactory, name: string, version: number): Promise<Age> => {
  const found = (await withinDeadline(factory.databases())).find((database) => database.name === name)
  if (found?.version === undefined) return 'absent'
  const ours = version * NATIVE_FACTOR
  return found.version > ours ? 'newer' : found.version < ours ? 'older' : 'ours'
}

/**
 * Opens both databases; before an older one is migrated a snapshot of both is kept. E-NEWER: a later version of the app wrote them
 * (Dexie would open them and go on), nothing was touched. E-MIGRATE: no snapshot could be kept, or the migration failed; the old copy is as
 * it was. Throws what storage says, and E-DB when it says nothing for 5 s.
 */
export const openDatabases = async (factories: Factories, mode: string, operatorId: string, snapshot: JournalPort['snapshot']): Promise<Result<Databases>> => {
  const names = await databaseNames(mode, operatorId)
  const ages = { outbox: await ageOf(factories.outbox, names.outbox, OUTBOX_VERSION), history: await ageOf(factories.history, names.history, HISTORY_VERSION) }
  if (ages.outbox === 'newer' || ages.history === 'newer') return fail('E-NEWER')
  const isMigrated = ages.outbox === 'older' || ages.history === 'older'
  const databases = { outbox: new OutboxDatabase(names.outbox, factories), history: new HistoryDatabase(names.history, factories) }
  try {
    const there = isMigrated ? (['outbox', 'history'] as const).filter((which) => ages[which] !== 'absent') : []
    const kept = await keepSnapshot(there.map((which) => ({ name: names[which], factory: factories[which], keyRange: factories.keyRange })), snapshot)
    if (!kept.ok) return fail('E-MIGRATE', { reason: kept.error.code })
    await withinDeadline(Promise.all([databases.outbox.open(), databases.history.open()]))
    return ok(databases)
  } catch (error) {
    closeDatabases(databases)
    if (!isMigrated) throw error
    return fail('E-MIGRATE', { reason: error instanceof AppError ? error.code : codeOfStorage(error) })
  }
}

export const closeDatabases = ({ outbox, history }: Databases): void => {
  outbox.close()
  history.close()
}
