import { useEffect, useRef, useState } from 'react'
import type { Failure } from '../../../shared/errors.ts'
import { call } from '../../store.ts'

const PAUSE_MS = 500
export type Note = { note: string; toPersonId: string | null }
export type NoteState = Note & { savedAt: string | null; failure: Failure | null; edit: (change: Partial<Note>) => void; /** Everything typed is on disk. */ flush: () => Promise<boolean> }

/** The handover note as it is typed: saved at every pause and when the screen goes, in both copies of the shift. */
export const useNote = (kept: Note): NoteState => {
  const [note, setNote] = useState(kept)
  const [savedAt, setSavedAt] = useState<string | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const unsaved = useRef<Note | null>(null)
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)
  const last = useRef<Promise<boolean>>(Promise.resolve(true))

  const save = async (): Promise<boolean> => {
    const newest = unsaved.current
    if (newest === null) return true
    unsaved.current = null
    const saved = await call('shift:save-note', newest)
    if (saved.ok) setSavedAt(saved.value.savedAt)
    else unsaved.current ??= newest
    setFailure(saved.ok ? null : saved.error)
    return saved.ok
  }
  const flush = (): Promise<boolean> => {
    clearTimeout(pause.current)
    last.current = last.current.then(save, save)
    return last.current
  }
  const leave = useRef(flush)
  useEffect(() => { leave.current = flush })
  useEffect(() => () => void leave.current(), [])
  return {
    ...note, savedAt, failure, flush,
    edit: (change) => {
      const next = { ...note, ...change }
      setNote(next)
      unsaved.current = next
      clearTimeout(pause.current)
      pause.current = setTimeout(() => void flush(), PAUSE_MS)
    },
  }
}
