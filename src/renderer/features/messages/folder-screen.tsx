import Box from '@mui/material/Box'
import useMediaQuery from '@mui/material/useMediaQuery'
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TermState } from '../../../shared/terms.ts'
import type { ListQuery, ListRow } from '../../../shared/workspace.ts'
import { Empty, Pane, PaneHead } from '../../ui/pane.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useNow } from '../../ui/use-now.ts'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { useWorkspace } from '../../workspace.ts'
import { columnsOf } from './columns.ts'
import { DraftCard } from './draft-card.tsx'
import { ColumnHeads, FolderSearch, TermChips } from './list-head.tsx'
import { MessageCardPane } from './message-card.tsx'
import { MessageRow } from './message-row.tsx'
import { subjectLine } from './subject.ts'
import { useRows } from './use-rows.ts'

/** The card follows the cursor after this pause, so that walking the list stays fluent. */
const FOLLOW_MS = 80
const ROW_HEIGHT = 44
/** Below this the card takes the whole screen instead of standing beside the list. */
const NARROW = '(max-width: 1099px)'
const WIDE = '(min-width: 1600px)'

type Folder = 'drafts' | 'sent' | 'answers' | 'messages'
const firstSort = (folder: Folder): ListQuery['sort'] => (folder === 'drafts' ? { key: 'updated', descending: true } : { key: 'term', descending: false })

const useFollowed = (id: string | undefined): string | undefined => {
  const [followed, setFollowed] = useState(id)
  useEffect(() => {
    const timer = setTimeout(() => setFollowed(id), FOLLOW_MS)
    return () => clearTimeout(timer)
  }, [id])
  return followed
}

/** A folder of messages or drafts: search, chips, list, and the chosen one beside it. */
export const FolderScreen = ({ folder, openId }: { folder: Folder; openId?: string | undefined }) => {
  const { t } = useTranslation()
  const { timeZone, navigate } = useWorkspace()
  const [search, setSearch] = useState('')
  const [term, setTerm] = useState<TermState | null>(null)
  const [sort, setSort] = useState(firstSort(folder))
  const [cursor, setCursor] = useState(0)
  const [cardOpen, setCardOpen] = useState(openId !== undefined)
  const searchField = useRef<HTMLInputElement>(null)
  const listId = useId()
  const focusList = useCallback(() => document.getElementById(listId)?.focus(), [listId])
  const card = useRef<HTMLDivElement>(null)
  const narrow = useMediaQuery(NARROW)
  const wide = useMediaQuery(WIDE)
  const columns = useMemo(() => columnsOf(folder === 'drafts' ? 'drafts' : 'messages', wide), [folder, wide])
  const now = useNow()
  const { page, rowAt, indexOf, need } = useRows({ folder, search, term, sort, timeZone })

  // the cursor stays on its message when rows move under it
  const held = useRef<string | undefined>(openId)
  useEffect(() => {
    const at = held.current === undefined ? -1 : indexOf(held.current)
    if (at >= 0) setCursor(at)
  }, [indexOf])
  const moveTo = useCallback(
    (index: number) => {
      setCursor(index)
      held.current = rowAt(index)?.id
    },
    [rowAt],
  )
  const total = page?.total ?? 0
  const row = total === 0 ? undefined : rowAt(Math.min(cursor, total - 1))
  const followed = useFollowed(openId !== undefined && held.current === openId ? openId : row?.id)
  const leaveSearch = () => focusList()
  const open = (opened: ListRow | undefined) => {
    if (opened?.of === 'draft') navigate({ name: 'compose', draftId: opened.id })
    else {
      setCardOpen(true)
      card.current?.focus()
    }
  }
  const back = () => {
    setCardOpen(false)
    if (search !== '' && document.activeElement?.id === listId) setSearch('')
    focusList()
  }
  useKeys({ '/': { label: t('lists.search'), run: () => searchField.current?.focus() } })
  useEffect(() => focusList(), [focusList])

  const emptyKey = search !== '' || term !== null ? 'search' : folder
  const showList = !narrow || !cardOpen
  const showCard = !narrow || cardOpen
  return (
    <Box sx={{ display: 'flex', minHeight: 0, minWidth: 0, flex: 1 }}>
      {showList && (
        <Pane label={t('lists.pane')} sx={{ flex: 1 }}>
          <PaneHead title={t(`names.folder.${folder}`)} count={page?.folderTotal}>
            <FolderSearch value={search} onChange={setSearch} onLeave={leaveSearch} inputRef={searchField} />
          </PaneHead>
          {page && folder !== 'drafts' && page.folderTotal > 0 && <TermChips page={page} term={term} onTerm={setTerm} />}
          <Box role="status" aria-live="polite" sx={{ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }}>
            {search === '' || !page ? '' : t('lists.found', { count: page.total })}
          </Box>
          {total > 0 && <ColumnHeads sort={sort} onSort={setSort} columns={columns} />}
          {page && total === 0 ? (
            <Empty text={t(`lists.empty.${emptyKey}`)} />
          ) : (
            <VirtualList
              id={listId}
              cursorKey={row?.id ?? null}
              autoFocus
              label={t(`names.folder.${folder}`)}
              count={total}
              rowHeight={ROW_HEIGHT}
              cursor={Math.min(cursor, Math.max(0, total - 1))}
              onCursor={moveTo}
              onOpen={(index) => open(rowAt(index))}
              onBack={back}
              onNeed={({ first, last }) => need(first, last)}
              rowLabel={(index) => {
                const shown = rowAt(index)
                return shown ? subjectLine(shown, t('lists.noSubject')) : t('lists.loading')
              }}
              renderRow={(index) => {
                const shown = rowAt(index)
                return shown ? <MessageRow row={shown} now={now} columns={columns} /> : null
              }}
            />
          )}
        </Pane>
      )}
      {showCard && (
        <Box ref={card} tabIndex={-1} sx={{ width: narrow ? 1 : wide ? 700 : 530, flexShrink: 0, display: 'flex', minHeight: 0, outline: 'none', borderLeft: narrow ? 0 : '1px solid var(--line)' }}>
          {folder === 'drafts' ? (
            <DraftCard id={followed} onBack={back} />
          ) : (
            <MessageCardPane id={followed} pending={row?.of === 'command' && row.id === followed} wide={wide} onBack={back} />
          )}
        </Box>
      )}
    </Box>
  )
}
