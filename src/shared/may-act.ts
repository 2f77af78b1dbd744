// Whether a person may do something with a message as it stands, by the tables alone: what the app offers, and what a conflict leaves open.
// The platform asks its own tables again; what is unknown here (who agrees a reply in that cabinet) is taken as it usually is.
import type { ActionName } from './contract/actions.ts'
import type { Message } from './contract/message.ts'
import type { Cabinet } from './contract/person.ts'
import { advance } from './lifecycles/advance.ts'
import { MESSAGE_TABLE, stateOf, type MessageGuard, type MessageState } from './lifecycles/message.ts'
import type { Role } from './roles.ts'

/** `roles`: of this person in `cabinetId`. `nowMs`: the platform's clock as far as it is known. */
export type ActingFacts = { roles: readonly Role[]; cabinetId: number; personId: string; cabinets: readonly Pick<Cabinet, 'id' | 'parentId'>[]; nowMs: number }
export type Hindrance =
  /** It is no longer in sight, or in another cabinet, or held by somebody else. */
  | { why: 'gone' | 'cabinet' | 'executor' | 'role' }
  | { why: 'state'; status: Message['status'] }
  | { why: 'guard'; guard: MessageGuard }
export type Actable = { allowed: true; to: MessageState } | ({ allowed: false } & Hindrance)

const guardsOf = ({ answerAt, currentCabinetId, rating, repeated }: Message, { cabinets, nowMs }: ActingFacts): ReadonlySet<MessageGuard> => {
  const hasParent = cabinets.find(({ id }) => id === currentCabinetId)?.parentId != null
  const facts: [MessageGuard, boolean][] = [
    ['has-parent', hasParent],
    ['top-cabinet', !hasParent],
    ['agreement-required', true],
    ['before-due', answerAt !== null && Date.parse(answerAt) > nowMs],
    ['low-rating-once', rating !== null && rating <= 2 && !repeated],
  ]
  return new Set(facts.filter(([, isTrue]) => isTrue).map(([guard]) => guard))
}
const isBelow = (id: number, above: number, cabinets: ActingFacts['cabinets']): boolean => {
  const seen = new Set<number>()
  for (let at: number | null | undefined = id; at != null && !seen.has(at); at = cabinets.find((cabinet) => cabinet.id === at)?.parentId) {
    if (at === above) return true
    seen.add(at)
  }
  return false
}
/** Where a role may reach the message from; a curator has everything below, an operator what was taken down for the cabinet. */
const reaches = (role: Role, message: Message, { cabinetId, cabinets }: ActingFacts): boolean => {
  if (role === 'operator') return message.intakeCabinetId === null || message.intakeCabinetId === cabinetId
  return role === 'curator' ? isBelow(message.currentCabinetId, cabinetId, cabinets) : message.currentCabinetId === cabinetId
}

/** Where `action` would lead, or what is in the way. Of several roles the one that may. */
export const mayAct = (message: Message, action: ActionName, facts: ActingFacts): Actable => {
  const state = stateOf(message)
  const guards = guardsOf(message, facts)
  const outcomes = facts.roles.map((role): Actable => {
    const step = advance(MESSAGE_TABLE, state, action, role, guards)
    if (!step.allowed) {
      if (step.reason === 'guard') return { allowed: false, why: 'guard', guard: step.guard }
      return step.reason === 'state' ? { allowed: false, why: 'state', status: message.status } : { allowed: false, why: 'role' }
    }
    if (!reaches(role, message, facts)) return { allowed: false, why: 'cabinet' }
    return role === 'executor' && message.executorId !== facts.personId ? { allowed: false, why: 'executor' } : step
  })
  return outcomes.find(({ allowed }) => allowed) ?? outcomes.find((outcome) => !outcome.allowed && outcome.why !== 'role') ?? { allowed: false, why: 'role' }
}
