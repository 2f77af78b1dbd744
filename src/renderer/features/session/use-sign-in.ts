import { useCallback, useState } from 'react'
import type { Failure } from '../../../shared/errors.ts'
import { ask } from '../../bridge.ts'

/** The way in through the platform's page. Progress itself is told by `session:changed`. */
export const useSignIn = (): { failure: Failure | null; signIn: () => Promise<void>; cancel: () => Promise<void>; forget: () => void } => {
  const [failure, setFailure] = useState<Failure | null>(null)
  const signIn = useCallback(async () => {
    setFailure(null)
    const answer = await ask('session:sign-in', undefined)
    if (!answer.ok) setFailure(answer.error)
  }, [])
  const cancel = useCallback(async () => {
    await ask('session:cancel-sign-in', undefined)
  }, [])
  const forget = useCallback(() => setFailure(null), [])
  return { failure, signIn, cancel, forget }
}
