// Moves a message along the table of its life: asks shared/lifecycles, then writes state, effects, history and feed together.
import { and, eq } from 'drizzle-orm'
import type { Message } from '../shared/contract/message.ts'
import type { Result } from '../shared/errors.ts'
import { advance } from '../shared/lifecycles/advance.ts'
import { MESSAGE_TABLE, partsOf, stateOf, type MessageAction, type MessageActor, type MessageGuard } from '../shared/lifecycles/message.ts'
import { ROLES, type Role } from '../shared/roles.ts'
import { answerAt, DAY_MS } from '../shared/terms.ts'
import type { Database } from './database.ts'
import { nextChangeSeq, recordChange } from './feed.ts'
import type { HistoryActor } from './messages.ts'
import { message, messageEvent, type MessageRow } from './schema.ts'

/** Who acts: in which part, and the short name for the history (null for the platform and the applicant). */
export type Acting = { as: MessageActor; name: string | null }

/** What some actions need besides themselves; the action says which. */
export type ActionExtra = {
  comment?: string | null
  /** assign */
  executor?: { id: string; name: string }
  /** forward-down, forward-up, reopen */
  toCabinetId?: number
  /** approve, answer given by hand */
  answer?: { text: string; decision: string; signedBy: string | null }
  /** approve-postponement: the new planned end */
  answerAt?: Date
  /** rate: 1-5 */
  rating?: number
  /** change-category */
  category?: { subjectId: number; subsubjectId: number; factId: number | null; fastTrack: boolean; limitDays: number | null }
}
export type ActionRefusal = { reason: 'state' | 'actor' | 'version' } | { reason: 'guard'; guard: MessageGuard }

/**
 * One action on one message inside `transaction`: its new row, or why it may not be done. `facts`: the guards that are true.
 * The version rises by one; `version` is the refusal when somebody else moved the row first.
 */
export const applyAction = async (
  transaction: Database,
  row: MessageRow,
  action: MessageAction,
  actor: Acting,
  facts: ReadonlySet<MessageGuard>,
  now: Date,
  extra: ActionExtra = {},
): Promise<Result<MessageRow, ActionRefusal>> => {
  const planned = planAction(row, action, actor, facts, now, extra)
  if (!planned.ok) return planned
  const seq = await nextChangeSeq(transaction)
  const [moved] = await transaction
    .update(message)
    .set({ ...planned.value, changeSeq: seq })
    .where(and(eq(message.id, row.id), eq(message.version, row.version)))
    .returning()
  if (moved === undefined) return { ok: false, error: { reason: 'version' } }
  await transaction.insert(messageEvent).values({
    messageId: row.id, version: moved.version, at: now, action, stage: moved.stage, status: moved.status, by: historyActor(actor), comment: extra.comment ?? null,
  })
  await recordChange(transaction, seq, {
    kind: 'message',
    messageId: row.id,
    leftCabinetId: moved.currentCabinetId === row.currentCabinetId ? null : row.currentCabinetId,
    leftExecutorId: moved.executorId === row.executorId ? null : row.executorId,
  })
  return { ok: true, value: moved }
}

/** What one action makes of a row, unwritten and pure: the seed replays whole histories with it. */
export const planAction = (
  row: MessageRow,
  action: MessageAction,
  actor: Acting,
  facts: ReadonlySet<MessageGuard>,
  now: Date,
  extra: ActionExtra = {},
): Result<Partial<MessageRow>, ActionRefusal> => {
  const step = advance(MESSAGE_TABLE, stateOf(row), action, actor.as, facts)
  if (!step.allowed) return { ok: false, error: step.reason === 'guard' ? { reason: 'guard', guard: step.guard } : { reason: step.reason } }
  return { ok: true, value: { ...partsOf(step.to), ...closing(row, step.to, now), ...effectsOf(row, action, now, extra), version: row.version + 1 } }
}

const isRole = (actor: MessageActor): actor is Role => (ROLES as readonly string[]).includes(actor)
/** The actor as the history names it. */
export const historyActor = ({ as, name }: Acting): HistoryActor =>
  isRole(as) ? { kind: 'person', name, role: as } : { kind: as, name, role: null }

/** A message is closed while its stage is DONE. */
const closing = (row: MessageRow, to: string, now: Date): Partial<MessageRow> => {
  if (!to.startsWith('DONE/')) return { closedAt: null }
  return { closedAt: row.closedAt ?? now }
}

const NO_EXECUTOR: Partial<MessageRow> = { executorId: null, executorName: null }
const asDate = (text: string | null): Date | null => (text === null ? null : new Date(text))
/** Domain §1.3 row 25: the term runs anew from registration, but is never sooner than one day from now. */
const termAnew = (row: MessageRow, fastTrack: boolean, limitDays: number | null, now: Date): Date | null => {
  const planned = asDate(answerAt(row.createdAt.toISOString(), { kind: row.kind, regime: row.regime, fastTrack, limitDays }))
  return planned === null ? null : new Date(Math.max(planned.getTime(), now.getTime() + DAY_MS))
}

const effectsOf = (row: MessageRow, action: MessageAction, now: Date, extra: ActionExtra): Partial<MessageRow> => {
  switch (action) {
    case 'assign':
      return { executorId: extra.executor?.id ?? null, executorName: extra.executor?.name ?? null }
    case 'return-to-coordinator':
      return NO_EXECUTOR
    case 'forward-down':
    case 'forward-up':
      return { ...NO_EXECUTOR, currentCabinetId: extra.toCabinetId ?? row.currentCabinetId }
    case 'reopen':
      // a second look by the higher body gets the whole term of the category again (domain §1.3 row 22)
      return {
        ...NO_EXECUTOR,
        currentCabinetId: extra.toCabinetId ?? row.currentCabinetId,
        repeated: true,
        answerAt: asDate(answerAt(now.toISOString(), { kind: row.kind, regime: row.regime, fastTrack: row.fastTrack })),
      }
    case 'approve':
      return { answer: answerOf(row, now, extra) }
    case 'approve-postponement':
      return { postponed: true, ...(extra.answerAt === undefined ? {} : { answerAt: extra.answerAt }) }
    case 'rate':
      return extra.rating === undefined ? {} : { rating: extra.rating }
    case 'to-fz59':
      return { regime: 'FZ59', answerAt: asDate(answerAt(row.createdAt.toISOString(), { kind: row.kind, regime: 'FZ59', fastTrack: row.fastTrack })) }
    case 'control-on':
      return { onControl: true }
    case 'control-off':
      return { onControl: false }
    case 'change-category':
      return extra.category === undefined ? {} : categoryEffects(row, extra.category, now)
    default:
      return {}
  }
}

const answerOf = (row: MessageRow, now: Date, { answer }: ActionExtra): NonNullable<Message['answer']> | null =>
  answer === undefined ? row.answer : { ...answer, at: now.toISOString() }

const categoryEffects = (row: MessageRow, { limitDays, ...category }: NonNullable<ActionExtra['category']>, now: Date): Partial<MessageRow> => ({
  ...category,
  answerAt: termAnew(row, category.fastTrack, limitDays, now),
})
