// clock.offset: this computer's clock against the platform's. Work goes on with a wrong one, but people read it.
import type { Meta } from '../../../shared/contract/meta.ts'
import type { Result } from '../../../shared/errors.ts'
import { failed, pass, skipped, warn, type Outcome } from '../check.ts'

const WARN_MS = 2 * 60 * 1000
const MUST_MS = 24 * 3600 * 1000

/** `now`: this computer's clock when the answer came, ms. */
export const checkClockOffset = (meta: Result<Meta>, now: number): Outcome => {
  if (!meta.ok) return skipped()
  const offsetMs = Date.parse(meta.value.serverTime) - now
  const data = { offsetSeconds: Math.round(offsetMs / 1000) }
  if (Math.abs(offsetMs) > MUST_MS) return failed('far', data)
  return Math.abs(offsetMs) > WARN_MS ? warn('off', data) : pass(data)
}
