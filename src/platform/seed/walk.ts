// Replays a message's life step by step through the table of shared/lifecycles, as the platform itself would have written it. Pure.
import type { MessageEvent } from '../../shared/contract/message.ts'
import type { MessageAction, MessageActor } from '../../shared/lifecycles/message.ts'
import { historyActor, planAction, type ActionExtra } from '../message-actions.ts'
import { guardFacts } from '../message-facts.ts'
import type { HistoryActor } from '../messages.ts'
import type { MessageRow } from '../schema.ts'
import { CABINETS } from './people.ts'

export type Life = { row: MessageRow; history: MessageEvent[] }
export type Step = { action: MessageAction; as: MessageActor; name: string | null; at: Date; agreement: boolean; extra: ActionExtra }

/** A message at its registration. `by`: who brought it. */
export const born = (row: MessageRow, by: HistoryActor): Life => ({
  row,
  history: [{ at: row.createdAt.toISOString(), action: 'register', stage: row.stage, status: row.status, by, comment: null, details: null }],
})

/** One step on. Throws when the table forbids it: the seed itself is wrong then. */
export const walked = ({ row, history }: Life, step: Step): Life => {
  const hasParent = CABINETS.find(({ id }) => id === row.currentCabinetId)?.parentId !== null
  const facts = guardFacts(row, { hasParent, agreement: step.agreement }, step.at)
  const planned = planAction(row, step.action, step, facts, step.at, step.extra)
  if (!planned.ok) throw new Error(`seed: ${step.action} from ${row.stage}/${row.status}: ${planned.error.reason}`)
  const moved: MessageRow = { ...row, ...planned.value }
  const event: MessageEvent = {
    at: step.at.toISOString(), action: step.action, stage: moved.stage, status: moved.status, by: historyActor(step), comment: step.extra.comment ?? null, details: null,
  }
  return { row: moved, history: [...history, event] }
}
