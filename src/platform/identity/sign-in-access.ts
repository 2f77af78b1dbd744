// Who may sign in without a password. Decides nothing else of the mode.
import type { Mode } from '../../shared/contract/meta.ts'

/** `people`: the page lists the invented people and lets anybody be one of them; `closed`: nobody signs in here. */
export const SIGN_INS = ['people', 'closed'] as const
export type SignIn = (typeof SIGN_INS)[number]

/** Open in training only; a live platform is opened by a word of its own, for tests of live mode on this computer. */
export const signInOf = (mode: Mode, wanted: SignIn | undefined): SignIn => wanted ?? (mode === 'training' ? 'people' : 'closed')
