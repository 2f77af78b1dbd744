import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListRow, SortKey } from '../../../shared/workspace.ts'
import { useFormats } from '../../ui/use-formats.ts'
import { TermClock } from '../../ui/term-clock.tsx'
import { useWorkspace } from '../../workspace.ts'
import { gridOf, type Column } from './columns.ts'
import { subjectLine } from './subject.ts'

const CELL = { px: '8px', minWidth: 0, overflow: 'hidden' } as const
const ONE_LINE = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const
const TWO_LINES = { display: '-webkit-box', WebkitBoxOrient: 'vertical', WebkitLineClamp: '2', overflow: 'hidden' } as const

const Small = ({ children }: { children: ReactNode }) => <Box sx={{ ...ONE_LINE, fontSize: 12, lineHeight: '16px', color: 'var(--text2)' }}>{children}</Box>

/** When a draft was last saved: day over time, as the term of a message is. */
const SavedCell = ({ row, now }: { row: ListRow; now: number }) => {
  const format = useFormats(useWorkspace().timeZone)
  return (
    <>
      <Box sx={ONE_LINE}>{format.dayMonth(row.updatedAt, now)}</Box>
      <Small>{format.time(row.updatedAt)}</Small>
    </>
  )
}

/** Term column: the clock once the platform has registered the message, plain words before. */
const TermCell = ({ row, now }: { row: ListRow; now: number }) => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  if (row.registeredAt === null) return <Small>{t('lists.notStarted')}</Small>
  return (
    <TermClock
      facts={{ registeredAt: row.registeredAt, answerAt: row.answerAt, closedAt: row.closedAt, regime: row.regime, postponed: row.postponed }}
      now={now}
      timeZone={timeZone}
      variant="row"
    />
  )
}

const SubjectCell = ({ row }: { row: ListRow }) => {
  const { t } = useTranslation()
  return (
    <>
      <Box sx={{ ...ONE_LINE, fontWeight: 600 }}>{subjectLine(row, t('lists.noSubject'))}</Box>
      <Small>{[row.place, row.of === 'draft' ? row.who : ''].filter(Boolean).join(' · ') || t('lists.noPlace')}</Small>
    </>
  )
}

const StatusCell = ({ row }: { row: ListRow }) => {
  const { t } = useTranslation()
  const wordsOf = (): string => {
    if (row.status.of === 'message') return [row.pending === true ? t('acts.pending') : '', t(`names.status.${row.status.value}`)].filter(Boolean).join(', ')
    return t(row.status.of === 'delivery' ? 'lists.pending' : 'lists.draftStatus')
  }
  return <Box sx={{ ...TWO_LINES, fontSize: 12, lineHeight: '16px', color: 'var(--text2)' }}>{wordsOf()}</Box>
}

const Cell = ({ of, row, now }: { of: SortKey; row: ListRow; now: number }) => {
  const { t } = useTranslation()
  const format = useFormats(useWorkspace().timeZone)
  if (of === 'updated') return <SavedCell row={row} now={now} />
  if (of === 'term') return <TermCell row={row} now={now} />
  if (of === 'subject') return <SubjectCell row={row} />
  if (of === 'status') return <StatusCell row={row} />
  if (of === 'number') return <Box sx={ONE_LINE}>{row.number === null ? '' : format.registration(row.number)}</Box>
  return <Box sx={ONE_LINE}>{of === 'applicant' ? row.who || t('lists.noApplicant') : row.category}</Box>
}

/** One row of a folder, cell by cell as its columns say. */
export const MessageRow = ({ row, now, columns }: { row: ListRow; now: number; columns: readonly Column[] }) => (
  <Box sx={{ display: 'grid', gridTemplateColumns: gridOf(columns), alignItems: 'center', height: 1, fontSize: 13, lineHeight: '18px' }}>
    {columns.map(({ key }) => <Box key={key} sx={CELL}><Cell of={key} row={row} now={now} /></Box>)}
  </Box>
)
