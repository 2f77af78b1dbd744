import Box from '@mui/material/Box'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShiftReport } from '../../../shared/shift.ts'
import { Note } from '../../ui/note.tsx'

/** What does not add up, before anything else: each receipt code with what is wrong. A person may go on; nothing is hidden. */
export const Mismatches = ({ mismatches }: Pick<ShiftReport, 'mismatches'>): ReactElement => {
  const { t } = useTranslation()
  return (
    <Box sx={{ flex: 'none' }}>
      <Note tone="over" title={t('shift.missing')} live="polite">
        {mismatches.length === 0 ? null : (
          <Box component="ul" tabIndex={0} aria-label={t('shift.missing')} sx={{ m: '2px 0 4px', p: 0, listStyle: 'none', maxHeight: 96, overflowY: 'auto' }}>
            {mismatches.map(({ id, code, reason }) => <li key={`${id} ${reason}`}><strong>{code}</strong>{`: ${t(`shift.reason.${reason}`)}`}</li>)}
          </Box>
        )}
        <p>{t('shift.missingHint')}</p>
      </Note>
    </Box>
  )
}
