// How long and how large an answer may be, by its kind.
import type { Route } from '../../shared/api.ts'

/** Milliseconds, bytes. `totalMs` null: a stream that may live for ever. */
export type Deadlines = { headersMs: number; idleMs: number; totalMs: number | null; maxBytes: number }

export const PLAIN_DEADLINES: Deadlines = { headersMs: 15_000, idleMs: 30_000, totalMs: 120_000, maxBytes: 10 * 1024 * 1024 }
const NDJSON_DEADLINES: Deadlines = { ...PLAIN_DEADLINES, maxBytes: Number.POSITIVE_INFINITY }
/** The platform breathes on this stream more often than that. */
const EVENTS_DEADLINES: Deadlines = { headersMs: 15_000, idleMs: 90_000, totalMs: null, maxBytes: Number.POSITIVE_INFINITY }

/** Judged by silence alone: a large file over a thin line takes as long as it takes. */
const FILE_DEADLINES: Deadlines = { headersMs: 60_000, idleMs: 30_000, totalMs: null, maxBytes: Number.POSITIVE_INFINITY }

export const deadlinesOf = (route: Route): Deadlines => {
  if (route.tus !== undefined || route.stream === 'file') return FILE_DEADLINES
  if (route.stream === 'events') return EVENTS_DEADLINES
  return route.stream === 'ndjson' ? NDJSON_DEADLINES : PLAIN_DEADLINES
}
