// From a draft to a submission: normalises, checks, and names every gap by the draft's own field. The one judge of the form.
import type { Draft } from './contract/draft.ts'
import type { Dictionary } from './contract/dictionary.ts'
import type { Limits } from './contract/limits.ts'
import { submissionSchema, type Submission } from './contract/submission.ts'
import { isErrorCode, type ErrorCode } from './errors.ts'
import { normalPhone, parseCoordinates } from './rules/contacts.ts'
import { parseTypedDate } from './rules/dates.ts'
import { digitsOf } from './rules/identifiers.ts'
import { cleanText, isBlank, lengthOf, squeeze } from './rules/text.ts'
import type { FieldIssue } from './workspace.ts'

export type SubmitFacts = { dictionary: Dictionary; limits: Limits; /** yyyy-mm-dd in the cabinet's zone. */ today: string }
export type Judged = { submission: Submission; issues: [] } | { submission: null; issues: FieldIssue[] }

const PATHS: Readonly<Record<string, string>> = {
  description: 'appeal.text', kind: 'appeal.kind', regime: 'appeal.regime', subjectId: 'appeal.subjectId', subsubjectId: 'appeal.subsubjectId',
  factId: 'appeal.factId', place: 'appeal.place', coordinates: 'appeal.coordinates', addresseeCabinetId: 'appeal.addresseeCabinetId',
  attachmentIds: 'appeal.files',
}
/** The draft's field behind a path of the submission (or of a problem's pointer): `applicant/phone` gives `applicant.phone`. */
export const draftPath = (path: readonly PropertyKey[]): string => {
  const [head, ...rest] = path.map(String)
  if (head === undefined) return 'appeal.text'
  return PATHS[head] ?? [head, ...rest].join('.')
}

const optional = (text: string): string | null => (isBlank(text) ? null : squeeze(text))
const digitsOrTyped = (text: string): string | null => {
  if (isBlank(text)) return null
  return /[^\d\s\-–]/.test(text) ? text.trim() : digitsOf(text)
}

/** Stands for a date that nobody can read: typed as yyyy-mm-dd it would pass for one that our own rules have never judged. */
const UNREADABLE = 'unreadable'
/** The submission that a draft would make; a value that cannot be read stays wrong, so that the schema names its field. */
const toSubmission = (draft: Draft): Record<string, unknown> => {
  const { applicant, appeal, intake } = draft
  const isOrganisation = applicant.type !== 'PERSON'
  return {
    source: 'OPERATOR',
    kind: appeal.kind,
    regime: appeal.regime,
    description: cleanText(appeal.text).text.trim(),
    applicant: {
      type: applicant.type,
      phone: normalPhone(applicant.phone),
      surname: squeeze(applicant.surname),
      name: squeeze(applicant.name),
      patronymic: applicant.noPatronymic ? null : squeeze(applicant.patronymic),
      address: squeeze(applicant.address),
      flat: optional(applicant.flat),
      email: applicant.noEmail ? null : applicant.email.trim(),
      birthDate: isBlank(applicant.birthDate) ? null : (parseTypedDate(applicant.birthDate) ?? UNREADABLE),
      snils: digitsOrTyped(applicant.snils),
      organisationName: isOrganisation ? optional(applicant.organisationName) : null,
      inn: isOrganisation ? digitsOrTyped(applicant.inn) : null,
      ogrn: isOrganisation ? digitsOrTyped(applicant.ogrn) : null,
    },
    subjectId: appeal.subjectId,
    subsubjectId: appeal.subsubjectId,
    factId: appeal.factId,
    place: squeeze(appeal.placeIsAddress ? applicant.address : appeal.place),
    coordinates: isBlank(appeal.coordinates) ? null : (parseCoordinates(appeal.coordinates) ?? { lat: Number.NaN, lon: 0 }),
    addresseeCabinetId: appeal.addresseeCabinetId,
    intake: { channel: intake.channel, callAt: draft.startedAt, noticeGiven: intake.noticeGiven, consentToPublish: intake.consentToPublish, readBack: intake.readBack },
    ...(draft.files.length === 0 ? {} : { attachmentIds: draft.files.map(({ id }) => id) }),
    replaces: draft.replaces,
  }
}

