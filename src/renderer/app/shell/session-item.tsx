import { styled } from '@mui/material/styles'
import { useContext, type ReactElement, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignIn } from '../../features/session/use-sign-in.ts'
import { errorText } from '../../ui/error-text.ts'
import type { Formats } from '../../ui/format.ts'
import { useAction } from '../../ui/use-keys.ts'
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
  const { signIn, cancel, failure } = useSignIn()
  const out = session.state === 'none' || session.state === 'expired'
  useAction({ id: 'sign-in', label: t('session.signIn'), run: () => void signIn(), enabled: workspace !== null && out })
  if (session.state === 'signed-in') return <span className="item">{icon}{t('shell.status.signedInUntil')} <b>{format.time(session.until)}</b></span>
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
    <span className="item" {...(failure === null ? {} : { title: Object.values(errorText(t, failure)).join(' ') })}>
      {icon}
      <span style={workspace === null ? {} : { color: 'var(--burn)', fontWeight: 600 }}>{t(session.state === 'expired' ? 'shell.status.expired' : 'shell.status.notSignedIn')}</span>
      {workspace === null ? null : <StatusButton type="button" onClick={() => void signIn()}>{t('shell.status.signIn')}</StatusButton>}
      <span className="seen-by-readers-only" aria-live="polite">{failure === null ? '' : errorText(t, failure).what}</span>
    </span>
  )
}
