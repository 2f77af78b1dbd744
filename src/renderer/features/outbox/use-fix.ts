import { useMemo, useRef, useState } from 'react'
import type { Draft } from '../../../shared/contract/draft.ts'
import type { Failure } from '../../../shared/errors.ts'
import { judgeDraft } from '../../../shared/submit.ts'
import { dayIn } from '../../../shared/terms.ts'
import type { DraftChange, FieldIssue, QueueItem } from '../../../shared/workspace.ts'
import { call } from '../../store.ts'
import { useNow } from '../../ui/use-now.ts'
import { useWorkspace } from '../../workspace.ts'

export type Fix = {
  /** The record with what was changed in the card. */
  draft: Draft
  /** What was refused, before anything was chosen instead. */
  refusedSubsubjectId: number | null
  /** Fields that were bad when the card opened, or became so. */
  issues: readonly FieldIssue[]
  /** What is wrong with them now. */
  wrong: readonly FieldIssue[]
  change: (patch: DraftChange) => void
  send: (allowDuplicate?: boolean) => void
  isSending: boolean
  failure: Failure | null
}

const patched = (draft: Draft, { applicant, appeal, intake }: DraftChange): Draft => ({
  ...draft, applicant: { ...draft.applicant, ...applicant }, appeal: { ...draft.appeal, ...appeal }, intake: { ...draft.intake, ...intake },
})
const merged = (before: DraftChange, patch: DraftChange): DraftChange => ({
  applicant: { ...before.applicant, ...patch.applicant }, appeal: { ...before.appeal, ...patch.appeal }, intake: { ...before.intake, ...patch.intake },
})
const pathsOf = (patch: DraftChange): string[] => Object.entries(patch).flatMap(([part, fields]) => Object.keys((fields as object | undefined) ?? {}).map((field) => `${part}.${field}`))

/** Corrections of one refused record in its card: kept on the screen until they are sent. */
export const useFix = (item: QueueItem, draft: Draft, onSent: (sent: QueueItem) => void): Fix => {
  const { dictionary, limits, timeZone } = useWorkspace()
  const today = dayIn(useNow(), timeZone)
  const [change, setChange] = useState<DraftChange>({})
  const [told, setTold] = useState<readonly FieldIssue[]>(item.issues)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isSending, setSending] = useState(false)
  const busy = useRef(false)
  const now = useMemo(() => patched(draft, change), [draft, change])
  const judged = useMemo(() => judgeDraft(now, { dictionary, limits, today }).issues, [now, dictionary, limits, today])
  const touched = pathsOf(change)
  // what the platform refused stands until it is touched, whatever our own rules say
  const standing = told.filter(({ path }) => !touched.includes(path))
  const wrong = [...standing, ...judged.filter(({ path }) => !standing.some((issue) => issue.path === path))]
  const issues = [...told, ...judged.filter(({ path }) => !told.some((issue) => issue.path === path))]

  const submit = async (allowDuplicate: boolean): Promise<void> => {
    const answer = await call('outbox:fix', item.id, change, { allowDuplicate })
    if (answer.ok) return onSent(answer.value)
    setFailure(answer.error.issues.length > 0 ? null : answer.error.failure)
    setTold((before) => [...before, ...answer.error.issues.filter(({ path }) => !before.some((issue) => issue.path === path))])
  }
  return {
    draft: now,
    refusedSubsubjectId: draft.appeal.subsubjectId,
    issues,
    wrong,
    change: (patch) => setChange((before) => merged(before, patch)),
    send: (allowDuplicate = false) => {
      if (busy.current) return
      busy.current = true
      setSending(true)
      setFailure(null)
      void submit(allowDuplicate).finally(() => {
        busy.current = false
        setSending(false)
      })
    },
    isSending,
    failure,
  }
}
