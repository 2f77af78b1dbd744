// Closed shifts: stored once per command; their notes go by the feed to the operator they name, or to all operators of the cabinet.
import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import type { Command, CommandFates } from '../shared/contract/command.ts'
import type { Me } from '../shared/contract/person.ts'
import type { ShiftNote } from '../shared/contract/shift.ts'
import type { Database } from './database.ts'
import { nextChangeSeq, recordChange } from './feed.ts'
import { shortName } from './messages.ts'
import { command as commandTable, membership, shift } from './schema.ts'

/** A note is news for the next shifts, not an archive: a reader who comes later does not get it. */
const NOTE_DAYS = 7

type ShiftClose = Extract<Command, { type: 'shift.close' }>

/** Stores the closed shift and tells the feed when there is something to read. An addressee who is no operator there any more: all are told. */
export const closeShift = async (transaction: Database, { id, cabinetId, payload }: ShiftClose, { me, now }: { me: Me; now: Date }): Promise<void> => {
  const seq = payload.note.trim() === '' ? null : await nextChangeSeq(transaction)
  await transaction.insert(shift).values({
    id,
    personId: me.id,
    authorName: shortName(me),
    cabinetId,
    openedAt: new Date(payload.openedAt),
    closedAt: new Date(payload.closedAt),
    receivedAt: now,
    counts: payload.counts,
    openCodes: payload.openCodes,
    mismatchCodes: payload.mismatchCodes,
    toPersonId: await addresseeOf(transaction, payload.toPersonId, cabinetId),
    note: payload.note.trim(),
  })
  if (seq !== null) await recordChange(transaction, seq, { kind: 'shift', shiftId: id })
}

const addresseeOf = async (transaction: Database, personId: string | null, cabinetId: number): Promise<string | null> => {
  if (personId === null) return null
  const [found] = await transaction
    .select({ personId: membership.personId })
    .from(membership)
    .where(and(eq(membership.personId, personId), eq(membership.cabinetId, cabinetId), eq(membership.role, 'operator')))
  return found?.personId ?? null
}

export type NoteReader = { personId: string; /** Where this person is an operator. */ cabinets: readonly number[]; now: Date }
/** Condition on `shift`: its note is for this reader. */
export const isForReader = ({ personId, cabinets, now }: NoteReader): SQL =>
  cabinets.length === 0
    ? sql`false`
    : sql`(${shift.cabinetId} in ${cabinets} and ${shift.personId} <> ${personId} and (${shift.toPersonId} is null or ${shift.toPersonId} = ${personId})
        and ${shift.receivedAt} > ${new Date(now.getTime() - NOTE_DAYS * 86_400_000).toISOString()}::timestamptz)`

export const noteOf = (row: typeof shift.$inferSelect): ShiftNote => ({
  id: row.id,
  cabinetId: row.cabinetId,
  authorName: row.authorName,
  openedAt: row.openedAt.toISOString(),
  closedAt: row.closedAt.toISOString(),
  counts: { recorded: row.counts.recorded, accepted: row.counts.accepted },
  openCodes: row.openCodes,
  note: row.note,
})

/** What became of these commands of this person, in the order asked; of anybody else's nothing is told. */
export const fatesOf = async (database: Database, personId: string, ids: readonly string[]): Promise<CommandFates> => {
  const rows = await database
    .select({ id: commandTable.id, outcome: commandTable.outcome, payloadHash: commandTable.payloadHash })
    .from(commandTable)
    .where(and(inArray(commandTable.id, [...ids]), eq(commandTable.personId, personId)))
  const known = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => {
    const row = known.get(id.toLowerCase())
    return { id, fate: row?.outcome ?? 'unknown', payloadHash: row?.payloadHash ?? null }
  })
}
