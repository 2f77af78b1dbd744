// A draft as it lies on disk and in the form: everything may be missing, every text is as typed.
import { z } from 'zod'
import { FILE_TYPES } from '../files/file-types.ts'
import { KINDS, REGIMES } from '../terms.ts'
import { carriedHereSchema } from './carried.ts'

export const APPLICANT_TYPES = ['PERSON', 'ENTREPRENEUR', 'LEGAL'] as const
export const CHANNELS = ['CALL', 'VISIT', 'LETTER'] as const
export type Channel = (typeof CHANNELS)[number]

export const draftApplicantSchema = z.object({
  type: z.enum(APPLICANT_TYPES),
  phone: z.string(),
  surname: z.string(),
  name: z.string(),
  patronymic: z.string(),
  noPatronymic: z.boolean(),
  address: z.string(),
  flat: z.string(),
  email: z.string(),
  noEmail: z.boolean(),
  /** As typed, dd.mm.yyyy. */
  birthDate: z.string(),
  snils: z.string(),
  organisationName: z.string(),
  inn: z.string(),
  /** ОГРН of a legal entity, ОГРНИП of an entrepreneur. */
  ogrn: z.string(),
})
export const draftAppealSchema = z.object({
  regime: z.enum(REGIMES),
  kind: z.enum(KINDS),
  text: z.string(),
  subjectId: z.number().int().nullable(),
  subsubjectId: z.number().int().nullable(),
  factId: z.number().int().nullable(),
  place: z.string(),
  /** «По адресу заявителя»: the place follows the address while this is on. */
  placeIsAddress: z.boolean(),
  /** As typed, "lat, lon". */
  coordinates: z.string(),
  addresseeCabinetId: z.number().int().nullable(),
})
export const draftIntakeSchema = z.object({
  channel: z.enum(CHANNELS),
  noticeGiven: z.boolean(),
  consentToPublish: z.boolean(),
  readBack: z.boolean(),
})
/** One attached file. Its bytes lie sealed in chunks beside the draft; only the data worker writes this list. */
export const draftFileSchema = z.object({
  /** UUID version 7, drawn here; the platform's name of the upload too, so that creating it again resumes it. */
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(FILE_TYPES),
  type: z.string(),
  size: z.number().int().positive(),
  /** SHA-256 (hex) of the bytes. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** AES-256 key of the chunks, base64. Never leaves the worker: the page sees an empty text. */
  key: z.string(),
  /** The platform has it from another seat; no bytes of it lie here. */
  isThere: z.literal(true).optional(),
})
export type DraftFile = z.infer<typeof draftFileSchema>

export const draftSchema = z.object({
  /** Shape of the row on disk: persisted, a change needs a numbered migration. */
  v: z.literal(1),
  id: z.uuid(),
  cabinetId: z.number().int(),
  /** When the call began, by this computer's clock. */
  startedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** The command that this draft corrects, when it was opened from «Ошибки». */
  replaces: z.uuid().nullable(),
  applicant: draftApplicantSchema,
  appeal: draftAppealSchema,
  intake: draftIntakeSchema,
  /** Absent in drafts of the first version. */
  files: z.array(draftFileSchema).default([]),
  /** Of a refused command that came in a transfer file: its correction keeps the author. */
  carried: carriedHereSchema.optional(),
})
export type Draft = z.infer<typeof draftSchema>

/** A new empty draft. `id`, `startedAt` come from the caller: no clock and no chance here. */
export const emptyDraft = (facts: { id: string; cabinetId: number; startedAt: string }): Draft => ({
  v: 1,
  id: facts.id,
  cabinetId: facts.cabinetId,
  startedAt: facts.startedAt,
  updatedAt: facts.startedAt,
  replaces: null,
  applicant: {
    type: 'PERSON', phone: '', surname: '', name: '', patronymic: '', noPatronymic: false, address: '', flat: '', email: '', noEmail: false,
    birthDate: '', snils: '', organisationName: '', inn: '', ogrn: '',
  },
  appeal: {
    regime: 'MESSAGE', kind: 'PROBLEM', text: '', subjectId: null, subsubjectId: null, factId: null, place: '', placeIsAddress: false,
    coordinates: '', addresseeCabinetId: facts.cabinetId,
  },
  intake: { channel: 'CALL', noticeGiven: false, consentToPublish: false, readBack: false },
  files: [],
})
