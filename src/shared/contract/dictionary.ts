// Dictionaries of the platform: catalogue of categories, cabinets, reasons. Versioned as a whole.
import { z } from 'zod'
import { ROLES } from '../roles.ts'
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
  /** Why a message goes up. As `people`: absent in what earlier versions stored. */
  redirectReasons: z.array(z.object({ id: z.number().int(), name: z.string() })).default([]),
  /** Executors and heads of every cabinet, so that somebody can be assigned offline; short names. */
  people: z.array(z.object({ id: z.string(), name: z.string(), cabinetId: z.number().int(), roles: z.array(z.enum(ROLES)) })).default([]),
})
export type Dictionary = z.infer<typeof dictionarySchema>
export type Subject = z.infer<typeof subjectSchema>
export type Subsubject = z.infer<typeof subsubjectSchema>
export type Fact = z.infer<typeof factSchema>
