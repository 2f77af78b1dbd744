// platform.reach: whether the platform answers, and at which step of the road it does not.
import type { Meta } from '../../../shared/contract/meta.ts'
import type { Result } from '../../../shared/errors.ts'
import { failed, pass, skipped, type Outcome } from '../check.ts'

export const STEPS = ['dns', 'tcp', 'tls', 'http'] as const
export type Step = (typeof STEPS)[number]

export type ReachPorts = {
  kind: 'embedded' | 'remote' | 'none'
  meta: Result<Meta>
  ms: number
  /** The step that fails for a configured platform, asked only after a failure. */
  findStep: () => Promise<Step>
}

export const checkPlatformReach = async ({ kind, meta, ms, findStep }: ReachPorts): Promise<Outcome> => {
  if (kind === 'none') return skipped()
  if (meta.ok) return pass({ kind, ms })
  if (kind === 'embedded') return failed('notStarted', { kind, code: meta.error.code })
  const { code } = meta.error
  if (code === 'E-CONFIG-MODE') return pass({ kind, ms })
  if (code === 'E-PROXY') return failed('proxy', { kind, code })
  return failed(code === 'E-TLS' ? 'tls' : await findStep(), { kind, code })
}
