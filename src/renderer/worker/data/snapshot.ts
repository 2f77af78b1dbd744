// Copies of all rows as they lie, sealed, handed to main before a migration touches them. If the copy cannot be kept, nothing is migrated.
import { Dexie } from 'dexie'
import { ok, type Result } from '../../../shared/errors.ts'
import type { JournalPort } from '../../sync/ports.ts'
import { withinDeadline } from './storage-guard.ts'

/** Rows in one message to main. */
const TOGETHER = 200

export type OldDatabase = { name: string; factory: IDBFactory; keyRange: typeof IDBKeyRange }

/** Reads the databases as the version that wrote them left them; Dexie takes tables and version from the disk. E-DISK, E-DB. */
export const keepSnapshot = async (olds: readonly OldDatabase[], snapshot: JournalPort['snapshot']): Promise<Result<null>> => {
  for (const { name, factory, keyRange } of olds) {
    const database = await withinDeadline(new Dexie(name, { indexedDB: factory, IDBKeyRange: keyRange }).open())
    try {
      for (const table of database.tables) {
        const keys = await withinDeadline(table.toCollection().primaryKeys())
        for (let from = 0; from < keys.length; from += TOGETHER) {
          const rows = await withinDeadline(table.bulkGet(keys.slice(from, from + TOGETHER)))
          const kept = await snapshot([{ database: name, table: table.name, rows }], false)
          if (!kept.ok) return kept
        }
      }
    } finally {
      database.close()
    }
  }
  return olds.length === 0 ? ok(null) : snapshot([], true)
}
