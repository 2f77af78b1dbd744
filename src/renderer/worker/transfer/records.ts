// What a transfer file says of each command, and the turning of a queued command into that and back. Persisted on media: the shape of
// version 1 never changes, a later one gets another container version.
import { z } from 'zod'
import { draftSchema, type Draft, type DraftFile } from '../../../shared/contract/draft.ts'
import { MODES } from '../../../shared/contract/meta.ts'
import { ERROR_CODES, fail, ok, type Result } from '../../../shared/errors.ts'
import { receiptCode } from '../../../shared/receipt-code.ts'
import type { Queued } from '../data/stored-rows.ts'
import { newFileKey } from '../files/sealed-chunks.ts'
import { payloadHash } from '../seal.ts'

const authorSchema = z.object({ id: z.string().min(1).max(100), name: z.string().max(300) })
export type Author = z.infer<typeof authorSchema>

export const fileHeadSchema = z.object({
  transferId: z.uuid(),
  mode: z.enum(MODES),
  at: z.iso.datetime(),
  exporter: authorSchema,
  commands: z.number().int().nonnegative(),
  files: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
})
export type FileHead = z.infer<typeof fileHeadSchema>
export const fileEndSchema = z.object({ commands: z.number().int(), files: z.number().int() })

/** What every record says, whatever else a later app may add to it. */
export const recordSchema = z.looseObject({
  command: z.looseObject({ id: z.uuid(), type: z.string() }),
  author: authorSchema,
  queuedAt: z.iso.datetime(),
  files: z.array(z.object({ id: z.uuid(), size: z.number().int().positive() })),
})
export type RecordOutline = z.infer<typeof recordSchema>

const detailsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
const wholeSchema = recordSchema.extend({
  command: z.looseObject({ id: z.uuid(), type: z.literal('message.submit'), at: z.iso.datetime(), cabinetId: z.number().int(), payload: z.unknown() }),
  payloadHash: z.string(),
  receiptCode: z.string(),
  /** As the form had it, so that a refused one can be corrected; without the keys of its files. */
  draft: draftSchema.nullable(),
  messageKey: z.string(),
  state: z.enum(['queued', 'unknown', 'needs-attention']),
  failure: z.object({ code: z.enum(ERROR_CODES), details: detailsSchema.optional() }).nullable(),
  issues: z.array(z.object({ path: z.string(), code: z.enum(ERROR_CODES), params: z.record(z.string(), z.union([z.string(), z.number()])).optional() })),
})

export const isUnanswered = ({ progress }: Queued): boolean => progress.state !== 'done' && progress.state !== 'withdrawn'
/**
 * What a file takes along: messages that were written down and have no answer for good. A confirmation of connection is its person's own, and
 * a decision about a message that exists stands on what its seat knows of it: both wait for the link here.
 */
export const travels = (queued: Queued): boolean => queued.frozen.command.type === 'message.submit' && isUnanswered(queued) && queued.progress.state !== 'passed-on'
export const filesOf = ({ frozen }: Queued): readonly DraftFile[] => frozen.draft?.files ?? []

const withoutKeys = (draft: Draft | null): Draft | null => {
  if (draft === null) return null
  const { carried: _, ...own } = draft
  return { ...own, files: own.files.map((file) => ({ ...file, key: '' })) }
}
/** The record of one command; `me` is its author unless it was brought from elsewhere itself. */
export const toRecord = (queued: Queued, me: Author): z.infer<typeof wholeSchema> => {
  const { frozen, progress } = queued
  const { carried: _, ...command } = frozen.command as typeof frozen.command & { carried?: unknown }
  return {
    command: { ...command, type: 'message.submit' },
    author: frozen.carried === undefined ? me : { id: frozen.carried.authorId, name: frozen.carried.authorName },
    queuedAt: frozen.queuedAt,
    files: filesOf(queued).map(({ id, size }) => ({ id, size })),
    payloadHash: frozen.payloadHash,
    receiptCode: receiptCode(frozen.command.id),
    draft: withoutKeys(frozen.draft),
    messageKey: frozen.messageKey,
    // one that is being sent has no answer yet
    state: progress.state === 'queued' || progress.state === 'needs-attention' ? progress.state : 'unknown',
    failure: progress.failure,
    issues: progress.issues,
  }
}

/**
 * The command as it goes into this seat's outbox, with new keys for its files; its place in the order is drawn when it is written. What
 * is on its way elsewhere is in doubt here: the platform is asked by its id first. E-NEWER: a later app wrote it. E-INTEGRITY: it contradicts itself.
 */
export const fromRecord = async (record: unknown, transferId: string, meId: string): Promise<Result<Queued>> => {
  const parsed = wholeSchema.safeParse(record)
  if (!parsed.success) return fail('E-NEWER')
  const { command, author, draft, state, failure, issues, ...rest } = parsed.data
  const areSameFiles = JSON.stringify((draft?.files ?? []).map(({ id, size }) => ({ id, size }))) === JSON.stringify(rest.files)
  if (rest.receiptCode !== receiptCode(command.id) || rest.payloadHash !== (await payloadHash(command.payload)) || !areSameFiles) return fail('E-INTEGRITY', { id: command.id })
  const isOwn = author.id === meId
  const carried = { authorId: author.id, transferId }
  const here = isOwn ? {} : { carried: { ...carried, authorName: author.name } }
  return ok({
    frozen: {
      command: isOwn ? command : { ...command, carried },
      draft: draft && { ...draft, files: draft.files.map((file) => ({ ...file, key: newFileKey() })), ...here },
      seq: 0,
      messageKey: rest.messageKey,
      payloadHash: rest.payloadHash,
      notBefore: null,
      about: null,
      shift: null,
      queuedAt: rest.queuedAt,
      ...here,
    },
    progress: { state: state === 'needs-attention' ? state : 'unknown', attempts: 0, nextAttemptAt: null, failure: state === 'needs-attention' ? failure : null, issues: state === 'needs-attention' ? issues : [], receipt: null },
  })
}
