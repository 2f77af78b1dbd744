import Box from '@mui/material/Box'
import useMediaQuery from '@mui/material/useMediaQuery'
import { useId, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import type { ListQuery, ListRow } from '../../../shared/workspace.ts'
import { call, useAnswer } from '../../store.ts'
import { useFormats } from '../../ui/use-formats.ts'
import { Empty, Pane, PaneHead } from '../../ui/pane.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { useWorkspace } from '../../workspace.ts'
import { HandedCard } from './handed-card.tsx'

const ROW_HEIGHT = 46
const NARROW = '(max-width: 1099px)'
/** The oldest first: callers wait. Nobody has a hundred of them. */
const QUERY: Omit<ListQuery, 'timeZone'> = { folder: 'handed', search: '', term: null, sort: { key: 'updated', descending: false }, offset: 0, limit: 100, now: 0 }
const ONE_LINE = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const
const SMALL = { ...ONE_LINE, fontSize: 12, lineHeight: '16px', color: 'var(--text2)' } as const

const HandedRow = ({ row }: { row: ListRow }): ReactElement => {
  const { t } = useTranslation()
  const format = useFormats(useWorkspace().timeZone)
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '98px minmax(0, 1fr) 160px', alignItems: 'center', height: 1, px: '14px', fontSize: 13, lineHeight: '18px' }}>
      <Box>
        <Box sx={{ fontWeight: 600 }}>{row.code}</Box>
        <Box sx={SMALL}>{format.shortDateTime(row.updatedAt)}</Box>
      </Box>
      <Box sx={{ minWidth: 0, pr: '8px' }}>
        <Box sx={{ ...ONE_LINE, fontWeight: 600 }}>{row.subject || t('lists.noSubject')}</Box>
        <Box sx={SMALL}>{[row.place, row.who].filter(Boolean).join(' · ')}</Box>
      </Box>
      <Box sx={{ ...ONE_LINE, color: 'var(--over)' }}>{t('tray.inbox.status')}</Box>
    </Box>
  )
}

/** «Переданные»: records that operators could not send, for the coordinator to correct and send. Enter or F4 opens the form. */
export const HandedScreen = ({ openId }: { openId?: string | undefined }): ReactElement => {
  const { t } = useTranslation()
  const { timeZone, navigate } = useWorkspace()
  const page = useAnswer(['messages', 'dictionary'], 'lists:page', { ...QUERY, timeZone })
  const rows = page?.rows ?? []
  const [heldId, setHeldId] = useState(openId)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [cardOpen, setCardOpen] = useState(openId !== undefined)
  const narrow = useMediaQuery(NARROW)
  const listId = useId()
  const cursor = Math.max(0, rows.findIndex(({ id }) => id === heldId))
  const row = rows[cursor]
  const open = async (id: string | undefined) => {
    if (id === undefined) return
    const answer = await call('handed:open', id)
    if (answer.ok) navigate({ name: 'compose', draftId: answer.value.id })
    else setFailure(answer.error)
  }
  const back = () => {
    setCardOpen(false)
    document.getElementById(listId)?.focus()
  }
  return (
    <Box sx={{ display: 'flex', minHeight: 0, minWidth: 0, flex: 1 }}>
      {(!narrow || !cardOpen) && (
        <Pane label={t('lists.pane')} sx={{ flex: 1 }}>
          <PaneHead title={t('names.folder.handed')} {...(rows.length === 0 ? {} : { count: t('queue.records', { count: page?.folderTotal ?? 0 }) })} />
          {page !== undefined && rows.length === 0 ? (
            <Empty text={t('lists.empty.handed')} />
          ) : (
            <VirtualList
              id={listId} autoFocus label={t('names.folder.handed')} count={rows.length} rowHeight={ROW_HEIGHT} cursor={cursor} cursorKey={row?.id ?? null}
              onCursor={(index) => {
                setHeldId(rows[index]?.id)
                setFailure(null)
              }}
              onOpen={(index) => (narrow && !cardOpen ? setCardOpen(true) : void open(rows[index]?.id))}
              onBack={back}
              rowLabel={(index) => `${rows[index]?.code ?? ''} ${rows[index]?.subject ?? ''}`}
              renderRow={(index) => {
                const shown = rows[index]
                return shown === undefined ? null : <HandedRow row={shown} />
              }}
            />
          )}
        </Pane>
      )}
      {(!narrow || cardOpen) && (
        <Box sx={{ width: narrow ? 1 : { xs: 500, xl: 620 }, flexShrink: 0, display: 'flex', minHeight: 0, borderLeft: narrow ? 0 : '1px solid var(--line)' }}>
          <HandedCard key={row?.id} id={row?.id} failure={failure} onOpen={() => void open(row?.id)} onBack={back} />
        </Box>
      )}
    </Box>
  )
}
