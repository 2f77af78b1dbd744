// People of every role in every cabinet and messages in any state, for the promises about commands on messages. Straight to the platform's
// functions: the road over HTTP has its own promises.
import { v7 } from 'uuid'
import { inArray, like } from 'drizzle-orm'
import { commandTypeOf, type ActionName, type ActionPayload } from '../../src/shared/contract/actions.ts'
import type { CommandResult } from '../../src/shared/contract/command.ts'
import { DEFAULT_LIFECYCLE, type LifecycleSettings } from '../../src/shared/contract/lifecycle.ts'
import { DEFAULT_LIMITS } from '../../src/shared/contract/limits.ts'
import type { Message } from '../../src/shared/contract/message.ts'
import type { Me } from '../../src/shared/contract/person.ts'
import { partsOf, type MessageState } from '../../src/shared/lifecycles/message.ts'
import { ROLES, type Role } from '../../src/shared/roles.ts'
import { DAY_MS } from '../../src/shared/terms.ts'
import { answerCommands } from '../../src/platform/commands/answer-commands.ts'
import { createDictionaries } from '../../src/platform/dictionary.ts'
import { nextNumbers, readMessage, registerMessage } from '../../src/platform/messages.ts'
import { readMe } from '../../src/platform/people.ts'
import { membership, person, type MessageRow } from '../../src/platform/schema.ts'
import { CABINETS, DISTRICT_ID } from '../../src/platform/seed/people.ts'
import { FAST, submission, type TestPlatform } from './platform.ts'

/** Id of the invented person who holds exactly that role in that cabinet. */
export const heldBy = (role: Role, cabinetId: number): string => `act-${cabinetId}-${role}`

export type Acting = {
  now: Date
  meOf: (id: string) => Promise<Me>
  /** A message in that state; `changes` over everything else. */
  make: (state: MessageState, changes?: Partial<MessageRow>) => Promise<MessageRow>
  /** What the platform answers to one action of that person. `cabinetId`: for which they act. */
  act: <A extends ActionName>(who: { role: Role; cabinetId?: number; id?: string }, action: A, row: { id: string; version: number }, payload: ActionPayload<A>, id?: string) => Promise<CommandResult>
  read: (id: string) => Promise<Message>
  /** Takes the people away again: promises that follow know only those of the seed. */
  leave: () => Promise<void>
  lifecycle: LifecycleSettings
}

/** Adds the people once. `now` stands still, so that terms can be compared to the millisecond. */
export const actingOn = async ({ store: { database } }: TestPlatform, now: Date): Promise<Acting> => {
  const people = CABINETS.flatMap(({ id }) => ROLES.map((role) => ({ cabinetId: id, role, personId: heldBy(role, id) })))
  const known = await database.select().from(person).where(inArray(person.id, people.map(({ personId }) => personId)))
  if (known.length === 0) {
    await database.insert(person).values(people.map(({ personId, role }) => ({ id: personId, surname: 'Пробный', name: role, patronymic: null })))
    await database.insert(membership).values(people)
  }
  const dictionaries = createDictionaries(database)
  const remembered = new Map<string, Me>()
  const meOf: Acting['meOf'] = async (id) => {
    const me = remembered.get(id) ?? (await readMe(database, id))
    if (me === undefined) throw new Error(`nobody is called ${id}`)
    remembered.set(id, me)
    return me
  }
  return {
    now, meOf, lifecycle: DEFAULT_LIFECYCLE,
    make: (state, changes = {}) => {
      const { applicant } = submission()
      const answered = state === 'DONE/SEND_RESPONSE' ? { answer: { text: 'Убрано', decision: 'SOLVED', at: now.toISOString(), signedBy: null }, closedAt: now } : {}
      const held = /EXECUTION|APPROVAL|SIGNING/.test(state) ? { executorId: heldBy('executor', changes.currentCabinetId ?? DISTRICT_ID), executorName: 'Пробный e.' } : {}
      const reply = /APPROVAL|SUBMIT_SIGN/.test(state) ? { proposal: { text: 'Снег убран.', decision: 'SOLVED', at: now.toISOString(), byName: 'Пробный e.', attachmentIds: [] } } : {}
      const postponement = state === 'SIGNING/POSTPONE_REQUEST' ? { postponement: { until: new Date(now.getTime() + 30 * DAY_MS).toISOString().slice(0, 10), cause: 'Закупка', interim: 'Ждём материалы.', at: now.toISOString(), byName: null } } : {}
      return database.transaction(async (transaction) => registerMessage(
        transaction,
        {
          id: v7(), ...(await nextNumbers(transaction)), source: 'OPERATOR', kind: 'PROBLEM', regime: 'MESSAGE', fastTrack: false, ...partsOf(state), description: 'Не убран снег.', applicant,
          subjectId: FAST.subjectId, subsubjectId: FAST.id, factId: null, place: 'ул. Вторая', cabinetId: DISTRICT_ID, currentCabinetId: DISTRICT_ID, operatorId: heldBy('operator', DISTRICT_ID),
          intakeCabinetId: DISTRICT_ID, intake: { channel: 'CALL', callAt: now.toISOString(), operatorId: heldBy('operator', DISTRICT_ID), operatorName: 'Пробный o.', consentToPublish: false },
          createdAt: new Date(now.getTime() - 2 * DAY_MS), answerAt: new Date(now.getTime() + 20 * DAY_MS), ...answered, ...held, ...reply, ...postponement, ...changes,
        },
        { kind: 'applicant', name: null, role: null },
      ))
    },
    act: async ({ role, cabinetId = DISTRICT_ID, id: personId }, action, row, payload, id = v7()) => {
      const me = await meOf(personId ?? heldBy(role, cabinetId))
      const envelope = { id, type: commandTypeOf(action), at: now.toISOString(), cabinetId, base: { entity: 'message', id: row.id, version: row.version }, payload }
      const [result] = await answerCommands([envelope], { database, me, dictionary: await dictionaries.read(), limits: DEFAULT_LIMITS, lifecycle: DEFAULT_LIFECYCLE, now: () => now })
      return result as CommandResult
    },
    read: async (id) => (await readMessage(database, id)) as Message,
    leave: async () => {
      await database.delete(membership).where(like(membership.personId, 'act-%'))
      await database.delete(person).where(like(person.id, 'act-%'))
    },
  }
}
