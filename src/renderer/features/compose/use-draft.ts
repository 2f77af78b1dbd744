import { useCallback, useEffect, useRef, useState } from 'react'
import { emptyDraft, type Draft } from '../../../shared/contract/draft.ts'
import type { Failure } from '../../../shared/errors.ts'
import { call } from '../../store.ts'
import { useWorkspace } from '../../workspace.ts'
import { createAutosave, type Autosave, type SaveState } from './autosave.ts'
import { cleanPatch, editDraft, isEmptyDraft, type DraftPatch } from './edit-draft.ts'

export type OpenDraft = {
  draft: Draft
  /** The newest draft at this very moment, before the screen has drawn it. */
  now: () => Draft
  edit: (patch: DraftPatch) => void
  saved: SaveState
  /** Signs were taken out of the last pasted text. */
  cleaned: boolean
  forgetCleaned: () => void
  autosave: Autosave
  loading: 'waiting' | 'ready' | Failure
}

const instant = (): string => new Date(Date.now()).toISOString()

/** A draft on the screen: keys change it at once, the disk follows. What is typed before the disk answers is laid over what it answers. */
export const useDraft = (draftId: string, onLoaded: (draft: Draft, untouched: boolean) => void): OpenDraft => {
  const { cabinet } = useWorkspace()
  const [draft, setDraft] = useState(() => emptyDraft({ id: draftId, cabinetId: cabinet.id, startedAt: instant() }))
  const [saved, setSaved] = useState<SaveState>({ kind: 'new' })
  const [cleaned, setCleaned] = useState(false)
  const [loading, setLoading] = useState<OpenDraft['loading']>('waiting')
  const latest = useRef(draft)
  const early = useRef<DraftPatch[] | null>([])
  const told = useRef(onLoaded)
  const [autosave] = useState(() => createAutosave({ write: (newest) => call('drafts:save', newest), tell: setSaved }))

  const show = useCallback((next: Draft) => {
    latest.current = next
    setDraft(next)
  }, [])
  const edit = useCallback((typed: DraftPatch) => {
    const { patch, cleaned: wasCleaned } = cleanPatch(typed)
    setCleaned((before) => wasCleaned || (before && patch.appeal?.text === undefined))
    const next = editDraft(latest.current, patch, instant())
    if (next === latest.current) return
    show(next)
    if (early.current === null) autosave.edit(next)
    else early.current.push(patch)
  }, [autosave, show])

  useEffect(() => {
    let here = true
    void call('drafts:get', draftId).then((answer) => {
      if (!here || early.current === null) return
      if (!answer.ok) {
        setLoading(answer.error)
        return
      }
      const patches = early.current
      early.current = null
      const next = patches.reduce<Draft>((before, patch) => editDraft(before, patch, instant()), answer.value)
      show(next)
      setLoading('ready')
      if (answer.value.updatedAt !== answer.value.startedAt) setSaved({ kind: 'saved', at: answer.value.updatedAt })
      if (patches.length > 0) autosave.edit(next)
      told.current(next, patches.length === 0)
    })
    return () => { here = false }
  }, [draftId, autosave, show])

  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    clearTimeout(leaving.current)
    const flush = () => void autosave.flush()
    window.addEventListener('pagehide', flush)
    window.addEventListener('blur', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      window.removeEventListener('blur', flush)
      void autosave.flush()
      // an empty record leaves no trace; the pause lets a form that is only drawn anew stay
      leaving.current = setTimeout(() => { if (early.current === null && isEmptyDraft(latest.current)) void call('drafts:delete', draftId) }, 0)
    }
  }, [draftId, autosave])

  return { draft, now: () => latest.current, edit, saved, cleaned, forgetCleaned: () => setCleaned(false), autosave, loading }
}
