// A record that the platform refused its operator, handed over to the coordinators of the cabinet: the command, and what they are told of it.
import { z } from 'zod'
import { parseReceiptCode } from '../receipt-code.ts'
import { isStorable, lengthOf } from '../rules/text.ts'
import { draftFileSchema, draftSchema, emptyDraft, type Draft } from './draft.ts'

const COMMENT_CHARACTERS = 1000

/** Whether every text in a value of any shape can be stored. */
const isStorableThroughout = (value: unknown): boolean => {
  if (typeof value === 'string') return isStorable(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, inner]) => isStorable(key) && isStorableThroughout(inner))
}
/** Files of the operator by what they are; the keys of their bytes never leave the operator's seat. */
export const handedFileSchema = draftFileSchema.omit({ key: true })
export type HandedFile = z.infer<typeof handedFileSchema>
/** The form's words as they were typed. Loose: a later form has more fields, and nothing of them may be lost on the way. */
export const handedDraftSchema = z
  .looseObject({ startedAt: z.iso.datetime(), applicant: z.looseObject({}), appeal: z.looseObject({}), intake: z.looseObject({}), files: z.array(handedFileSchema).max(100) })
  .refine(isStorableThroughout, 'E-TEXT-CLEANED')
export type HandedDraft = z.infer<typeof handedDraftSchema>

const issueSchema = z.object({ path: z.string().max(100), code: z.string().max(100), params: z.record(z.string(), z.union([z.string(), z.number()])).optional() }).refine(isStorableThroughout, 'E-TEXT-CLEANED')

export const handOverPayloadSchema = z.strictObject({
  /** The command that was refused. Whatever is sent instead of it names it in `replaces`. */
  commandId: z.uuid(),
  /** What the caller heard; the message keeps it. */
  receiptCode: z.string().refine((code) => parseReceiptCode(code) === code, 'E-FIELD'),
  draft: handedDraftSchema,
  /** Code of the refusal. */
  failure: z.string().max(100).nullable(),
  issues: z.array(issueSchema).max(100),
  comment: z.string().refine(isStorable, 'E-TEXT-CLEANED').refine((text) => lengthOf(text) <= COMMENT_CHARACTERS, 'E-TEXT-LONG').nullable(),
})
export type HandOverPayload = z.infer<typeof handOverPayloadSchema>

/** An open hand-over as a coordinator sees it. `id` is the refused command's. */
export const handOverSchema = z.object({
  id: z.uuid(),
  cabinetId: z.number().int(),
  receiptCode: z.string(),
  /** Who took the call. */
  operatorName: z.string(),
  at: z.iso.datetime(),
  draft: handedDraftSchema,
  failure: z.string().nullable(),
  issues: z.array(issueSchema),
  comment: z.string().nullable(),
})
export type HandOver = z.infer<typeof handOverSchema>

/** What goes along of a draft: its words, its files without their keys. */
export const handedDraftOf = ({ v: _v, id: _id, cabinetId: _cabinet, updatedAt: _updated, replaces: _replaces, ...words }: Draft): HandedDraft => ({
  ...words,
  files: words.files.map(({ key: _key, ...file }) => ({ ...file })),
})

/** The draft that corrects a hand-over. A part that this form cannot read is left empty; its words stay in the hand-over. */
export const draftOfHandOver = ({ id: replaces, cabinetId, draft: handed }: Pick<HandOver, 'id' | 'cabinetId' | 'draft'>, facts: { id: string; updatedAt: string }): Draft => {
  const empty = emptyDraft({ id: facts.id, cabinetId, startedAt: handed.startedAt })
  const part = <P extends 'applicant' | 'appeal' | 'intake'>(name: P): Draft[P] => {
    const merged = { ...empty[name], ...handed[name] }
    const parsed = draftSchema.shape[name].safeParse(merged)
    return (parsed.success ? parsed.data : empty[name]) as Draft[P]
  }
  const files = handed.files.map((file) => ({ ...file, key: '', isThere: true as const }))
  return { ...empty, updatedAt: facts.updatedAt, replaces, applicant: part('applicant'), appeal: part('appeal'), intake: part('intake'), files }
}
