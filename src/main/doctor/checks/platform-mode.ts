// platform.mode: training and live work never mix.
import type { Meta } from '../../../shared/contract/meta.ts'
import type { Result } from '../../../shared/errors.ts'
import { failed, pass, skipped, type Outcome } from '../check.ts'

export const checkPlatformMode = (meta: Result<Meta>): Outcome => {
  if (meta.ok) return pass({ mode: meta.value.mode })
  return meta.error.code === 'E-CONFIG-MODE' ? failed('trainingElsewhere', { mode: 'training' }) : skipped()
}
