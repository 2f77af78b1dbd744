// Whether a command may be carried out: its shape, the author's rights, the dictionaries. Reads nothing itself.
import { commandSchema, type Command } from '../../shared/contract/command.ts'
import type { Dictionary } from '../../shared/contract/dictionary.ts'
import type { Limits } from '../../shared/contract/limits.ts'
import type { Me } from '../../shared/contract/person.ts'
import type { Problem } from '../../shared/contract/problem.ts'
import type { Submission } from '../../shared/contract/submission.ts'
import type { Result } from '../../shared/errors.ts'
import { consoleOf, reachOf } from '../../shared/roles.ts'
import { lengthOf } from '../../shared/rules/text.ts'
import { dayIn } from '../../shared/terms.ts'
import { megabytes } from '../../shared/submit.ts'
import { rolesIn } from '../people.ts'
import type { FileRow } from '../schema.ts'
import { errorsOf, problemOf, type PointedError } from '../problems.ts'

export type JudgeFacts = { me: Me; dictionary: Dictionary; limits: Limits; now: Date; /** Those of the command's files that exist, by id. */ files: ReadonlyMap<string, FileRow> }

/** The parsed command, or the problem that it deserves. */
export const judgeCommand = (raw: unknown, facts: JudgeFacts): Result<Command, Problem> => {
  const parsed = commandSchema.safeParse(raw)
  if (!parsed.success) return invalid([...limitErrors(raw, facts.limits), ...errorsOf(parsed.error).map(belowPayload)])
  const command = parsed.data
  if (!mayCommand(facts.me, command)) return { ok: false, error: problemOf(403, 'E-FORBIDDEN') }
  const errors = command.type === 'message.submit' ? submissionErrors(command.payload, command.cabinetId, facts) : []
  return errors.length > 0 ? invalid(errors) : { ok: true, value: command }
}

/** One error per place; the first one found stands. */
const invalid = (errors: readonly PointedError[]): { ok: false; error: Problem } => {
  const first = errors.filter((error, index) => errors.findIndex(({ pointer }) => pointer === error.pointer) === index)
  return { ok: false, error: problemOf(422, 'E-VALIDATION', first) }
}

/** Pointers lead into the payload; what lies beside it (`cabinetId`) keeps its own name. */
const belowPayload = (error: PointedError): PointedError => ({ ...error, pointer: error.pointer.replace(/^\/payload(?=\/|$)/, '') })

const mayCommand = (me: Me, command: Command): boolean => {
  const roles = rolesIn(me, command.cabinetId)
  if (command.type === 'message.submit') return roles.some((role) => reachOf(role, 'message:create') !== undefined)
  if (command.type !== 'checklist.confirm') return false
  return roles.includes(command.payload.role) && consoleOf(command.payload.role) === command.payload.console
}

const submissionErrors = (submission: Submission, cabinetId: number, facts: JudgeFacts): PointedError[] => {
  const { dictionary, limits, now } = facts
  const errors = [...textErrors(submission.description, limits), ...dictionaryErrors(submission, dictionary), ...fileErrors(submission, facts)]
  const zone = dictionary.cabinets.find(({ id }) => id === cabinetId)?.timeZone ?? 'UTC'
  const { birthDate } = submission.applicant
  if (birthDate !== null && birthDate > dayIn(now.getTime(), zone)) errors.push({ pointer: '/applicant/birthDate', code: 'E-DATE-FUTURE' })
  if (!dictionary.cabinets.some(({ id }) => id === submission.addresseeCabinetId)) errors.push({ pointer: '/addresseeCabinetId', code: 'E-ADDRESSEE' })
  return errors
}

/** Only finished uploads of the author that belong to no other message; why a file was refused is told again here. */
const fileErrors = ({ attachmentIds = [] }: Submission, { files, limits, me }: JudgeFacts): PointedError[] => {
  const { perMessage, bytesTogether } = limits.files
  if (attachmentIds.length > perMessage || new Set(attachmentIds).size < attachmentIds.length) return [{ pointer: '/attachmentIds', code: 'E-FILE-COUNT', params: { limit: perMessage } }]
  const errors = attachmentIds.flatMap((id, index): PointedError[] => {
    const file = files.get(id)
    const pointer = `/attachmentIds/${index}`
    if (file === undefined || file.personId !== me.id || file.messageId !== null || file.state === 'open') return [{ pointer, code: 'E-FILE-MISSING' }]
    return file.state === 'refused' ? [{ pointer, code: file.refused ?? 'E-FILE-TYPE' }] : []
  })
  const together = attachmentIds.reduce((sum, id) => sum + (files.get(id)?.size ?? 0), 0)
  if (errors.length === 0 && together > bytesTogether) return [{ pointer: '/attachmentIds', code: 'E-FILE-SUM', params: { limit: megabytes(bytesTogether) } }]
  return errors
}

const textErrors = (text: string, { textCharacters: limit }: Limits): PointedError[] => {
  const count = lengthOf(text)
  return count > limit ? [{ pointer: '/description', code: 'E-TEXT-LONG', params: { count, limit } }] : []
}
/** A text over the limit is named even when other fields are wrong too. */
const limitErrors = (raw: unknown, limits: Limits): PointedError[] => {
  const text = (raw as { payload?: { description?: unknown } }).payload?.description
  return typeof text === 'string' ? textErrors(text, limits) : []
}

const dictionaryErrors = ({ subjectId, subsubjectId, factId }: Submission, dictionary: Dictionary): PointedError[] => {
  const old = (pointer: string, deletedAt: string | null | undefined): PointedError[] => [
    { pointer, code: 'E-DICT-OLD', ...(typeof deletedAt === 'string' ? { params: { closedAt: deletedAt } } : {}) },
  ]
  const subject = dictionary.subjects.find(({ id }) => id === subjectId)
  if (subjectId !== null && subject?.deletedAt !== null) return old('/subjectId', subject?.deletedAt)
  const subsubject = dictionary.subsubjects.find(({ id }) => id === subsubjectId)
  if (subsubjectId !== null && (subsubject?.subjectId !== subjectId || subsubject?.deletedAt !== null)) return old('/subsubjectId', subsubject?.deletedAt)
  const fact = dictionary.facts.find(({ id }) => id === factId)
  if (factId !== null && (fact?.subsubjectId !== subsubjectId || fact?.deletedAt !== null)) return old('/factId', fact?.deletedAt)
  return []
}
