// Dictionaries of the platform: catalogue of categories, cabinets, reasons. Versioned as a whole.
import { z } from 'zod'
import { cabinetSchema } from './person.ts'

const entry = { id: z.number().int(), name: z.string(), deletedAt: z.iso.datetime().nullable() }
export const factSchema = z.object({ ...entry, subsubjectId: z.number().int() })
export const subsubjectSchema = z.object({
  ...entry,
  subjectId: z.number().int(),
  fastTrack: z.boolean(),
  /** A regional limit in calendar days; null means the ordinary or the accelerated one. */
  limitDays: z.number().int().positive().nullable(),
})
export const subjectSchema = z.object(entry)
export const dictionarySchema = z.object({
  version: z.number().int(),
  subjects: z.array(subjectSchema),
  subsubjects: z.array(subsubjectSchema),
  facts: z.array(factSchema),
  cabinets: z.array(cabinetSchema),
  declineReasons: z.array(z.object({ id: z.number().int(), name: z.string() })),
})
export type Dictionary = z.infer<typeof dictionarySchema>
export type Subject = z.infer<typeof subjectSchema>
export type Subsubject = z.infer<typeof subsubjectSchema>
export type Fact = z.infer<typeof factSchema>
