// What one action makes of a message's row, unwritten and pure: asks the table of shared/lifecycles, adds the effects, names the changes.
// Commands, played steps and the seed all plan with it.
import type { Attachment, ChangedField, ChangeOfField } from '../shared/contract/message.ts'
import type { Dictionary } from '../shared/contract/dictionary.ts'
import type { Result } from '../shared/errors.ts'
import { advance } from '../shared/lifecycles/advance.ts'
import { MESSAGE_TABLE, partsOf, stateOf, type MessageAction, type MessageActor, type MessageGuard } from '../shared/lifecycles/message.ts'
import { answerAt } from '../shared/terms.ts'
import type { MessageRow } from './schema.ts'

/** Who acts: in which part, and the short name for the history (null for the platform and the applicant). */
export type Acting = { as: MessageActor; name: string | null; /** Who brought the command in a transfer file. */ carriedBy?: string }

/** What some actions need besides themselves; the action says which. */
export type ActionExtra = {
  comment?: string | null
  /** assign */
  executor?: { id: string; name: string }
  innerAt?: Date | null
  /** accept, forward-down, forward-up, reopen */
  toCabinetId?: number
  /** answer-oneself, submit-for-approval; approve only where a reply of an earlier version is not on the message */
  reply?: { text: string; decision: string; attachments: Attachment[] }
  /** ask-clarification */
  question?: string
  /** request-postponement; `until`: yyyy-mm-dd */
  postponement?: { until: string; cause: string; interim: string }
  /** approve-postponement: the new planned end */
  answerAt?: Date
  /** return */
  remarks?: MessageRow['remarks']
  /** rate: 1-5 */
  rating?: number
  /** accept, change-category. `earliest`: the new term is never sooner. */
  category?: { subjectId: number; subsubjectId: number; factId: number | null; fastTrack: boolean; limitDays: number | null; earliest: Date }
  /** reopen: the limit of the category that it has. */
  limitDays?: number | null
  /** mail-federal */
  federalBody?: string
  /** What is said between employees where `comment` is said to the applicant. */
  note?: string | null
  /** How the history calls cabinets and categories; without it by number. */
  names?: Names
}
export type Names = { cabinet: (id: number) => string; category: (row: Pick<MessageRow, 'subjectId' | 'subsubjectId' | 'factId'>) => string | null }
export type ActionRefusal = { reason: 'state' | 'actor' | 'version' } | { reason: 'guard'; guard: MessageGuard }
export type Planned = { changes: Partial<MessageRow>; details: { changes: ChangeOfField[] } | null }

/** The row's new fields and what history says of them, or why it may not be done. `facts`: the guards that are true. */
export const planAction = (
  row: MessageRow,
  action: MessageAction,
  actor: Acting,
  facts: ReadonlySet<MessageGuard>,
  now: Date,
  extra: ActionExtra = {},
): Result<Planned, ActionRefusal> => {
  const step = advance(MESSAGE_TABLE, stateOf(row), action, actor.as, facts)
  if (!step.allowed) return { ok: false, error: step.reason === 'guard' ? { reason: 'guard', guard: step.guard } : { reason: step.reason } }
  const effects = effectsOf(row, action, actor, now, extra)
  const changes = { ...partsOf(step.to), ...ending(row, step.to, now), ...effects, version: row.version + 1 }
  const named = namedChanges(row, { ...row, ...changes }, extra)
  return { ok: true, value: { changes, details: named.length === 0 ? null : { changes: named } } }
}

const NOTHING_UNDER_WAY = { question: null, proposal: null, remarks: [] } satisfies Partial<MessageRow>
/** Nobody holds it: what the former executor had under way is over; texts stay in the history. */
const NO_EXECUTOR = { executorId: null, executorName: null, innerAt: null, ...NOTHING_UNDER_WAY } satisfies Partial<MessageRow>
/** A message is closed while its stage is DONE; then nothing is under way any more. */
const ending = (row: MessageRow, to: string, now: Date): Partial<MessageRow> => {
  if (!to.startsWith('DONE/')) return { closedAt: null }
  return { closedAt: row.closedAt ?? now, ...(row.stage === 'DONE' ? {} : NOTHING_UNDER_WAY), ...(row.status === 'POSTPONE_REQUEST' ? { postponement: null } : {}) }
}

const asDate = (text: string | null): Date | null => (text === null ? null : new Date(text))
/** Where the term runs from: registration, or the beginning of a second look. */
const termStart = (row: MessageRow): string => (row.reopenedAt ?? row.createdAt).toISOString()

