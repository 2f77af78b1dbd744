// Shapes of what lies sealed in the rows, and the turning of rows into values and back. Persisted: a change needs a numbered migration.
import { z } from 'zod'
import { COMMAND_TYPES } from '../../../shared/contract/command.ts'
import { receiptSchema } from '../../../shared/contract/command.ts'
import { carriedHereSchema } from '../../../shared/contract/carried.ts'
import { draftSchema, type Draft } from '../../../shared/contract/draft.ts'
import { messageSchema } from '../../../shared/contract/message.ts'
import { DELIVERY_STATES } from '../../../shared/delivery.ts'
import { receiptCode } from '../../../shared/receipt-code.ts'
import { ERROR_CODES, fail, ok, type Result } from '../../../shared/errors.ts'
import { WITHDRAWAL_REASONS } from '../../../shared/workspace.ts'
import type { DeliveryFields, OutboxRow as DeliveryRow } from '../../sync/ports.ts'
import type { Place, Sealer } from '../seal.ts'
import type { DraftRow, KeyValueRow, OutboxRow } from './database.ts'

/** Shape of every sealed value of this version; part of what is authenticated. */
export const SCHEMA_VERSION = 1

const detailsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
/**
 * What a decision about an existing message stands on. `shown`: the message as it was on the screen. `follows`: the own unsent command on top of
 * which it was made. `replaces`: the command whose conflict it decides. `offlineSince`: ms of this computer's clock, when there was no link.
 */
const aboutSchema = z.object({ shown: messageSchema, follows: z.uuid().nullable(), replaces: z.uuid().nullable(), offlineSince: z.number().nullable() })
export type About = z.infer<typeof aboutSchema>
/** Written once, when the command is queued. The payload is judged again before every send, not here: a stricter rule must not hide a row. */
export const frozenSchema = z.object({
  command: z.looseObject({ id: z.uuid(), type: z.enum(COMMAND_TYPES), at: z.iso.datetime(), cabinetId: z.number().int(), payload: z.unknown() }),
  /** As the form had it, so that a refused one can be opened again. */
  draft: draftSchema.nullable(),
  seq: z.number().int(),
  messageKey: z.string(),
  payloadHash: z.string(),
  notBefore: z.number().nullable(),
  queuedAt: z.iso.datetime(),
  /** Null for a command about nothing that exists; absent in what earlier versions stored. */
  about: aboutSchema.nullable().default(null),
  /** The shift in which a call was queued, or which a `shift.close` closes; null: none, or queued before there were shifts. */
  shift: z.uuid().nullable().default(null),
  /** Came in a transfer file: whose it is, and in which. */
  carried: carriedHereSchema.optional(),
})
export type Frozen = z.infer<typeof frozenSchema>
/** What the caller heard: a correction keeps the code of the first taking down. */
export const codeOf = ({ command }: Frozen): string => (command.payload as { receiptCode?: string }).receiptCode ?? receiptCode(command.id)
const progressSchema = z.object({
  state: z.enum(DELIVERY_STATES),
  attempts: z.number().int().nonnegative(),
  nextAttemptAt: z.number().nullable(),
  failure: z.object({ code: z.enum(ERROR_CODES), details: detailsSchema.optional() }).nullable(),
  issues: z.array(z.object({ path: z.string(), code: z.enum(ERROR_CODES), params: z.record(z.string(), z.union([z.string(), z.number()])).optional() })),
  receipt: receiptSchema.nullable(),
  conflict: z.object({ now: messageSchema.nullable(), at: z.number() }).nullable().optional(),
  // absent in rows of earlier versions
  withdrawal: z.object({ reason: z.enum([...WITHDRAWAL_REASONS, 'handed-over']), comment: z.string(), at: z.iso.datetime() }).optional(),
  handOverFailure: z.object({ code: z.enum(ERROR_CODES), details: detailsSchema.optional() }).optional(),
  /** When a copy of it last left in a transfer file. The sync core never sees this. */
  exportedAt: z.iso.datetime().optional(),
})
export type Progress = DeliveryFields & { exportedAt?: string }
/** One command of the outbox as it lies in memory. */
export type Queued = { frozen: Frozen; progress: Progress }

