// Who is signed in: person, cabinets, roles, confirmations of connection.
import { z } from 'zod'
import { CONSOLES, ROLES } from '../roles.ts'

export const cabinetSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  parentId: z.number().int().nullable(),
  /** IANA zone in which terms are shown. */
  timeZone: z.string(),
})
export type Cabinet = z.infer<typeof cabinetSchema>

export const checklistFactSchema = z.object({
  cabinetId: z.number().int(),
  console: z.enum(CONSOLES),
  confirmedAt: z.iso.datetime(),
})
export const meSchema = z.object({
  id: z.string(),
  surname: z.string(),
  name: z.string(),
  patronymic: z.string().nullable(),
  memberships: z.array(z.object({ cabinet: cabinetSchema, roles: z.array(z.enum(ROLES)).min(1) })),
  checklists: z.array(checklistFactSchema),
})
export type Me = z.infer<typeof meSchema>
