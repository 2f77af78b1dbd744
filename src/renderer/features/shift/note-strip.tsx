import Box from '@mui/material/Box'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { call, useAnswer } from '../../store.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { Note } from '../../ui/note.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { useAction } from '../../ui/use-keys.ts'
import { useWorkspace } from '../../workspace.ts'

/** More would push the work off the screen; the next one comes when one is read. */
const CODES_SHOWN = 6

/** «Записка сменщику» of whoever worked here before: the newest of this cabinet, until it is read. */
export const NoteStrip = (): ReactElement | null => {
  const { t } = useTranslation()
  const { timeZone, cabinet } = useWorkspace()
  const format = useFormats(timeZone)
  const notes = useAnswer(['shift'], 'shift:notes')
  const note = notes?.find(({ cabinetId }) => cabinetId === cabinet.id)
  const read = () => note && void call('shift:put-note-away', note.id)
  useAction({ id: 'note-read', label: t('shift.strip.done'), run: () => void read(), enabled: note !== undefined })
  if (note === undefined) return null
  const { recorded, accepted } = note.counts
  const codes = note.openCodes.slice(0, CODES_SHOWN)
  return (
    <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: '8px', p: '8px', borderBottom: '1px solid var(--line)', bgcolor: 'var(--surface)', flex: 'none', '& > div:first-of-type': { flex: 1, minWidth: 0 } }}>
      <Note tone="info" title={t('shift.strip.title', { who: note.authorName, when: format.dateTime(note.closedAt) })} live="polite">
        <Box component="p" tabIndex={0} sx={{ m: 0, maxHeight: 110, overflowY: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{note.note}</Box>
        <Box component="p" sx={{ m: '2px 0 0', color: 'var(--text2)' }}>
          {[t('shift.strip.counts', { recorded, accepted }), codes.length === 0 ? '' : t('shift.strip.open', { codes: codes.join(', ') + (note.openCodes.length > codes.length ? '…' : '') })].filter((part) => part !== '').join(' ')}
        </Box>
      </Note>
      <ActionButton label={t('shift.strip.read')} onClick={() => void read()} />
    </Box>
  )
}
