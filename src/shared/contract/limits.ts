// Limits told by the platform in /v1/meta. The defaults are the assumed values of domain §2.
import { z } from 'zod'

export const limitsSchema = z.object({
  textCharacters: z.number().int().positive(),
  batchCommands: z.number().int().positive(),
})
export type Limits = z.infer<typeof limitsSchema>
export const DEFAULT_LIMITS: Limits = { textCharacters: 4000, batchCommands: 200 }
