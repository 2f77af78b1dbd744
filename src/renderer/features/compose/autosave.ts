// Saves the newest draft after a pause: never two saves at once, nothing dropped on failure. Knows no screen and no store.
import type { Draft } from '../../../shared/contract/draft.ts'
import { fail, type Failure, type Result } from '../../../shared/errors.ts'

export type SaveState = { kind: 'new' } | { kind: 'saving' } | { kind: 'saved'; at: string } | { kind: 'failed'; failure: Failure }
export type Autosave = {
  /** Takes the newest text; saved after the pause. */
  edit: (draft: Draft) => void
  /** Saves at once what is not saved yet; true when everything is on disk. */
  flush: () => Promise<boolean>
  /** Whether something typed is not on disk yet. */
  isPending: () => boolean
  /** Forgets what is not saved: the draft was sent or deleted. */
  stop: () => void
}
type Ports = { write: (draft: Draft) => Promise<Result<{ savedAt: string }>>; tell: (state: SaveState) => void; pauseMs?: number; longestMs?: number; slowMs?: number }

/** `tell` hears «saving» only of saves that last longer than `slowMs`, and «saved» only of what the disk has answered for. */
export const createAutosave = ({ write, tell, pauseMs = 500, longestMs = 1500, slowMs = 300 }: Ports): Autosave => {
  let newest: Draft | null = null
  let running: Promise<boolean> | null = null
  let pause: ReturnType<typeof setTimeout> | undefined
  let longest: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  const writeOne = async (draft: Draft): Promise<boolean> => {
    const slow = setTimeout(() => tell({ kind: 'saving' }), slowMs)
    const answer = await write(draft).catch(() => fail('E-INTERNAL'))
    clearTimeout(slow)
    if (stopped) return true
    if (answer.ok) tell({ kind: 'saved', at: answer.value.savedAt })
    else {
      newest ??= draft
      tell({ kind: 'failed', failure: answer.error })
    }
    return answer.ok
  }
  const writeAll = async (): Promise<boolean> => {
    while (newest !== null) {
      const draft = newest
      newest = null
      if (!(await writeOne(draft))) return false
    }
    return true
  }
  const flush = (): Promise<boolean> => {
    clearTimeout(pause)
    clearTimeout(longest)
    longest = undefined
    running ??= writeAll().finally(() => { running = null })
    return running
  }
  return {
    edit: (draft) => {
      if (stopped) return
      newest = draft
      clearTimeout(pause)
      pause = setTimeout(() => void flush(), pauseMs)
      // who types without a pause is never more than two seconds ahead of the disk
      longest ??= setTimeout(() => void flush(), longestMs)
    },
    flush,
    isPending: () => newest !== null || running !== null,
    stop: () => {
      stopped = true
      newest = null
      clearTimeout(pause)
      clearTimeout(longest)
    },
  }
}
