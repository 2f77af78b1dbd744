// Decides a command about a message that exists, inside its transaction: known to the author, on the version they saw, allowed, and right.
import { and, eq } from 'drizzle-orm'
import { judgeAct, mayEver, parentOf, type ActRefusal } from '../../shared/act.ts'
import { payloadIssues } from '../../shared/act-payload.ts'
import { actionOfType, type ActionName } from '../../shared/contract/actions.ts'
import type { ActionCommand, Receipt } from '../../shared/contract/command.ts'
import type { Dictionary } from '../../shared/contract/dictionary.ts'
import type { LifecycleSettings } from '../../shared/contract/lifecycle.ts'
import type { Limits } from '../../shared/contract/limits.ts'
import type { Message } from '../../shared/contract/message.ts'
import type { Me } from '../../shared/contract/person.ts'
import type { Problem } from '../../shared/contract/problem.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import { guardFacts } from '../../shared/lifecycles/message-facts.ts'
import type { Database } from '../database.ts'
import { bindFiles, filesNamedBy } from '../files/file-rows.ts'
import { applyAction } from '../message-actions.ts'
import { historiesOf, shortName, toMessage } from '../messages.ts'
import { rolesIn } from '../people.ts'
import { planAction, type Acting, type ActionExtra } from '../plan-action.ts'
import { invalidProblem, problemOf } from '../problems.ts'
import { change, message, type FileRow, type MessageRow } from '../schema.ts'
import { isInScope, leftScope, scopeOf, visiblePart } from '../scope.ts'
import { extraOf } from './action-extra.ts'
import type { Importer } from './author.ts'
import { fileErrors } from './file-errors.ts'

export type ActContext = {
  me: Me
  dictionary: Dictionary
  limits: Limits
  lifecycle: LifecycleSettings
  importer?: Importer
  payloadHash: string
  now: Date
}
/** `ready`: the receipt, and the writing that makes it true; `write` throws LostRace when somebody was quicker. */
export type Deciding =
  | { kind: 'refused'; problem: Problem }
  | { kind: 'conflict' }
  | { kind: 'ready'; receipt: Receipt; write: () => Promise<void> }

/** Another command moved the message between our reading and our writing: the whole transaction must fall. */
export class LostRace extends Error {
  constructor() {
    super('the message has moved meanwhile')
    this.name = 'LostRace'
  }
}

const actionOf = ({ type }: ActionCommand): ActionName => actionOfType(type) as ActionName
const refused = (status: number, code: ErrorCode): Deciding => ({ kind: 'refused', problem: problemOf(status, code) })

/** Whether any role of theirs in that cabinet may ever do such a thing: asked before the message is even looked at. */
export const mayEverAct = (me: Me, command: ActionCommand): boolean => rolesIn(me, command.cabinetId).some((role) => mayEver(role, actionOf(command)))

export const decideAction = async (transaction: Database, command: ActionCommand, context: ActContext): Promise<Deciding> => {
  const { dictionary, lifecycle, limits, me, now } = context
  const [row] = await transaction.select().from(message).where(eq(message.id, command.base.id))
  // of a message that was never theirs to see not even its existence is told
  if (row === undefined || !(await wasInSight(transaction, row.id, me, dictionary))) return refused(404, 'E-NOT-FOUND')
  if (row.version !== command.base.version) return { kind: 'conflict' }
  const subject = toMessage(row, [])
  const verdict = judgeAct(subject, actionOf(command), { id: me.id, cabinetId: command.cabinetId, roles: rolesIn(me, command.cabinetId) }, { cabinets: dictionary.cabinets, lifecycle, now })
  if (!verdict.allowed) return refusalOf(verdict)
  const files = await filesNamedBy(command.payload, transaction)
  const issues = [
    ...payloadIssues(subject, command, { dictionary, limits, lifecycle, now }),
    ...('reply' in command.payload ? fileErrors(command.payload.reply.attachmentIds ?? [], '/reply/attachmentIds', { files, limits, me, messageId: row.id }) : []),
  ]
  if (issues.length > 0) return { kind: 'refused', problem: invalidProblem(issues) }
  const actor: Acting = { as: verdict.as, name: shortName(me), ...(context.importer === undefined ? {} : { carriedBy: context.importer.name }) }
  return ready(transaction, row, command, actor, { ...context, files, extra: extraOf(row, command, files, context) })
}

