// Tables of the platform for Drizzle. What is filtered or ordered has a column; what is only carried is jsonb.
// The tables themselves are made by migrations.ts: a change here needs a new migration there.
import { bigint, boolean, doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { z } from 'zod'
import type { Receipt } from '../shared/contract/command.ts'
import type { HandedDraft, HandOver } from '../shared/contract/hand-over.ts'
import type { actorSchema, Message, MessageEvent } from '../shared/contract/message.ts'
import type { ShiftClosePayload } from '../shared/contract/shift.ts'
import type { Problem } from '../shared/contract/problem.ts'
import type { ErrorCode } from '../shared/errors.ts'
import type { Stage, Status } from '../shared/lifecycles/message.ts'
import type { Console, Role } from '../shared/roles.ts'
import type { Kind, Regime } from '../shared/terms.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })
const whole = (name: string) => bigint(name, { mode: 'number' })

export const person = pgTable('person', {
  id: text('id').primaryKey(),
  surname: text('surname').notNull(),
  name: text('name').notNull(),
  patronymic: text('patronymic'),
})

export const cabinet = pgTable('cabinet', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
  parentId: integer('parent_id'),
  timeZone: text('time_zone').notNull(),
})

export const membership = pgTable(
  'membership',
  {
    personId: text('person_id').notNull(),
    cabinetId: integer('cabinet_id').notNull(),
    role: text('role').$type<Role>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.cabinetId, table.role] })],
)

