// Working days: Monday to Friday without the holidays of the law. Pure arithmetic; days that a yearly decree moves are not known here.
import { DAY_MS, dayIn } from './terms.ts'

/** Non-working holidays, mm-dd (Labour Code, art. 112). */
const HOLIDAYS = new Set(['01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-07', '01-08', '02-23', '03-08', '05-01', '05-09', '06-12', '11-04'])

/** `day`: yyyy-mm-dd. */
export const isWorkingDay = (day: string): boolean => {
  const weekday = new Date(Date.parse(day)).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !HOLIDAYS.has(day.slice(5))
}

/** The same clock time so many working days later, by the calendar of a zone; ms. */
export const addWorkingDays = (fromMs: number, count: number, timeZone: string): number => {
  let ms = fromMs
  for (let left = count; left > 0; ) {
    ms += DAY_MS
    if (isWorkingDay(dayIn(ms, timeZone))) left -= 1
  }
  return ms
}