/** Opens and parses; whatever goes wrong there is E-INTEGRITY. */
export const readSealed = async <T>(sealer: Sealer, place: Place, sealed: Uint8Array, schema: z.ZodType<T>): Promise<Result<T>> => {
  const opened = await sealer.open(place, sealed)
  if (!opened.ok) return opened
  const parsed = schema.safeParse(opened.value)
  return parsed.success ? ok(parsed.data) : fail('E-INTEGRITY', { table: place.table, id: place.id })
}

export const sealDraft = async (sealer: Sealer, draft: Draft): Promise<DraftRow> => {
  const sealed = await sealer.seal({ table: 'drafts', id: draft.id, schemaVersion: SCHEMA_VERSION }, draft)
  return { id: draft.id, keyId: sealer.keyId, schemaVersion: SCHEMA_VERSION, size: sealed.length, sealed }
}
export const openDraft = async (sealer: Sealer, { id, schemaVersion, sealed }: DraftRow): Promise<Result<Draft>> => {
  const draft = await readSealed(sealer, { table: 'drafts', id, schemaVersion }, sealed, draftSchema)
  return draft.ok && draft.value.id !== id ? fail('E-INTEGRITY', { table: 'drafts', id }) : draft
}

/** The columns that change with every step. */
export const sealProgress = async (sealer: Sealer, id: string, progress: Progress): Promise<Pick<OutboxRow, 'state' | 'attempts' | 'nextAttemptAt' | 'progress'>> => ({
  state: progress.state,
  attempts: progress.attempts,
  nextAttemptAt: progress.nextAttemptAt,
  progress: await sealer.seal({ table: 'outbox.progress', id, schemaVersion: SCHEMA_VERSION }, progress),
})
export const sealQueued = async (sealer: Sealer, { frozen, progress }: Queued): Promise<OutboxRow> => {
  const { id } = frozen.command
  const [command, columns] = await Promise.all([
    sealer.seal({ table: 'outbox.command', id, schemaVersion: SCHEMA_VERSION }, frozen),
    sealProgress(sealer, id, progress),
  ])
  return { id, seq: frozen.seq, ...columns, keyId: sealer.keyId, schemaVersion: SCHEMA_VERSION, size: command.length, command }
}
export const openFrozen = (sealer: Sealer, { id, schemaVersion, command }: OutboxRow): Promise<Result<Frozen>> =>
  readSealed(sealer, { table: 'outbox.command', id, schemaVersion }, command, frozenSchema)
export const openQueued = async (sealer: Sealer, row: OutboxRow): Promise<Result<Queued>> => {
  const [frozen, progress] = await Promise.all([
    openFrozen(sealer, row),
    readSealed(sealer, { table: 'outbox.progress', id: row.id, schemaVersion: row.schemaVersion }, row.progress, progressSchema),
  ])
  if (!frozen.ok) return frozen
  return progress.ok ? ok({ frozen: frozen.value, progress: progress.value as Progress }) : progress
}
/** The plain view that the sync core plans with. */
export const deliveryRow = ({ frozen, progress }: Queued): DeliveryRow => ({
  id: frozen.command.id,
  seq: frozen.seq,
  messageKey: frozen.messageKey,
  type: frozen.command.type,
  cabinetId: frozen.command.cabinetId,
  payloadHash: frozen.payloadHash,
  notBefore: frozen.notBefore,
  queuedAt: frozen.queuedAt,
  ...progress,
})

/** `table` tells the key-value tables of the two databases apart. */
export const sealKeyValue = async (sealer: Sealer, table: string, key: string, value: unknown): Promise<KeyValueRow> => {
  const sealed = await sealer.seal({ table, id: key, schemaVersion: SCHEMA_VERSION }, value)
  return { key, keyId: sealer.keyId, schemaVersion: SCHEMA_VERSION, size: sealed.length, sealed }
}
