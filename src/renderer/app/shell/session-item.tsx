import Snackbar from '@mui/material/Snackbar'
import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignIn } from '../../features/session/use-sign-in.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { useAction } from '../../ui/use-keys.ts'
import type { Workspace } from '../../workspace.ts'
import { GaugeButton } from './gauge-button.tsx'
import type { GaugeItem } from './gauge-words.ts'

/** A small button of the status line. */
export const StatusButton = styled('button')({
  height: 24, margin: 'auto 0', padding: '0 8px', font: 'inherit', fontWeight: 600, color: 'var(--primary)', background: 'none', border: '1px solid var(--line-strong)', borderRadius: 4, cursor: 'pointer', whiteSpace: 'nowrap',
  '&:hover': { backgroundColor: 'var(--primary-tint)' },
  '&:disabled': { color: 'var(--text3)', borderColor: 'var(--line)', cursor: 'default' },
  '&:focus-visible': { outlineOffset: -1 },
})

/** Nobody is signed in over an open vault: what that means, and the way in beside it. */
export const SessionItem = ({ item, icon, workspace, facts }: { item: GaugeItem; icon: ReactElement; workspace: Workspace; facts: () => string }): ReactElement => {
  const { t } = useTranslation()
  const { session } = workspace
  const { signIn, cancel, failure, forget } = useSignIn()
  const isSigningIn = session.state === 'signing-in'
  useAction({ id: 'sign-in', label: t('session.signIn'), run: () => void signIn(), enabled: !isSigningIn })
  return (
    <>
      <GaugeButton item={item} icon={icon} workspace={workspace} facts={facts} />
      <span className="item">
        {isSigningIn ? <StatusButton type="button" onClick={() => void cancel()}>{t('shell.status.cancel')}</StatusButton> : <StatusButton type="button" onClick={() => void signIn()}>{t('shell.status.signIn')}</StatusButton>}
      </span>
      <Snackbar open={failure !== null} anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }} sx={{ bottom: '36px !important', maxWidth: 560 }}>
        <div style={{ whiteSpace: 'normal', boxShadow: 'var(--shadow)' }}>
          {failure === null ? null : <FailureNote failure={failure}><ActionButton label={t('shell.close')} onClick={forget} /></FailureNote>}
        </div>
      </Snackbar>
    </>
  )
}
