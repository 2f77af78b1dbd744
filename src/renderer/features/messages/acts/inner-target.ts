// The inner target of execution is a day for people and an instant for the platform: the end of that day in the cabinet's zone. Pure.
import { dayIn } from '../../../../shared/terms.ts'

const MINUTE_MS = 60_000
/** No zone is farther from the noon of Greenwich, and no change of clocks makes it so. */
const REACH_MINUTES = 26 * 60
/** «12.03.2026», or nothing. */
export const typedDay = (instant: string | null, timeZone: string): string => (instant === null ? '' : dayIn(Date.parse(instant), timeZone).split('-').toReversed().join('.'))

/** The last minute of a day (yyyy-mm-dd) in a zone, but never after the answer is due. */
export const endOfDay = (day: string, timeZone: string, answerAt: string | null): string => {
  const noon = Date.parse(`${day}T12:00:00Z`)
  let [inside, outside] = [-REACH_MINUTES, REACH_MINUTES]
  while (outside - inside > 1) {
    const middle = Math.floor((inside + outside) / 2)
    if (dayIn(noon + middle * MINUTE_MS, timeZone) <= day) inside = middle
    else outside = middle
  }
  const last = noon + inside * MINUTE_MS
  return new Date(answerAt === null ? last : Math.min(last, Date.parse(answerAt))).toISOString()
}
