// termState() for a hundred thousand rows at once: the calendar is asked once per day and zone, each row costs two comparisons.
import { calendarDays, DAY_MS, dayIn, TERM_STATES } from '../../../shared/terms.ts'

const [CALM, SOON, BURN, OVER, DONE, NONE] = (['calm', 'soon', 'burn', 'over', 'done', 'none'] as const).map((state) => TERM_STATES.indexOf(state)) as [number, number, number, number, number, number]

export type TermBounds = { nowMs: number; calmFromMs: number; soonFromMs: number }
/** One number per row, so that a hundred thousand of them are counted from one typed array. */
export const ANSWERED_MOMENT = Number.NEGATIVE_INFINITY
export const NO_TERM_MOMENT = Number.POSITIVE_INFINITY
/** When the answer is due, ms; answered and termless ones have moments of their own. */
export const momentOf = ({ answerAt, closedAt }: { answerAt: string | null; closedAt: string | null }): number => {
  if (closedAt !== null) return ANSWERED_MOMENT
  return answerAt === null ? NO_TERM_MOMENT : Date.parse(answerAt)
}

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

/** The same answer as termState() of shared/terms, as an index of TERM_STATES. */
export const termIndex = ({ nowMs, calmFromMs, soonFromMs }: TermBounds, moment: number): number => {
  if (moment === ANSWERED_MOMENT) return DONE
  if (moment === NO_TERM_MOMENT) return NONE
  if (moment <= nowMs) return OVER
  if (moment < soonFromMs) return BURN
  return moment < calmFromMs ? SOON : CALM
}
