// Replays a message's life step by step through the table of shared/lifecycles, as the platform itself would have written it. Pure.
import type { MessageEvent } from '../../shared/contract/message.ts'
import type { MessageAction, MessageActor } from '../../shared/lifecycles/message.ts'
import { guardFacts } from '../../shared/lifecycles/message-facts.ts'
import { historyActor } from '../message-actions.ts'
import { namesOf, planAction, type ActionExtra } from '../plan-action.ts'
import type { HistoryActor } from '../messages.ts'
import type { MessageRow } from '../schema.ts'
import { FACTS_OF_CATALOGUE, SUBJECTS, SUBSUBJECTS } from './catalogue.ts'
import { CABINETS } from './people.ts'

export type Life = { row: MessageRow; history: MessageEvent[] }
export type Step = { action: MessageAction; as: MessageActor; name: string | null; at: Date; agreement: boolean; extra: ActionExtra }

const NAMES = namesOf({ cabinets: CABINETS, subjects: SUBJECTS, subsubjects: SUBSUBJECTS, facts: FACTS_OF_CATALOGUE })

/** A message at its registration. `by`: who brought it. */
export const born = (row: MessageRow, by: HistoryActor): Life => ({
  row,
  history: [{ at: row.createdAt.toISOString(), action: 'register', stage: row.stage, status: row.status, by, comment: null, details: null }],
})

/** One step on. Throws when the table forbids it: the seed itself is wrong then. */
export const walked = ({ row, history }: Life, step: Step): Life => {
  const hasParent = CABINETS.find(({ id }) => id === row.currentCabinetId)?.parentId !== null
  const facts = guardFacts(row, { hasParent, agreement: step.agreement }, step.at)
  const planned = planAction(row, step.action, step, facts, step.at, { ...step.extra, names: NAMES })
  if (!planned.ok) throw new Error(`seed: ${step.action} from ${row.stage}/${row.status}: ${planned.error.reason}`)
  const moved: MessageRow = { ...row, ...planned.value.changes }
  const event: MessageEvent = {
    at: step.at.toISOString(), action: step.action, stage: moved.stage, status: moved.status, by: historyActor(step), comment: step.extra.comment ?? null, details: planned.value.details,
  }
  return { row: moved, history: [...history, event] }
}
