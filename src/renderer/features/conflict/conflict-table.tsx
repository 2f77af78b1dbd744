import CheckCircle from '@mui/icons-material/CheckCircle'
import Box from '@mui/material/Box'
import { styled } from '@mui/material/styles'
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConflictRow, Side } from '../../../shared/conflict/rows.ts'
import type { ConflictView } from '../../../shared/workspace.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import type { Choosing } from './use-choice.ts'
import { actorWords, valueWords, type Wording } from './conflict-words.ts'

const Grid = styled('div')({
  display: 'grid', gridTemplateColumns: 'minmax(104px, .5fr) minmax(0, .7fr) minmax(0, 1fr) minmax(0, 1fr)', columnGap: 10, fontSize: 14, lineHeight: '20px',
  '& > [role="row"]': { display: 'contents' },
})
const Head = styled('div')({
  padding: '8px 12px', minHeight: 56, display: 'flex', flexDirection: 'column', justifyContent: 'center', minWidth: 0, borderBottom: '1px solid var(--line)', color: 'var(--text2)', fontSize: 13, lineHeight: '16px',
  '& > .name': { display: 'flex', alignItems: 'center', gap: 8, fontSize: 14, fontWeight: 600, color: 'var(--text)', lineHeight: '20px' },
  '& > .sub': { fontSize: 12, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '&[data-card]': { border: '1px solid var(--line-strong)', borderRadius: '6px 6px 0 0' },
  '&[data-card="mine"]': { borderTop: '3px solid var(--primary)' },
})
const Plain = styled('div')({ display: 'flex', alignItems: 'center', minHeight: 42, padding: '6px 12px', borderBottom: '1px solid var(--line)', color: 'var(--text2)', minWidth: 0, overflowWrap: 'anywhere', '&.label': { padding: '6px 0', fontSize: 13 } })
const Cell = styled('button')({
  display: 'flex', alignItems: 'center', gap: 8, minHeight: 42, minWidth: 0, padding: '6px 12px', font: 'inherit', textAlign: 'left', color: 'var(--text)', backgroundColor: 'var(--surface)', cursor: 'pointer',
  border: '1px solid var(--line-strong)', borderTopWidth: 0, overflowWrap: 'anywhere',
  '& > .value': { flex: 1, minWidth: 0, whiteSpace: 'pre-wrap', maxHeight: 160, overflowY: 'auto' }, '& > .aside': { fontSize: 12, color: 'var(--text2)', whiteSpace: 'nowrap' },
  '&[data-changed="false"]': { color: 'var(--text2)' },
  '&[aria-checked="true"][data-chosen="true"]': { backgroundColor: 'var(--done-tint)', fontWeight: 600, color: 'var(--text)', '& svg': { color: 'var(--done)', fontSize: 18, flex: 'none' } },
  '&[aria-disabled="true"]': { cursor: 'default' },
  '&[data-cursor="true"]': { outline: '2px solid var(--focus)', outlineOffset: -2, zIndex: 1 },
  '&:focus-visible': { outline: '2px solid var(--focus)', outlineOffset: -2, zIndex: 1 },
})
const Look = styled('span')({ fontSize: 12, fontWeight: 600, color: 'var(--soon)', backgroundColor: 'var(--soon-tint)', borderRadius: 3, padding: '0 6px', marginLeft: 6, whiteSpace: 'nowrap' })

const CardHead = ({ side, keys, name, sub }: { side: Side; keys: string; name: string; sub: string }): ReactElement => (
  <Head role="columnheader" data-card={side}>
    <div className="name"><KeyCap keys={keys} on="cap" />{name}</div>
    <div className="sub">{sub}</div>
  </Head>
)

/** One value that can be chosen: a radio of its row. */
const Choosable = ({ row, side, choosing, children }: { row: ConflictRow; side: Side; choosing: Choosing; children: ReactNode }): ReactElement => {
  const { t } = useTranslation()
  const isChosen = choosing.choice[row.field] === side
  const isHere = choosing.at === row.field && isChosen
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // the focus follows the cursor within the table, and never comes from elsewhere
    if (isHere && document.activeElement?.closest('[data-conflict]') !== null) button.current?.focus()
  }, [isHere])
  return (
    <Cell
      ref={button} type="button" role="radio" aria-checked={isChosen} aria-disabled={!row.choosable} tabIndex={isHere ? 0 : -1} data-changed={row.changed[side]} data-cursor={isHere}
      data-chosen={isChosen && (row.changed.mine || row.changed.theirs)} onClick={() => choosing.choose(side, row.field)} onFocus={() => choosing.goTo(row.field)}
    >
      <span className="value">{children}</span>
      {row.changed[side] ? null : <span className="aside">{t('conflict.untouched')}</span>}
      {isChosen ? <CheckCircle titleAccess={t('conflict.chosen')} /> : null}
    </Cell>
  )
}

/** Was, mine, theirs: one row for each thing that somebody changed. */
export const ConflictTable = ({ view, choosing, wording }: { view: ConflictView; choosing: Choosing; wording: Wording }): ReactElement => {
  const { t, format, now } = wording
  const { rows, events } = choosing.conflict
  const last = events.at(-1)
  const seenAt = view.was.history.at(-1)?.at ?? view.was.createdAt
  const words = (row: ConflictRow, of: 'was' | Side) => valueWords(row.field, row[of], wording, view)
  return (
    <Grid role="table" aria-label={t('conflict.table')} data-conflict>
      <div role="row">
        <Head role="columnheader"><span className="seen-by-readers-only">{t('conflict.field')}</span></Head>
        <Head role="columnheader"><div>{t('conflict.was')}</div><div className="sub">{format.untilTime(seenAt, now)}</div></Head>
        <CardHead side="mine" keys="1" name={t('conflict.mine')} sub={t(view.offlineSince === null ? 'conflict.mineAt' : 'conflict.mineAtOffline', { when: format.untilTime(view.queuedAt, now) })} />
        <CardHead side="theirs" keys="2" name={t('conflict.theirs')} sub={last === undefined ? '' : t('conflict.theirsAt', { who: actorWords(last, t), when: format.untilTime(last.at, now) })} />
      </div>
      {rows.map((row) => (
        <div role="row" key={row.field} data-row={row.field}>
          <Plain role="rowheader" className="label">{t(`conflict.fields.${row.field}`)}{choosing.unseen.includes(row.field) ? <Look>{t('conflict.look')}</Look> : null}</Plain>
          <Plain role="cell">{words(row, 'was')}</Plain>
          <Box role="cell" sx={{ display: 'grid' }}><Choosable row={row} side="mine" choosing={choosing}>{words(row, 'mine')}</Choosable></Box>
          <Box role="cell" sx={{ display: 'grid' }}><Choosable row={row} side="theirs" choosing={choosing}>{words(row, 'theirs')}</Choosable></Box>
        </div>
      ))}
    </Grid>
  )
}
