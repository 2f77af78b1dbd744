// The closing of a shift: the command, and the note that the next operator gets by the feed. Counts and codes name no citizen.
import { z } from 'zod'
import { parseReceiptCode } from '../receipt-code.ts'
import { isStorable, lengthOf } from '../rules/text.ts'

/** A note is a few lines for a colleague, not a record of a call. */
export const NOTE_CHARACTERS = 1000
/** More codes than anybody would read; the counts tell all. */
export const CODES_TOLD = 500

const code = z.string().refine((value) => parseReceiptCode(value) === value, 'E-FIELD')
const count = z.number().int().nonnegative().max(1_000_000)
const note = z.string().refine(isStorable, 'E-TEXT-CLEANED').refine((text) => lengthOf(text) <= NOTE_CHARACTERS, 'E-TEXT-LONG')
export const shiftCountsSchema = z.strictObject({
  recorded: count, accepted: count, waiting: count, unknown: count, setAside: count, handedOver: count, withdrawn: count,
})

export const shiftClosePayloadSchema = z.strictObject({
  /** Both by the seat's clock, told and not trusted. */
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime(),
  counts: shiftCountsSchema,
  /** Calls that the platform had not accepted yet. */
  openCodes: z.array(code).max(CODES_TOLD),
  /** Calls in which the sources differed. */
  mismatchCodes: z.array(code).max(CODES_TOLD),
  /** Whoever comes next; null: nobody knows, all operators of the cabinet read it. */
  toPersonId: z.string().min(1).max(100).nullable(),
  note,
})
export type ShiftClosePayload = z.infer<typeof shiftClosePayloadSchema>

/** A note as its reader gets it. `id`: of the command that closed the shift. */
export const shiftNoteSchema = z.object({
  id: z.uuid(),
  cabinetId: z.number().int(),
  /** Short: «Образцова В. П.». */
  authorName: z.string(),
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime(),
  counts: z.object({ recorded: z.number().int(), accepted: z.number().int() }),
  openCodes: z.array(z.string()),
  note: z.string(),
})
export type ShiftNote = z.infer<typeof shiftNoteSchema>
