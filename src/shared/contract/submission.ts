// What is sent: a complete, normalised message. The strict twin of the draft; parsed by the app before queueing and by the platform.
import { z } from 'zod'
import type { ErrorCode } from '../errors.ts'
import { parseReceiptCode } from '../receipt-code.ts'
import { hasLookalikeDomain, isEmail, isPersonName, PHONE } from '../rules/contacts.ts'
import { isInnOfLegal, isInnOfPerson, isOgrn, isOgrnip, isSnils } from '../rules/identifiers.ts'
import { isBlank, isStorable, lengthOf } from '../rules/text.ts'
import { KINDS, REGIMES } from '../terms.ts'
import { APPLICANT_TYPES, CHANNELS } from './draft.ts'

/** Issue messages are our error codes: `issue.message` goes straight to the field. */
const storable = () => z.string().refine(isStorable, 'E-TEXT-CLEANED')
const line = (required: string, long: string, max: number) => storable().refine((text) => !isBlank(text), required).refine((text) => lengthOf(text) <= max, long)
const personName = z.string().refine((text) => !isBlank(text), 'E-NAME-REQ').refine((text) => isBlank(text) || isPersonName(text), 'E-NAME')

export const submissionApplicantSchema = z
  .strictObject({
    type: z.enum(APPLICANT_TYPES),
    phone: z.string().refine((text) => text !== '', 'E-PHONE-REQ').refine((text) => text === '' || PHONE.test(text), 'E-PHONE'),
    surname: personName,
    name: personName,
    /** Null means «нет отчества» was said (59-ФЗ art. 7: «при наличии»). */
    patronymic: personName.nullable(),
    address: line('E-ADDR-REQ', 'E-ADDR-LONG', 500),
    flat: storable().refine((text) => lengthOf(text) <= 20, 'E-ADDR-LONG').nullable(),
    /** Null means «нет e-mail» was said. */
    email: z.string().refine((text) => !isBlank(text), 'E-EMAIL-REQ').refine((text) => isBlank(text) || isEmail(text), 'E-EMAIL').nullable(),
    birthDate: z.iso.date('E-DATE').nullable(),
    snils: z.string().refine(isSnils, 'E-SNILS').nullable(),
    organisationName: line('E-ORG-REQ', 'E-ORG-LONG', 300).nullable(),
    inn: storable().nullable(),
    ogrn: storable().nullable(),
  })
  .check((context) => {
    const { type, organisationName, inn, ogrn } = context.value
    const issue = (path: string, message: string) => context.issues.push({ code: 'custom', path: [path], message, input: context.value })
    if (type === 'LEGAL') {
      if (organisationName === null) issue('organisationName', 'E-ORG-REQ')
      if (inn === null || !isInnOfLegal(inn)) issue('inn', 'E-INN')
      if (ogrn === null || !isOgrn(ogrn)) issue('ogrn', 'E-OGRN')
    }
    if (type === 'ENTREPRENEUR') {
      if (inn === null || !isInnOfPerson(inn)) issue('inn', 'E-INN')
      if (ogrn === null || !isOgrnip(ogrn)) issue('ogrn', 'E-OGRNIP')
    }
  })

/** Told even when other fields are wrong already: a person sees every gap at once, not one after another. */
const beside = (path: string, error: ErrorCode) => ({
  path: [path],
  error,
  when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null,
})

export const submissionSchema = z
  .strictObject({
    source: z.literal('OPERATOR'),
    kind: z.enum(KINDS),
    regime: z.enum(REGIMES),
    /** The limit of characters is the platform's setting, checked beside this schema. */
    description: storable().refine((text) => !isBlank(text), 'E-TEXT-EMPTY'),
    applicant: submissionApplicantSchema,
    subjectId: z.number().int().nullable(),
    subsubjectId: z.number().int().nullable(),
    factId: z.number().int().nullable(),
    place: line('E-PLACE-REQ', 'E-PLACE-LONG', 500),
    coordinates: z.object({ lat: z.number('E-COORDINATES').min(-90, 'E-COORDINATES').max(90, 'E-COORDINATES'), lon: z.number('E-COORDINATES').min(-180, 'E-COORDINATES').max(180, 'E-COORDINATES') }).nullable(),
    addresseeCabinetId: z.number('E-ADDRESSEE').int('E-ADDRESSEE'),
    intake: z.strictObject({
      channel: z.enum(CHANNELS),
      /** When the call began, by the seat's clock: told, never trusted for a term. */
      callAt: z.iso.datetime(),
      noticeGiven: z.literal(true, 'E-CONSENT'),
      consentToPublish: z.boolean(),
      readBack: z.literal(true, 'E-READBACK'),
    }),
    /** Finished uploads of the same person, in the order of the form. Absent: none (a default would change the hash of what was queued before). */
    attachmentIds: z.array(z.uuid()).min(1).optional(),
    /** The rejected command that this one corrects. */
    replaces: z.uuid().nullable(),
    /** What the caller heard when the first of them was written down. Absent: the code of this command. */
    receiptCode: z.string().refine((code) => parseReceiptCode(code) === code, 'E-FIELD').optional(),
  })
  // gratitude is acknowledged, not routed by category: the caller need not name one
  .refine(({ kind, subjectId }) => kind === 'GRATITUDE' || subjectId !== null, beside('subjectId', 'E-CATEGORY-REQ'))
  .refine(({ kind, subjectId, subsubjectId }) => kind === 'GRATITUDE' || subjectId === null || subsubjectId !== null, beside('subsubjectId', 'E-SUBCATEGORY-REQ'))
  // 59-ФЗ appeals are taken in person or on paper only: a call does not identify the citizen (547-ФЗ) [assumed, domain §10]
  .refine(({ regime, intake }) => regime !== 'FZ59' || intake?.channel !== 'CALL', beside('regime', 'E-REGIME'))
export type Submission = z.infer<typeof submissionSchema>
/** A warning, never a refusal: the address may be right. */
export const warnsOfLookalike = (submission: Submission): boolean => submission.applicant.email !== null && hasLookalikeDomain(submission.applicant.email)
