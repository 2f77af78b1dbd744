import { styled } from '@mui/material/styles'
import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import type { FieldIssue } from '../../../shared/workspace.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { errorText } from '../../ui/error-text.ts'
import { FailureNote } from '../../ui/failure-note.tsx'
import { Note, type Tone } from '../../ui/note.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { useWorkspace } from '../../workspace.ts'
import type { SaveState } from './autosave.ts'
import { EXPLAINED_ID } from './field-errors.ts'

/** Actions stand beside the words, so that a note takes no more height than they do. */
const Root = styled('div')({
  position: 'relative', '& > div': { paddingRight: 200 }, '&[data-actions="2"] > div': { paddingRight: 320 },
  '& .actions': { position: 'absolute', right: 10, top: '50%', transform: 'translateY(-50%)', display: 'flex', gap: 8 },
})
const NoteWith = ({ failure, tone = 'over', count = 1, children }: { failure: Failure; tone?: Tone; count?: number; children: ReactNode }): ReactElement => (
  <Root data-actions={count}><FailureNote failure={failure} tone={tone}><div className="actions">{children}</div></FailureNote></Root>
)

const Code = styled('small')({ display: 'block', marginTop: 4, fontSize: 12, lineHeight: '16px', color: 'var(--text3)', userSelect: 'text' })

/** The field in question at length: what happened, what is safe, what to do; the code to tell whoever helps. Not spoken by itself: the line at the field is. */
export const Explained = ({ issue }: { issue: FieldIssue }): ReactElement => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const numbers = Object.fromEntries(Object.entries(issue.params ?? {}).map(([name, value]) => [name, typeof value === 'number' ? format.number(value) : value]))
  const { what, safe, todo } = errorText(t, { code: issue.code, params: numbers })
  return (
    <section id={EXPLAINED_ID} aria-label={t('compose.explained')}>
      <Note tone={issue.code === 'E-EMAIL-LOOKALIKE' ? 'soon' : 'over'} title={what}>
        <p>{`${safe} ${todo}`}</p>
        <Code>{issue.code}</Code>
      </Note>
    </section>
  )
}

export type ComposeNotesProps = {
  saved: SaveState
  cleaned: boolean
  refusal: Failure | null
  onSaveAgain: () => void
  onOpenOther: (commandId: string) => void
  onSendAnyway: () => void
  onDismiss: () => void
}

/** At most one note over the foot: what keeps the record from being safe stands first. */
export const ComposeNotes = ({ saved, cleaned, refusal, onSaveAgain, onOpenOther, onSendAnyway, onDismiss }: ComposeNotesProps): ReactElement | null => {
  const { t } = useTranslation()
  if (saved.kind === 'failed') return <NoteWith failure={saved.failure}><ActionButton label={t('compose.foot.saveAgain')} onClick={onSaveAgain} /></NoteWith>
  if (refusal?.code === 'E-DUP') {
    const other = refusal.details?.otherId
    return (
      <NoteWith failure={refusal} tone="soon" count={2}>
        {typeof other === 'string' ? <ActionButton label={t('compose.duplicateOpen')} onClick={() => onOpenOther(other)} /> : null}
        <ActionButton label={t('compose.duplicateSend')} onClick={onSendAnyway} />
      </NoteWith>
    )
  }
  const dismiss = <ActionButton label={t('compose.close')} onClick={onDismiss} />
  if (refusal !== null) return <NoteWith failure={refusal}>{dismiss}</NoteWith>
  return cleaned ? <NoteWith failure={{ code: 'E-TEXT-CLEANED' }} tone="soon">{dismiss}</NoteWith> : null
}
