// What the domain leaves open in a message's life [assumed there]: settings of the platform, told by /v1/meta. No rules here.
import { z } from 'zod'

export const lifecycleSettingsSchema = z.object({
  /** Whether a reply is agreed before it is approved («согласование и/или утверждение»). */
  agreement: z.boolean(),
  /** A postponed day is at most so many calendar days after the planned one. */
  postponementDays: z.number().int().positive(),
  /** A reply may be rated for so many days. */
  ratingDays: z.number().int().positive(),
  /** After a change of category the term is never sooner than so many working days from now. */
  categoryWorkingDays: z.number().int().nonnegative(),
})
export type LifecycleSettings = z.infer<typeof lifecycleSettingsSchema>
export const DEFAULT_LIFECYCLE: LifecycleSettings = { agreement: true, postponementDays: 30, ratingDays: 30, categoryWorkingDays: 1 }
