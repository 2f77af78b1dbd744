// A message as the platform keeps it and the app shows it.
import { z } from 'zod'
import { STAGES, STATUSES } from '../lifecycles/message.ts'
import { ROLES } from '../roles.ts'
import { KINDS, REGIMES } from '../terms.ts'
import { APPLICANT_TYPES, CHANNELS } from './draft.ts'

export const SOURCES = ['EPGU', 'MOBILE', 'WIDGET', 'VK', 'OPERATOR', 'EXTERNAL_SYSTEM'] as const

export const actorSchema = z.object({
  kind: z.enum(['person', 'applicant', 'platform', 'rule']),
  /** Short name such as «Образцова В. П.»; null for the platform and the applicant. */
  name: z.string().nullable(),
  role: z.enum(ROLES).nullable(),
  /** Short name of whoever brought it to the platform in a transfer file. */
  carriedBy: z.string().optional(),
})
/** Fields that an event may have changed. A later platform may name others: shown as they are, or not at all. */
export const CHANGED_FIELDS = [
  'cabinet', 'executor', 'category', 'answerAt', 'innerAt', 'regime', 'onControl', 'rating', 'decision', 'reply', 'files', 'until', 'federalBody', 'note',
] as const
export type ChangedField = (typeof CHANGED_FIELDS)[number]
export const changeOfFieldSchema = z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })
export type ChangeOfField = z.infer<typeof changeOfFieldSchema>
export const messageEventSchema = z.object({
  at: z.iso.datetime(),
  action: z.string(),
  stage: z.enum(STAGES),
  status: z.enum(STATUSES),
  by: actorSchema,
  comment: z.string().nullable(),
  /** What it changed, for people: names, codes of the tables, instants as ISO text. Absent in what earlier versions stored. */
  details: z.object({ changes: z.array(changeOfFieldSchema) }).nullable().default(null),
})
export type MessageEvent = z.infer<typeof messageEventSchema>

export const messageApplicantSchema = z.object({
  type: z.enum(APPLICANT_TYPES),
  surname: z.string(),
  name: z.string(),
  patronymic: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  address: z.string(),
  flat: z.string().nullable(),
  birthDate: z.iso.date().nullable(),
  snils: z.string().nullable(),
  organisationName: z.string().nullable(),
  inn: z.string().nullable(),
  ogrn: z.string().nullable(),
})
export const attachmentSchema = z.object({
  id: z.uuid(),
  /** Safe to show; never a path. */
  name: z.string(),
  /** Media type, as the platform found it. */
  type: z.string(),
  size: z.number().int().nonnegative(),
})
export type Attachment = z.infer<typeof attachmentSchema>

export const messageSchema = z.object({
  /** For operator intake the id of the command that brought it; unique for ever. */
  id: z.uuid(),
  version: z.number().int().positive(),
  /** «Номер», nine digits. */
  number: z.number().int(),
  /** «Номер ЕПГУ», ten digits. */
  epguNumber: z.number().int(),
  receiptCode: z.string().nullable(),
  source: z.enum(SOURCES),
  kind: z.enum(KINDS),
  regime: z.enum(REGIMES),
  fastTrack: z.boolean(),
  stage: z.enum(STAGES),
  status: z.enum(STATUSES),
  description: z.string(),
  /** Null for an analyst, who sees no personal data. */
  applicant: messageApplicantSchema.nullable(),
  subjectId: z.number().int().nullable(),
  subsubjectId: z.number().int().nullable(),
  factId: z.number().int().nullable(),
  place: z.string(),
  coordinates: z.object({ lat: z.number(), lon: z.number() }).nullable(),
  /** The cabinet that received it, and the one where it is now. */
  cabinetId: z.number().int(),
  currentCabinetId: z.number().int(),
  executorName: z.string().nullable(),
  /** Who holds it in execution; as in everything below with a default: absent in what earlier versions stored. */
  executorId: z.string().nullable().default(null),
  /** The cabinet for which an operator took the call; null when it came without one. */
  intakeCabinetId: z.number().int().nullable().default(null),
  /** Registration on the platform: the term runs from here. */
  createdAt: z.iso.datetime(),
  answerAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  onControl: z.boolean(),
  repeated: z.boolean(),
  postponed: z.boolean(),
  rating: z.number().int().min(1).max(5).nullable(),
  answer: z.object({ text: z.string(), decision: z.string(), at: z.iso.datetime(), signedBy: z.string().nullable() }).nullable(),
  intake: z.object({ channel: z.enum(CHANNELS), callAt: z.iso.datetime(), operatorId: z.string(), operatorName: z.string(), consentToPublish: z.boolean() }).nullable(),
  attachments: z.array(attachmentSchema).default([]),
  /** The inner target of execution, never later than `answerAt`. */
  innerAt: z.iso.datetime().nullable().default(null),
  /** What the applicant is asked while the clock runs. */
  question: z.object({ text: z.string(), at: z.iso.datetime(), byName: z.string().nullable() }).nullable().default(null),
  /** The reply on its way to approval, or returned from there. */
  proposal: z.object({ text: z.string(), decision: z.string(), at: z.iso.datetime(), byName: z.string().nullable(), attachmentIds: z.array(z.uuid()) }).nullable().default(null),
  /** The asked or approved new day (yyyy-mm-dd). */
  postponement: z.object({ until: z.iso.date(), cause: z.string(), interim: z.string(), at: z.iso.datetime(), byName: z.string().nullable() }).nullable().default(null),
  /** Why the reply was returned, at places of its text (UTF-16). */
  remarks: z.array(z.object({ from: z.number().int(), to: z.number().int(), text: z.string() })).default([]),
  /** Files of the reply, whose ids `proposal` names. */
  replyAttachments: z.array(attachmentSchema).default([]),
  history: z.array(messageEventSchema),
})
export type Message = z.infer<typeof messageSchema>
