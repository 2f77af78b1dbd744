// Writes the order of everything that moved. Every change of a message or of the dictionary passes here, in its own transaction.
import { sql } from 'drizzle-orm'
import { rowsOf, type Database } from './database.ts'
import { change } from './schema.ts'

/** Held from the moment a number is drawn until the commit: numbers become visible in rising order, so no reader skips a late one. */
const FEED_LOCK = 7_210_002
/** Channel of NOTIFY; the payload is the kind of change. */
export const FEED_CHANNEL = 'priyom_feed'

/**
 * Draws the next place in the feed and keeps all other writers waiting until this transaction ends.
 * Take it before any row is locked, or two writers may wait for each other.
 */
export const nextChangeSeq = async (transaction: Database): Promise<number> => {
  const [row] = await rowsOf<{ seq: string | number }>(
    transaction,
    sql`with held as materialized (select pg_advisory_xact_lock(${sql.raw(String(FEED_LOCK))})) select nextval('change_seq') as seq from held`,
  )
  return Number(row?.seq)
}

export type Moved =
  | { kind: 'message'; messageId: string; leftCabinetId?: number | null; leftExecutorId?: string | null }
  | { kind: 'dictionary'; dictionaryVersion: number }
  | { kind: 'hand-over'; handOverId: string }
  | { kind: 'shift'; shiftId: string }

/** Stores what stands at that place and pokes the listeners of every node when the transaction commits. */
export const recordChange = async (transaction: Database, seq: number, moved: Moved): Promise<void> => {
  const place = transaction.$with('place').as(transaction.insert(change).values({ seq, ...moved }).returning({ seq: change.seq }))
  await transaction.with(place).select({ told: sql`pg_notify(${FEED_CHANNEL}, ${moved.kind})` }).from(place)
}