const effectsOf = (row: MessageRow, action: MessageAction, actor: Acting, now: Date, extra: ActionExtra): Partial<MessageRow> => {
  const said = { at: now.toISOString(), byName: actor.name }
  switch (action) {
    case 'accept':
      return { ...(extra.category === undefined ? {} : categoryEffects(row, extra.category)), ...(extra.toCabinetId === undefined ? {} : { currentCabinetId: extra.toCabinetId }) }
    case 'ask-clarification':
      return extra.question === undefined ? {} : { question: { text: extra.question, ...said } }
    case 'clarify':
      return { question: null }
    case 'assign':
      return { executorId: extra.executor?.id ?? null, executorName: extra.executor?.name ?? null, innerAt: extra.innerAt ?? null }
    case 'return-to-coordinator':
      return NO_EXECUTOR
    case 'forward-down':
    case 'forward-up':
      return { ...NO_EXECUTOR, currentCabinetId: extra.toCabinetId ?? row.currentCabinetId }
    case 'answer-oneself':
    case 'submit-for-approval':
      return extra.reply === undefined ? {} : replyEffects(extra.reply, said)
    case 'request-postponement':
      return extra.postponement === undefined ? {} : { postponement: { ...extra.postponement, ...said } }
    case 'approve-postponement':
      return { postponed: true, ...(extra.answerAt === undefined ? {} : { answerAt: extra.answerAt }) }
    case 'refuse-postponement':
      return { postponement: null }
    case 'return':
      return { remarks: extra.remarks ?? [] }
    case 'approve':
      // a new reply has not been rated yet
      return { ...answerOf(row, now, actor, extra), rating: null }
    case 'rate':
      return extra.rating === undefined ? {} : { rating: extra.rating }
    case 'reopen':
      return reopened(row, now, extra)
    case 'to-fz59':
      return { regime: 'FZ59', answerAt: asDate(answerAt(termStart(row), { kind: row.kind, regime: 'FZ59', fastTrack: row.fastTrack })) }
    case 'control-on':
      return { onControl: true }
    case 'control-off':
      return { onControl: false }
    case 'change-category':
      return extra.category === undefined ? {} : categoryEffects(row, extra.category)
    default:
      return {}
  }
}

const replyEffects = ({ text, decision, attachments }: NonNullable<ActionExtra['reply']>, said: { at: string; byName: string | null }): Partial<MessageRow> => ({
  proposal: { text, decision, ...said, attachmentIds: attachments.map(({ id }) => id) },
  replyAttachments: attachments,
  remarks: [],
})

const answerOf = ({ proposal }: MessageRow, now: Date, actor: Acting, { reply }: ActionExtra): Partial<MessageRow> => {
  const signed = reply ?? proposal
  return signed === null ? {} : { answer: { text: signed.text, decision: signed.decision, at: now.toISOString(), signedBy: actor.name } }
}

/** A second look by the higher body gets the whole term of the category again (domain §1.3 row 22). */
const reopened = (row: MessageRow, now: Date, { toCabinetId, limitDays = null }: ActionExtra): Partial<MessageRow> => ({
  ...NO_EXECUTOR,
  currentCabinetId: toCabinetId ?? row.currentCabinetId,
  repeated: true,
  reopenedAt: now,
  answerAt: asDate(answerAt(now.toISOString(), { kind: row.kind, regime: row.regime, fastTrack: row.fastTrack, limitDays })),
})

/** Domain §1.3 row 25: the term runs anew from its start, but is never sooner than `earliest`. The same category again changes nothing. */
const categoryEffects = (row: MessageRow, { limitDays, earliest, ...category }: NonNullable<ActionExtra['category']>): Partial<MessageRow> => {
  if (row.subjectId === category.subjectId && row.subsubjectId === category.subsubjectId && row.factId === category.factId) return {}
  const planned = asDate(answerAt(termStart(row), { kind: row.kind, regime: row.regime, fastTrack: category.fastTrack, limitDays }))
  return { ...category, answerAt: planned === null ? null : new Date(Math.max(planned.getTime(), earliest.getTime())) }
}

const BY_NUMBER: Names = { cabinet: String, category: ({ subsubjectId }) => (subsubjectId === null ? null : String(subsubjectId)) }
/** How history calls what the dictionaries know by number: «Дворы / Уборка снега / Не убран тротуар». */
export const namesOf = ({ cabinets, subjects, subsubjects, facts }: { [L in 'cabinets' | 'subjects' | 'subsubjects' | 'facts']: Readonly<Dictionary[L]> }): Names => {
  const nameIn = (list: readonly { id: number; name: string }[], id: number | null) => list.find((entry) => entry.id === id)?.name
  return {
    cabinet: (id) => nameIn(cabinets, id) ?? String(id),
    category: ({ subjectId, subsubjectId, factId }) =>
      [nameIn(subjects, subjectId), nameIn(subsubjects, subsubjectId), nameIn(facts, factId)].filter((name) => name !== undefined).join(' / ') || null,
  }
}

const namedChanges = (before: MessageRow, after: MessageRow, { names = BY_NUMBER, federalBody, note }: ActionExtra): ChangeOfField[] => {
  const changes: ChangeOfField[] = []
  const add = (field: ChangedField, from: string | null, to: string | null) => {
    if (from !== to) changes.push({ field, from, to })
  }
  const iso = (at: Date | null) => at?.toISOString() ?? null
  const files = ({ replyAttachments }: MessageRow) => replyAttachments.map(({ name }) => name).join(', ') || null
  add('cabinet', names.cabinet(before.currentCabinetId), names.cabinet(after.currentCabinetId))
  add('executor', before.executorName, after.executorName)
  add('category', names.category(before), names.category(after))
  add('answerAt', iso(before.answerAt), iso(after.answerAt))
  add('innerAt', iso(before.innerAt), iso(after.innerAt))
  add('regime', before.regime, after.regime)
  add('onControl', String(before.onControl), String(after.onControl))
  add('rating', before.rating === null ? null : String(before.rating), after.rating === null ? null : String(after.rating))
  if (after.proposal !== null && after.proposal !== before.proposal) {
    // the text before is in the event before: once is enough
    add('decision', null, after.proposal.decision)
    add('reply', null, after.proposal.text)
    add('files', files(before), files(after))
  }
  if (after.postponement !== null && after.postponement !== before.postponement) add('until', null, after.postponement.until)
  add('federalBody', null, federalBody ?? null)
  add('note', null, note ?? null)
  return changes
}
