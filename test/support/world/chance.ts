// Seeded chance and invented ids of the seeded world.
import { createHash } from 'node:crypto'
import { canonicalJson } from '../../../src/shared/canonical-json.ts'

/** Small, fast, seeded chance (mulberry32). */
export const seeded = (seed: number) => {
  let state = seed >>> 0
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
export const uuidOf = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
const known = new WeakMap<object, string>()
/** As the app and the platform count it. A payload object is counted once: nobody may change it in place. */
export const hashOf = (payload: object): string => {
  const kept = known.get(payload)
  if (kept !== undefined) return kept
  const hash = createHash('sha256').update(canonicalJson(payload)).digest('hex')
  known.set(payload, hash)
  return hash
}
