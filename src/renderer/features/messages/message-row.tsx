import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { ListRow } from '../../../shared/workspace.ts'
import { useFormats } from '../../ui/use-formats.ts'
import { TermClock } from '../../ui/term-clock.tsx'
import { useWorkspace } from '../../workspace.ts'
import { columnsOf } from './columns.ts'
import { subjectLine } from './subject.ts'

const CELL = { px: '8px', minWidth: 0, overflow: 'hidden' } as const
const ONE_LINE = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const
const TWO_LINES = { display: '-webkit-box', WebkitBoxOrient: 'vertical', WebkitLineClamp: '2', overflow: 'hidden' } as const

/** Term column: the clock once the platform has registered the message, plain words before. */
const TermCell = ({ row, now }: { row: ListRow; now: number }) => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  if (row.registeredAt === null) {
    return (
      <Box sx={{ color: 'var(--text3)', fontSize: 12, lineHeight: '16px' }}>
        {row.of === 'draft' ? t('lists.saved', { when: format.dateTime(row.updatedAt, now) }) : t('lists.notStarted')}
      </Box>
    )
  }
  return (
    <TermClock
      facts={{ registeredAt: row.registeredAt, answerAt: row.answerAt, closedAt: row.closedAt, regime: row.regime, postponed: row.postponed }}
      now={now}
      timeZone={timeZone}
      variant="row"
    />
  )
}

/** One row of a folder: term, number, subject over place, who and category where there is room, status. */
export const MessageRow = ({ row, now, wide }: { row: ListRow; now: number; wide: boolean }) => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const status = row.status.of === 'message' ? t(`names.status.${row.status.value}`) : t('lists.draftStatus')
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: columnsOf(wide), alignItems: 'center', height: 1, fontSize: 13, lineHeight: '18px' }}>
      <Box sx={CELL}>
        <TermCell row={row} now={now} />
      </Box>
      <Box sx={{ ...CELL, ...ONE_LINE }}>{row.number === null ? '' : format.registration(row.number)}</Box>
      <Box sx={CELL}>
        <Box sx={{ ...ONE_LINE, fontWeight: 600 }}>{subjectLine(row, t('lists.noSubject'))}</Box>
        <Box sx={{ ...ONE_LINE, fontSize: 12, lineHeight: '16px', color: 'var(--text2)' }}>{row.place || t('lists.noPlace')}</Box>
      </Box>
      {wide && <Box sx={{ ...CELL, ...ONE_LINE }}>{row.who || t('lists.noApplicant')}</Box>}
      {wide && <Box sx={{ ...CELL, ...ONE_LINE }}>{row.category}</Box>}
      <Box sx={{ ...CELL, ...TWO_LINES, fontSize: 12, lineHeight: '16px', color: 'var(--text2)' }}>{row.status.of === 'delivery' ? t('lists.pending') : status}</Box>
    </Box>
  )
}
