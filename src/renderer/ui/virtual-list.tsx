import { useVirtualizer, type Range } from '@tanstack/react-virtual'
import { styled } from '@mui/material/styles'
import { useEffect, useId, useLayoutEffect, useRef, type KeyboardEvent, type ReactElement, type ReactNode, type RefObject } from 'react'

const Root = styled('div')({
  flex: '1 1 auto', minHeight: 0, overflowY: 'auto', overflowX: 'hidden', scrollbarGutter: 'stable', position: 'relative', overflowAnchor: 'none', backgroundColor: 'var(--surface)',
  '&:focus-visible': { outline: 'none' },
  '&:focus-visible [aria-selected="true"]': { outline: '2px solid var(--focus)', outlineOffset: -2 },
})
const Row = styled('div')({
  position: 'absolute', left: 0, right: 0, top: 0, overflow: 'hidden', cursor: 'default', borderBottom: '1px solid var(--line)',
  '&[aria-selected="true"]': { backgroundColor: 'var(--selected)', boxShadow: 'inset 3px 0 0 var(--primary)' },
  '&:not([aria-selected="true"]):hover': { backgroundColor: 'var(--raised)' },
})

export type VirtualListProps = {
  count: number
  rowHeight: number
  /** Index of the cursor row; -1: none. */
  cursor: number
  onCursor: (index: number) => void
  onOpen: (index: number) => void
  renderRow: (index: number) => ReactNode
  label: string
  /** Called with the rows in sight (and a few around) whenever they change. */
  onNeed?: (range: { first: number; last: number }) => void
  onBack?: () => void
  /** Who the cursor row is: when the same one moves to another index, the list scrolls along, so that it stays put on the screen. */
  cursorKey?: string | null
  /** The row as a sentence for screen readers. */
  rowLabel?: (index: number) => string
  autoFocus?: boolean
  listRef?: RefObject<HTMLDivElement | null>
  id?: string
}

const nextCursor = (event: KeyboardEvent, cursor: number, count: number, page: number): number | undefined => {
  const steps: Record<string, number> = { ArrowDown: cursor + 1, ArrowUp: cursor - 1, PageDown: cursor + page, PageUp: cursor - page, Home: 0, End: count - 1 }
  const wanted = steps[event.key]
  return wanted === undefined ? undefined : Math.min(count - 1, Math.max(0, wanted))
}

/** A list of any length by keyboard: ↑ ↓ Home End PageUp PageDown move, Enter opens, Esc goes back. One tab stop. */
export const VirtualList = ({ count, rowHeight, cursor, onCursor, onOpen, renderRow, label, onNeed, onBack, cursorKey = null, rowLabel, autoFocus = false, listRef, id }: VirtualListProps): ReactElement => {
  const ownRef = useRef<HTMLDivElement>(null)
  const scroller = listRef ?? ownRef
  const ownId = useId()
  const listId = id ?? ownId
  const virtual = useVirtualizer({
    count, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 6,
    // the row that aria-activedescendant names must exist even when it is scrolled away
    rangeExtractor: ({ startIndex, endIndex, overscan, count: all }: Range) => {
      const first = Math.max(0, startIndex - overscan)
      const last = Math.min(all - 1, endIndex + overscan)
      const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
      return cursor >= 0 && cursor < all && (cursor < first || cursor > last) ? [...rows, cursor].sort((left, right) => left - right) : rows
    },
  })
  const held = useRef({ key: cursorKey, index: cursor })
  useLayoutEffect(() => {
    const before = held.current
    held.current = { key: cursorKey, index: cursor }
    const list = scroller.current
    if (list !== null && cursorKey !== null && before.key === cursorKey && before.index !== cursor && before.index >= 0) list.scrollTop += (cursor - before.index) * rowHeight
  }, [cursorKey, cursor, rowHeight, scroller])
  useEffect(() => { virtual.measure() }, [rowHeight, virtual])
  useEffect(() => { if (autoFocus) scroller.current?.focus({ preventScroll: true }) }, [autoFocus, scroller])

  const [from, to] = [virtual.range?.startIndex ?? 0, virtual.range?.endIndex ?? 0]
  const need = useRef(onNeed)
  useLayoutEffect(() => { need.current = onNeed })
  useEffect(() => {
    if (count > 0) need.current?.({ first: Math.max(0, from - 6), last: Math.min(count - 1, to + 6) })
  }, [from, to, count])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target !== event.currentTarget) return
    if (event.key === 'Enter' && cursor >= 0) onOpen(cursor)
    else if (event.key === 'Escape' && onBack !== undefined) onBack()
    else {
      const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1)
      const next = nextCursor(event, cursor, count, page)
      if (next === undefined || count === 0) return
      onCursor(next)
      virtual.scrollToIndex(next, { align: 'auto' })
    }
    event.preventDefault()
  }
  return (
    <Root
      ref={scroller} id={listId} role="listbox" tabIndex={0} aria-label={label} onKeyDown={onKeyDown}
      {...(cursor >= 0 && cursor < count ? { 'aria-activedescendant': `${listId}-${cursor}` } : {})}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => (
          <Row
            key={index} id={`${listId}-${index}`} role="option" aria-selected={index === cursor} aria-setsize={count} aria-posinset={index + 1}
            {...(rowLabel === undefined ? {} : { 'aria-label': rowLabel(index) })}
            style={{ height: rowHeight, transform: `translateY(${start}px)` }}
            onMouseDown={() => onCursor(index)} onDoubleClick={() => onOpen(index)}
          >
            {renderRow(index)}
          </Row>
        ))}
      </div>
    </Root>
  )
}
