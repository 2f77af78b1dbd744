import Snackbar from '@mui/material/Snackbar'
import { styled } from '@mui/material/styles'
import { useContext, type ReactElement, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignIn } from '../../features/session/use-sign-in.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import type { Formats } from '../../ui/format.ts'
import { useAction } from '../../ui/use-keys.ts'
import { useNow } from '../../ui/use-now.ts'
import { WorkspaceContext } from '../../workspace.ts'
import { useAppState } from '../app-state.ts'

/** A small button of the status line. */
export const StatusButton = styled('button')({
  height: 24, margin: 'auto 0', padding: '0 8px', font: 'inherit', fontWeight: 600, color: 'var(--primary)', background: 'none', border: '1px solid var(--line-strong)', borderRadius: 4, cursor: 'pointer', whiteSpace: 'nowrap',
  '&:hover': { backgroundColor: 'var(--primary-tint)' },
  '&:disabled': { color: 'var(--text3)', borderColor: 'var(--line)', cursor: 'default' },
  '&:focus-visible': { outlineOffset: -1 },
})

/** Until when the platform takes our word; without it, the way in. The vault stays open either way. */
export const SessionItem = ({ icon, format }: { icon: ReactNode; format: Formats }): ReactElement => {
  const { t } = useTranslation()
  const { session } = useAppState()
  const workspace = useContext(WorkspaceContext)
  const { signIn, cancel, failure, forget } = useSignIn()
  const now = useNow()
  const out = session.state === 'none' || session.state === 'expired'
  useAction({ id: 'sign-in', label: t('session.signIn'), run: () => void signIn(), enabled: workspace !== null && out })
  if (session.state === 'signed-in') return <span className="item">{icon}{t('shell.status.signedInUntil')} <b>{format.untilTime(session.until, now)}</b></span>
  if (session.state === 'signing-in') {
    return (
      <span className="item">
        {icon}
        {t('shell.status.signingIn')}
        {workspace === null ? null : <StatusButton type="button" onClick={() => void cancel()}>{t('shell.status.cancel')}</StatusButton>}
      </span>
    )
  }
  return (
    <span className="item">
      {icon}
      <span style={workspace === null ? {} : { color: 'var(--burn)', fontWeight: 600 }}>{t(session.state === 'expired' ? 'shell.status.expired' : 'shell.status.notSignedIn')}</span>
      {workspace === null ? null : <StatusButton type="button" onClick={() => void signIn()}>{t('shell.status.signIn')}</StatusButton>}
      <Snackbar open={failure !== null && workspace !== null} anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }} sx={{ bottom: '36px !important', maxWidth: 560 }}>
        <div style={{ whiteSpace: 'normal', boxShadow: 'var(--shadow)' }}>
          {failure === null ? null : <FailureNote failure={failure}><ActionButton label={t('shell.close')} onClick={forget} /></FailureNote>}
        </div>
      </Snackbar>
    </span>
  )
}
