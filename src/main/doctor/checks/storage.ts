// storage: whether the profile takes a file that survives a power cut (written, synced, read back).
import { failed, pass, warn, type Outcome } from '../check.ts'

/** A sync slower than this makes every save of a draft feel slow. */
const SLOW_MS = 500

export type Probe = { ok: true; ms: number } | { ok: false; error: string }

export const checkStorage = (probe: Probe): Outcome => {
  if (!probe.ok) return failed('refused', { probe: 'file', error: probe.error })
  const data = { probe: 'file', ms: probe.ms }
  return probe.ms > SLOW_MS ? warn('slow', data) : pass(data)
}
