// Deadlines as pure arithmetic on instants. The platform decides with these functions, the app promises with them.

const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

/** Days to answer when a subcategory names none: a plain message (export of the platform: 14.02.2022 gives 16.03.2022). */
export const ORDINARY_DAYS = 30
/** Accelerated order («не более 10 дней», coordinator's guide), counted straight through holidays. */
export const FAST_TRACK_DAYS = 10

export const REGIMES = ['MESSAGE', 'FZ59'] as const
export type Regime = (typeof REGIMES)[number]
export const KINDS = ['PROBLEM', 'PROPOSAL', 'QUESTION', 'GRATITUDE'] as const
export type Kind = (typeof KINDS)[number]

export type TermRule = { kind: Kind; regime: Regime; fastTrack: boolean; limitDays?: number | null }

/**
 * Calendar days to answer, or null where no term runs: gratitude is acknowledged without one.
 * 59-ФЗ art. 12: 30 days from registration whatever the category; its accelerated order is not a matter of that law.
 */
export const daysToAnswer = ({ kind, regime, fastTrack, limitDays }: TermRule): number | null => {
  if (kind === 'GRATITUDE') return null
  if (regime === 'FZ59') return ORDINARY_DAYS
  return limitDays ?? (fastTrack ? FAST_TRACK_DAYS : ORDINARY_DAYS)
}

/** The planned end: the same clock time so many calendar days after registration. Instants as ISO text; null: no term. */
export const answerAt = (registeredAt: string, rule: TermRule): string | null => {
  const days = daysToAnswer(rule)
  return days === null ? null : new Date(Date.parse(registeredAt) + days * DAY_MS).toISOString()
}

/** The planned end moved to a day (yyyy-mm-dd): the same clock time so many calendar days later, by the calendar of a zone. */
export const postponedTo = (answerAt: Date, until: string, timeZone: string): Date =>
  new Date(answerAt.getTime() + Math.round((Date.parse(until) - Date.parse(dayIn(answerAt.getTime(), timeZone))) / DAY_MS) * DAY_MS)

export const TERM_STATES = ['calm', 'soon', 'burn', 'over', 'done', 'none'] as const
export type TermState = (typeof TERM_STATES)[number]
export type TermFacts = { registeredAt: string; answerAt: string | null; closedAt: string | null }

/** The date of an instant in a zone as yyyy-mm-dd: «сегодня» and «завтра» are a matter of the cabinet's calendar, not of hours. */
export const dayIn = (ms: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(ms))

/** Whole calendar days from one instant to another in a zone; negative when `to` is earlier. */
export const calendarDays = (fromMs: number, toMs: number, timeZone: string): number =>
  Math.round((Date.parse(dayIn(toMs, timeZone)) - Date.parse(dayIn(fromMs, timeZone))) / DAY_MS)

/** Which of the five looks a term has: done once answered, over past due, burn today or tomorrow, soon within 3 days, else calm. */
export const termState = (facts: TermFacts, nowMs: number, timeZone: string): TermState => {
  if (facts.closedAt !== null) return 'done'
  if (facts.answerAt === null) return 'none'
  const due = Date.parse(facts.answerAt)
  if (due <= nowMs) return 'over'
  const days = calendarDays(nowMs, due, timeZone)
  if (days <= 1) return 'burn'
  return days <= 3 ? 'soon' : 'calm'
}
