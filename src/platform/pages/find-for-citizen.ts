// Finds a message by what only its applicant knows, and tells no more of it than an applicant may see.
import { eq } from 'drizzle-orm'
import type { Message, MessageEvent } from '../../shared/contract/message.ts'
import { parseTypedDate } from '../../shared/rules/dates.ts'
import { digitsOf } from '../../shared/rules/identifiers.ts'
import { parseReceiptCode } from '../../shared/receipt-code.ts'
import { dayIn } from '../../shared/terms.ts'
import type { Database } from '../database.ts'
import { historiesOf } from '../messages.ts'
import { cabinet, message, subject, subsubject, type MessageRow } from '../schema.ts'

/** As typed; `number` with `phone` (its last four digits), or `code` with `date`. */
export type Asked = { number: string; phone: string; code: string; date: string }
export type CitizenView = Pick<Message, 'number' | 'epguNumber' | 'receiptCode' | 'status' | 'place' | 'rating'> & {
  createdAt: Date
  answerAt: Date | null
  closedAt: Date | null
  subject: string | null
  /** Without the name of who signed it. */
  answer: { text: string; decision: string; at: Date } | null
  /** Steps that concern the applicant, by post and without names. */
  history: { at: Date; action: string; by: MessageEvent['by']['role'] | 'applicant' | 'platform' | 'rule'; comment: string | null }[]
  timeZone: string
}
export type Found = { kind: 'incomplete' } | { kind: 'none' } | { kind: 'found'; view: CitizenView }

/** Inner steps (agreement, control, returns between employees) are not the applicant's matter. */
const SHOWN = new Set([
  'register', 'call', 'accept', 'decline', 'ask-clarification', 'clarify', 'forward-down', 'forward-up', 'mail-federal', 'to-fz59', 'assign', 'take',
  'approve-postponement', 'approve', 'rate', 'reopen', 'withdraw',
])
/** Words that were written to the applicant; all other comments are between employees. */
const SAID_TO_APPLICANT = new Set(['decline', 'ask-clarification', 'approve-postponement'])

/** What was asked for, if number and phone, or code and date, belong together. A near miss looks like nothing at all. */
export const findForCitizen = async (database: Database, asked: Asked): Promise<Found> => {
  const row = await matching(database, asked)
  if (row === 'incomplete') return { kind: 'incomplete' }
  return row === undefined ? { kind: 'none' } : { kind: 'found', view: await viewOf(database, row) }
}

const matching = async (database: Database, asked: Asked): Promise<MessageRow | undefined | 'incomplete'> => {
  const number = digitsOf(asked.number)
  const phone = digitsOf(asked.phone)
  if (/^\d{9,10}$/.test(number) && /^\d{4}$/.test(phone)) {
    const [row] = await database.select().from(message).where(eq(number.length === 9 ? message.number : message.epguNumber, Number(number)))
    return row?.applicant.phone?.endsWith(phone) === true ? row : undefined
  }
  const code = parseReceiptCode(asked.code)
  const day = /^\d{4}-\d{2}-\d{2}$/.test(asked.date) ? asked.date : parseTypedDate(asked.date)
  if (code === undefined || day === undefined) return 'incomplete'
  const rows = await database.select().from(message).innerJoin(cabinet, eq(cabinet.id, message.cabinetId)).where(eq(message.receiptCode, code))
  // the day of the call, or the day when it reached the platform: the caller knows the first, the receipt may say the second
  const isOfDay = (at: Date | string, timeZone: string): boolean => dayIn(new Date(at).getTime(), timeZone) === day
  return rows.find((row) => isOfDay(row.message.createdAt, row.cabinet.timeZone) || (row.message.intake !== null && isOfDay(row.message.intake.callAt, row.cabinet.timeZone)))?.message
}

const viewOf = async (database: Database, row: MessageRow): Promise<CitizenView> => {
  const [home] = await database.select().from(cabinet).where(eq(cabinet.id, row.cabinetId))
  const [category] = row.subjectId === null ? [] : await database.select().from(subject).where(eq(subject.id, row.subjectId))
  const [narrower] = row.subsubjectId === null ? [] : await database.select().from(subsubject).where(eq(subsubject.id, row.subsubjectId))
  const history = (await historiesOf(database, [row.id])).get(row.id) ?? []
  return {
    number: row.number, epguNumber: row.epguNumber, receiptCode: row.receiptCode, status: row.status, place: row.place, rating: row.rating,
    createdAt: row.createdAt, answerAt: row.answerAt, closedAt: row.closedAt,
    subject: category === undefined ? null : [category.name, narrower?.name].filter((name) => name !== undefined).join(' / '),
    answer: row.answer === null ? null : { text: row.answer.text, decision: row.answer.decision, at: new Date(row.answer.at) },
    history: history.filter(({ action }) => SHOWN.has(action)).map(({ at, action, by, comment }) => ({
      at: new Date(at), action, by: by.kind === 'person' ? by.role : by.kind, comment: SAID_TO_APPLICANT.has(action) ? comment : null,
    })),
    timeZone: home?.timeZone ?? 'Europe/Moscow',
  }
}