const dictionaryIssues = ({ appeal }: Draft, { dictionary }: SubmitFacts): FieldIssue[] => {
  // without a date it is unknown, or belongs to another parent than the chosen one
  const closed = (path: string, deletedAt: string | null | undefined): FieldIssue[] => [
    { path, code: 'E-DICT-OLD', ...(deletedAt === null || deletedAt === undefined ? {} : { params: { closedAt: deletedAt } }) },
  ]
  const subject = dictionary.subjects.find(({ id }) => id === appeal.subjectId)
  if (appeal.subjectId !== null && (subject === undefined || subject.deletedAt !== null)) return closed('appeal.subjectId', subject?.deletedAt)
  const subsubject = dictionary.subsubjects.find(({ id }) => id === appeal.subsubjectId)
  if (appeal.subsubjectId !== null && (subsubject?.subjectId !== appeal.subjectId || subsubject?.deletedAt !== null)) return closed('appeal.subsubjectId', subsubject?.deletedAt)
  const fact = dictionary.facts.find(({ id }) => id === appeal.factId)
  if (appeal.factId !== null && (fact?.subsubjectId !== appeal.subsubjectId || fact?.deletedAt !== null)) return closed('appeal.factId', fact?.deletedAt)
  return []
}

const fileIssues = ({ files }: Draft, { limits }: SubmitFacts): FieldIssue[] => {
  const path = 'appeal.files'
  const { perMessage, bytesEach, bytesTogether, types } = limits.files
  if (files.length > perMessage) return [{ path, code: 'E-FILE-COUNT', params: { limit: perMessage } }]
  if (files.some(({ size }) => size > bytesEach)) return [{ path, code: 'E-FILE-SIZE', params: { limit: megabytes(bytesEach) } }]
  if (files.reduce((sum, { size }) => sum + size, 0) > bytesTogether) return [{ path, code: 'E-FILE-SUM', params: { limit: megabytes(bytesTogether) } }]
  return files.some(({ kind }) => !types.includes(kind)) ? [{ path, code: 'E-FILE-TYPE' }] : []
}
/** Limits are told in whole megabytes. */
export const megabytes = (bytes: number): number => Math.floor(bytes / 1024 / 1024)

/** Everything that keeps this draft from being sent, in the order of the form; or the submission itself. */
export const judgeDraft = (draft: Draft, facts: SubmitFacts): Judged => {
  const parsed = submissionSchema.safeParse(toSubmission(draft))
  const issues: FieldIssue[] = []
  const add = (issue: FieldIssue) => {
    if (!issues.some(({ path }) => path === issue.path)) issues.push(issue)
  }
  const length = lengthOf(cleanText(draft.appeal.text).text.trim())
  if (length > facts.limits.textCharacters) add({ path: 'appeal.text', code: 'E-TEXT-LONG', params: { count: length, limit: facts.limits.textCharacters } })
  fileIssues(draft, facts).forEach(add)
  for (const issue of parsed.error?.issues ?? []) add({ path: draftPath(issue.path.slice(0, 2)), code: (isErrorCode(issue.message) ? issue.message : 'E-FIELD') satisfies ErrorCode })
  const birthDate = parseTypedDate(draft.applicant.birthDate)
  if (birthDate !== undefined && birthDate > facts.today) add({ path: 'applicant.birthDate', code: 'E-DATE-FUTURE' })
  dictionaryIssues(draft, facts).forEach(add)
  if (!facts.dictionary.cabinets.some(({ id }) => id === draft.appeal.addresseeCabinetId)) add({ path: 'appeal.addresseeCabinetId', code: 'E-ADDRESSEE' })
  if (issues.length > 0 || !parsed.success) return { submission: null, issues: issues.sort(byFormOrder) }
  return { submission: parsed.data, issues: [] }
}

/** Order of the form = order of Tab (ux §4). */
export const FORM_ORDER = [
  'applicant.type', 'applicant.organisationName', 'applicant.inn', 'applicant.ogrn', 'applicant.phone', 'applicant.surname', 'applicant.name',
  'applicant.patronymic', 'applicant.address', 'applicant.flat', 'applicant.email', 'applicant.birthDate', 'applicant.snils',
  'appeal.addresseeCabinetId', 'appeal.text', 'appeal.kind', 'appeal.subjectId', 'appeal.subsubjectId', 'appeal.factId', 'appeal.regime',
  'appeal.place', 'appeal.coordinates', 'appeal.files', 'intake.channel', 'intake.noticeGiven', 'intake.consentToPublish', 'intake.readBack',
] as const
export type FormPath = (typeof FORM_ORDER)[number]
const byFormOrder = (left: FieldIssue, right: FieldIssue): number =>
  FORM_ORDER.indexOf(left.path as FormPath) - FORM_ORDER.indexOf(right.path as FormPath)
