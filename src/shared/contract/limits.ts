// Limits told by the platform in /v1/meta. The defaults are the assumed values of domain §2.
import { z } from 'zod'
import { FILE_TYPES } from '../files/file-types.ts'

const MEGABYTE = 1024 * 1024
export const fileLimitsSchema = z.object({
  perMessage: z.number().int().nonnegative(),
  bytesEach: z.number().int().positive(),
  bytesTogether: z.number().int().positive(),
  /** Texts, not our list: a later platform may take more than this seat knows. */
  types: z.array(z.string()),
})
export type FileLimits = z.infer<typeof fileLimitsSchema>
export const DEFAULT_FILE_LIMITS: FileLimits = { perMessage: 5, bytesEach: 20 * MEGABYTE, bytesTogether: 50 * MEGABYTE, types: [...FILE_TYPES] }

export const limitsSchema = z.object({
  textCharacters: z.number().int().positive(),
  batchCommands: z.number().int().positive(),
  /** Absent in what an earlier version stored. */
  files: fileLimitsSchema.default(DEFAULT_FILE_LIMITS),
})
export type Limits = z.infer<typeof limitsSchema>
export const DEFAULT_LIMITS: Limits = { textCharacters: 4000, batchCommands: 200, files: DEFAULT_FILE_LIMITS }
