// Opening of many sealed rows, and the place for those that cannot be: kept raw, counted, never deleted.
import type { Dexie, Table } from 'dexie'
import type { Result } from '../../../shared/errors.ts'
import type { QuarantineRow } from './database.ts'

/** Decryptions under way together: one by one costs six times as much (performance §2). */
const CHUNK = 500

export type Opened<Row, Value> = { good: { row: Row; value: Value }[]; bad: Row[] }
/** Opens rows in parallel chunks; lets other work in between them. */
export const openRows = async <Row, Value>(rows: readonly Row[], open: (row: Row) => Promise<Result<Value>>): Promise<Opened<Row, Value>> => {
  const opened: Opened<Row, Value> = { good: [], bad: [] }
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = rows.slice(from, from + CHUNK)
    const outcomes = await Promise.all(chunk.map(open))
    outcomes.forEach((outcome, index) => {
      const row = chunk[index] as Row
      if (outcome.ok) opened.good.push({ row, value: outcome.value })
      else opened.bad.push(row)
    })
  }
  return opened
}

type WithQuarantine = Dexie & { quarantine: Table<QuarantineRow, number> }
/** Moves rows out of their table as they are, in one transaction. */
export const quarantineRows = async <Row>(database: WithQuarantine, table: Table<Row, string>, rows: readonly Row[], idOf: (row: Row) => string): Promise<void> => {
  if (rows.length === 0) return
  await database.transaction('rw', table, database.quarantine, async () => {
    await database.quarantine.bulkAdd(rows.map((row) => ({ table: table.name, rowId: idOf(row), row })))
    await table.bulkDelete(rows.map(idOf))
  })
}
