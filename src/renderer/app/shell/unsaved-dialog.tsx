import Dialog from '@mui/material/Dialog'
import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../../ui/action-button.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { changeAppState } from '../app-state.ts'
import { signOut } from '../wiring.ts'

const Body = styled('div')({ padding: 20, width: 440, maxWidth: '100%', '& h2': { fontSize: 18, lineHeight: '24px', fontWeight: 600, marginBottom: 8 }, '& > div': { display: 'flex', justifyContent: 'flex-end', gap: 8, marginTop: 16 } })

/** Signing out would lose what the disk did not take: the safe answer has the focus. */
export const UnsavedDialog = (): ReactElement => {
  const { t } = useTranslation()
  const stay = (): void => changeAppState({ leavingUnsaved: false })
  useKeys({ Esc: stay }, { modal: true })
  return (
    <Dialog open onClose={stay} disableRestoreFocus aria-labelledby="unsaved-title" aria-describedby="unsaved-text">
      <Body>
        <h2 id="unsaved-title">{t('shell.unsaved.title')}</h2>
        <p id="unsaved-text">{t('shell.unsaved.text')}</p>
        <div>
          <ActionButton autoFocus label={t('shell.unsaved.stay')} keys="Esc" onClick={stay} />
          <ActionButton tone="danger" label={t('shell.unsaved.leave')} onClick={() => void signOut(true)} />
        </div>
      </Body>
    </Dialog>
  )
}
