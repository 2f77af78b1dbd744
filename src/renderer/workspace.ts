// What every feature may know of the open workspace. The shell provides it; features only read it and navigate.
import { createContext, useContext } from 'react'
import type { Dictionary } from '../shared/contract/dictionary.ts'
import type { Limits } from '../shared/contract/limits.ts'
import type { Mode } from '../shared/contract/meta.ts'
import type { Cabinet, Me } from '../shared/contract/person.ts'
import type { Folder } from '../shared/folders.ts'
import type { AppFacts, Language, SessionFacts, Settings } from '../shared/ipc.ts'
import type { Role } from '../shared/roles.ts'
import type { SyncFacts } from '../shared/workspace.ts'

export type Screen =
  | { name: 'folder'; folder: Folder; openId?: string }
  /** `draftId` null: a new record, begun on the screen before the disk; `begunAt` tells one from the next. */
  | { name: 'compose'; draftId: string | null; begunAt?: number }
  | { name: 'receipt'; commandId: string }
  | { name: 'transfer'; part: 'export' | 'import' }
  | { name: 'shift' }

export type Workspace = {
  me: Me
  dictionary: Dictionary
  limits: Limits
  /** The view that the person chose: one cabinet in one role. */
  cabinet: Cabinet
  role: Role
  /** Zone of the cabinet: terms and dates are shown in it. */
  timeZone: string
  language: Language
  mode: Mode
  facts: AppFacts
  settings: Settings
  sync: SyncFacts
  session: SessionFacts
  screen: Screen
  navigate: (screen: Screen) => void
}

export const WorkspaceContext = createContext<Workspace | null>(null)

/** The open workspace; outside of it (sign-in, starting) asking is a bug. */
export const useWorkspace = (): Workspace => {
  const workspace = useContext(WorkspaceContext)
  if (workspace === null) throw new Error('no workspace is open here')
  return workspace
}