/** «Подтвердите подключение»: once per person, cabinet and console; the first confirmation stays. */
export const checklist = pgTable(
  'checklist',
  {
    personId: text('person_id').notNull(),
    cabinetId: integer('cabinet_id').notNull(),
    console: text('console').$type<Console>().notNull(),
    role: text('role').$type<Role>().notNull(),
    textVersion: integer('text_version').notNull(),
    /** By the seat's clock, told and not trusted. */
    at: instant('at').notNull(),
    confirmedAt: instant('confirmed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.cabinetId, table.console] })],
)

const entry = { id: integer('id').primaryKey(), name: text('name').notNull(), deletedAt: instant('deleted_at') }
export const subject = pgTable('subject', { ...entry })
export const subsubject = pgTable('subsubject', {
  ...entry,
  subjectId: integer('subject_id').notNull(),
  fastTrack: boolean('fast_track').notNull(),
  limitDays: integer('limit_days'),
})
export const fact = pgTable('fact', { ...entry, subsubjectId: integer('subsubject_id').notNull() })
export const declineReason = pgTable('decline_reason', { id: integer('id').primaryKey(), name: text('name').notNull() })
export const redirectReason = pgTable('redirect_reason', { id: integer('id').primaryKey(), name: text('name').notNull() })

export const message = pgTable(
  'message',
  {
    id: uuid('id').primaryKey(),
    version: integer('version').notNull(),
    /** Place of the latest change in the feed. */
    changeSeq: whole('change_seq').notNull(),
    number: whole('number').notNull(),
    epguNumber: whole('epgu_number').notNull(),
    receiptCode: text('receipt_code'),
    source: text('source').$type<Message['source']>().notNull(),
    kind: text('kind').$type<Kind>().notNull(),
    regime: text('regime').$type<Regime>().notNull(),
    fastTrack: boolean('fast_track').notNull(),
    stage: text('stage').$type<Stage>().notNull(),
    status: text('status').$type<Status>().notNull(),
    description: text('description').notNull(),
    applicant: jsonb('applicant').$type<NonNullable<Message['applicant']>>().notNull(),
    subjectId: integer('subject_id'),
    subsubjectId: integer('subsubject_id'),
    factId: integer('fact_id'),
    place: text('place').notNull(),
    lat: doublePrecision('lat'),
    lon: doublePrecision('lon'),
    cabinetId: integer('cabinet_id').notNull(),
    currentCabinetId: integer('current_cabinet_id').notNull(),
    /** Person who holds it in execution; the reach `own` of an executor. */
    executorId: text('executor_id'),
    executorName: text('executor_name'),
    /** Person who took the call; null when it came without an operator. */
    operatorId: text('operator_id'),
    /** Cabinet for which that operator took it: its operators see it, whomever it was addressed to. */
    intakeCabinetId: integer('intake_cabinet_id'),
    createdAt: instant('created_at').notNull(),
    answerAt: instant('answer_at'),
    closedAt: instant('closed_at'),
    onControl: boolean('on_control').notNull().default(false),
    repeated: boolean('repeated').notNull().default(false),
    postponed: boolean('postponed').notNull().default(false),
    rating: integer('rating'),
    answer: jsonb('answer').$type<NonNullable<Message['answer']>>(),
    intake: jsonb('intake').$type<NonNullable<Message['intake']>>(),
    attachments: jsonb('attachments').$type<Message['attachments']>().notNull().default([]),
    innerAt: instant('inner_at'),
    question: jsonb('question').$type<NonNullable<Message['question']>>(),
    proposal: jsonb('proposal').$type<NonNullable<Message['proposal']>>(),
    postponement: jsonb('postponement').$type<NonNullable<Message['postponement']>>(),
    remarks: jsonb('remarks').$type<Message['remarks']>().notNull().default([]),
    replyAttachments: jsonb('reply_attachments').$type<Message['replyAttachments']>().notNull().default([]),
    /** When a second look began: its term runs from here and no longer from registration. */
    reopenedAt: instant('reopened_at'),
  },
  (table) => [
    uniqueIndex('message_number').on(table.number),
    uniqueIndex('message_epgu_number').on(table.epguNumber),
    index('message_cabinet').on(table.cabinetId),
    index('message_current_cabinet').on(table.currentCabinetId),
    index('message_intake_cabinet').on(table.intakeCabinetId),
    index('message_executor').on(table.executorId),
  ],
)
export type MessageRow = typeof message.$inferSelect
export type NewMessageRow = typeof message.$inferInsert

/** One upload. Its bytes lie in the files folder under its id and nothing else. */
export const file = pgTable(
  'file',
  {
    id: uuid('id').primaryKey(),
    /** Only this person may fill, ask for or delete it. */
    personId: text('person_id').notNull(),
    /** Made safe to show. */
    name: text('name').notNull(),
    /** Media type: as declared, after completion as found. */
    type: text('type').notNull(),
    size: whole('size').notNull(),
    sha256: text('sha256').notNull(),
    /** `refused`: its bytes were judged bad and are gone; `refused` keeps the code. */
    state: text('state').$type<'open' | 'complete' | 'refused'>().notNull(),
    refused: text('refused').$type<ErrorCode>(),
    messageId: uuid('message_id'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [index('file_message').on(table.messageId)],
)
export type FileRow = typeof file.$inferSelect

/** One line of a message's history. */
export const messageEvent = pgTable(
  'message_event',
  {
    messageId: uuid('message_id').notNull(),
    /** Version of the message that this event made: orders the history. */
    version: integer('version').notNull(),
    at: instant('at').notNull(),
    action: text('action').notNull(),
    stage: text('stage').$type<Stage>().notNull(),
    status: text('status').$type<Status>().notNull(),
    by: jsonb('by').$type<z.infer<typeof actorSchema>>().notNull(),
    comment: text('comment'),
    details: jsonb('details').$type<NonNullable<MessageEvent['details']>>(),
  },
  (table) => [primaryKey({ columns: [table.messageId, table.version] })],
)

/** The memory of every command that was ever answered for good: what makes a repeat harmless. */
export const command = pgTable(
  'command',
  {
    id: uuid('id').primaryKey(),
    personId: text('person_id').notNull(),
    cabinetId: integer('cabinet_id'),
    type: text('type').notNull(),
    /** As sent; null when rejected, so that a refused text is not kept. */
    payload: jsonb('payload'),
    payloadHash: text('payload_hash').notNull(),
    outcome: text('outcome').$type<'accepted' | 'rejected'>().notNull(),
    receipt: jsonb('receipt').$type<Receipt>(),
    problem: jsonb('problem').$type<Problem>(),
    /** By the seat's clock, told and not trusted. */
    at: instant('at'),
    receivedAt: instant('received_at').notNull(),
    /** What the caller heard; found by code and date. */
    receiptCode: text('receipt_code').notNull(),
    /** Who brought it in a transfer file, and in which; null when its author sent it. */
    importedBy: text('imported_by'),
    transferId: uuid('transfer_id'),
  },
  (table) => [index('command_receipt_code').on(table.receiptCode, table.receivedAt)],
)

/** The order of everything that moved. `seq` rises in the order of commits (see changes.ts). */
export const change = pgTable(
  'change',
  {
    seq: whole('seq').primaryKey(),
    kind: text('kind').$type<'message' | 'dictionary' | 'hand-over' | 'shift'>().notNull(),
    messageId: uuid('message_id'),
    /** Where the message was and who held it before this change, when that moved: who must forget it. */
    leftCabinetId: integer('left_cabinet_id'),
    leftExecutorId: text('left_executor_id'),
    dictionaryVersion: integer('dictionary_version'),
    handOverId: uuid('hand_over_id'),
    shiftId: uuid('shift_id'),
  },
)

/** A refused record that waits for a coordinator; closed, it keeps who, when and by which message. */
export const handOver = pgTable(
  'hand_over',
  {
    /** Of the refused command. */
    id: uuid('id').primaryKey(),
    cabinetId: integer('cabinet_id').notNull(),
    receiptCode: text('receipt_code').notNull(),
    operatorId: text('operator_id').notNull(),
    operatorName: text('operator_name').notNull(),
    draft: jsonb('draft').$type<HandedDraft>().notNull(),
    failure: text('failure'),
    issues: jsonb('issues').$type<HandOver['issues']>().notNull(),
    comment: text('comment'),
    handedAt: instant('handed_at').notNull(),
    closedAt: instant('closed_at'),
    /** The message that was made of it. */
    closedBy: uuid('closed_by'),
    changeSeq: whole('change_seq').notNull(),
  },
  (table) => [index('hand_over_cabinet').on(table.cabinetId)],
)
export type HandOverRow = typeof handOver.$inferSelect

/** A closed shift; `id` is that of the command. */
export const shift = pgTable('shift', {
  id: uuid('id').primaryKey(),
  personId: text('person_id').notNull(),
  authorName: text('author_name').notNull(),
  cabinetId: integer('cabinet_id').notNull(),
  /** Both by the seat's clock, told and not trusted. */
  openedAt: instant('opened_at').notNull(),
  closedAt: instant('closed_at').notNull(),
  receivedAt: instant('received_at').notNull(),
  counts: jsonb('counts').$type<ShiftClosePayload['counts']>().notNull(),
  openCodes: jsonb('open_codes').$type<string[]>().notNull(),
  mismatchCodes: jsonb('mismatch_codes').$type<string[]>().notNull(),
  /** Null: for all operators of the cabinet. */
  toPersonId: text('to_person_id'),
  note: text('note').notNull(),
})

/** `generation`, `dictionary-version`, `jwks` and whatever else one platform has one of. */
export const setting = pgTable('setting', { key: text('key').primaryKey(), value: jsonb('value').notNull() })

/** Storage of the OpenID provider: its own records as it gives them. */
export const oidcPayload = pgTable(
  'oidc_payload',
  {
    type: text('type').notNull(),
    id: text('id').notNull(),
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull(),
    grantId: text('grant_id'),
    userCode: text('user_code'),
    uid: text('uid'),
    expiresAt: instant('expires_at'),
    consumedAt: instant('consumed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.type, table.id] }),
    index('oidc_payload_grant').on(table.grantId),
    index('oidc_payload_uid').on(table.uid),
    index('oidc_payload_user_code').on(table.userCode),
  ],
)
