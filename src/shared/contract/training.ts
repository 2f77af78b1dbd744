// Levers of the training platform: faults for tests and lessons, and the played moderator and coordinator. Never served in live mode.
import { z } from 'zod'

/** How one request to a route of the workspace API goes wrong. */
export const FAULTS = ['delay', 'drop-before-commit', 'drop-after-commit', 'status', 'garbage', 'portal', 'wrong-receipt', 'unknown-enum', 'half-body'] as const
export const faultSchema = z.object({
  kind: z.enum(FAULTS),
  /** Path prefix, e.g. `/v1/commands`. */
  path: z.string().startsWith('/v1/'),
  /** How many requests it hits; then it is spent. */
  times: z.number().int().min(1).max(10_000),
  delayMs: z.number().int().min(0).max(120_000).optional(),
  status: z.number().int().min(400).max(599).optional(),
  retryAfter: z.string().optional(),
})
export type Fault = z.infer<typeof faultSchema>
export const faultsRequestSchema = z.object({
  faults: z.array(faultSchema),
  /** Shifts the platform's own clock. */
  clockOffsetMs: z.number().int().optional(),
  /** Soft-deletes these subcategories, as happens while a seat is offline. */
  deleteSubsubjects: z.array(z.number().int()).optional(),
})
/** Plays the other roles: `steps` moves of one message, or of every open message taken by operators. */
export const playRequestSchema = z.object({ messageId: z.uuid().nullable(), steps: z.number().int().min(1).max(20) })
export const playResponseSchema = z.object({ moved: z.number().int() })
/** Plays one step every so often; null stops. */
export const playTimerRequestSchema = z.object({ everyMs: z.number().int().min(200).max(3_600_000).nullable() })
