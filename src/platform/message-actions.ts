// Moves a message along the table of its life: what plan-action.ts makes of it is written with history and feed together.
import { and, eq } from 'drizzle-orm'
import type { Result } from '../shared/errors.ts'
import type { MessageAction, MessageActor, MessageGuard } from '../shared/lifecycles/message.ts'
import { ROLES, type Role } from '../shared/roles.ts'
import type { Database } from './database.ts'
import { nextChangeSeq, recordChange } from './feed.ts'
import type { HistoryActor } from './messages.ts'
import { planAction, type Acting, type ActionExtra, type ActionRefusal } from './plan-action.ts'
import { message, messageEvent, type MessageRow } from './schema.ts'

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
  const { changes, details } = planned.value
  const seq = await nextChangeSeq(transaction)
  const [moved] = await transaction
    .update(message)
    .set({ ...changes, changeSeq: seq })
    .where(and(eq(message.id, row.id), eq(message.version, row.version)))
    .returning()
  if (moved === undefined) return { ok: false, error: { reason: 'version' } }
  await transaction.insert(messageEvent).values({
    messageId: row.id, version: moved.version, at: now, action, stage: moved.stage, status: moved.status, by: historyActor(actor), comment: extra.comment ?? null, details,
  })
  await recordChange(transaction, seq, {
    kind: 'message',
    messageId: row.id,
    leftCabinetId: moved.currentCabinetId === row.currentCabinetId ? null : row.currentCabinetId,
    leftExecutorId: moved.executorId === row.executorId ? null : row.executorId,
  })
  return { ok: true, value: moved }
}

const isRole = (actor: MessageActor): actor is Role => (ROLES as readonly string[]).includes(actor)
/** The actor as the history names it. */
export const historyActor = ({ as, name, carriedBy }: Acting): HistoryActor => ({
  ...(isRole(as) ? { kind: 'person', name, role: as } : { kind: as, name, role: null }),
  ...(carriedBy === undefined ? {} : { carriedBy }),
})
