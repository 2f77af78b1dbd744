// Records handed over to coordinators: their rows, how they open and close in the feed, and what a later submission takes from one.
import { and, eq, isNull, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { HandOver, HandOverPayload } from '../shared/contract/hand-over.ts'
import type { Me } from '../shared/contract/person.ts'
import type { Database } from './database.ts'
import { nextChangeSeq, recordChange } from './feed.ts'
import { shortName } from './messages.ts'
import { rolesIn } from './people.ts'
import { handOver, membership, type HandOverRow } from './schema.ts'

/** A message was made of the record while this command was on its way: nothing of the command is carried out. */
export class HandedOverDone extends Error {
  constructor() {
    super('E-HANDED-DONE')
    this.name = 'HandedOverDone'
  }
}

const namesRecord = z.union([z.object({ replaces: z.uuid() }), z.object({ commandId: z.uuid() })])
/** The hand-over of the record that a payload of whatever shape names. */
export const handOverNamedBy = async (payload: unknown, database: Database): Promise<HandOverRow | undefined> => {
  const named = namesRecord.safeParse(payload).data
  if (named === undefined) return undefined
  const id = 'replaces' in named ? named.replaces : named.commandId
  return (await database.select().from(handOver).where(eq(handOver.id, id)))[0]
}

/** Who may send what the operator could not: the operator, and the coordinators of the cabinet. */
export const maySend = ({ cabinetId, operatorId }: HandOverRow, me: Me, forCabinet: number): boolean =>
  cabinetId === forCabinet && (operatorId === me.id || rolesIn(me, cabinetId).includes('coordinator'))

/** Whether anybody would see it. */
export const hasCoordinator = async (database: Database, cabinetId: number): Promise<boolean> => {
  const found = await database.select({ id: membership.personId }).from(membership).where(and(eq(membership.cabinetId, cabinetId), eq(membership.role, 'coordinator'))).limit(1)
  return found.length > 0
}

/** Opens it, or replaces what the same operator had handed over before. Throws HandedOverDone when a message was made meanwhile. */
export const openHandOver = async (transaction: Database, payload: HandOverPayload, facts: { me: Me; cabinetId: number; now: Date }): Promise<void> => {
  const seq = await nextChangeSeq(transaction)
  const words = { receiptCode: payload.receiptCode, draft: payload.draft, failure: payload.failure, issues: payload.issues, comment: payload.comment, handedAt: facts.now, changeSeq: seq }
  const written = await transaction
    .insert(handOver)
    .values({ id: payload.commandId, cabinetId: facts.cabinetId, operatorId: facts.me.id, operatorName: shortName(facts.me), ...words })
    .onConflictDoUpdate({ target: handOver.id, set: words, setWhere: and(isNull(handOver.closedAt), eq(handOver.operatorId, facts.me.id)) as SQL })
    .returning({ id: handOver.id })
  if (written.length === 0) throw new HandedOverDone()
  await recordChange(transaction, seq, { kind: 'hand-over', handOverId: payload.commandId })
}

/** Closes it for a message; of two that come at once one throws HandedOverDone. */
export const closeHandOver = async (transaction: Database, id: string, closedBy: string, now: Date): Promise<void> => {
  const seq = await nextChangeSeq(transaction)
  // the words are in the message now; what is kept says only that it was done
  const closed = await transaction
    .update(handOver)
    .set({ closedAt: now, closedBy, changeSeq: seq, draft: { startedAt: now.toISOString(), applicant: {}, appeal: {}, intake: {}, files: [] }, issues: [], comment: null })
    .where(and(eq(handOver.id, id), isNull(handOver.closedAt)))
    .returning({ id: handOver.id })
  if (closed.length === 0) throw new HandedOverDone()
  await recordChange(transaction, seq, { kind: 'hand-over', handOverId: id })
}

/** As the feed tells it. */
export const toHandOver = ({ id, cabinetId, receiptCode, operatorName, handedAt, draft, failure, issues, comment }: HandOverRow): HandOver => ({
  id, cabinetId, receiptCode, operatorName, at: handedAt.toISOString(), draft, failure, issues, comment,
})
