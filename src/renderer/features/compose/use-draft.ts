import { useCallback, useEffect, useRef, useState } from 'react'
import { emptyDraft, type Draft } from '../../../shared/contract/draft.ts'
import type { Failure } from '../../../shared/errors.ts'
import { beforeLeaving, call } from '../../store.ts'
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
  /** While it is being sent no key changes it: what the screen shows is what is frozen. */
  hold: (held: boolean) => void
  /** The draft was sent or deleted: nothing more is saved. */
  close: () => void
  /** Signs were taken out of the last pasted text. */
  cleaned: boolean
  forgetCleaned: () => void
  /** Why an existing draft could not be opened. */
  gone: Failure | null
}

const instant = (): string => new Date(Date.now()).toISOString()
/** Never before the last change: a clock that was set back would make the store take new words for old ones. */
const instantAfter = (earlier: string): string => new Date(Math.max(Date.now(), Date.parse(earlier) + 1)).toISOString()

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
  const isHeld = useRef(false)
  const told = useRef(onLoaded)
  const [autosave] = useState(() => createAutosave({ write: (newest) => call('drafts:save', newest), tell: setSaved }))

  const show = useCallback((next: Draft) => {
    latest.current = next
    setDraft(next)
  }, [])
  const adopt = useCallback((stored: Draft) => {
    const patches = early.current ?? []
    early.current = null
    const next = patches.reduce<Draft>((before, patch) => editDraft(before, patch, instantAfter(before.updatedAt)), stored)
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
    if (isHeld.current) return
    const { patch, cleaned: wasCleaned } = cleanPatch(typed)
    setCleaned((before) => wasCleaned || (before && patch.appeal?.text === undefined))
    const next = editDraft(latest.current, patch, instantAfter(latest.current.updatedAt))
    if (next === latest.current) return
    show(next)
    if (early.current === null) autosave.edit(next)
    else early.current.push(patch)
  }, [autosave, show])
  const noteFiles = useCallback((files: Draft['files']) => {
    const same = files.length === latest.current.files.length && files.every(({ id }, index) => id === latest.current.files[index]?.id)
    if (!same) show({ ...latest.current, files })
  }, [show])
  const hold = useCallback((held: boolean) => { isHeld.current = held }, [])
  const close = useCallback(() => {
    early.current = null
    latest.current = { ...latest.current, id: '' }
    autosave.stop()
  }, [autosave])

  useEffect(() => {
    isLeft.current = false
    void begin()
    const flush = () => void save()
    const isUnsaved = (): boolean => autosave.isPending() || (early.current?.length ?? 0) > 0
    let isAsked = false
    /** The window waits for the disk once; when the disk refuses, the note says so and a second wish to close is obeyed. */
    const waitForDisk = (event: BeforeUnloadEvent): void => {
      if (isAsked || !isUnsaved()) return
      event.preventDefault()
      isAsked = true
      void save().then((isSaved) => { if (isSaved) window.close() })
    }
    window.addEventListener('pagehide', flush)
    window.addEventListener('blur', flush)
    window.addEventListener('beforeunload', waitForDisk)
    const stopSaving = beforeLeaving(async () => (await save()) || !isUnsaved())
    return () => {
      window.removeEventListener('pagehide', flush)
      window.removeEventListener('blur', flush)
      window.removeEventListener('beforeunload', waitForDisk)
      stopSaving()
      isLeft.current = true
      void save().then(() => {
        // an empty record leaves no trace; a form that was only drawn anew is not left
        const { id } = latest.current
        if (isLeft.current && id !== '' && isEmptyDraft(latest.current)) void deleteEmpty(id)
      })
    }
  }, [autosave, begin, save])

  return { draft, now: useCallback(() => latest.current, []), edit, noteFiles, saved, save, hold, close, cleaned, forgetCleaned: () => setCleaned(false), gone }
}
