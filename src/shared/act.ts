// May this person do this with this message now, and if not, why. One judge for the platform (the law) and for the app (what is offered
// and what is greyed). The rows of lifecycles/message.ts are asked first of all; payloads are judged in act-payload.ts.
import type { ActionName } from './contract/actions.ts'
import type { LifecycleSettings } from './contract/lifecycle.ts'
import type { Message } from './contract/message.ts'
import type { Cabinet } from './contract/person.ts'
import { advance } from './lifecycles/advance.ts'
import { guardFacts } from './lifecycles/message-facts.ts'
import { MESSAGE_TABLE, stateOf, type MessageGuard, type MessageState } from './lifecycles/message.ts'
import { reachOf, type Permission, type Role } from './roles.ts'
import { DAY_MS } from './terms.ts'

/** The permission of domain §4 behind each action: a role needs it besides its row. Who passes on a citizen's word is who takes calls (§3). */
export const PERMISSION_OF: Readonly<Record<ActionName, Permission>> = {
  'accept': 'message:moderate', 'decline': 'message:moderate', 'change-category': 'category:change', 'to-fz59': 'category:change',
  'ask-clarification': 'clarification:ask', 'clarify': 'message:create', 'rate': 'message:create', 'withdraw': 'message:create',
  'forward-down': 'message:forward', 'forward-up': 'message:forward', 'mail-federal': 'message:forward', 'assign': 'executor:assign',
  'answer-oneself': 'reply:draft', 'take': 'reply:draft', 'return-to-coordinator': 'reply:draft', 'submit-for-approval': 'reply:draft',
  'request-postponement': 'reply:draft', 'agree': 'reply:agree', 'return': 'reply:agree', 'approve': 'reply:approve',
  'approve-postponement': 'reply:approve', 'refuse-postponement': 'reply:approve', 'control-on': 'control:set', 'control-off': 'control:set',
}

/** What of a message decides. */
export type ActSubject = Pick<
  Message,
  | 'stage' | 'status' | 'kind' | 'regime' | 'currentCabinetId' | 'intakeCabinetId' | 'executorId' | 'answerAt' | 'rating' | 'repeated' | 'onControl' | 'answer'
  | 'proposal' | 'postponement'
>
/** Who acts, and for which cabinet; `roles` are those that the person holds there. */
export type Actor = { id: string; cabinetId: number; roles: readonly Role[] }
export type ActFacts = { cabinets: readonly Cabinet[]; lifecycle: LifecycleSettings; now: Date }

/** Facts that forbid what the table would allow: it would change nothing, or there is nothing to decide about. */
export type Obstacle = 'on-control' | 'off-control' | 'already-fz59' | 'gratitude' | 'rating-over' | 'no-reply' | 'no-request'
/**
 * `role`: none of the roles ever does this. `place`: the role does, but the message is elsewhere or in other hands.
 * `state`: not now. `fact`: the state fits, a fact does not.
 */
export type ActRefusal = { why: 'role' | 'place' | 'state' } | { why: 'fact'; fact: MessageGuard | Obstacle }
export type ActVerdict = { allowed: true; as: Role; to: MessageState } | ({ allowed: false } & ActRefusal)

/** Whether a role may ever do it: by a row of the table and by the matrix. */
export const mayEver = (role: Role, action: ActionName): boolean =>
  reachOf(role, PERMISSION_OF[action]) !== undefined && MESSAGE_TABLE.some((row) => row.action === action && row.by.includes(role))

/** Whether a cabinet is that one or lies below it in the tree. */
export const isWithin = (cabinetId: number, rootId: number, cabinets: readonly Cabinet[]): boolean => {
  const seen = new Set<number>()
  for (let id: number | null = cabinetId; id !== null && !seen.has(id); ) {
    if (id === rootId) return true
    seen.add(id)
    id = cabinets.find((cabinet) => cabinet.id === id)?.parentId ?? null
  }
  return false
}
export const parentOf = (cabinetId: number, cabinets: readonly Cabinet[]): number | null => cabinets.find(({ id }) => id === cabinetId)?.parentId ?? null

/** A role works where the message is now; an executor on what is theirs, an operator on what their cabinet took, a curator below their cabinet too. */
const isInReach = (role: Role, message: ActSubject, actor: Actor, cabinets: readonly Cabinet[]): boolean => {
  const isHere = message.currentCabinetId === actor.cabinetId
  switch (reachOf(role, 'message:view')) {
    case 'cabinet':
      return isHere
    case 'own':
      return role === 'operator' ? message.intakeCabinetId === actor.cabinetId : isHere && message.executorId === actor.id
    case 'subordinate':
      return isWithin(message.currentCabinetId, actor.cabinetId, cabinets)
    default:
      return false
  }
}

const obstacleTo = (action: ActionName, message: ActSubject, { lifecycle, now }: ActFacts): Obstacle | undefined => {
  switch (action) {
    case 'control-on':
      return message.onControl ? 'on-control' : undefined
    case 'control-off':
      return message.onControl ? undefined : 'off-control'
    case 'to-fz59':
      return message.regime === 'FZ59' ? 'already-fz59' : undefined
    case 'rate': {
      // gratitude is acknowledged, not rated (domain §2)
      if (message.kind === 'GRATITUDE') return 'gratitude'
      const answeredAt = message.answer === null ? Number.NaN : Date.parse(message.answer.at)
      return now.getTime() - answeredAt > lifecycle.ratingDays * DAY_MS ? 'rating-over' : undefined
    }
    case 'agree':
    case 'approve':
      return message.proposal === null ? 'no-reply' : undefined
    case 'approve-postponement':
      return message.postponement === null ? 'no-request' : undefined
    default:
      return undefined
  }
}

const judgeAs = (role: Role, message: ActSubject, action: ActionName, actor: Actor, facts: ActFacts): ActVerdict => {
  if (!mayEver(role, action)) return { allowed: false, why: 'role' }
  if (!isInReach(role, message, actor, facts.cabinets)) return { allowed: false, why: 'place' }
  const guards = guardFacts(message, { hasParent: parentOf(message.currentCabinetId, facts.cabinets) !== null, agreement: facts.lifecycle.agreement }, facts.now)
  const step = advance(MESSAGE_TABLE, stateOf(message), action, role, guards)
  if (!step.allowed) return { allowed: false, ...(step.reason === 'guard' ? { why: 'fact', fact: step.guard } : { why: 'state' }) }
  const obstacle = obstacleTo(action, message, facts)
  return obstacle === undefined ? { allowed: true, as: role, to: step.to } : { allowed: false, why: 'fact', fact: obstacle }
}

/** From the farthest from «yes» to the nearest: what stands in the way last is what a person should hear. */
const NEARNESS: readonly ActRefusal['why'][] = ['role', 'place', 'state', 'fact']
/** Rights are the union of roles: the first role that may decides in whose part it is done; otherwise the refusal nearest to a yes. */
export const judgeAct = (message: ActSubject, action: ActionName, actor: Actor, facts: ActFacts): ActVerdict => {
  let nearest: ActVerdict & { allowed: false } = { allowed: false, why: 'role' }
  for (const role of actor.roles) {
    const verdict = judgeAs(role, message, action, actor, facts)
    if (verdict.allowed) return verdict
    if (NEARNESS.indexOf(verdict.why) > NEARNESS.indexOf(nearest.why)) nearest = verdict
  }
  return nearest
}
