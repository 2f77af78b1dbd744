import AssignmentInd from '@mui/icons-material/AssignmentIndOutlined'
import DeleteOutline from '@mui/icons-material/DeleteOutlined'
import ErrorOutline from '@mui/icons-material/Error'
import HelpOutline from '@mui/icons-material/Help'
import Schedule from '@mui/icons-material/Schedule'
import Box from '@mui/material/Box'
import useMediaQuery from '@mui/material/useMediaQuery'
import { type ReactNode, useCallback, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueueItem, QueueView } from '../../../shared/workspace.ts'
import { call, useAnswer } from '../../store.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { Note } from '../../ui/note.tsx'
import { Empty, Pane, PaneHead } from '../../ui/pane.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { useWorkspace } from '../../workspace.ts'
import { LinkNote } from './link-note.tsx'
import { QueueCard } from './queue-card.tsx'
import { QueueRow } from './queue-row.tsx'

const ROW_HEIGHT = 46
const NARROW = '(max-width: 1099px)'
type Group = { key: string; title: string; hint: string; colour: string; icon: ReactNode; items: readonly QueueItem[] }
/** A line of the list: the head of a group, or a record. Heads cannot hold the cursor. */
type Line = { of: 'head'; group: Group } | { of: 'item'; item: QueueItem }

const useGroups = (view: QueueView | undefined, onlyErrors: boolean): Group[] => {
  const { t } = useTranslation()
  const { sync } = useWorkspace()
  if (!view) return []
  const groups: Group[] = [
    { key: 'attention', title: t('queue.groupAttention'), hint: t('queue.groupAttentionHint'), colour: 'var(--over)', icon: <ErrorOutline fontSize="inherit" />, items: view.needsAttention },
    { key: 'unknown', title: t('queue.groupUnknown'), hint: t('queue.groupUnknownHint'), colour: 'var(--burn)', icon: <HelpOutline fontSize="inherit" />, items: view.unknown },
    { key: 'waiting', title: t(sync.link === 'online' ? 'queue.groupWaitingOnline' : 'queue.groupWaiting'), hint: t('queue.groupWaitingHint'), colour: 'var(--calm)', icon: <Schedule fontSize="inherit" />, items: view.waiting },
    { key: 'handed', title: t('tray.groupHanded'), hint: t('tray.groupHandedHint'), colour: 'var(--text2)', icon: <AssignmentInd fontSize="inherit" />, items: view.handedOver },
    { key: 'removed', title: t('tray.groupRemoved'), hint: t('tray.groupRemovedHint'), colour: 'var(--text2)', icon: <DeleteOutline fontSize="inherit" />, items: view.removed },
  ]
  const ofErrors = ['attention', 'handed', 'removed']
  return groups.filter(({ key, items }) => items.length > 0 && (onlyErrors ? ofErrors.includes(key) : !['handed', 'removed'].includes(key)))
}

const GroupHead = ({ group }: { group: Group }) => (
  <Box sx={{ display: 'flex', alignItems: 'center', gap: '8px', height: 1, px: '14px', bgcolor: 'var(--raised)', color: group.colour, fontSize: 13, fontWeight: 600 }}>
    <Box aria-hidden sx={{ display: 'flex', fontSize: 18 }}>{group.icon}</Box>
    {`${group.title} ${group.items.length}`}
    <Box sx={{ ml: 'auto', fontSize: 12, fontWeight: 400, color: 'var(--text2)' }}>{group.hint}</Box>
  </Box>
)

