// What the data worker and main say to each other about the journal, over the vault's port. Main sees kinds, ids and sealed bytes only.
import { z } from 'zod'
import { ERROR_CODES, type Failure, type Result } from './errors.ts'

/** Persisted by their place in this list: new kinds go to its end. */
export const JOURNAL_KINDS = ['command', 'draft', 'draft-gone', 'settled', 'counted', 'shift', 'shift-closed'] as const
export type JournalKind = (typeof JOURNAL_KINDS)[number]

const SEALED_KINDS = ['command', 'draft', 'counted', 'shift'] as const
/**
 * One record to append. Those with `sealed` carry what the worker has sealed, the others only name what is over. `counted`: a command is
 * over and stays counted until its shift is closed; `shift`: the shift that is open.
 */
export const journalEntrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(SEALED_KINDS), id: z.uuid(), sealed: z.instanceof(Uint8Array) }),
  z.strictObject({ kind: z.enum(['draft-gone', 'settled', 'shift-closed']), id: z.uuid() }),
])
export type JournalEntry = z.infer<typeof journalEntrySchema>

/** A record that still matters: a command without `settled`, the last state of a draft without `draft-gone`, the open shift and what was over in it. */
export type LiveRecord = { kind: (typeof SEALED_KINDS)[number]; id: string; sequence: number; sealed: Uint8Array }
/** How the file was found. `tornTail`: its last record was cut off while it was written, nobody had been told of it. `damaged`: places that were changed or lost. `absent`: there was no file, or nothing in it. */
export type JournalReport = { tornTail: boolean; damaged: number; absent: boolean }
/** Live records by their sequence. */
export type JournalContents = { live: LiveRecord[]; report: JournalReport }

/** Rows of a database as they lie, before a migration: binary columns stay binary. */
export const snapshotPartSchema = z.strictObject({ database: z.string().max(100), table: z.string().max(100), rows: z.array(z.unknown()).max(1000) })
export type SnapshotPart = z.infer<typeof snapshotPartSchema>

export const journalRequestSchema = z.discriminatedUnion('kind', [
  /** `anew`: from the disk, every MAC verified again, instead of from what was read and written since the opening. */
  z.strictObject({ kind: z.literal('journal-read'), id: z.number().int(), anew: z.boolean().optional() }),
  z.strictObject({ kind: z.literal('journal-append'), id: z.number().int(), entries: z.array(journalEntrySchema).max(1000) }),
  /** `last`: the snapshot is whole; only then does it replace the former one. */
  z.strictObject({ kind: z.literal('snapshot'), id: z.number().int(), parts: z.array(snapshotPartSchema), last: z.boolean() }),
  z.strictObject({ kind: z.literal('why-not-written'), id: z.number().int() }),
])
export type JournalRequest = z.infer<typeof journalRequestSchema>
export type JournalAnswer = { kind: 'journal-answer'; id: number; result: Result<JournalContents | null> }

const failureSchema = z.object({ code: z.enum(ERROR_CODES), details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional() }) satisfies z.ZodType<Failure>
const liveSchema = z.object({ kind: z.enum(SEALED_KINDS), id: z.string(), sequence: z.number(), sealed: z.instanceof(Uint8Array) })
export const journalAnswerSchema = z.object({
  kind: z.literal('journal-answer'),
  id: z.number().int(),
  result: z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value: z.object({ live: z.array(liveSchema), report: z.object({ tornTail: z.boolean(), damaged: z.number(), absent: z.boolean() }) }).nullable() }),
    z.object({ ok: z.literal(false), error: failureSchema }),
  ]),
}) satisfies z.ZodType<JournalAnswer>
