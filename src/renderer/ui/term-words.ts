// A term in words: what a row shows, and the sentence that a screen reader says. Pure: clock and zone are arguments.
import { calendarDays, termState, type Regime, type TermFacts, type TermState } from '../../shared/terms.ts'
import type { Translate } from './error-text.ts'
import type { Formats } from './format.ts'

export type ClockFacts = TermFacts & { regime?: Regime; postponed?: boolean }
export type TermWords = {
  state: TermState
  /** «6 дней», «сегодня», «просрочено», «отвечено». */
  main: string
  /** «до 16 марта», «до 16:40», «2 дня», «за 4 дня из 10». */
  sub: string
  /** «59-ФЗ», «продлено». */
  marks: string[]
  /** The whole term as a sentence of its own: «Ответ до 20 марта, пятница». */
  promise: string
  /** «просрочено 2 дня»: begins the name of a row. */
  sentence: string
  /** Share of the time that is left, 0-1: the arc of the ring. */
  left: number
}

const doneHow = (t: Translate, facts: ClockFacts, timeZone: string): string => {
  const from = Date.parse(facts.registeredAt)
  const days = calendarDays(from, Date.parse(facts.closedAt as string), timeZone)
  if (facts.answerAt === null) return days <= 0 ? t('terms.sameDay') : t('terms.doneIn', { count: days })
  const total = calendarDays(from, Date.parse(facts.answerAt), timeZone)
  return days <= 0 ? t('terms.sameDay') : t('terms.doneOf', { count: days, total })
}
const leftShare = (facts: ClockFacts, now: number): number => {
  if (facts.answerAt === null) return 0
  const [from, to] = [Date.parse(facts.registeredAt), Date.parse(facts.answerAt)]
  return to <= from ? 0 : Math.min(1, Math.max(0, (to - now) / (to - from)))
}

/** Words of a term by the table of the ux notes §2. */
export const termWords = (t: Translate, format: Formats, facts: ClockFacts, now: number, timeZone: string): TermWords => {
  const state = termState(facts, now, timeZone)
  const marks = [...(facts.regime === 'FZ59' ? [t('terms.fz59')] : []), ...(facts.postponed === true ? [t('terms.postponed')] : [])]
  const whole = (main: string, sub: string, promise: string, said: string): TermWords => ({ state, main, sub, marks, promise, sentence: [said, ...marks].join(', '), left: leftShare(facts, now) })
  if (state === 'done') {
    const how = doneHow(t, facts, timeZone)
    return whole(t('terms.done'), how, t('terms.answerGiven', { how }), t('terms.saidDone', { how }))
  }
  if (state === 'none' || facts.answerAt === null) return whole(t('terms.none'), '', t('terms.answerNone'), t('terms.none'))
  const due = Date.parse(facts.answerAt)
  if (state === 'over') {
    const span = format.span(now - due)
    return whole(t('terms.over'), span, t('terms.answerOver', { day: format.dayMonth(due, now) }), t('terms.saidOver', { span }))
  }
  const promise = t('terms.answerBy', { day: format.day(due, now) })
  const days = calendarDays(now, due, timeZone)
  if (state === 'burn') {
    const main = t(days === 0 ? 'terms.today' : 'terms.tomorrow')
    const until = t('terms.until', { when: format.time(due) })
    return whole(main, until, promise, t('terms.saidSoon', { day: main, until }))
  }
  const main = t('terms.days', { count: days })
  const until = t('terms.until', { when: format.dayMonth(due, now) })
  return whole(main, until, promise, t('terms.saidLeft', { days: main, until }))
}
