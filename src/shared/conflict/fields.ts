// What of a message each action sets, field by field: the columns of a conflict. Data and readers only; the judgement is in rows.ts.
import type { ActionName } from '../contract/actions.ts'
import type { Message } from '../contract/message.ts'

/** In the order of the screen. */
export const CONFLICT_FIELDS = [
  'status', 'executor', 'innerAt', 'cabinet', 'category', 'subcategory', 'fact', 'reason', 'question', 'text', 'replyText', 'decision', 'until', 'cause', 'interim',
  'rating', 'regime', 'control', 'answerAt', 'comment',
] as const
export type ConflictField = (typeof CONFLICT_FIELDS)[number]
/** Ids, words, instants as ISO text; null: nothing there. */
export type Value = string | number | boolean | null

/** What the message itself tells. A field that is missing here lives only in the history of the message. */
const HELD: Partial<Readonly<Record<ConflictField, (message: Message) => Value>>> = {
  status: ({ status }) => status,
  executor: ({ executorId }) => executorId,
  innerAt: ({ innerAt }) => innerAt,
  cabinet: ({ currentCabinetId }) => currentCabinetId,
  category: ({ subjectId }) => subjectId,
  subcategory: ({ subsubjectId }) => subsubjectId,
  fact: ({ factId }) => factId,
  question: ({ question }) => question?.text ?? null,
  replyText: ({ proposal, answer }) => answer?.text ?? proposal?.text ?? null,
  decision: ({ proposal, answer }) => answer?.decision ?? proposal?.decision ?? null,
  until: ({ postponement }) => postponement?.until ?? null,
  cause: ({ postponement }) => postponement?.cause ?? null,
  interim: ({ postponement }) => postponement?.interim ?? null,
  rating: ({ rating }) => rating,
  regime: ({ regime }) => regime,
  control: ({ onControl }) => onControl,
  answerAt: ({ answerAt }) => answerAt,
}
export const isHeld = (field: ConflictField): boolean => HELD[field] !== undefined
/** Null also for what the message does not tell by itself. */
export const heldValue = (message: Message, field: ConflictField): Value => HELD[field]?.(message) ?? null

type Path = readonly string[]
type ActionFields = {
  /** Where a field stands in the payload. */
  carries: Partial<Readonly<Record<ConflictField, Path>>>
  /** What the action says by itself, without a field in the payload; `status`: as the table of the life cycle has it. */
  says?: { field: 'status' } | { field: 'control' | 'regime'; value: Value }
}
const COMMENT = { comment: ['comment'] } as const
const CATEGORY = (...before: Path) => ({ category: [...before, 'subjectId'], subcategory: [...before, 'subsubjectId'], fact: [...before, 'factId'] })
const REPLY = { replyText: ['reply', 'text'], decision: ['reply', 'decision'] } as const
const MOVE = { field: 'status' } as const

export const ACTION_FIELDS: Readonly<Record<ActionName, ActionFields>> = {
  'accept': { carries: { ...CATEGORY('category'), cabinet: ['toCabinetId'], ...COMMENT }, says: MOVE },
  'decline': { carries: { reason: ['reasonId'], ...COMMENT } },
  'ask-clarification': { carries: { question: ['question'] } },
  'clarify': { carries: { text: ['text'] } },
  'forward-down': { carries: { cabinet: ['toCabinetId'], ...COMMENT } },
  'forward-up': { carries: { reason: ['reasonId'], ...COMMENT } },
  'assign': { carries: { executor: ['executorId'], innerAt: ['innerAt'], ...COMMENT } },
  'answer-oneself': { carries: REPLY },
  'mail-federal': { carries: { text: ['body'], ...COMMENT } },
  'take': { carries: {}, says: MOVE },
  'return-to-coordinator': { carries: COMMENT },
  'to-fz59': { carries: COMMENT, says: { field: 'regime', value: 'FZ59' } },
  'submit-for-approval': { carries: REPLY },
  'request-postponement': { carries: { until: ['until'], cause: ['cause'], interim: ['interim'] } },
  'approve-postponement': { carries: COMMENT, says: MOVE },
  'refuse-postponement': { carries: COMMENT },
  'agree': { carries: COMMENT, says: MOVE },
  'return': { carries: COMMENT },
  'approve': { carries: {}, says: MOVE },
  'rate': { carries: { rating: ['rating'], ...COMMENT } },
  'withdraw': { carries: COMMENT, says: MOVE },
  'control-on': { carries: COMMENT, says: { field: 'control', value: true } },
  'control-off': { carries: COMMENT, says: { field: 'control', value: false } },
  'change-category': { carries: { ...CATEGORY(), ...COMMENT } },
}
/** Chosen together: a subcategory of another category, or a remark to a decision that was given up, would make no sense. */
const TOGETHER: Partial<Readonly<Record<ConflictField, string>>> = { category: 'category', subcategory: 'category', fact: 'category', replyText: 'reply', decision: 'reply' }
export const groupOf = (action: ActionName, field: ConflictField): string => {
  const { says } = ACTION_FIELDS[action]
  if (says !== undefined && (field === says.field || field === 'comment')) return 'said'
  return TOGETHER[field] ?? field
}

/** Undefined: the payload leaves the field as it is. */
export const carriedValue = (payload: unknown, path: Path): Value | undefined => {
  let found: unknown = payload
  for (const name of path) {
    if (typeof found !== 'object' || found === null) return undefined
    found = (found as Record<string, unknown>)[name]
  }
  return (found ?? null) as Value
}
/** The payload with another value in one place; a branch that is not there stays away. */
export const withCarried = (payload: unknown, [name, ...rest]: Path, value: Value): unknown => {
  if (name === undefined) return value
  if (typeof payload !== 'object' || payload === null) return payload
  const branch = payload as Record<string, unknown>
  return { ...branch, [name]: withCarried(branch[name], rest, value) }
}
