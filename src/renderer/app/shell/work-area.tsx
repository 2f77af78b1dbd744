import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { foldersOf } from '../../../shared/folders.ts'
import { ComposeScreen } from '../../features/compose/compose-screen.tsx'
import { ReceiptScreen } from '../../features/compose/receipt-screen.tsx'
import { ConflictScreen } from '../../features/conflict/conflict-screen.tsx'
import { FolderScreen } from '../../features/messages/folder-screen.tsx'
import { HandedScreen } from '../../features/outbox/handed-screen.tsx'
import { QueueScreen } from '../../features/outbox/queue-screen.tsx'
import { TransferScreen } from '../../features/transfer/transfer-screen.tsx'
import { ShiftScreen } from '../../features/shift/shift-screen.tsx'
import { Empty } from '../../ui/pane.tsx'
import { useWorkspace } from '../../workspace.ts'

const Root = styled('main')({ flex: 1, minWidth: 0, minHeight: 0, display: 'flex', overflow: 'hidden', position: 'relative' })

const Current = (): ReactElement => {
  const { t } = useTranslation()
  const { screen, role } = useWorkspace()
  if (screen.name === 'compose') return <ComposeScreen key={screen.draftId ?? screen.begunAt} draftId={screen.draftId} />
  if (screen.name === 'shift') return <ShiftScreen />
  if (screen.name === 'receipt') return <ReceiptScreen key={screen.commandId} commandId={screen.commandId} />
  if (screen.name === 'transfer') return <TransferScreen key={screen.part} part={screen.part} />
  if (screen.folder === 'conflicts') return <ConflictScreen key={screen.openId ?? ''} {...(screen.openId === undefined ? {} : { openId: screen.openId })} />
  if (foldersOf(role).length === 0) return <Empty text={t('shell.noView')} />
  const { folder } = screen
  const opened = screen.openId === undefined ? {} : { openId: screen.openId }
  if (folder === 'handed') return <HandedScreen {...opened} />
  return folder === 'queue' || folder === 'errors' ? <QueueScreen key={folder} only={folder === 'errors' ? 'errors' : 'all'} {...opened} /> : <FolderScreen key={`${folder} ${screen.openId ?? ''}`} folder={folder} {...opened} />
}

/** The work in the middle: whatever the person navigated to. */
export const WorkArea = (): ReactElement => {
  const { t } = useTranslation()
  return <Root aria-label={t('shell.work')}><Current /></Root>
}
