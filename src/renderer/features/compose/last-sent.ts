// The draft that was just sent, so that the receipt can address the caller after the platform has taken it. In memory only, one at a time.
import type { Draft } from '../../../shared/contract/draft.ts'
import { whenLeaving } from '../../store.ts'

let last: { commandId: string; draft: Draft } | undefined
whenLeaving(() => { last = undefined })

export const rememberSent = (commandId: string, draft: Draft): void => { last = { commandId, draft } }
/** The draft behind a command, if it was the last one sent from this window. */
export const sentDraft = (commandId: string): Draft | null => (last?.commandId === commandId ? last.draft : null)
