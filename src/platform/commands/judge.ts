// Whether a command may be carried out: its shape, the author's rights, the dictionaries. Reads nothing itself.
import { commandSchema, isAction, type Command } from '../../shared/contract/command.ts'
import type { Dictionary } from '../../shared/contract/dictionary.ts'
import type { Limits } from '../../shared/contract/limits.ts'
import type { Me } from '../../shared/contract/person.ts'
import type { Problem } from '../../shared/contract/problem.ts'
import type { Submission } from '../../shared/contract/submission.ts'
import type { Result } from '../../shared/errors.ts'
import { consoleOf, reachOf } from '../../shared/roles.ts'
import { lengthOf } from '../../shared/rules/text.ts'
import { dayIn } from '../../shared/terms.ts'
import { categoryIssues } from '../../shared/category.ts'
import { rolesIn } from '../people.ts'
import type { FileRow, HandOverRow } from '../schema.ts'
import { errorsOf, invalidProblem, problemOf, type PointedError } from '../problems.ts'
import { mayEverAct } from './act-on-message.ts'
import { fileErrors } from './file-errors.ts'

export type JudgeFacts = { me: Me; dictionary: Dictionary; limits: Limits; now: Date; /** Those of the command's files that exist, by id. */ files: ReadonlyMap<string, FileRow>; /** Of the record that the command names. */ handOver?: HandOverRow | undefined }

/** The parsed command, or the problem that it deserves. */
export const judgeCommand = (raw: unknown, facts: JudgeFacts): Result<Command, Problem> => {
  const parsed = commandSchema.safeParse(raw)
  if (!parsed.success) return invalid([...limitErrors(raw, facts.limits), ...errorsOf(parsed.error).map(belowPayload)])
  const command = parsed.data
  if (!mayCommand(facts.me, command)) return { ok: false, error: problemOf(403, 'E-FORBIDDEN') }
  const errors = command.type === 'message.submit' ? submissionErrors(command.payload, command.cabinetId, facts) : []
  return errors.length > 0 ? invalid(errors) : { ok: true, value: command }
}

const invalid = (errors: readonly PointedError[]): { ok: false; error: Problem } => ({ ok: false, error: invalidProblem(errors) })

/** Pointers lead into the payload; what lies beside it (`cabinetId`) keeps its own name. */
const belowPayload = (error: PointedError): PointedError => ({ ...error, pointer: error.pointer.replace(/^\/payload(?=\/|$)/, '') })

const mayCommand = (me: Me, command: Command): boolean => {
  const roles = rolesIn(me, command.cabinetId)
  if (command.type === 'message.submit' || command.type === 'intake.hand-over' || command.type === 'shift.close') return roles.some((role) => reachOf(role, 'message:create') !== undefined)
  if (isAction(command)) return mayEverAct(me, command)
  return roles.includes(command.payload.role) && consoleOf(command.payload.role) === command.payload.console
}

const submissionErrors = (submission: Submission, cabinetId: number, facts: JudgeFacts): PointedError[] => {
  const { dictionary, limits, now } = facts
  const errors = [...textErrors(submission.description, limits), ...categoryIssues(submission, dictionary), ...fileErrors(submission.attachmentIds ?? [], '/attachmentIds', facts)]
  const zone = dictionary.cabinets.find(({ id }) => id === cabinetId)?.timeZone ?? 'UTC'
  const { birthDate } = submission.applicant
  if (birthDate !== null && birthDate > dayIn(now.getTime(), zone)) errors.push({ pointer: '/applicant/birthDate', code: 'E-DATE-FUTURE' })
  if (!dictionary.cabinets.some(({ id }) => id === submission.addresseeCabinetId)) errors.push({ pointer: '/addresseeCabinetId', code: 'E-ADDRESSEE' })
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
