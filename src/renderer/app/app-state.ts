// What the page knows of main and of its worker: one value, replaced whole, read by the shell.
import { useSyncExternalStore } from 'react'
import type { Failure } from '../../shared/errors.ts'
import type { AppFacts, LinkFacts, SessionFacts, Settings } from '../../shared/ipc.ts'
import type { KeptRaw, Opened, SyncFacts } from '../../shared/workspace.ts'

export type AppState = {
  /** Null until main has answered. */
  facts: AppFacts | null
  settings: Settings
  session: SessionFacts
  link: LinkFacts
  sync: SyncFacts
  vault:
    | { state: 'closed' }
    | { state: 'opening'; operatorId: string }
    /** `turn` tells two openings apart: a new one starts the workspace anew. */
    | { state: 'open'; operatorId: string; turn: number; opened: Opened }
    | { state: 'failed'; operatorId: string; failure: Failure }
  /** The person asked to sign out, and what was typed could not be saved. */
  leavingUnsaved: boolean
  /** The workspace was opened anew after a bug in its worker. */
  wasRestarted: boolean
  /** The pulled messages could not be read from the disk yet; it is tried again. */
  historyFailure: Failure | null
  kept: KeptRaw
  /** Commands that wait at this seat, all operators together; null: not counted. */
  unsent: number | null
  /** Main did not answer at all. */
  bootFailure: Failure | null
}

/** Of nobody's workspace. */
export const NO_SYNC: SyncFacts = {
  link: 'unknown', offlineSince: null, lastContactAt: null, nextAttemptAt: null, failure: null, queued: 0, needsAttention: 0, unknown: 0,
  clockOffsetMs: null, pulling: false,
}
export const NOTHING_KEPT: KeptRaw = { quarantined: 0, parked: 0 }
let state: AppState = {
  facts: null, settings: { language: 'ru', theme: 'system', keyHints: true, view: null }, session: { state: 'none' }, link: { switchedOn: true }, sync: NO_SYNC,
  vault: { state: 'closed' }, leavingUnsaved: false, wasRestarted: false, historyFailure: null, kept: NOTHING_KEPT, unsent: null, bootFailure: null,
}
const listeners = new Set<() => void>()

export const appState = (): AppState => state
export const changeAppState = (patch: Partial<AppState>): void => {
  state = { ...state, ...patch }
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
export const useAppState = (): AppState => useSyncExternalStore(subscribe, appState)
