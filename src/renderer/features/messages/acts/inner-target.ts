// The inner target of execution is a day for people and an instant for the platform: the end of that day in the cabinet's zone. Pure.
import { dayIn } from '../../../../shared/terms.ts'

const HOUR_MS = 3_600_000
/** «12.03.2026», or nothing. */
export const typedDay = (instant: string | null, timeZone: string): string => (instant === null ? '' : dayIn(Date.parse(instant), timeZone).split('-').toReversed().join('.'))

/** The last minute of a day (yyyy-mm-dd) in a zone, but never after the answer is due. */
export const endOfDay = (day: string, timeZone: string, answerAt: string | null): string => {
  const noon = Date.parse(`${day}T12:00:00Z`)
  let end = noon
  // zones are whole quarters of an hour: the last instant that is still that day
  for (let at = noon - 26 * HOUR_MS; at <= noon + 26 * HOUR_MS; at += HOUR_MS / 4) if (dayIn(at, timeZone) === day) end = at
  const last = end + HOUR_MS / 4 - 60_000
  return new Date(answerAt === null ? last : Math.min(last, Date.parse(answerAt))).toISOString()
}
