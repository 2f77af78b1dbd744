import Box from '@mui/material/Box'
import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShiftReport } from '../../../shared/shift.ts'
import { useFormats } from '../../ui/use-formats.ts'
import { useWorkspace } from '../../workspace.ts'
import { SectionTitle } from './section-title.tsx'

const TALLEST = 130
const Bars = styled('ul')({ margin: 0, padding: 0, listStyle: 'none', display: 'flex', alignItems: 'flex-end', gap: 8, borderBottom: '1px solid var(--line)', fontSize: 12, lineHeight: '18px', textAlign: 'center' })

/** Calls per hour; the values stand on the bars, so that no second table is needed. */
export const HoursChart = ({ hours }: Pick<ShiftReport, 'hours'>): ReactElement => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const most = Math.max(1, ...hours.map(({ calls }) => calls))
  return (
    <Box component="section" aria-label={t('shift.hours')} sx={{ flex: 'none' }}>
      <SectionTitle title={t('shift.hours')} hint={t('shift.hoursHint')} />
      <Bars>
        {hours.map(({ at, calls }) => (
          <Box component="li" key={at} aria-label={t('shift.hourOf', { from: format.time(at), calls })} sx={{ flex: '1 1 0', minWidth: 0, maxWidth: 96 }}>
            <Box aria-hidden sx={{ fontWeight: 600 }}>{calls}</Box>
            <Box aria-hidden sx={{ height: Math.round((calls / most) * TALLEST), bgcolor: 'var(--primary)', borderRadius: '2px 2px 0 0', '@media (forced-colors: active)': { bgcolor: 'CanvasText' } }} />
            <Box aria-hidden sx={{ color: 'var(--text2)' }}>{format.time(at)}</Box>
          </Box>
        ))}
      </Bars>
    </Box>
  )
}
