// RFC 9457 problem: what every refusal of the platform looks like.
import { z } from 'zod'
import { ERROR_CODES, type ErrorCode } from '../errors.ts'

const PREFIX = 'urn:priyom:problem:'
/** The stable `type` of a problem. */
export const problemType = (code: ErrorCode): string => `${PREFIX}${code}`
/** The code behind a `type`, or undefined for a problem of somebody else. */
export const codeOfProblem = (type: string): ErrorCode | undefined => ERROR_CODES.find((code) => problemType(code) === type)

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  /** Names this very occurrence; the operator can read it to support. */
  instance: z.string().optional(),
  errors: z
    .array(
      z.object({
        /** JSON pointer into the command's payload, e.g. `/applicant/phone`. */
        pointer: z.string(),
        code: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      }),
    )
    .optional(),
})
export type Problem = z.infer<typeof problemSchema>
