// policy.values: whether the configuration was understood to the last key.
import type { Failure } from '../../../shared/errors.ts'
import { failed, pass, type Outcome } from '../check.ts'

export const checkPolicyValues = (trouble: Failure | null): Outcome =>
  trouble === null ? pass() : failed(trouble.code === 'E-CONFIG-URL' ? 'address' : 'file', { code: trouble.code, ...trouble.details })
