import { useCallback, useMemo, useState, type ReactElement } from 'react'
import type { Dictionary } from '../../shared/contract/dictionary.ts'
import type { Me } from '../../shared/contract/person.ts'
import { checklistDue } from '../../shared/checklist.ts'
import { foldersOf } from '../../shared/folders.ts'
import type { AppFacts } from '../../shared/ipc.ts'
import type { Role } from '../../shared/roles.ts'
import type { Opened } from '../../shared/workspace.ts'
import { ChecklistDialog } from '../features/checklist/checklist-dialog.tsx'
import { SignInScreen } from '../features/session/sign-in-screen.tsx'
import { call, useAnswer } from '../store.ts'
import { WorkspaceContext, type Screen, type Workspace } from '../workspace.ts'
import { useAppState } from './app-state.ts'
import { Frame } from './shell/frame.tsx'
import { changeSettings } from './shell/settings-menu.tsx'
import { WorkspaceShell } from './shell/workspace-shell.tsx'
import { StartingScreen } from './starting-screen.tsx'
import { TroubleScreen } from './trouble-screen.tsx'

type View = { cabinetId: number; role: Role }
export type ViewChoice = View & { cabinetName: string }

/** Every role in every cabinet is a view of its own. */
const viewsOf = (me: Me): ViewChoice[] =>
  me.memberships.flatMap(({ cabinet, roles }) => roles.map((role) => ({ cabinetId: cabinet.id, cabinetName: cabinet.name, role })))
const firstScreen = (role: Role): Screen => ({ name: 'folder', folder: foldersOf(role)[0] ?? 'messages' })

/** The workspace of an opened vault. What is missing (dictionary, person) comes with the first pull. */
export const OpenWorkspace = ({ opened, facts }: { opened: Opened; facts: AppFacts }): ReactElement => {
  const { session, sync } = useAppState()
  const me = useAnswer(['me'], 'me:get') ?? opened.me
  const dictionary = useAnswer(['dictionary'], 'dictionary:get') ?? opened.dictionary
  if (me !== null && dictionary !== null) return <Signed me={me} dictionary={dictionary} opened={opened} facts={facts} />
  if (session.state === 'signed-in') return <Frame><StartingScreen reason="dictionary" failure={sync.failure} /></Frame>
  return <Frame><SignInScreen facts={facts} session={session} /></Frame>
}

const Signed = ({ me, dictionary, opened, facts }: { me: Me; dictionary: Dictionary; opened: Opened; facts: AppFacts }): ReactElement => {
  const { settings, session, sync } = useAppState()
  const views = useMemo(() => viewsOf(me), [me])
  const [chosen, setChosen] = useState<View | null>(settings.view?.personId === me.id ? settings.view : null)
  const view = views.find(({ cabinetId, role }) => cabinetId === chosen?.cabinetId && role === chosen.role) ?? views[0]
  const [screen, setScreen] = useState<Screen>(() => (opened.openDraftId === null || view === undefined ? firstScreen(view?.role ?? 'operator') : { name: 'compose', draftId: opened.openDraftId }))
  /** Confirmed in this run: the dialog does not wait for the platform. */
  const [confirmed, setConfirmed] = useState<Me['checklists']>([])

  const navigate = useCallback((next: Screen) => {
    setScreen(next)
    void call('drafts:set-open', next.name === 'compose' ? next.draftId : null)
  }, [])
  const choose = useCallback((next: View) => {
    setChosen(next)
    void changeSettings({ view: { personId: me.id, cabinetId: next.cabinetId, role: next.role } })
    navigate(firstScreen(next.role))
  }, [navigate, me.id])

  const cabinet = me.memberships.find((membership) => membership.cabinet.id === view?.cabinetId)?.cabinet
  const workspace = useMemo<Workspace | null>(
    () => (view === undefined || cabinet === undefined ? null : {
      me, dictionary, limits: opened.limits, cabinet, role: view.role, timeZone: cabinet.timeZone, language: settings.language, mode: facts.mode, facts, settings, sync, session, screen, navigate,
    }),
    [me, dictionary, opened.limits, cabinet, view, facts, settings, sync, session, screen, navigate],
  )
  if (workspace === null || view === undefined) return <Frame><TroubleScreen failure={{ code: 'E-ROLE' }} /></Frame>
  const due = checklistDue(view, [...me.checklists, ...confirmed])
  return (
    <WorkspaceContext value={workspace}>
      <WorkspaceShell views={views} onView={choose} repair={opened.repair} />
      {due === undefined ? null : (
        <ChecklistDialog
          key={`${view.cabinetId} ${due}`} wanted={due}
          onConfirmed={(confirmedAt) => setConfirmed((before) => [...before, { cabinetId: view.cabinetId, console: due, confirmedAt }])}
        />
      )}
    </WorkspaceContext>
  )
}
