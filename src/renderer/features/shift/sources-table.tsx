import CheckCircle from '@mui/icons-material/CheckCircle'
import ErrorOutline from '@mui/icons-material/Error'
import Box from '@mui/material/Box'
import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShiftReport } from '../../../shared/shift.ts'
import { SectionTitle } from './section-title.tsx'
import { sourceLines } from './source-words.ts'

const Table = styled('table')({
  width: '100%', borderCollapse: 'collapse', fontSize: 13, lineHeight: '18px',
  '& th': { height: 28, padding: '0 8px', textAlign: 'left', fontSize: 12, fontWeight: 600, color: 'var(--text2)', backgroundColor: 'var(--raised)' },
  '& td': { height: 28, padding: '0 8px', borderBottom: '1px solid var(--line)' }, '& .count': { width: 80, textAlign: 'right', fontWeight: 600 }, '& .check': { width: '52%' },
})

/** Store, journal, platform: what each counted by itself, and how it was checked. */
export const SourcesTable = ({ report }: { report: ShiftReport }): ReactElement => {
  const { t } = useTranslation()
  return (
    <Box component="section" aria-label={t('shift.sources')} sx={{ flex: 'none' }}>
      <SectionTitle title={t('shift.sources')} />
      <Table>
        <thead><tr><th>{t('shift.column.source')}</th><th className="count">{t('shift.column.records')}</th><th className="check">{t('shift.column.check')}</th></tr></thead>
        <tbody>
          {sourceLines(t, report).map(({ key, name, count, words, good }) => (
            <tr key={key}>
              <td>{name}</td>
              <td className="count">{count}</td>
              <td className="check"><Box sx={{ display: 'flex', alignItems: 'center', gap: '6px', color: good ? 'var(--text)' : 'var(--over)', fontWeight: good ? 400 : 600 }}><Box aria-hidden sx={{ display: 'flex', fontSize: 16, color: good ? 'var(--done)' : 'var(--over)' }}>{good ? <CheckCircle fontSize="inherit" /> : <ErrorOutline fontSize="inherit" />}</Box>{words}</Box></td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Box>
  )
}
