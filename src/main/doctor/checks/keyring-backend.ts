// keyring.backend: what protects the operators' keys on this computer.
import type { Mode } from '../../../shared/contract/meta.ts'
import { failed, pass, warn, type Outcome } from '../check.ts'

/** Without a key ring training goes on with plain keys; live work is refused. */
export const checkKeyringBackend = (backend: string | undefined, mode: Mode): Outcome => {
  if (backend !== undefined) return pass({ backend })
  return mode === 'training' ? warn('plain', { backend: 'basic_text' }) : failed('absent', { backend: 'basic_text' })
}
