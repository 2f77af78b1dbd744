import AccessTimeIcon from '@mui/icons-material/AccessTime'
import BatteryIcon from '@mui/icons-material/BatteryStdOutlined'
import ErrorIcon from '@mui/icons-material/Error'
import HourglassIcon from '@mui/icons-material/HourglassEmptyOutlined'
import JournalIcon from '@mui/icons-material/MenuBookOutlined'
import KeyIcon from '@mui/icons-material/KeyOutlined'
import OutboxIcon from '@mui/icons-material/OutboxOutlined'
import StorageIcon from '@mui/icons-material/StorageOutlined'
import SyncIcon from '@mui/icons-material/Sync'
import WifiIcon from '@mui/icons-material/Wifi'
import WifiOffIcon from '@mui/icons-material/WifiOff'
import { styled } from '@mui/material/styles'
import { useContext, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { LinkState } from '../../../shared/workspace.ts'
import { useAnswer } from '../../store.ts'
import { useFormats } from '../../ui/use-formats.ts'
import { useNow } from '../../ui/use-now.ts'
import { WorkspaceContext, type Workspace } from '../../workspace.ts'
import { useAppState } from '../app-state.ts'
import { GaugeButton } from './gauge-button.tsx'
import { factsToCopy, gaugeItems, type GaugeId } from './gauge-words.ts'
import { SessionItem } from './session-item.tsx'
import { TrainingControls } from './training-controls.tsx'
import { useDisk } from './use-disk.ts'

const Root = styled('footer')({
  display: 'flex', alignItems: 'stretch', height: 28, flex: 'none', padding: '0 8px', fontSize: 12, lineHeight: '16px', color: 'var(--text2)', overflow: 'hidden', whiteSpace: 'nowrap',
  backgroundColor: 'var(--surface)', borderTop: '1px solid var(--line)',
  '&[data-link="offline"]': { backgroundColor: 'var(--burn-tint)', borderTopColor: 'var(--burn)' },
  '& .item': { display: 'flex', alignItems: 'center', gap: 5, padding: '0 10px', borderRight: '1px solid var(--line)', flex: 'none' },
  '& .item.link': { flex: '0 1 auto', minWidth: 132, fontWeight: 600 }, '& .item.link > span': { overflow: 'hidden', textOverflow: 'ellipsis' },
  '& .item b': { fontWeight: 600, color: 'var(--text)' }, '& svg': { fontSize: 15, flex: 'none' },
  '& .rest': { marginLeft: 'auto', display: 'flex', alignItems: 'stretch', flex: 'none' },
  '& .rest > *': { borderRight: 0, borderLeft: '1px solid var(--line)' },
  // words give way to room, icons and values stay
  '@media (max-width: 1599px)': { '& .item': { padding: '0 7px' }, '& .roomy .words': { display: 'none' } },
  '@media (max-width: 1240px)': { '& .wide-only[data-level="calm"]': { display: 'none' } },
  '@media (max-width: 1000px)': { '& .middle-only': { display: 'none' } },
})
const LINK_ICON: Readonly<Record<LinkState, ReactElement>> = { online: <WifiIcon />, offline: <WifiOffIcon />, unknown: <SyncIcon />, 'signed-out': <SyncIcon /> }

type Shown = { icon: ReactElement; words: string; className?: string }
const useLooks = (): Readonly<Record<Exclude<GaugeId, 'link'>, Shown>> => {
  const { t } = useTranslation()
  return {
    queue: { icon: <OutboxIcon />, words: t('shell.status.queue') },
    aside: { icon: <ErrorIcon />, words: t('shell.status.setAside') },
    oldest: { icon: <HourglassIcon />, words: t('gauge.item.oldest'), className: 'roomy wide-only' },
    disk: { icon: <StorageIcon />, words: t('shell.status.disk'), className: 'roomy wide-only' },
    clock: { icon: <AccessTimeIcon />, words: t('shell.status.clock'), className: 'roomy wide-only' },
    session: { icon: <KeyIcon />, words: t('shell.status.signedInUntil') },
    journal: { icon: <JournalIcon />, words: t('gauge.item.journal'), className: 'roomy wide-only' },
    supply: { icon: <BatteryIcon />, words: t('gauge.supplyShort'), className: 'roomy' },
  }
}

/** The gauge «safe offline»: every item a button that explains itself and shows the way out. */
const Gauge = ({ workspace }: { workspace: Workspace }): ReactElement => {
  const { t } = useTranslation()
  const { facts, sync, session } = useAppState()
  const now = useNow(sync.link === 'offline' ? 1000 : 30_000)
  const format = useFormats(workspace.timeZone)
  const gauge = useAnswer(['outbox', 'drafts'], 'outbox:gauge')
  const input = { sync, session, freeBytes: useDisk(), gauge, now }
  const looks = useLooks()
  const copy = (): string => factsToCopy(input, facts?.version ?? '')
  return (
    <>
      {gaugeItems(input, { t, format }).map((item) => {
        const look = item.id === 'link' ? { icon: LINK_ICON[sync.link] } : looks[item.id]
        // without a sign-in the way in itself stands beside the item
        if (item.id === 'session' && session.state !== 'signed-in') return <SessionItem key="session" item={item} workspace={workspace} facts={copy} icon={<KeyIcon />} />
        return <GaugeButton key={item.id} item={item} workspace={workspace} facts={copy} {...look} />
      })}
    </>
  )
}

/** Before a workspace is open: whether there is a link, and who is signed in. */
const Bare = (): ReactElement => {
  const { t } = useTranslation()
  const { sync, session } = useAppState()
  const words = { online: 'shell.status.online', offline: 'shell.status.offline', unknown: 'shell.status.unknown', 'signed-out': 'shell.status.signedOut' } as const
  return (
    <>
      <span className="item link">{LINK_ICON[sync.link]}<span>{t(words[sync.link], { duration: '' })}</span></span>
      <span className="item"><KeyIcon />{t(session.state === 'expired' ? 'shell.status.expired' : session.state === 'signing-in' ? 'shell.status.signingIn' : 'shell.status.notSignedIn')}</span>
    </>
  )
}

export const StatusLine = (): ReactElement => {
  const { t } = useTranslation()
  const { facts, sync } = useAppState()
  const workspace = useContext(WorkspaceContext)
  const timeZone = workspace?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const format = useFormats(timeZone)
  const now = useNow()
  return (
    <Root aria-label={t('shell.status.label')} data-link={sync.link}>
      {workspace === null ? <Bare /> : <Gauge workspace={workspace} />}
      <div className="rest">
        {facts?.mode === 'training' ? <TrainingControls /> : null}
        <span className="item middle-only">{[format.weekday(now), format.time(now), workspace === null ? t('shell.status.localTime') : ''].filter(Boolean).join(' · ')}</span>
      </div>
      <span className="seen-by-readers-only" aria-live="polite">{sync.link === 'offline' ? t('shell.status.offlineSaid') : sync.link === 'online' ? t('shell.status.onlineSaid') : ''}</span>
    </Root>
  )
}
