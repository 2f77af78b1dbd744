// transfer.key: whether a queue could be exported from this seat to a medium. A broken key is found by policy.values.
import { createHash, createPublicKey } from 'node:crypto'
import type { Mode } from '../../../shared/contract/meta.ts'
import { TRAINING_FINGERPRINT } from '../../../shared/transfer/training-keys.ts'
import { failed, pass, skipped, warn, type Outcome } from '../check.ts'

const SHOWN = 16

export const checkTransferKey = (publicKey: string | null, mode: Mode): Outcome => {
  // training has a pair of its own
  if (publicKey === null) return mode === 'live' ? warn('none') : skipped()
  const fingerprint = createHash('sha256').update(createPublicKey(publicKey).export({ type: 'spki', format: 'der' })).digest('hex')
  return fingerprint === TRAINING_FINGERPRINT ? failed('training') : pass({ fingerprint: fingerprint.slice(0, SHOWN) })
}
