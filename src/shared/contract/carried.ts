// Whose a command is when another seat brings it to the platform out of a sealed transfer file.
import { z } from 'zod'

/** Beside a command on its way: the author stays, whoever is signed in carries it. `transferId` names the file. */
export const carriedSchema = z.strictObject({ authorId: z.string().min(1).max(100), transferId: z.uuid() })
export type Carried = z.infer<typeof carriedSchema>

/** The same at the seat that carries: with the name for its screens. */
export const carriedHereSchema = carriedSchema.extend({ authorName: z.string().max(300) })
export type CarriedHere = z.infer<typeof carriedHereSchema>
