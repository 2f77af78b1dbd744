// What an own decision will make of a message, as far as it can be known before the platform has it. The number, the version, the history
// and the planned answer stay the platform's: they are told, never guessed. Pure.
import { judgeAct, type ActFacts, type Actor } from './act.ts'
import type { ActionName, ActionPayload } from './contract/actions.ts'
import type { Dictionary } from './contract/dictionary.ts'
import type { Message } from './contract/message.ts'
import { partsOf } from './lifecycles/message.ts'

/** Who decides, and what the tables want to know of the place. */
export type ActingFacts = ActFacts & { actor: Actor }
export type PendingDecision = { action: ActionName; payload: unknown; at: string }
export type PendingNames = Pick<Dictionary, 'people'>

const NO_EXECUTOR: Partial<Message> = { executorId: null, executorName: null, innerAt: null }
type Effects = { [A in ActionName]?: (payload: ActionPayload<A>, message: Message, at: string, names: PendingNames) => Partial<Message> }
const EFFECTS: Effects = {
  'accept': ({ category, toCabinetId }) => ({ ...category, ...(toCabinetId === null ? {} : { currentCabinetId: toCabinetId }) }),
  'assign': ({ executorId, innerAt }, _message, _at, { people }) => ({ executorId, innerAt, executorName: people.find(({ id }) => id === executorId)?.name ?? null }),
  'forward-down': ({ toCabinetId }) => ({ ...NO_EXECUTOR, currentCabinetId: toCabinetId }),
  'return-to-coordinator': () => NO_EXECUTOR,
  'ask-clarification': ({ question }, _message, at) => ({ question: { text: question, at, byName: null } }),
  'clarify': () => ({ question: null }),
  'to-fz59': () => ({ regime: 'FZ59' }),
  'rate': ({ rating }) => ({ rating }),
  'control-on': () => ({ onControl: true }),
  'control-off': () => ({ onControl: false }),
  'change-category': ({ subjectId, subsubjectId, factId }) => ({ subjectId, subsubjectId, factId }),
}

/** The message with the decision laid over it; as it is when the tables do not allow the decision from there. */
export const withPending = (message: Message, { action, payload, at }: PendingDecision, facts: ActingFacts, names: PendingNames): Message => {
  const step = judgeAct(message, action, facts.actor, facts)
  if (!step.allowed) return message
  const parts = partsOf(step.to)
  const effect = EFFECTS[action] as ((payload: unknown, message: Message, at: string, names: PendingNames) => Partial<Message>) | undefined
  const closedAt = parts.stage === 'DONE' ? (message.closedAt ?? at) : null
  return { ...message, ...parts, closedAt, ...effect?.(payload, message, at, names) }
}
