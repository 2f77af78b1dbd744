import AccessTimeIcon from '@mui/icons-material/AccessTime'
import ErrorIcon from '@mui/icons-material/Error'
import KeyIcon from '@mui/icons-material/KeyOutlined'
import OutboxIcon from '@mui/icons-material/OutboxOutlined'
import StorageIcon from '@mui/icons-material/StorageOutlined'
import SyncIcon from '@mui/icons-material/Sync'
import WifiIcon from '@mui/icons-material/Wifi'
import WifiOffIcon from '@mui/icons-material/WifiOff'
import { styled } from '@mui/material/styles'
import { useContext, type ReactElement, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SyncFacts } from '../../../shared/workspace.ts'
import { useFormats } from '../../ui/use-formats.ts'
import { useNow } from '../../ui/use-now.ts'
import { WorkspaceContext } from '../../workspace.ts'
import { useAppState } from '../app-state.ts'
import { SessionItem } from './session-item.tsx'
import { TrainingControls } from './training-controls.tsx'
import { useDisk } from './use-disk.ts'

const Root = styled('footer')({
  display: 'flex', alignItems: 'stretch', height: 28, flex: 'none', padding: '0 8px', fontSize: 12, lineHeight: '16px', color: 'var(--text2)', overflow: 'hidden', whiteSpace: 'nowrap',
  backgroundColor: 'var(--surface)', borderTop: '1px solid var(--line)',
  '&[data-link="offline"]': { backgroundColor: 'var(--burn-tint)', borderTopColor: 'var(--burn)' },
  '& .item': { display: 'flex', alignItems: 'center', gap: 5, padding: '0 10px', borderRight: '1px solid var(--line)', flex: 'none' },
  '& .item.link': { flex: '0 1 auto', minWidth: 24, fontWeight: 600 }, '& .item.link > span': { overflow: 'hidden', textOverflow: 'ellipsis' },
  '& .item b': { fontWeight: 600, color: 'var(--text)' }, '& svg': { fontSize: 15, flex: 'none' },
  '& .rest': { marginLeft: 'auto', display: 'flex', alignItems: 'stretch', flex: 'none' },
  '& .rest > *': { borderRight: 0, borderLeft: '1px solid var(--line)' },
  '@media (max-width: 1240px)': { '& .wide-only': { display: 'none' } },
  '@media (max-width: 1000px)': { '& .item': { padding: '0 6px' }, '& .middle-only': { display: 'none' } },
})

const Item = ({ icon, words, value, colour, className = '' }: { icon: ReactNode; words: string; value: ReactNode; colour?: string | undefined; className?: string }): ReactElement => (
  <span className={`item ${className}`} style={colour === undefined ? {} : { color: colour, fontWeight: 600 }}>
    {icon}
    {words} <b style={colour === undefined ? {} : { color: colour }}>{value}</b>
  </span>
)

/** A difference below this is what any clock has. */
const EXACT_MS = 5_000

/** `waiting`: nobody is signed in over an open vault, so nothing is sent whatever the link does. */
const LinkItem = ({ sync, waiting }: { sync: SyncFacts; waiting: boolean }): ReactElement => {
  const { t } = useTranslation()
  const now = useNow(sync.link === 'offline' ? 1000 : 30_000)
  const { duration } = useFormats('UTC')
  if (sync.link === 'offline') return <span className="item link" style={{ color: 'var(--burn)' }}><WifiOffIcon /><span>{t('shell.status.offline', { duration: sync.offlineSince === null ? '' : duration(now - sync.offlineSince) })}</span></span>
  if (sync.link === 'online') return <span className="item link" style={{ color: 'var(--done)' }}><WifiIcon /><span>{t('shell.status.online')}</span></span>
  return <span className="item link"><SyncIcon /><span>{t(sync.link === 'unknown' && !waiting ? 'shell.status.unknown' : 'shell.status.signedOut')}</span></span>
}

const useClockWords = (offsetMs: number | null): { words: string; exact: boolean } => {
  const { t } = useTranslation()
  const { span } = useFormats('UTC')
  if (offsetMs === null) return { words: t('shell.status.clockUnknown'), exact: true }
  if (Math.abs(offsetMs) <= EXACT_MS) return { words: t('shell.status.clockExact'), exact: true }
  return { words: t(offsetMs > 0 ? 'shell.status.clockSlow' : 'shell.status.clockFast', { span: span(Math.max(60_000, Math.abs(offsetMs))) }), exact: false }
}

/** The gauge «safe offline»: link, queue, what was set aside, disk, clock, sign-in. */
export const StatusLine = (): ReactElement => {
  const { t } = useTranslation()
  const { facts, sync, session } = useAppState()
  const workspace = useContext(WorkspaceContext)
  const timeZone = workspace?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const format = useFormats(timeZone)
  const now = useNow()
  const disk = useDisk()
  const clock = useClockWords(sync.clockOffsetMs)
  return (
    <Root aria-label={t('shell.status.label')} data-link={sync.link}>
      <LinkItem sync={sync} waiting={workspace !== null && (session.state === 'none' || session.state === 'expired')} />
      <Item icon={<OutboxIcon />} words={t('shell.status.queue')} value={sync.queued + sync.unknown} />
      <Item icon={<ErrorIcon />} words={t('shell.status.setAside')} value={sync.needsAttention} colour={sync.needsAttention > 0 ? 'var(--over)' : undefined} />
      <Item className="wide-only" icon={<StorageIcon />} words={t('shell.status.disk')} value={disk === null ? '…' : format.bytes(disk)} />
      <Item className="wide-only" icon={<AccessTimeIcon />} words={t('shell.status.clock')} value={clock.words} colour={clock.exact ? undefined : 'var(--burn)'} />
      <SessionItem icon={<KeyIcon />} format={format} />
      <div className="rest">
        {facts?.mode === 'training' ? <TrainingControls /> : null}
        <span className="item middle-only">{[format.weekday(now), format.time(now), workspace === null ? t('shell.status.localTime') : ''].filter(Boolean).join(' · ')}</span>
      </div>
      <span className="seen-by-readers-only" aria-live="polite">{sync.link === 'offline' ? t('shell.status.offlineSaid') : sync.link === 'online' ? t('shell.status.onlineSaid') : ''}</span>
    </Root>
  )
}
