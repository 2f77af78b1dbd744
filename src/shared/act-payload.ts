// What is wrong with the payload of an action, judged against the dictionaries and the message itself. Files are the platform's to judge.
import { isWithin } from './act.ts'
import { categoryIssues, type PointedIssue } from './category.ts'
import type { ActionCommand } from './contract/command.ts'
import type { Dictionary } from './contract/dictionary.ts'
import type { LifecycleSettings } from './contract/lifecycle.ts'
import type { Limits } from './contract/limits.ts'
import type { Message } from './contract/message.ts'
import { lengthOf } from './rules/text.ts'
import { dayIn, DAY_MS } from './terms.ts'

export type PayloadSubject = Pick<Message, 'kind' | 'subjectId' | 'subsubjectId' | 'factId' | 'currentCabinetId' | 'answerAt' | 'proposal'>
export type PayloadFacts = { dictionary: Dictionary; limits: Limits; lifecycle: LifecycleSettings; now: Date }
/** An action with what it brings. */
export type Deed = Pick<ActionCommand, 'type' | 'payload'> & ({ [C in ActionCommand as C['type']]: { type: C['type']; payload: C['payload'] } }[ActionCommand['type']])

const NONE: PointedIssue[] = []
const when = (isWrong: boolean, issue: PointedIssue): PointedIssue[] => (isWrong ? [issue] : NONE)

const tooLong = (pointer: string, text: string, { textCharacters: limit }: Limits): PointedIssue[] => {
  const count = lengthOf(text)
  return when(count > limit, { pointer, code: 'E-TEXT-LONG', params: { count, limit } })
}
const notListed = (reasonId: number, reasons: readonly { id: number }[]): PointedIssue[] =>
  when(!reasons.some(({ id }) => id === reasonId), { pointer: '/reasonId', code: 'E-REASON' })

/** The day of the planned answer and the last one that may be asked for, yyyy-mm-dd in the zone of the message's cabinet; null: no term runs. */
export const postponementRange = (message: Pick<Message, 'answerAt' | 'currentCabinetId'>, { dictionary, lifecycle }: Pick<PayloadFacts, 'dictionary' | 'lifecycle'>): { after: string; until: string } | null => {
  if (message.answerAt === null) return null
  const after = dayIn(Date.parse(message.answerAt), zoneOf(message, dictionary))
  return { after, until: new Date(Date.parse(after) + lifecycle.postponementDays * DAY_MS).toISOString().slice(0, 10) }
}
/** The zone in which terms of a message are told. */
export const zoneOf = ({ currentCabinetId }: Pick<Message, 'currentCabinetId'>, { cabinets }: Pick<Dictionary, 'cabinets'>): string =>
  cabinets.find(({ id }) => id === currentCabinetId)?.timeZone ?? 'UTC'

const innerTarget = (innerAt: string | null, { answerAt }: PayloadSubject, now: Date): PointedIssue[] => {
  if (innerAt === null) return NONE
  const at = Date.parse(innerAt)
  return when(at < now.getTime() || (answerAt !== null && at > Date.parse(answerAt)), { pointer: '/innerAt', code: 'E-INNER-DATE' })
}
const newDay = (until: string, message: PayloadSubject, facts: PayloadFacts): PointedIssue[] => {
  const range = postponementRange(message, facts)
  return when(range === null || until <= range.after || until > range.until, { pointer: '/until', code: 'E-POSTPONE-DATE', params: { limit: facts.lifecycle.postponementDays } })
}

/** Everything that is wrong, each at its place; empty: it may be done. The shape is the schema's business. */
export const payloadIssues = (message: PayloadSubject, deed: Deed, facts: PayloadFacts): PointedIssue[] => {
  const { dictionary, limits, now } = facts
  const isBelow = (cabinetId: number) => isWithin(cabinetId, message.currentCabinetId, dictionary.cabinets)
  switch (deed.type) {
    case 'message.accept': {
      const { category, toCabinetId } = deed.payload
      const lacksCategory = category === null && message.subsubjectId === null && message.kind !== 'GRATITUDE'
      return [
        ...(category === null ? when(lacksCategory, { pointer: '/category', code: 'E-CATEGORY-REQ' }) : categoryIssues(category, dictionary, '/category')),
        ...when(toCabinetId !== null && !isBelow(toCabinetId), { pointer: '/toCabinetId', code: 'E-CABINET' }),
      ]
    }
    case 'message.change-category':
      return categoryIssues(deed.payload, dictionary)
    case 'message.decline':
      return notListed(deed.payload.reasonId, dictionary.declineReasons)
    case 'message.forward-up':
      return notListed(deed.payload.reasonId, dictionary.redirectReasons)
    case 'message.forward-down':
      return when(deed.payload.toCabinetId === message.currentCabinetId || !isBelow(deed.payload.toCabinetId), { pointer: '/toCabinetId', code: 'E-CABINET' })
    case 'message.assign': {
      const { executorId, innerAt } = deed.payload
      const isExecutor = dictionary.people.some(({ id, cabinetId, roles }) => id === executorId && cabinetId === message.currentCabinetId && roles.includes('executor'))
      return [...when(!isExecutor, { pointer: '/executorId', code: 'E-EXECUTOR' }), ...innerTarget(innerAt, message, now)]
    }
    case 'message.clarify':
      return tooLong('/text', deed.payload.text, limits)
    case 'message.answer-oneself':
    case 'message.submit-for-approval':
      return tooLong('/reply/text', deed.payload.reply.text, limits)
    case 'message.request-postponement':
      return [...newDay(deed.payload.until, message, facts), ...tooLong('/interim', deed.payload.interim, limits)]
    case 'message.return': {
      const length = message.proposal?.text.length ?? 0
      return deed.payload.remarks.flatMap(({ from, to }, index) => when(from >= to || to > length, { pointer: `/remarks/${index}`, code: 'E-FIELD' }))
    }
    default:
      return NONE
  }
}
