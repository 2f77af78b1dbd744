// Who plays which part of a history. In the district they are the people of the sign-in page, elsewhere colleagues who are only a name.
import type { MessageAction, MessageActor } from '../../shared/lifecycles/message.ts'
import { ROLES, type Role } from '../../shared/roles.ts'
import { shortName } from '../messages.ts'
import { DISTRICT_ID, HOUSING_ID, PEOPLE, REGION_ID, ROADS_ID, type SeedPerson } from './people.ts'

const ELSEWHERE: Readonly<Record<number, Partial<Record<Role, string>>>> = {
  [REGION_ID]: { coordinator: 'Вышестоящев А. Н.', head: 'Подписантова Н. К.' },
  [ROADS_ID]: { coordinator: 'Дорожкина Л. С.', head: 'Асфальтов И. Д.' },
  [HOUSING_ID]: { coordinator: 'Подъездов К. М.', head: 'Домовитова Р. Т.' },
}
const USUAL: Readonly<Record<MessageAction, MessageActor>> = {
  accept: 'moderator', decline: 'moderator', 'change-category': 'moderator', 'forward-down': 'coordinator', 'forward-up': 'coordinator',
  assign: 'coordinator', 'answer-oneself': 'coordinator', 'mail-federal': 'coordinator', 'to-fz59': 'coordinator', agree: 'coordinator',
  take: 'executor', 'submit-for-approval': 'executor', 'request-postponement': 'executor', 'return-to-coordinator': 'executor', 'ask-clarification': 'executor',
  approve: 'head', return: 'head', 'approve-postponement': 'head', 'refuse-postponement': 'head', 'control-on': 'head', 'control-off': 'head',
  clarify: 'applicant', rate: 'applicant', withdraw: 'applicant', reopen: 'platform',
}
/** Who usually does it, where the table leaves a choice. */
export const usualActor = (action: MessageAction): MessageActor => USUAL[action]

const isRole = (actor: MessageActor): actor is Role => (ROLES as readonly string[]).includes(actor)
/** The person of the sign-in page whose first role it is. */
export const playerOf = (role: Role): SeedPerson =>
  PEOPLE.find(({ memberships }) => memberships.some(({ roles }) => roles[0] === role)) as SeedPerson

/** The short name of whoever acts in that cabinet; null for the applicant, the platform and a rule. */
export const nameOf = (actor: MessageActor, cabinetId: number): string | null => {
  if (!isRole(actor)) return null
  return (cabinetId === DISTRICT_ID ? undefined : ELSEWHERE[cabinetId]?.[actor]) ?? shortName(playerOf(actor))
}
/** Who executes: the two executors of the district in turn. */
export const executorAt = (turn: number): { id: string; name: string } => {
  const executors = PEOPLE.filter(({ memberships }) => memberships.some(({ roles }) => roles.includes('executor')))
  const chosen = executors[turn % executors.length] as SeedPerson
  return { id: chosen.id, name: shortName(chosen) }
}
/** Where a message goes down: roads and buses to the road works, the rest to the housing organisation. */
export const cabinetBelow = (subjectId: number | null): number => (subjectId === 1 || subjectId === 8 ? ROADS_ID : HOUSING_ID)
/** Where it goes up; from the region there is nowhere to go. */
export const cabinetAbove = (cabinetId: number): number => (cabinetId === ROADS_ID || cabinetId === HOUSING_ID ? DISTRICT_ID : REGION_ID)
