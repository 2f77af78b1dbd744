// termState() for a hundred thousand rows at once: the calendar is asked once per day and zone, each row costs two comparisons.
import { calendarDays, DAY_MS, dayIn, type TermState } from '../../../shared/terms.ts'

export type TermBounds = { nowMs: number; calmFromMs: number; soonFromMs: number }
/** `answerMs`: null where no term runs. */
export type TermMoments = { answerMs: number | null; closed: boolean }

/** The first instant that lies more than `days` calendar days after now in the zone. */
const firstInstantAfter = (days: number, nowMs: number, timeZone: string): number => {
  let inside = nowMs
  let outside = nowMs + (days + 2) * DAY_MS
  while (outside - inside > 1) {
    const middle = Math.floor((inside + outside) / 2)
    if (calendarDays(nowMs, middle, timeZone) > days) outside = middle
    else inside = middle
  }
  return outside
}

/** Burn: today or tomorrow; soon: within three days (terms.ts). Remembers the last day asked for. */
export const createTermBounds = (): ((nowMs: number, timeZone: string) => TermBounds) => {
  let known: { day: string; calmFromMs: number; soonFromMs: number } | undefined
  return (nowMs, timeZone) => {
    const day = `${dayIn(nowMs, timeZone)} ${timeZone}`
    if (known?.day !== day) known = { day, soonFromMs: firstInstantAfter(1, nowMs, timeZone), calmFromMs: firstInstantAfter(3, nowMs, timeZone) }
    return { nowMs, calmFromMs: known.calmFromMs, soonFromMs: known.soonFromMs }
  }
}

/** The same answer as termState() of shared/terms. */
export const termWithin = ({ nowMs, calmFromMs, soonFromMs }: TermBounds, { answerMs, closed }: TermMoments): TermState => {
  if (closed) return 'done'
  if (answerMs === null) return 'none'
  if (answerMs <= nowMs) return 'over'
  if (answerMs < soonFromMs) return 'burn'
  return answerMs < calmFromMs ? 'soon' : 'calm'
}
