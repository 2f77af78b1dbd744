// Reads the change feed for one scope: in order, in small portions, resumable at any line.
import { and, asc, gt, lte, or, sql } from 'drizzle-orm'
import type { Change } from '../shared/contract/change.ts'
import { rowsOf, type Database } from './database.ts'
import { historiesOf, toMessage } from './messages.ts'
import { toHandOver } from './hand-overs.ts'
import { change, handOver, message, shift } from './schema.ts'
import { handedToScope, isInScope, leftScope, scopeKey, visiblePart, type Scope } from './scope.ts'
import { isForReader, noteOf, type NoteReader } from './shifts.ts'

/** Rows in memory at once, however long the feed is. */
const PORTION = 250

export type FeedPlace = { generation: string; scopeKey: string; seq: number }
/** Opaque to the app. */
export const cursorOf = ({ generation, scopeKey, seq }: FeedPlace): string => Buffer.from(JSON.stringify([generation, scopeKey, seq])).toString('base64url')

/** The place behind a cursor, or undefined: of another database or another scope, or not ours at all. Only a snapshot helps then. */
export const placeOf = (cursor: string, here: { generation: string; scope: Scope }): number | undefined => {
  const parts = /^\["([\w-]+)","([\w-]+)",(\d{1,15})\]$/.exec(Buffer.from(cursor, 'base64url').toString())
  if (parts === null || parts[1] !== here.generation || parts[2] !== scopeKey(here.scope)) return undefined
  return Number(parts[3])
}

export type FeedRequest = { generation: string; scope: Scope; since: number; limit: number; reader: NoteReader }

/** At most `limit` lines after `since`, then `end`. A message appears once, at its latest change and in its latest state. */
export async function* readChanges(database: Database, { generation, scope, since, limit, reader }: FeedRequest): AsyncGenerator<Change> {
  const key = scopeKey(scope)
  const cursor = (seq: number) => cursorOf({ generation, scopeKey: key, seq })
  const [head] = await rowsOf<{ seq: string | number }>(database, sql`select coalesce(max(seq), 0) as seq from change`)
  const until = Math.max(Number(head?.seq), since)
  let reached = since
  let left = limit
  while (left > 0) {
    const wanted = Math.min(PORTION, left)
    const rows = await portion(database, { scope, reader }, reached, until, wanted)
    yield* linesOf(database, scope, rows, cursor)
    reached = rows.at(-1)?.change.seq ?? reached
    left -= rows.length
    if (rows.length < wanted) {
      yield { kind: 'end', cursor: cursor(until), more: false }
      return
    }
  }
  const more = (await portion(database, { scope, reader }, reached, until, 1)).length > 0
  yield { kind: 'end', cursor: cursor(more ? reached : until), more }
}

type FeedRow = Awaited<ReturnType<typeof portion>>[number]
const portion = (database: Database, { scope, reader }: Pick<FeedRequest, 'scope' | 'reader'>, after: number, until: number, limit: number) =>
  database
    .select({ change, message, handOver, shift, isInScope: sql<boolean>`(${isInScope(scope)})` })
    .from(change)
    .leftJoin(message, sql`${message.id} = ${change.messageId}`)
    .leftJoin(handOver, sql`${handOver.id} = ${change.handOverId}`)
    .leftJoin(shift, sql`${shift.id} = ${change.shiftId}`)
    .where(
      and(
        gt(change.seq, after),
        lte(change.seq, until),
        or(
          sql`${change.kind} = 'dictionary'`,
          and(handedToScope(scope), sql`${handOver.changeSeq} = ${change.seq}`),
          isForReader(reader),
          and(isInScope(scope), sql`${message.changeSeq} = ${change.seq}`),
          and(leftScope(scope), sql`(${isInScope(scope)}) is not true`),
        ),
      ),
    )
    .orderBy(asc(change.seq))
    .limit(limit)

async function* linesOf(database: Database, scope: Scope, rows: readonly FeedRow[], cursor: (seq: number) => string): AsyncGenerator<Change> {
  const shown = rows.flatMap((row) => (row.message !== null && row.isInScope ? [row.message.id] : []))
  const histories = await historiesOf(database, shown)
  for (const row of rows) {
    const at = cursor(row.change.seq)
    if (row.change.kind === 'dictionary') yield { kind: 'dictionary', cursor: at, version: row.change.dictionaryVersion ?? 0 }
    else if (row.handOver !== null) yield row.handOver.closedAt === null ? { kind: 'hand-over', cursor: at, handOver: toHandOver(row.handOver) } : { kind: 'hand-over-closed', cursor: at, id: row.handOver.id }
    else if (row.shift !== null) yield { kind: 'shift-note', cursor: at, note: noteOf(row.shift) }
    else if (row.message !== null && row.isInScope) yield { kind: 'message', cursor: at, message: visiblePart(scope, row.message, toMessage(row.message, histories.get(row.message.id) ?? [])) }
    else if (row.change.messageId !== null) yield { kind: 'removed', cursor: at, id: row.change.messageId }
  }
}
