// Dates, numbers and other facts as people read them, by Intl in both languages; what belongs together never breaks over a line.

const NBSP = '\u00a0'
const solid = (text: string): string => text.replaceAll(' ', NBSP)
const MINUTE_MS = 60_000

type Instant = string | number
const dateOf = (instant: Instant): Date => new Date(instant)

const grouped = (digits: string): string => digits.replaceAll(/\B(?=(\d{3})+$)/g, NBSP)

/** `+79000000001` as `+7 900 000-00-01`; anything else stays as it is. */
export const phone = (kept: string): string => {
  const match = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(kept)
  return match === null ? kept : `+7${NBSP}${match[1]}${NBSP}${match[2]}-${match[3]}-${match[4]}`
}
/** «Номер» and «Номер ЕПГУ» in groups of three, the same in both languages. */
export const registration = (value: number): string => grouped(String(value))
/** `03:07`; hours only when there are any. */
export const duration = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (value: number): string => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}
/** A receipt code for screen readers: sign by sign. */
export const codeByLetters = (code: string): string => code.split('-').map((part) => [...part].join(' ')).join(', ')

export type Formats = {
  /** «20 марта, пятница»; with the year when it is another than that of `now`. */
  day: (instant: Instant, now?: number) => string
  /** «6 марта» */
  dayMonth: (instant: Instant, now?: number) => string
  /** «6 мар» */
  shortDay: (instant: Instant, now?: number) => string
  /** «10 марта, вт» of the status line. */
  weekday: (instant: Instant) => string
  /** 24 hours: «09:15» */
  time: (instant: Instant) => string
  /** «18:40» while it is today, else with its day: «25 ноября, 18:40». */
  untilTime: (instant: Instant, now: number) => string
  /** «11:22:07» */
  clock: (instant: Instant) => string
  /** «6 марта, 09:15» */
  dateTime: (instant: Instant, now?: number) => string
  /** «6 мар, 09:15» of lists and timelines. */
  shortDateTime: (instant: Instant, now?: number) => string
  /** «1 284», «93,4» */
  number: (value: number) => string
  percent: (share: number) => string
  /** «38 ГБ» */
  bytes: (value: number) => string
  /** «42 минуты», «3 часа», «2 дня» in whole units. */
  span: (ms: number) => string
  phone: typeof phone
  registration: typeof registration
  duration: typeof duration
  codeByLetters: typeof codeByLetters
}

const made = new Map<string, Formats>()
/** The formats of a language and a zone. Made once each: a screenful of rows asks for them. */
export const formats = (language: 'ru' | 'en', timeZone: string): Formats => {
  const key = `${language} ${timeZone}`
  const known = made.get(key) ?? makeFormats(language, timeZone)
  made.set(key, known)
  return known
}

const makeFormats = (language: 'ru' | 'en', timeZone: string): Formats => {
  const locale = language === 'ru' ? 'ru-RU' : 'en-GB'
  const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options })
  const year = dates({ year: 'numeric' })
  const yearOf = (instant: Instant): string => year.formatToParts(dateOf(instant)).find(({ type }) => type === 'year')?.value ?? ''
  const [dayMonthFormat, shortFormat, weekdayFormat, shortWeekday] = [dates({ day: 'numeric', month: 'long' }), dates({ day: 'numeric', month: 'short' }), dates({ weekday: 'long' }), dates({ weekday: 'short' })]
  const timeFormat = dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const clockFormat = dates({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
  const withYear = (text: string, instant: Instant, now: number | undefined): string =>
    now === undefined || yearOf(instant) === yearOf(now) ? text : `${text}${NBSP}${yearOf(instant)}`
  const dayMonth = (instant: Instant, now?: number) => withYear(solid(dayMonthFormat.format(dateOf(instant))), instant, now)
  const time = (instant: Instant) => timeFormat.format(dateOf(instant))
  const shortDay = (instant: Instant, now?: number) => withYear(solid(shortFormat.format(dateOf(instant)).replaceAll('.', '')), instant, now)
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const thin = (parts: Intl.NumberFormatPart[]): string =>
    parts.map(({ type, value }) => (type === 'group' || type === 'literal' ? value.replaceAll(/\s/g, NBSP) : value)).join('')
  const unit = (name: string, value: number, unitDisplay: 'short' | 'long') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay, maximumFractionDigits: value < 10 && unitDisplay === 'short' ? 1 : 0 }).format(value).replaceAll(/\s/g, NBSP)
  return {
    dayMonth, time, phone, registration, duration, codeByLetters,
    day: (instant, now) => `${dayMonth(instant, now)}, ${weekdayFormat.format(dateOf(instant))}`,
    shortDay,
    shortDateTime: (instant, now) => `${shortDay(instant, now)}, ${time(instant)}`,
    weekday: (instant) => `${dayMonth(instant)}, ${shortWeekday.format(dateOf(instant))}`,
    untilTime: (instant, now) => (dayMonth(instant) === dayMonth(now) ? time(instant) : `${dayMonth(instant, now)}, ${time(instant)}`),
    clock: (instant) => clockFormat.format(dateOf(instant)),
    dateTime: (instant, now) => `${dayMonth(instant, now)}, ${time(instant)}`,
    number: (value) => thin(plain.formatToParts(value)),
    percent: (value) => thin(share.formatToParts(value)),
    bytes: (value) => {
      const [name, size] = value >= 2 ** 30 ? ['gigabyte', 2 ** 30] as const : value >= 2 ** 20 ? ['megabyte', 2 ** 20] as const : ['kilobyte', 2 ** 10] as const
      return unit(name, value / size, 'short')
    },
    span: (ms) => {
      const minutes = Math.max(0, Math.floor(Math.abs(ms) / MINUTE_MS))
      if (minutes < 60) return unit('minute', minutes, 'long')
      return minutes < 1440 ? unit('hour', Math.floor(minutes / 60), 'long') : unit('day', Math.floor(minutes / 1440), 'long')
    },
  }
}
