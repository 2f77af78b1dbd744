// Which decisions a card offers to the role in whose view it is open; whether they may be made now the tables say.
import { judgeAct, type ActVerdict } from '../../../../shared/act.ts'
import type { ActionName } from '../../../../shared/contract/actions.ts'
import type { Message } from '../../../../shared/contract/message.ts'
import type { ActingFacts } from '../../../../shared/pending.ts'
import type { Role } from '../../../../shared/roles.ts'

/** In the order of the buttons. */
const ON_CARD: Partial<Readonly<Record<Role, readonly ActionName[]>>> = {
  coordinator: ['assign', 'change-category'],
  head: ['assign'],
  moderator: ['change-category'],
  operator: ['clarify', 'withdraw', 'rate'],
}
/** Those that only mean something at their moment: a question to answer, an answer to rate. */
const AT_THEIR_MOMENT: readonly ActionName[] = ['clarify', 'rate']

export type Offer = { action: ActionName; may: ActVerdict }
export const offersOn = (message: Message, role: Role, facts: ActingFacts): Offer[] =>
  (ON_CARD[role] ?? []).map((action) => ({ action, may: judgeAct(message, action, { ...facts.actor, roles: [role] }, facts) })).filter(({ action, may }) => may.allowed || !AT_THEIR_MOMENT.includes(action))
