// A message between its rows and the contract's shape, and how a new one is written.
import { asc, inArray, sql } from 'drizzle-orm'
import { messageSchema, type Message, type MessageEvent } from '../shared/contract/message.ts'
import type { z } from 'zod'
import type { actorSchema } from '../shared/contract/message.ts'
import { rowsOf, type Database } from './database.ts'
import { nextChangeSeq, recordChange } from './feed.ts'
import { message, messageEvent, type MessageRow, type NewMessageRow } from './schema.ts'

/** Who did something, as history shows it. */
export type HistoryActor = z.infer<typeof actorSchema>

/** «Образцова В. П.» */
export const shortName = (person: { surname: string; name: string; patronymic: string | null }): string =>
  [person.surname, ...[person.name, person.patronymic ?? ''].filter((part) => part !== '').map((part) => `${part.charAt(0)}.`)].join(' ')

/** «Номер» and «Номер ЕПГУ» of a new message. A transaction that rolls back leaves a gap: gaps are allowed, repeats are not. */
export const nextNumbers = async (database: Database): Promise<{ number: number; epguNumber: number }> => {
  const [row] = await rowsOf<{ number: string | number; epgu: string | number }>(
    database,
    sql`select nextval('message_number_seq') as number, nextval('message_epgu_number_seq') as epgu`,
  )
  return { number: Number(row?.number), epguNumber: Number(row?.epgu) }
}

/** Writes a message in its first state with the first line of its history. `changeSeq` and `version` are set here. */
export const registerMessage = async (
  transaction: Database,
  facts: Omit<NewMessageRow, 'changeSeq' | 'version'>,
  by: HistoryActor,
): Promise<MessageRow> => {
  const seq = await nextChangeSeq(transaction)
  const [row] = await transaction.insert(message).values({ ...facts, version: 1, changeSeq: seq }).returning()
  if (row === undefined) throw new Error('insert returned no row')
  await transaction.insert(messageEvent).values({
    messageId: row.id, version: 1, at: row.createdAt, action: 'register', stage: row.stage, status: row.status, by, comment: null,
  })
  await recordChange(transaction, seq, { kind: 'message', messageId: row.id })
  return row
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/** The contract's message of a row and its history (ordered). */
export const toMessage = (row: MessageRow, history: MessageEvent[]): Message => ({
  id: row.id,
  version: row.version,
  number: row.number,
  epguNumber: row.epguNumber,
  receiptCode: row.receiptCode,
  source: row.source,
  kind: row.kind,
  regime: row.regime,
  fastTrack: row.fastTrack,
  stage: row.stage,
  status: row.status,
  description: row.description,
  applicant: row.applicant,
  subjectId: row.subjectId,
  subsubjectId: row.subsubjectId,
  factId: row.factId,
  place: row.place,
  coordinates: row.lat === null || row.lon === null ? null : { lat: row.lat, lon: row.lon },
  cabinetId: row.cabinetId,
  currentCabinetId: row.currentCabinetId,
  executorName: row.executorName,
  executorId: row.executorId,
  intakeCabinetId: row.intakeCabinetId,
  createdAt: row.createdAt.toISOString(),
  answerAt: iso(row.answerAt),
  closedAt: iso(row.closedAt),
  onControl: row.onControl,
  repeated: row.repeated,
  postponed: row.postponed,
  rating: row.rating,
  answer: row.answer,
  intake: row.intake,
  attachments: row.attachments,
  innerAt: iso(row.innerAt),
  question: row.question,
  proposal: row.proposal,
  postponement: row.postponement,
  remarks: row.remarks,
  replyAttachments: row.replyAttachments,
  history,
})

/** Histories of several messages by id, each in order. */
export const historiesOf = async (database: Database, ids: readonly string[]): Promise<Map<string, MessageEvent[]>> => {
  const histories = new Map<string, MessageEvent[]>(ids.map((id) => [id, []]))
  if (ids.length === 0) return histories
  const rows = await database
    .select()
    .from(messageEvent)
    .where(inArray(messageEvent.messageId, [...ids]))
    .orderBy(asc(messageEvent.messageId), asc(messageEvent.version))
  for (const { messageId, at, action, stage, status, by, comment, details } of rows) {
    histories.get(messageId)?.push({ at: at.toISOString(), action, stage, status, by, comment, details })
  }
  return histories
}

/** One message whole, or null. */
export const readMessage = async (database: Database, id: string): Promise<Message | null> => {
  const [row] = await database.select().from(message).where(sql`${message.id} = ${id}`)
  if (row === undefined) return null
  return messageSchema.parse(toMessage(row, (await historiesOf(database, [id])).get(id) ?? []))
}
