import { useRef, useState } from 'react'
import type { Failure } from '../../../shared/errors.ts'
import type { FieldIssue } from '../../../shared/workspace.ts'
import { call } from '../../store.ts'
import { useWorkspace } from '../../workspace.ts'
import { rememberSent } from './last-sent.ts'
import type { OpenDraft } from './use-draft.ts'

type Gate = { hasGaps: () => boolean; refuse: (issues: readonly FieldIssue[]) => void }

/** «Отправить»: the newest text is on disk first, then checked, frozen and queued; the receipt opens only after that answer. */
export const useSending = ({ now, save, hold, close }: OpenDraft, { hasGaps, refuse }: Gate) => {
  const { navigate } = useWorkspace()
  const [isSending, setSending] = useState(false)
  const [refusal, setRefusal] = useState<Failure | null>(null)
  const busy = useRef(false)

  const submit = async (allowDuplicate: boolean): Promise<void> => {
    if (!(await save())) return hold(false)
    const draft = now()
    const answer = await call('outbox:submit', draft, { allowDuplicate })
    if (answer.ok) {
      close()
      rememberSent(answer.value.id, draft)
      navigate({ name: 'receipt', commandId: answer.value.id })
      return
    }
    hold(false)
    setRefusal(answer.error.issues.length > 0 ? null : answer.error.failure)
    refuse(answer.error.issues)
  }
  const send = (allowDuplicate = false): void => {
    if (busy.current || hasGaps()) return
    busy.current = true
    hold(true)
    setSending(true)
    setRefusal(null)
    void submit(allowDuplicate).finally(() => {
      busy.current = false
      setSending(false)
    })
  }
  return { send, isSending, refusal, dismiss: () => setRefusal(null) }
}
