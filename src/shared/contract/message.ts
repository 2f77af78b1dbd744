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
export const messageEventSchema = z.object({
  at: z.iso.datetime(),
  action: z.string(),
  stage: z.enum(STAGES),
  status: z.enum(STATUSES),
  by: actorSchema,
  comment: z.string().nullable(),
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
  /** Absent in what earlier versions stored. */
  attachments: z.array(attachmentSchema).default([]),
  history: z.array(messageEventSchema),
})
export type Message = z.infer<typeof messageSchema>
