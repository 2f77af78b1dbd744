import AddIcon from '@mui/icons-material/Add'
import AssignmentIndIcon from '@mui/icons-material/AssignmentIndOutlined'
import CallSplitIcon from '@mui/icons-material/CallSplitOutlined'
import EditNoteIcon from '@mui/icons-material/EditNoteOutlined'
import ErrorIcon from '@mui/icons-material/Error'
import ForumIcon from '@mui/icons-material/ForumOutlined'
import MarkEmailReadIcon from '@mui/icons-material/MarkEmailReadOutlined'
import OutboxIcon from '@mui/icons-material/OutboxOutlined'
import SendIcon from '@mui/icons-material/SendOutlined'
import UsbIcon from '@mui/icons-material/UsbOutlined'
import Tooltip from '@mui/material/Tooltip'
import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { shownFolders, type Folder } from '../../../shared/folders.ts'
import { reachOf } from '../../../shared/roles.ts'
import type { FolderCounts } from '../../../shared/workspace.ts'
import { ShiftCard } from '../../features/shift/shift-card.tsx'
import { KeyCap } from '../../ui/key-cap.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { useWorkspace } from '../../workspace.ts'
import type { ViewChoice } from '../open-workspace.tsx'
import { ViewSwitcher } from './view-switcher.tsx'

const Root = styled('nav')({
  width: 240, flex: 'none', display: 'flex', flexDirection: 'column', minHeight: 0, overflowY: 'auto', overflowX: 'hidden', backgroundColor: 'var(--surface)', borderRight: '1px solid var(--line)',
  '&[data-folded="true"]': { width: 52 },
})
const NewButton = styled('button')({
  display: 'flex', alignItems: 'center', gap: 8, height: 34, margin: '0 8px 10px', padding: '0 10px', flex: 'none', font: 'inherit', fontSize: 13, fontWeight: 500, color: 'var(--on-primary)', backgroundColor: 'var(--primary)', border: '1px solid var(--primary)', borderRadius: 4, cursor: 'pointer', whiteSpace: 'nowrap',
  '&:hover': { filter: 'brightness(1.08)' }, '& kbd': { marginLeft: 'auto' }, '& svg': { fontSize: 20 },
  '[data-folded="true"] &': { justifyContent: 'center', padding: 0 },
})
const Row = styled('button')({
  position: 'relative', display: 'flex', alignItems: 'center', gap: 10, width: '100%', height: 32, padding: '0 12px', font: 'inherit', textAlign: 'left', color: 'var(--text)', background: 'none', border: 0, cursor: 'pointer',
  '& svg': { fontSize: 20, color: 'var(--text2)', flex: 'none' }, '& .name': { flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& .count': { fontSize: 13, color: 'var(--text2)' }, '& .count[data-hot="true"]': { color: 'var(--primary)', fontWeight: 600 },
  '& .count[data-bad="true"]': { minWidth: 20, padding: '0 6px', borderRadius: 10, textAlign: 'center', fontSize: 12, fontWeight: 600, lineHeight: '18px', backgroundColor: 'var(--over)', color: 'var(--surface)' },
  '&:hover': { backgroundColor: 'var(--raised)' },
  '&[aria-current="page"]': { backgroundColor: 'var(--selected)', boxShadow: 'inset 3px 0 0 var(--primary)', fontWeight: 600, '& svg': { color: 'var(--primary)' } },
  '&:focus-visible': { outlineOffset: -2 },
  '[data-folded="true"] &': { justifyContent: 'center', padding: 0, height: 38, '& .name': { display: 'none' }, '& .count': { position: 'absolute', top: 1, right: 4, fontSize: 11, lineHeight: '14px' }, '& .count[data-bad="true"]': { minWidth: 16, padding: '0 4px', lineHeight: '14px', fontSize: 11 } },
})
const Rest = styled('div')({ flex: 1 })
const ICONS: Readonly<Record<Folder, ReactElement>> = {
  drafts: <EditNoteIcon />, queue: <OutboxIcon />, errors: <ErrorIcon />, sent: <SendIcon />, answers: <MarkEmailReadIcon />, messages: <ForumIcon />, conflicts: <CallSplitIcon />, handed: <AssignmentIndIcon />,
}

/** Which folder is open. During a call nothing but «Черновики» is: the draft lies there. */
const openFolder = (screen: ReturnType<typeof useWorkspace>['screen']): Folder | null => {
  if (screen.name === 'transfer') return screen.part === 'export' ? 'queue' : null
  if (screen.name === 'shift') return null
  if (screen.name === 'folder') return screen.folder
  return screen.name === 'compose' ? 'drafts' : 'queue'
}

/** Role and cabinet, «Новое сообщение», folders with counts. Folded: icons with their words in tooltips. */
export const Rail = ({ views, onView, counts, folded, onNew }: { views: readonly ViewChoice[]; onView: (view: ViewChoice) => void; counts: FolderCounts | undefined; folded: boolean; onNew: (() => void) | null }): ReactElement => {
  const { t } = useTranslation()
  const { role, screen, navigate, timeZone } = useWorkspace()
  const { number } = useFormats(timeZone)
  const open = openFolder(screen)
  const tip = (title: string, child: ReactElement) => (folded ? <Tooltip key={title} title={title} placement="right">{child}</Tooltip> : child)
  return (
    <Root aria-label={t('shell.rail')} data-folded={folded}>
      <ViewSwitcher views={views} onView={onView} folded={folded} />
      {onNew === null ? null : tip(t('shell.newMessage'), (
        <NewButton type="button" onClick={onNew} aria-label={t('shell.newMessage')} aria-keyshortcuts="Control+N">
          <AddIcon />
          {folded ? null : <><span>{t('shell.newMessage')}</span><KeyCap keys="Ctrl+N" on="filled" /></>}
        </NewButton>
      ))}
      <ul>
        {shownFolders(role, counts, open).map((folder) => {
          const count = counts?.[folder] ?? 0
          const fresh = folder === 'answers' && (counts?.unread ?? 0) > 0
          const name = t(`names.folder.${folder}`)
          return (
            <li key={folder}>
              {tip(name, (
                <Row type="button" onClick={() => navigate({ name: 'folder', folder })} aria-label={count === 0 ? name : t('shell.folderCount', { folder: name, count: number(count) })} {...(folder === open ? { 'aria-current': 'page' as const } : {})}>
                  {ICONS[folder]}
                  <span className="name">{name}</span>
                  {count === 0 ? null : <span className="count" data-bad={folder === 'errors' || folder === 'conflicts'} data-hot={fresh || folder === 'handed'}>{number(count)}</span>}
                </Row>
              ))}
            </li>
          )
        })}
        {reachOf(role, 'transfer:import') === undefined ? null : (
          <li>
            {tip(t('transfer.action'), (
              <Row type="button" onClick={() => navigate({ name: 'transfer', part: 'import' })} aria-label={t('transfer.action')} {...(screen.name === 'transfer' && screen.part === 'import' ? { 'aria-current': 'page' as const } : {})}>
                <UsbIcon />
                <span className="name">{t('transfer.action')}</span>
              </Row>
            ))}
          </li>
        )}
      </ul>
      {onNew === null ? null : <><Rest /><ShiftCard folded={folded} /></>}
    </Root>
  )
}
