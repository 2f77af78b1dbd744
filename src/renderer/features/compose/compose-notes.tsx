import { styled } from '@mui/material/styles'
import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import type { Tone } from '../../ui/note.tsx'
import type { SaveState } from './autosave.ts'

/** Actions stand beside the words, so that a note takes no more height than they do. */
const Root = styled('div')({
  position: 'relative', '& > div': { paddingRight: 200 }, '&[data-actions="2"] > div': { paddingRight: 320 },
  '& .actions': { position: 'absolute', right: 10, top: '50%', transform: 'translateY(-50%)', display: 'flex', gap: 8 },
})
const NoteWith = ({ failure, tone = 'over', count = 1, children }: { failure: Failure; tone?: Tone; count?: number; children: ReactNode }): ReactElement => (
  <Root data-actions={count}><FailureNote failure={failure} tone={tone}><div className="actions">{children}</div></FailureNote></Root>
)

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
