// Refusals of the platform as RFC 9457 problems. The code decides; the title only repeats the meaning of the status.
import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { z } from 'zod'
import { problemType, type Problem } from '../shared/contract/problem.ts'
import { isErrorCode, type ErrorCode } from '../shared/errors.ts'

export type PointedError = NonNullable<Problem['errors']>[number]

/** A problem with a name of its own (`instance`), which the log repeats. */
export const problemOf = (status: number, code: ErrorCode, errors?: readonly PointedError[]): Problem => ({
  type: problemType(code),
  title: STATUS_CODES[status] ?? String(status),
  status,
  instance: `urn:uuid:${randomUUID()}`,
  ...(errors === undefined || errors.length === 0 ? {} : { errors: [...errors] }),
})

/** JSON pointer (RFC 6901) of a path: `['applicant', 'phone']` gives `/applicant/phone`. */
export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** What a schema found, one error per place. The schemas speak our codes; anything else is an unexpected shape: E-FIELD. */
export const errorsOf = (error: z.core.$ZodError, below: readonly PropertyKey[] = []): PointedError[] => {
  const found = new Map<string, PointedError>()
  for (const issue of error.issues) {
    const pointer = pointerOf([...below, ...issue.path])
    if (!found.has(pointer)) found.set(pointer, { pointer, code: isErrorCode(issue.message) ? issue.message : 'E-FIELD' })
  }
  return [...found.values()]
}

/** E-VALIDATION with one error per place; the first one found stands. */
export const invalidProblem = (errors: readonly PointedError[]): Problem =>
  problemOf(422, 'E-VALIDATION', errors.filter((error, index) => errors.findIndex(({ pointer }) => pointer === error.pointer) === index))
