import Dialog from '@mui/material/Dialog'
import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../../ui/action-button.tsx'
import { useKeys } from '../../ui/use-keys.ts'

const Body = styled('div')({ padding: 20, width: 440, maxWidth: '100%', '& h2': { fontSize: 18, lineHeight: '24px', fontWeight: 600, marginBottom: 8 }, '& > div': { display: 'flex', justifyContent: 'flex-end', gap: 8, marginTop: 16 } })

/** Deleting one's own draft is a right, but never a slip: the safe answer has the focus. */
export const DiscardDialog = ({ onDiscard, onKeep }: { onDiscard: () => void; onKeep: () => void }): ReactElement => {
  const { t } = useTranslation()
  useKeys({ Esc: onKeep }, { modal: true })
  return (
    <Dialog open onClose={onKeep} disableRestoreFocus aria-labelledby="discard-title" aria-describedby="discard-text">
      <Body>
        <h2 id="discard-title">{t('compose.discard.title')}</h2>
        <p id="discard-text">{t('compose.discard.text')}</p>
        <div>
          <ActionButton autoFocus label={t('compose.discard.no')} keys="Esc" onClick={onKeep} />
          <ActionButton tone="danger" label={t('compose.discard.yes')} onClick={onDiscard} />
        </div>
      </Body>
    </Dialog>
  )
}