/** Seen now, or until it was taken away. */
const wasInSight = async (transaction: Database, id: string, me: Me, { cabinets }: Dictionary): Promise<boolean> => {
  const scope = scopeOf(me, cabinets)
  const [seen] = await transaction.select({ id: message.id }).from(message).where(and(eq(message.id, id), isInScope(scope)))
  if (seen !== undefined) return true
  const [left] = await transaction.select({ seq: change.seq }).from(change).where(and(eq(change.messageId, id), leftScope(scope))).limit(1)
  return left !== undefined
}

const refusalOf = (refusal: ActRefusal): Deciding => {
  if (refusal.why === 'role' || refusal.why === 'place') return refused(403, 'E-FORBIDDEN')
  const isLate = refusal.why === 'fact' && (refusal.fact === 'before-due' || refusal.fact === 'rating-over')
  return refused(422, isLate ? 'E-TERM-OVER' : 'E-STATE')
}

type Step = { action: ActionName | 'reopen'; actor: Acting; extra: ActionExtra }

const ready = (transaction: Database, row: MessageRow, command: ActionCommand, actor: Acting, context: ActContext & { files: ReadonlyMap<string, FileRow>; extra: ActionExtra }): Deciding => {
  const first: Step = { action: actionOf(command), actor, extra: context.extra }
  const steps = [first, ...reopening(row, first, context)]
  return {
    kind: 'ready',
    receipt: {
      commandId: command.id, payloadHash: context.payloadHash, acceptedAt: context.now.toISOString(), warnings: [],
      entity: { kind: 'message', id: row.id, version: row.version + steps.length },
    },
    write: async () => {
      const named = (context.extra.reply?.attachments ?? []).map(({ id }) => id)
      await bindFiles(transaction, named.filter((id) => context.files.get(id)?.messageId !== row.id), row.id)
      let at = row
      for (const { action, actor: by, extra } of steps) {
        const moved = await applyAction(transaction, at, action, by, factsOf(at, context), context.now, extra)
        if (!moved.ok && moved.error.reason === 'version') throw new LostRace()
        if (!moved.ok) throw new Error(`a judged action was refused: ${moved.error.reason}`)
        at = moved.value
      }
    },
  }
}

const factsOf = (row: MessageRow, { dictionary, lifecycle, now }: ActContext) =>
  guardFacts(row, { hasParent: parentOf(row.currentCabinetId, dictionary.cabinets) !== null, agreement: lifecycle.agreement }, now)

/** A low rating brings the message to the higher cabinet at once (domain §1.3 row 22); from the highest there is nowhere to go. */
const reopening = (row: MessageRow, rating: Step, context: ActContext): Step[] => {
  const parentId = parentOf(row.currentCabinetId, context.dictionary.cabinets)
  if (rating.action !== 'rate' || parentId === null) return []
  const rated = planAction(row, rating.action, rating.actor, factsOf(row, context), context.now, rating.extra)
  if (!rated.ok || !factsOf({ ...row, ...rated.value.changes }, context).has('low-rating-once')) return []
  const limitDays = context.dictionary.subsubjects.find(({ id }) => id === row.subsubjectId)?.limitDays ?? null
  return [{ action: 'reopen', actor: { as: 'platform', name: null }, extra: { toCabinetId: parentId, limitDays, ...(rating.extra.names === undefined ? {} : { names: rating.extra.names }) } }]
}

/** The message as the one who asks may see it now; null when they may not. */
export const currentFor = async (database: Database, id: string, asker: Me, { cabinets }: Dictionary): Promise<Message | null> => {
  const scope = scopeOf(asker, cabinets)
  const [row] = await database.select().from(message).where(and(eq(message.id, id), isInScope(scope)))
  if (row === undefined) return null
  return visiblePart(scope, row, toMessage(row, (await historiesOf(database, [id])).get(id) ?? []))
}
