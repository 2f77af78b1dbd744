import { styled } from '@mui/material/styles'
import useMediaQuery from '@mui/material/useMediaQuery'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import type { Repair } from '../../../shared/workspace.ts'
import { foldersOf, shownFolders, type Folder } from '../../../shared/folders.ts'
import { reachOf } from '../../../shared/roles.ts'
import { NoteStrip } from '../../features/shift/note-strip.tsx'
import { useAnswer } from '../../store.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { Note } from '../../ui/note.tsx'
import { useAction, useKeys } from '../../ui/use-keys.ts'
import { useWorkspace } from '../../workspace.ts'
import { changeAppState, useAppState } from '../app-state.ts'
import type { ViewChoice } from '../open-workspace.tsx'
import { Frame } from './frame.tsx'
import { Palette } from './palette.tsx'
import { nextPane } from './next-pane.ts'
import { Rail } from './rail.tsx'
import { RepairNote, wasRepaired } from './repair-note.tsx'
import { UnsavedDialog } from './unsaved-dialog.tsx'
import { UndoBar } from './undo-bar.tsx'
import { WorkArea } from './work-area.tsx'

const Column = styled('div')({ flex: 1, minWidth: 0, minHeight: 0, display: 'flex', flexDirection: 'column' })
const Strip = styled('div')({ padding: 8, borderBottom: '1px solid var(--line)', backgroundColor: 'var(--surface)', display: 'flex', gap: 8, alignItems: 'center', '& > div:first-of-type': { flex: 1 } })

/** A folder is an action too: Ctrl+K reaches it. */
const FolderAction = ({ folder }: { folder: Folder }): null => {
  const { t } = useTranslation()
  const { navigate } = useWorkspace()
  useAction({ id: `folder-${folder}`, label: t('shell.action.goTo', { folder: t(`names.folder.${folder}`) }), run: () => navigate({ name: 'folder', folder }) })
  return null
}
const ViewAction = ({ view, onView }: { view: ViewChoice; onView: (view: ViewChoice) => void }): null => {
  const { t } = useTranslation()
  useAction({ id: `view-${view.cabinetId}-${view.role}`, label: t('shell.viewOf', { role: t(`names.role.${view.role}`), cabinet: view.cabinetName }), run: () => onView(view) })
  return null
}

/** The shell around an open workspace. During a call the rail folds to icons where the form needs the room. */
export const WorkspaceShell = ({ views, onView, repair }: { views: readonly ViewChoice[]; onView: (view: ViewChoice) => void; repair: Repair }): ReactElement => {
  const { t } = useTranslation()
  const { role, screen, navigate, facts } = useWorkspace()
  const { leavingUnsaved, wasRestarted, historyFailure } = useAppState()
  const counts = useAnswer(['drafts', 'outbox', 'messages'], 'lists:counts')
  const [paletteShown, setPaletteShown] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(facts.trouble)
  const [repairShown, setRepairShown] = useState(wasRepaired(repair))
  const narrow = useMediaQuery('(max-width: 1099px)')
  const roomy = useMediaQuery('(min-width: 1600px)')
  const mayCreate = reachOf(role, 'message:create') !== undefined
  const startMessage = () => navigate({ name: 'compose', draftId: null, begunAt: Date.now() })
  useAction({ id: 'new-message', label: t('shell.newMessage'), keys: 'Ctrl+N', run: () => startMessage(), enabled: mayCreate })
  useAction({ id: 'transfer-export', label: t('transfer.exportAction'), run: () => navigate({ name: 'transfer', part: 'export' }), enabled: foldersOf(role).includes('queue') })
  useAction({ id: 'transfer-import', label: t('transfer.importTitle'), run: () => navigate({ name: 'transfer', part: 'import' }), enabled: reachOf(role, 'transfer:import') !== undefined })
  const openPalette = () => setPaletteShown(true)
  useKeys({
    'Ctrl+K': { label: t('shell.command'), run: openPalette },
    'Ctrl+Tab': { label: t('shell.action.nextPane'), run: () => nextPane(1) },
    'Ctrl+Shift+Tab': { label: t('shell.action.previousPane'), run: () => nextPane(-1) },
  })
  return (
    <Frame onCommand={openPalette}>
      {shownFolders(role, counts, null).map((folder) => <FolderAction key={folder} folder={folder} />)}
      {views.length > 1 ? views.map((view) => <ViewAction key={`${view.cabinetId} ${view.role}`} view={view} onView={onView} />) : null}
      <Rail views={views} onView={onView} counts={counts} folded={narrow || ((screen.name === 'compose' || screen.name === 'receipt') && !roomy)} onNew={mayCreate ? () => startMessage() : null} />
      <Column>
        {repairShown ? <Strip><RepairNote repair={repair} /><ActionButton label={t('shell.close')} onClick={() => setRepairShown(false)} /></Strip> : null}
        {wasRestarted ? (
          <Strip>
            <Note tone="burn" title={t('shell.restarted.title')} live="polite"><p>{t('shell.restarted.text')}</p></Note>
            <ActionButton label={t('shell.close')} onClick={() => changeAppState({ wasRestarted: false })} />
          </Strip>
        ) : null}
        {historyFailure === null ? null : <Strip><Note tone="burn" title={t('shell.historyUnread.title')} live="polite"><p>{t('shell.historyUnread.text')}</p></Note></Strip>}
        {failure === null ? null : <Strip><FailureNote failure={failure} /><ActionButton label={t('shell.close')} onClick={() => setFailure(null)} /></Strip>}
        {role === 'operator' && screen.name === 'folder' ? <NoteStrip /> : null}
        <WorkArea />
        <UndoBar />
      </Column>
      {leavingUnsaved ? <UnsavedDialog /> : null}
      {paletteShown ? <Palette onClose={() => setPaletteShown(false)} /> : null}
    </Frame>
  )
}
