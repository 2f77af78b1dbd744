import { useCallback, useEffect, useRef, useState } from 'react'
import { emptyDraft, type Draft } from '../../../shared/contract/draft.ts'
import type { Failure } from '../../../shared/errors.ts'
import { call } from '../../store.ts'
import { useWorkspace } from '../../workspace.ts'
import { createAutosave, type SaveState } from './autosave.ts'
import { cleanPatch, editDraft, isEmptyDraft, type DraftPatch } from './edit-draft.ts'

export type OpenDraft = {
  draft: Draft
  /** The newest draft at this very moment, before the screen has drawn it. */
  now: () => Draft
  edit: (patch: DraftPatch) => void
  /** What the worker keeps for this draft: shown and judged here, never saved from here. */
  noteFiles: (files: Draft['files']) => void
  saved: SaveState
  /** Everything typed so far to the disk, at once; whether it is there. */
  save: () => Promise<boolean>
  /** The draft was sent or deleted: nothing more is saved. */
  close: () => void
  /** Signs were taken out of the last pasted text. */
  cleaned: boolean
  forgetCleaned: () => void
  /** Why an existing draft could not be opened. */
  gone: Failure | null
}

const instant = (): string => new Date(Date.now()).toISOString()

/** Files may have been attached after the screen was drawn last. */
const deleteEmpty = async (id: string): Promise<void> => {
  const stored = await call('drafts:get', id)
  if (stored.ok && stored.value.files.length === 0) await call('drafts:delete', id)
}

/**
 * A draft on the screen: keys change it at once, the disk follows. `draftId` null begins a new one without waiting for the disk:
 * what is typed before the disk answers is laid over what it answers.
 */
export const useDraft = (draftId: string | null, onLoaded: (draft: Draft, untouched: boolean) => void): OpenDraft => {
  const { cabinet } = useWorkspace()
  const cabinetId = cabinet.id
  const [draft, setDraft] = useState(() => emptyDraft({ id: draftId ?? '', cabinetId, startedAt: instant() }))
  const [saved, setSaved] = useState<SaveState>({ kind: 'new' })
  const [cleaned, setCleaned] = useState(false)
  const [gone, setGone] = useState<Failure | null>(null)
  const latest = useRef(draft)
  /** Typed before the draft is on disk; null once it is. */
  const early = useRef<DraftPatch[] | null>([])
  const beginning = useRef<Promise<boolean>>(undefined)
  const isLeft = useRef(false)
  const told = useRef(onLoaded)
  const [autosave] = useState(() => createAutosave({ write: (newest) => call('drafts:save', newest), tell: setSaved }))

  const show = useCallback((next: Draft) => {
    latest.current = next
    setDraft(next)
  }, [])
  const adopt = useCallback((stored: Draft) => {
    const patches = early.current ?? []
    early.current = null
    const next = patches.reduce<Draft>((before, patch) => editDraft(before, patch, instant()), stored)
    show(next)
    setSaved(stored.updatedAt === stored.startedAt ? { kind: 'new' } : { kind: 'saved', at: stored.updatedAt })
    if (patches.length > 0) autosave.edit(next)
    if (!isLeft.current) told.current(next, patches.length === 0)
  }, [autosave, show])
  const start = useCallback(async (): Promise<boolean> => {
    const answer = draftId === null ? await call('drafts:create', cabinetId) : await call('drafts:get', draftId)
    if (answer.ok) {
      adopt(answer.value)
      if (draftId === null && !isLeft.current) void call('drafts:set-open', answer.value.id)
      return true
    }
    beginning.current = undefined
    if (draftId === null) setSaved({ kind: 'failed', failure: answer.error })
    else setGone(answer.error)
    return false
  }, [draftId, cabinetId, adopt])
  /** Once, or again after a failure. */
  const begin = useCallback((): Promise<boolean> => {
    if (beginning.current === undefined) beginning.current = start()
    return beginning.current
  }, [start])
  const save = useCallback(async () => (await begin()) && autosave.flush(), [begin, autosave])
  const edit = useCallback((typed: DraftPatch) => {
    const { patch, cleaned: wasCleaned } = cleanPatch(typed)
    setCleaned((before) => wasCleaned || (before && patch.appeal?.text === undefined))
    const next = editDraft(latest.current, patch, instant())
    if (next === latest.current) return
    show(next)
    if (early.current === null) autosave.edit(next)
    else early.current.push(patch)
  }, [autosave, show])
  const noteFiles = useCallback((files: Draft['files']) => {
    const same = files.length === latest.current.files.length && files.every(({ id }, index) => id === latest.current.files[index]?.id)
    if (!same) show({ ...latest.current, files })
  }, [show])
  const close = useCallback(() => {
    early.current = null
    latest.current = { ...latest.current, id: '' }
    autosave.stop()
  }, [autosave])

  useEffect(() => {
    isLeft.current = false
    void begin()
    const flush = () => void save()
    window.addEventListener('pagehide', flush)
    window.addEventListener('blur', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      window.removeEventListener('blur', flush)
      isLeft.current = true
      void save().then(() => {
        // an empty record leaves no trace; a form that was only drawn anew is not left
        const { id } = latest.current
        if (isLeft.current && id !== '' && isEmptyDraft(latest.current)) void deleteEmpty(id)
      })
    }
  }, [begin, save])

  return { draft, now: useCallback(() => latest.current, []), edit, noteFiles, saved, save, close, cleaned, forgetCleaned: () => setCleaned(false), gone }
}
