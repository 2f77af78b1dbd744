import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import type { SaveState } from './autosave.ts'

const Actions = styled('div')({ display: 'flex', gap: 8, marginTop: 6 })

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
  if (saved.kind === 'failed') {
    return <FailureNote failure={saved.failure}><Actions><ActionButton label={t('compose.foot.saveAgain')} onClick={onSaveAgain} /></Actions></FailureNote>
  }
  if (refusal?.code === 'E-DUP') {
    const other = refusal.details?.otherId
    return (
      <FailureNote failure={refusal} tone="soon">
        <Actions>
          {typeof other === 'string' ? <ActionButton label={t('compose.duplicateOpen')} onClick={() => onOpenOther(other)} /> : null}
          <ActionButton label={t('compose.duplicateSend')} onClick={onSendAnyway} />
        </Actions>
      </FailureNote>
    )
  }
  if (refusal !== null) return <FailureNote failure={refusal}><Actions><ActionButton label={t('compose.close')} onClick={onDismiss} /></Actions></FailureNote>
  if (cleaned) return <FailureNote failure={{ code: 'E-TEXT-CLEANED' }} tone="soon"><Actions><ActionButton label={t('compose.close')} onClick={onDismiss} /></Actions></FailureNote>
  return null
}
