import Box from '@mui/material/Box'
import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { NOTE_CHARACTERS } from '../../../shared/contract/shift.ts'
import { lengthOf } from '../../../shared/rules/text.ts'
import type { ShiftReport } from '../../../shared/shift.ts'
import { FailureNote } from '../../ui/failure-note.tsx'
import { TextField } from '../../ui/field.tsx'
import { Pane } from '../../ui/pane.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { useWorkspace } from '../../workspace.ts'
import { spanWords } from './shift-words.ts'
import type { Successor } from './successors.ts'
import type { NoteState } from './use-note.ts'

/** Stands for «Не знаю, кто»: no person has an empty id. */
const NOBODY = ''
const Given = styled('ul')({
  margin: 0, padding: 0, listStyle: 'none', border: '1px solid var(--line)', borderRadius: 6, backgroundColor: 'var(--surface)', fontSize: 13, lineHeight: '18px',
  '& > li': { padding: '5px 10px' }, '& > li + li': { borderTop: '1px solid var(--line)' }, '& strong': { display: 'block', fontWeight: 600 }, '& small': { fontSize: 12, lineHeight: '16px', color: 'var(--text2)' },
})
const Figures = styled('dl')({
  margin: 0, paddingTop: 10, borderTop: '1px solid var(--line)', display: 'grid', gridTemplateColumns: '1fr auto', gap: '3px 12px', fontSize: 13, lineHeight: '18px',
  '& dt': { color: 'var(--text2)' }, '& dd': { margin: 0, fontWeight: 600, textAlign: 'right' },
})

const useGiven = ({ counts, drafts }: ShiftReport): { what: string; hint: string }[] => {
  const { t } = useTranslation()
  const leaving = counts.waiting + counts.unknown
  const given = [
    ...(counts.setAside > 0 ? [{ what: t('shift.givenAside', { count: counts.setAside }), hint: t('shift.givenAsideHint') }] : []),
    ...(leaving > 0 ? [{ what: t('shift.givenOpen', { count: leaving }), hint: t('shift.givenOpenHint') }] : []),
    ...(drafts > 0 ? [{ what: t('shift.givenDrafts', { count: drafts }), hint: t('shift.givenDraftsHint') }] : []),
  ]
  return given.length > 0 ? given : [{ what: t('shift.givenNothing'), hint: t('shift.givenNothingHint') }]
}

/** «Передать смену»: to whom, what, the note, and figures of the shift that are really known. */
export const HandOverPane = ({ report, note, people, isClosed }: { report: ShiftReport; note: NoteState; people: readonly Successor[]; isClosed: boolean }): ReactElement => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const given = useGiven(report)
  const length = lengthOf(note.note)
  return (
    <Pane as="aside" label={t('shift.handOver')} sx={{ width: { xs: 350, xl: 440 }, flex: 'none', overflowY: 'auto', bgcolor: 'var(--raised)', borderLeft: '1px solid var(--line)' }}>
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: '10px', p: '12px 14px' }}>
        <Box component="h2" sx={{ m: 0, fontSize: 14, lineHeight: '20px', fontWeight: 600 }}>{t('shift.handOver')}</Box>
        <SelectField<string>
          id="shift-to" label={t('shift.to')} disabled={isClosed} value={note.toPersonId ?? NOBODY} onChange={(id) => note.edit({ toPersonId: id === NOBODY ? null : id })}
          options={[{ value: NOBODY, label: t('shift.toNobody') }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        {note.toPersonId === null ? <Box sx={{ mt: '-6px', fontSize: 12, lineHeight: '16px', color: 'var(--text2)' }}>{t('shift.toAll')}</Box> : null}
        <Box>
          <Box sx={{ fontSize: 12, lineHeight: '20px', color: 'var(--text2)' }}>{t('shift.given')}</Box>
          <Given>{given.map(({ what, hint }) => <li key={what}><strong>{what}</strong><small>{hint}</small></li>)}</Given>
        </Box>
        <TextField
          id="shift-note" label={t('shift.note')} disabled={isClosed} multiline rows={4} lang="ru" value={note.note} onChange={(typed) => note.edit({ note: typed })} onBlur={() => void note.flush()}
          aside={length > NOTE_CHARACTERS * 0.8 ? t('shift.noteCount', { count: length, limit: NOTE_CHARACTERS }) : t('shift.noteHint')}
          error={length > NOTE_CHARACTERS ? t('errors.E-TEXT-LONG.field', { count: length, limit: NOTE_CHARACTERS }) : null}
        />
        <Box aria-live="polite" sx={{ mt: '-6px', minHeight: 16, fontSize: 12, lineHeight: '16px', color: 'var(--text2)' }}>{note.savedAt === null ? '' : t('shift.noteSaved', { time: format.clock(note.savedAt) })}</Box>
        {note.failure === null || note.failure.code === 'E-TEXT-LONG' ? null : <FailureNote failure={note.failure} />}
        <Figures>
          <dt>{t('shift.figures.recorded')}</dt><dd>{format.number(report.counts.recorded)}</dd>
          <dt>{t('shift.figures.writing')}</dt><dd>{spanWords(t, report.writingMs)}</dd>
          <dt>{t('shift.figures.answers')}</dt><dd>{format.number(report.answersRead)}</dd>
        </Figures>
      </Box>
    </Pane>
  )
}
