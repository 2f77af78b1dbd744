// Plays the other roles of a lesson: moderator, coordinator, executor and head answer what the person at the seat has sent. Training only.
import { and, asc, eq, ne } from 'drizzle-orm'
import type { Decision } from '../shared/contract/actions.ts'
import { guardFacts } from '../shared/lifecycles/message-facts.ts'
import { stateOf, type MessageAction, type MessageState } from '../shared/lifecycles/message.ts'
import type { Clock } from './clock.ts'
import type { Database } from './database.ts'
import { applyAction } from './message-actions.ts'
import type { ActionExtra } from './plan-action.ts'
import type { Play } from './routes/training.ts'
import { cabinet, command, message, subsubject, type MessageRow } from './schema.ts'
import { executorAt, nameOf, usualActor } from './seed/cast.ts'
import { replyFor } from './seed/steps.ts'

/** Messages moved in one step when none is named: few enough that a lesson can be followed. */
const AT_ONCE = 5

/** The plain road to an answer; states that are missing here wait for somebody, or are over. */
const NEXT: Partial<Readonly<Record<MessageState, MessageAction>>> = {
  'MODERATION/MODERATION_NEW': 'accept',
  'MODERATION/CLARIFY_RECEIVED': 'accept',
  'MODERATION/CLARIFY_REQUEST': 'clarify',
  'COORDINATION/MODERATION_ACCEPT': 'assign',
  'COORDINATION/CLARIFY_RECEIVED': 'assign',
  'COORDINATION/FORWARD_TO_SUBORDINATE': 'assign',
  'COORDINATION/FORWARD_TO_PARENT': 'assign',
  'COORDINATION/RETURN_COORDINATOR': 'assign',
  'COORDINATION/REOPEN': 'assign',
  'COORDINATION/CLARIFY_REQUEST': 'clarify',
  'EXECUTION/SET_EXECUTOR': 'take',
  'EXECUTION/TAKE_TO_WORK': 'submit-for-approval',
  'EXECUTION/CLARIFY_RECEIVED': 'submit-for-approval',
  'EXECUTION/RETURN_EXECUTOR': 'submit-for-approval',
  'EXECUTION/POSTPONE': 'submit-for-approval',
  'EXECUTION/CLARIFY_REQUEST': 'clarify',
  'APPROVAL/SUBMIT_APPROVAL': 'agree',
  'SIGNING/SUBMIT_SIGN': 'approve',
  'SIGNING/POSTPONE_REQUEST': 'refuse-postponement',
}

export type PlayRequest = { messageId: string | null; steps: number; now: Date }

/**
 * Moves one message, or the oldest open ones that came by commands (never the seed's), so many steps along the table.
 * Returns how many moves were made; a message that somebody else moved meanwhile is left for the next step.
 */
export const playSteps = async (database: Database, { messageId, steps, now }: PlayRequest): Promise<number> => {
  let moved = 0
  for (let step = 0; step < steps; step += 1) {
    const rows = messageId === null ? await openBySeats(database) : await database.select().from(message).where(eq(message.id, messageId))
    const movedNow = await playEach(database, rows, now)
    moved += movedNow
    if (movedNow === 0) break
  }
  return moved
}

const openBySeats = async (database: Database): Promise<MessageRow[]> => {
  const rows = await database
    .select({ message })
    .from(message)
    // the id of an accepted submission is the id of its message: the seed has none
    .innerJoin(command, eq(command.id, message.id))
    .where(and(ne(message.stage, 'DONE'), eq(command.type, 'message.submit'), eq(command.outcome, 'accepted')))
    .orderBy(asc(message.createdAt))
    .limit(AT_ONCE)
  return rows.map((row) => row.message)
}

/** One after another: every move takes the feed's lock. */
const playEach = async (database: Database, rows: readonly MessageRow[], now: Date): Promise<number> => {
  let moved = 0
  for (const row of rows) {
    const action = NEXT[stateOf(row)]
    if (action !== undefined && (await playOne(database, row, action, now))) moved += 1
  }
  return moved
}

const playOne = (database: Database, row: MessageRow, action: MessageAction, now: Date): Promise<boolean> =>
  database.transaction(async (transaction) => {
    const [place] = await transaction.select().from(cabinet).where(eq(cabinet.id, row.currentCabinetId))
    const facts = guardFacts(row, { hasParent: place?.parentId !== null, agreement: true }, now)
    const as = usualActor(action)
    const name = (as === 'executor' ? row.executorName : null) ?? nameOf(as, row.currentCabinetId)
    const result = await applyAction(transaction, row, action, { as, name }, facts, now, await extraOf(transaction, row, action))
    return result.ok
  })

const extraOf = async (transaction: Database, row: MessageRow, action: MessageAction): Promise<ActionExtra> => {
  if (action === 'assign') return { executor: executorAt(row.number) }
  if (action !== 'submit-for-approval' && !(action === 'approve' && row.proposal === null)) return {}
  const named = row.subsubjectId === null ? [] : await transaction.select().from(subsubject).where(eq(subsubject.id, row.subsubjectId))
  const decision: Decision = row.kind === 'PROBLEM' ? 'SOLVED' : 'EXPLAINED'
  return { reply: replyFor(decision, { place: row.place, subject: named[0]?.name ?? 'Благодарность', turn: row.number }) }
}

/** The levers of the training routes. A step of the timer that is still running when the next is due is waited for; `failed` hears of one that threw. */
export const createPlay = (database: Database, clock: Clock, failed: (error: unknown) => void): Play => {
  let timer: NodeJS.Timeout | undefined
  let isPlaying = false
  const step = (): void => {
    if (isPlaying) return
    isPlaying = true
    playSteps(database, { messageId: null, steps: 1, now: clock.now() })
      .catch(failed)
      .finally(() => {
        isPlaying = false
      })
  }
  return {
    steps: (request) => playSteps(database, { ...request, now: clock.now() }),
    every: (everyMs) => {
      clearInterval(timer)
      timer = everyMs === null ? undefined : setInterval(step, everyMs)
      timer?.unref()
    },
  }
}
