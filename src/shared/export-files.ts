// What the page may have written into a file of a person's choice: a table as xlsx, a document as PDF. Words are chosen by the page, the layout by main.
import { z } from 'zod'

const CELL_CHARACTERS = 5000
const cell = z.string().max(CELL_CHARACTERS)
const cells = z.array(cell).max(60)
const rows = z.array(cells).max(100_000)
/** Without an extension and without a person: only latin letters, digits and hyphens can be in it. */
const fileName = z.string().regex(/^[a-z0-9-]{1,80}$/)

/** Every cell is text: nothing that a person typed may become a formula. */
export const tableFileSchema = z.strictObject({ fileName, sheet: z.string().min(1).max(31), header: cells.min(1), rows })
export type TableFile = z.infer<typeof tableFileSchema>

export const paperPartSchema = z.discriminatedUnion('of', [
  /** Names and values, one under another. */
  z.strictObject({ of: z.literal('facts'), rows: z.array(z.tuple([cell, cell])).max(200) }),
  z.strictObject({ of: z.literal('table'), title: cell, header: cells, rows }),
  z.strictObject({ of: z.literal('text'), title: cell, text: cell }),
  /** Stands out: what must not be overlooked. */
  z.strictObject({ of: z.literal('warning'), text: cell }),
  /** Lines for names and signatures. */
  z.strictObject({ of: z.literal('signatures'), lines: cells }),
])
export const paperSchema = z.strictObject({ fileName, language: z.enum(['ru', 'en']), title: cell, subtitle: cell, parts: z.array(paperPartSchema).max(50) })
export type Paper = z.infer<typeof paperSchema>

export const SAVE_OUTCOMES = ['saved', 'cancelled'] as const
export const savedSchema = z.strictObject({ outcome: z.enum(SAVE_OUTCOMES) })
export type Saved = z.infer<typeof savedSchema>
