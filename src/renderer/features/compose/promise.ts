// The term that the caller is promised: computed from the dictionary by the platform's own arithmetic, said on the screen and aloud. Pure.
import type { Dictionary } from '../../../shared/contract/dictionary.ts'
import type { Draft } from '../../../shared/contract/draft.ts'
import { answerAt, daysToAnswer } from '../../../shared/terms.ts'
import type { Formats } from '../../ui/format.ts'
import { sayDate, saySpan, type Speech } from './spoken.ts'

export type TermReason = 'fast' | 'ordinary' | 'limit' | 'fz59'
export type Promised = { kind: 'unknown' } | { kind: 'none' } | { kind: 'term'; days: number; dueAt: string; reason: TermReason }
type Appeal = Pick<Draft['appeal'], 'kind' | 'regime' | 'subsubjectId'>

/** What can be promised if registration happens at `now` (ISO). `unknown` until a subcategory is chosen; `none` for gratitude. */
export const promisedTerm = ({ kind, regime, subsubjectId }: Appeal, dictionary: Dictionary, now: string): Promised => {
  if (kind === 'GRATITUDE') return { kind: 'none' }
  const chosen = dictionary.subsubjects.find(({ id }) => id === subsubjectId)
  if (chosen === undefined && regime !== 'FZ59') return { kind: 'unknown' }
  const rule = { kind, regime, fastTrack: chosen?.fastTrack ?? false, limitDays: chosen?.limitDays ?? null }
  const [days, dueAt] = [daysToAnswer(rule), answerAt(now, rule)]
  if (days === null || dueAt === null) return { kind: 'none' }
  return { kind: 'term', days, dueAt, reason: regime === 'FZ59' ? 'fz59' : rule.limitDays === null ? (rule.fastTrack ? 'fast' : 'ordinary') : 'limit' }
}

export type PromiseFacts = { linked: boolean; now: number }

/** Two lines of the promise on the form: the term itself and its reason. */
export const promiseLines = (promised: Promised, { linked, now }: PromiseFacts, { t }: Pick<Speech, 't'>, format: Formats): { title: string; detail: string } => {
  if (promised.kind !== 'term') return { title: t(`compose.promise.${promised.kind}`), detail: t(`compose.promise.${promised.kind}Why`) }
  const { days, dueAt, reason } = promised
  if (linked) return { title: t('compose.promise.until', { day: format.day(dueAt, now) }), detail: t(`compose.promise.${reason}`, { count: days }) }
  return { title: t('compose.promise.fromRegistration', { count: days }), detail: t('compose.promise.ifLinked', { day: format.dayMonth(dueAt, now) }) }
}

/** The promise as it is said; nothing while the term is unknown. */
export const sayPromise = (promised: Promised, linked: boolean, speech: Speech): string => {
  const { t } = speech
  if (promised.kind === 'unknown') return ''
  if (promised.kind === 'none') return t('compose.say.gratitude')
  const facts = { date: sayDate(promised.dueAt, speech), span: saySpan(promised.days, speech) }
  return t(linked ? 'compose.say.until' : 'compose.say.fromRegistration', facts)
}
