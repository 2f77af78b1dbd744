// platform.contract: whether app and platform still understand each other.
import { CONTRACT_VERSION, type Meta } from '../../../shared/contract/meta.ts'
import type { Result } from '../../../shared/errors.ts'
import { failed, pass, skipped, warn, type Outcome } from '../check.ts'

export const checkPlatformContract = (meta: Result<Meta>, appVersion: string): Outcome => {
  if (!meta.ok) return skipped()
  const data = { contract: meta.value.contractVersion, ours: CONTRACT_VERSION, oldestClient: meta.value.oldestClientVersion }
  if (compareVersions(appVersion, meta.value.oldestClientVersion) < 0) return failed('appOld', data)
  if (meta.value.contractVersion < CONTRACT_VERSION) return failed('platformOld', data)
  return meta.value.contractVersion > CONTRACT_VERSION ? warn('platformNew', data) : pass(data)
}

const numbersOf = (version: string): number[] => (version.split('-')[0] ?? '').split('.').map(Number)
/** Below 0 when `a` is older. Compares the three numbers; a suffix is not looked at. */
const compareVersions = (a: string, b: string): number => {
  const [ours, theirs] = [numbersOf(a), numbersOf(b)]
  const at = [0, 1, 2].find((index) => (ours[index] ?? 0) !== (theirs[index] ?? 0))
  return at === undefined ? 0 : (ours[at] ?? 0) - (theirs[at] ?? 0)
}
