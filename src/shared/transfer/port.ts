// What the data worker and main say to each other about a transfer file, on a port of its own beside the vault's. Main sees sealed bytes
// and counts only; the worker sees no path.
import { z } from 'zod'
import { ERROR_CODES, type Failure, type Result } from '../errors.ts'

/** Most bytes in one message: a few blocks of the file would fit. */
export const MOST_BYTES = 4 * 1024 * 1024
const count = z.number().int().nonnegative()
const id = z.number().int()

export const transferRequestSchema = z.discriminatedUnion('kind', [
  /** The organisation's public key (PEM) of the policy; null: none. */
  z.strictObject({ kind: z.literal('transfer-policy'), id }),
  /** Asks where to write; `bytes` must be free there. Answers the name of the file, or null when the person changed their mind. */
  z.strictObject({ kind: z.literal('transfer-create'), id, name: z.string().regex(/^[a-z0-9.-]{1,80}$/), bytes: count }),
  z.strictObject({ kind: z.literal('transfer-write'), id, bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= MOST_BYTES) }),
  /** Everything is written: synced and given its name. The counts are for the log. */
  z.strictObject({ kind: z.literal('transfer-finish'), id, commands: count, files: count }),
  /** What was written is removed. */
  z.strictObject({ kind: z.literal('transfer-abort'), id }),
  z.strictObject({ kind: z.literal('transfer-open'), id }),
  z.strictObject({ kind: z.literal('transfer-read'), id, at: count, length: z.number().int().positive().max(MOST_BYTES) }),
  /** `counts`: what was taken in, for the log; null: nothing. */
  z.strictObject({ kind: z.literal('transfer-close'), id, counts: z.strictObject({ taken: count, known: count, failed: count }).nullable() }),
  /** The text of a key file that the person chooses; null: none chosen. */
  z.strictObject({ kind: z.literal('transfer-pick-key'), id }),
])
export type TransferRequest = z.infer<typeof transferRequestSchema>

export const transferValueSchema = z.union([
  z.null(),
  z.instanceof(Uint8Array),
  z.strictObject({ publicKey: z.string().nullable() }),
  z.strictObject({ name: z.string(), size: count }),
])
export type TransferValue = z.infer<typeof transferValueSchema>
export type TransferAnswer = { kind: 'transfer-answer'; id: number; result: Result<TransferValue> }

const failureSchema = z.object({ code: z.enum(ERROR_CODES), details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional() }) satisfies z.ZodType<Failure>
export const transferAnswerSchema = z.object({
  kind: z.literal('transfer-answer'),
  id,
  result: z.discriminatedUnion('ok', [z.object({ ok: z.literal(true), value: transferValueSchema }), z.object({ ok: z.literal(false), error: failureSchema })]),
}) satisfies z.ZodType<TransferAnswer>