/** «Очередь» with its three groups, or «Ошибки» with the first alone. */
export const QueueScreen = ({ only, openId }: { only: 'all' | 'errors'; openId?: string | undefined }) => {
  const { t } = useTranslation()
  const { timeZone, navigate } = useWorkspace()
  const format = useFormats(timeZone)
  const view = useAnswer(['outbox', 'files'], 'outbox:view')
  const groups = useGroups(view, only === 'errors')
  const lines = useMemo<Line[]>(() => groups.flatMap((group) => [{ of: 'head' as const, group }, ...group.items.map((item) => ({ of: 'item' as const, item }))]), [groups])
  const [heldId, setHeldId] = useState(openId)
  const [cardOpen, setCardOpen] = useState(false)
  const [said, setSaid] = useState('')
  const [entered, setEntered] = useState(0)
  const listId = useId()
  const narrow = useMediaQuery(NARROW)
  const at = lines.findIndex((line) => line.of === 'item' && line.item.id === heldId)
  const cursor = at >= 0 ? at : Math.min(1, Math.max(0, lines.length - 1))
  const line = lines[cursor]
  const item = line?.of === 'item' ? line.item : undefined
  const moveTo = useCallback(
    (index: number) => {
      const step = index < cursor ? -1 : 1
      let target = index
      while (lines[target]?.of === 'head') target += target + step < 1 ? 1 : step
      const landed = lines[target]
      if (landed?.of === 'item') {
        setHeldId(landed.item.id)
        setSaid('')
        setEntered(0)
      }
    },
    [cursor, lines],
  )
  const count = groups.reduce((sum, { key, items }) => sum + (key === 'handed' || key === 'removed' ? 0 : items.length), 0)
  const empty = only === 'errors' ? t('queue.emptyErrors') : view?.lastDrainedAt ? t('queue.emptyQueueAt', { time: format.time(view.lastDrainedAt) }) : t('queue.emptyQueue')
  const tryNow = () => void call('sync:now')
  useKeys({ F9: { label: t('queue.tryNow'), run: tryNow } })
  const back = () => {
    setEntered(0)
    setCardOpen(false)
    document.getElementById(listId)?.focus()
  }
  /** What was decided leaves the cursor to the next record that waits for a decision. */
  const done = (words = '') => {
    const open = groups.find(({ key }) => key === 'attention')?.items ?? []
    const place = open.findIndex(({ id }) => id === item?.id)
    if (place >= 0) setHeldId((open[place + 1] ?? open[place - 1])?.id)
    setSaid(words)
    back()
  }
  return (
    <Box sx={{ display: 'flex', minHeight: 0, minWidth: 0, flex: 1 }}>
      {(!narrow || !cardOpen) && (
        <Pane label={t('lists.pane')} sx={{ flex: 1 }}>
          <PaneHead title={t(only === 'errors' ? 'names.folder.errors' : 'names.folder.queue')} {...(count === 0 ? {} : { count: t('queue.records', { count }) })}>
            {only === 'all' && count > 0 ? <ActionButton label={t('transfer.action')} onClick={() => navigate({ name: 'transfer', part: 'export' })} /> : null}
            <ActionButton label={t('queue.tryNow')} keys="F9" onClick={tryNow} />
          </PaneHead>
          <LinkNote waiting={(view?.waiting.length ?? 0) + (view?.unknown.length ?? 0)} />
          <Box role="status">{said === '' ? null : <Note tone="done">{said}</Note>}</Box>
          {view && count === 0 && <Empty text={empty} />}
          {view && lines.length === 0 ? null : (
            <VirtualList
              id={listId}
              cursorKey={item?.id ?? null}
              autoFocus
              label={t(only === 'errors' ? 'names.folder.errors' : 'names.folder.queue')}
              count={lines.length}
              rowHeight={ROW_HEIGHT}
              cursor={cursor}
              onCursor={moveTo}
              onOpen={() => {
                setCardOpen(true)
                setEntered((before) => before + 1)
              }}
              onBack={back}
              rowLabel={(index) => {
                const shown = lines[index]
                return shown?.of === 'head' ? shown.group.title : `${shown?.item.code ?? ''} ${shown?.item.row.subject ?? ''}`
              }}
              renderRow={(index) => {
                const shown = lines[index]
                if (!shown) return null
                return shown.of === 'head' ? <GroupHead group={shown.group} /> : <QueueRow item={shown.item} />
              }}
            />
          )}
        </Pane>
      )}
      {(!narrow || cardOpen) && (
        <Box sx={{ width: narrow ? 1 : { xs: 500, xl: 620 }, flexShrink: 0, display: 'flex', minHeight: 0, borderLeft: narrow ? 0 : '1px solid var(--line)' }}>
          <QueueCard key={item?.id} item={item} onBack={back} onDone={done} entered={entered} />
        </Box>
      )}
    </Box>
  )
}
