import Box from '@mui/material/Box'
import { useEffect, useId, useRef, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConflictView } from '../../../shared/workspace.ts'
import { useAnswer } from '../../store.ts'
import { Empty, Pane, PaneHead } from '../../ui/pane.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { useNow } from '../../ui/use-now.ts'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { useWorkspace } from '../../workspace.ts'
import { ConflictDetail } from './conflict-detail.tsx'
import { headline, othersIn } from './conflict-words.ts'

const ROW_HEIGHT = 62
const ONE_LINE = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const

const who = (view: ConflictView, self: string, t: (key: string) => string): string => othersIn((view.now ?? view.was).history.slice(view.was.history.length), self, t).join(', ')

const Row = ({ view, self }: { view: ConflictView; self: string }): ReactElement => {
  const { t } = useTranslation()
  const { dictionary, timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const others = who(view, self, t)
  return (
    <Box sx={{ height: 1, px: '14px', py: '5px', fontSize: 13, lineHeight: '17px' }}>
      <Box sx={{ fontSize: 12, color: 'var(--text2)' }}>{format.registration(view.was.number)}</Box>
      <Box sx={{ ...ONE_LINE, fontWeight: 600 }}>{headline({ ...view.was, place: '' }, dictionary, t('lists.noSubject'))}</Box>
      <Box sx={{ ...ONE_LINE, fontSize: 12, color: 'var(--text2)' }}>{others === '' ? t('conflict.nobody') : t('conflict.youAnd', { who: others })}</Box>
    </Box>
  )
}

/** Since when to when the decisions were made without a link, and how many messages others changed meanwhile. */
const OfflineNote = ({ views }: { views: readonly ConflictView[] }): ReactElement | null => {
  const { t } = useTranslation()
  const format = useFormats(useWorkspace().timeZone)
  const now = useNow()
  const offline = views.filter((view): view is ConflictView & { offlineSince: number; foundAt: number } => view.offlineSince !== null && view.foundAt !== null)
  if (offline.length === 0) return null
  const [from, to] = [Math.min(...offline.map(({ offlineSince }) => offlineSince)), Math.max(...offline.map(({ foundAt }) => foundAt))]
  return (
    <Box sx={{ p: '10px 14px', fontSize: 12, lineHeight: '16px', color: 'var(--text2)', borderTop: '1px solid var(--line)' }}>
      {t('conflict.offlineNote', { from: format.untilTime(from, now), to: format.untilTime(to, now), messages: t('conflict.messages', { count: offline.length }) })}
    </Box>
  )
}

/** Whether another version came for a conflict that was on the screen before. */
const useMovedAgain = (view: ConflictView | undefined): boolean => {
  const first = useRef(new Map<string, number | null>())
  if (view === undefined) return false
  const version = view.now?.version ?? null
  if (!first.current.has(view.id)) first.current.set(view.id, version)
  return first.current.get(view.id) !== version
}

/** Screen g: who decided what, one above another, and the open one beside the list. */
export const ConflictScreen = ({ openId }: { openId?: string | undefined }): ReactElement => {
  const { t } = useTranslation()
  const { me } = useWorkspace()
  const views = useAnswer(['outbox', 'messages'], 'conflicts:view')
  const [heldId, setHeldId] = useState(openId)
  const [lastAt, setLastAt] = useState(0)
  const listId = useId()
  const all = views ?? []
  const found = all.findIndex(({ id }) => id === heldId)
  const cursor = found >= 0 ? found : Math.min(lastAt, Math.max(0, all.length - 1))
  const view = all[cursor]
  const movedAgain = useMovedAgain(view)
  const moveTo = (index: number) => {
    setLastAt(index)
    setHeldId(all[index]?.id)
  }
  // what was decided is gone: the next one takes its place
  useEffect(() => {
    if (view !== undefined && view.id !== heldId) setHeldId(view.id)
    if (found >= 0) setLastAt(found)
  }, [view, heldId, found])
  const self = `${me.surname} ${me.name.slice(0, 1)}.`
  const openDetail = () => document.querySelector<HTMLElement>('[data-conflict] [role="radio"][tabindex="0"]')?.focus()
  return (
    <Box sx={{ display: 'flex', minHeight: 0, minWidth: 0, flex: 1 }}>
      <Pane label={t('lists.pane')} sx={{ width: { xs: 246, xl: 330 }, flex: 'none', borderRight: '1px solid var(--line)' }}>
        <PaneHead title={t('conflict.pane')} {...(all.length === 0 ? {} : { count: all.length })} />
        {views !== undefined && all.length === 0 ? (
          <Empty text={t('conflict.empty')} />
        ) : (
          <>
            <Box sx={{ display: 'flex', flexDirection: 'column', minHeight: 0, flex: '0 1 auto', height: all.length * ROW_HEIGHT }}>
              <VirtualList
                id={listId} label={t('conflict.pane')} count={all.length} rowHeight={ROW_HEIGHT} cursor={cursor} cursorKey={view?.id ?? null} onCursor={moveTo} onOpen={openDetail}
                rowLabel={(index) => `${all[index]?.was.number ?? ''} ${all[index] === undefined ? '' : who(all[index], self, t)}`}
                renderRow={(index) => (all[index] === undefined ? null : <Row view={all[index]} self={self} />)}
              />
            </Box>
            <OfflineNote views={all} />
          </>
        )}
      </Pane>
      {view === undefined ? null : <ConflictDetail key={`${view.id} ${view.now?.version ?? ''}`} view={view} movedAgain={movedAgain} />}
    </Box>
  )
}
