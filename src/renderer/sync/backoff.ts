// How long to wait. Arithmetic only: failures, chance and header values in, milliseconds out.

export const FIRST_DELAY_MS = 1_000
export const CEILING_MS = 5 * 60_000
/** After so long without one success the intervals may grow further. */
export const BREAKER_AFTER_MS = 60 * 60_000
export const BREAKER_CEILING_MS = 15 * 60_000
/** A platform that asks for more than this is not believed. */
export const RETRY_AFTER_CAP_MS = 60 * 60_000
/** Seats that were told the same Retry-After come back spread over this share of it. */
const SPREAD = 0.1

/** Full jitter: anything from 1 s to 2^failures s, 5 min at most (15 min once the breaker is open). */
export const jitteredDelay = (failures: number, random: number, ceilingMs: number = CEILING_MS): number => {
  const top = Math.min(ceilingMs, FIRST_DELAY_MS * 2 ** Math.min(failures, 30))
  return FIRST_DELAY_MS + random * Math.max(0, top - FIRST_DELAY_MS)
}

export type Trying = {
  /** Failures in a row, this one included. */
  failures: number
  /** Since the first of them, by monotonic time. */
  failingForMs: number
  retryAfterMs: number | null
}
/** How long to wait before the next attempt. Retry-After is a floor, never a way to come sooner. */
export const retryDelay = ({ failures, failingForMs, retryAfterMs }: Trying, random: number): number => {
  const ceiling = failingForMs >= BREAKER_AFTER_MS ? BREAKER_CEILING_MS : CEILING_MS
  const own = jitteredDelay(failures, random, ceiling)
  if (retryAfterMs === null) return own
  return Math.max(own, Math.min(Math.max(retryAfterMs, 0), RETRY_AFTER_CAP_MS) * (1 + SPREAD * random))
}

/**
 * The header Retry-After in ms: seconds or a date, 1 h at most; null when absent or no such thing. A date is counted from the
 * reply's own Date header, since this computer's clock (`now`, ms) may be years off.
 */
export const parseRetryAfter = (value: string | undefined, date: string | undefined, now: number): number | null => {
  const text = value?.trim() ?? ''
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, RETRY_AFTER_CAP_MS)
  // an HTTP date names its day or month; a bare or negative number is no date, whatever Date.parse makes of it
  const at = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) return null
  const from = Date.parse(date ?? '')
  return Math.min(Math.max(at - (Number.isNaN(from) ? now : from), 0), RETRY_AFTER_CAP_MS)
}
