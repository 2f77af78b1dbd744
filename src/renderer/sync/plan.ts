// What to do next with the rows of the outbox. Order of intake, order per message, doubt before any new attempt.
import type { OutboxRow } from './ports.ts'

/** How long undo may hold a row back: a wrong clock must not hold it longer. */
export const UNDO_WINDOW_MS = 10_000

/** Patience with one row. `until` is monotonic; `alone`: it spoiled a request by itself, so it travels without company. */
export type RowWait = { until: number; strikes: number; alone: boolean }
/** What the plan knows of the road: nothing leaves before `openAt` (monotonic ms), `batch` commands at once, waits by row id. */
export type Road = { openAt: number; batch: number; waits: ReadonlyMap<string, RowWait> }

export type Decision =
  | { kind: 'ask'; ids: readonly string[] }
  | { kind: 'send'; ids: readonly string[] }
  | { kind: 'wait'; until: number }
  | { kind: 'idle' }

const isOpen = ({ state }: OutboxRow): boolean => state === 'queued' || state === 'unknown'

/**
 * `now` is monotonic. Rows whose outcome is unknown are asked for by id before anything is sent again. A row that waits, or whose
 * outcome is unknown, holds back only later rows of its own message. At most one row of a message travels in a batch.
 */
export const plan = (rows: readonly OutboxRow[], now: number, { openAt, batch, waits }: Road): Decision => {
  const open = rows.filter(isOpen).sort((left, right) => left.seq - right.seq)
  if (open.length === 0) return { kind: 'idle' }
  if (now < openAt) return { kind: 'wait', until: openAt }

  const dueAt = ({ id }: OutboxRow): number => waits.get(id)?.until ?? Number.NEGATIVE_INFINITY
  const strikesOf = ({ id }: OutboxRow): number => waits.get(id)?.strikes ?? 0
  // who failed least comes first, so that a hopeless row never takes the turn of another
  const byStrikes = (left: OutboxRow, right: OutboxRow): number => strikesOf(left) - strikesOf(right)
  const doubtful = open.filter((row) => row.state === 'unknown' && dueAt(row) <= now).sort(byStrikes)
  if (doubtful.length > 0) return { kind: 'ask', ids: doubtful.map(({ id }) => id) }

  const taken = new Set<string>()
  const ready = open.filter((row) => {
    // it waits for a person, and what that person decides about the same message comes after it in the order of intake
    if (row.isHeld === true) return false
    const isFirst = !taken.has(row.messageKey)
    taken.add(row.messageKey)
    return isFirst && row.state === 'queued' && row.waitsForFiles !== true && dueAt(row) <= now
  })
  const together = ready.filter(({ id }) => waits.get(id)?.alone !== true)
  const ids = (together.length > 0 ? together.slice(0, Math.max(1, batch)) : ready.sort(byStrikes).slice(0, 1)).map(({ id }) => id)
  if (ids.length > 0) return { kind: 'send', ids }
  const next = open.reduce((first, row) => (dueAt(row) > now ? Math.min(first, dueAt(row)) : first), Number.POSITIVE_INFINITY)
  // all that is left waits for files or for such a row: whoever finishes a file wakes us
  return next === Number.POSITIVE_INFINITY ? { kind: 'idle' } : { kind: 'wait', until: next }
}
