// What the platform says of itself before anybody signs in.
import { z } from 'zod'
import { DEFAULT_LIFECYCLE, lifecycleSettingsSchema } from './lifecycle.ts'
import { limitsSchema } from './limits.ts'

export const MODES = ['training', 'live'] as const
export type Mode = (typeof MODES)[number]
export const CONTRACT_VERSION = 1
/** Name of the client at the platform's OpenID provider. */
export const OIDC_CLIENT_ID = 'priyom-desktop'
export const OIDC_SCOPE = 'openid profile offline_access'

export const metaSchema = z.object({
  name: z.string(),
  mode: z.enum(MODES),
  serverTime: z.iso.datetime(),
  contractVersion: z.number().int(),
  oldestClientVersion: z.string(),
  issuer: z.url(),
  limits: limitsSchema,
  dictionaryVersion: z.number().int(),
  /** Absent in what an earlier platform says. */
  lifecycle: lifecycleSettingsSchema.default(DEFAULT_LIFECYCLE),
})
export type Meta = z.infer<typeof metaSchema>
