import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppFacts, SessionFacts } from '../../../shared/ipc.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { MODE_BAR } from '../../ui/theme/tokens.ts'
import { useKeys } from '../../ui/use-keys.ts'
import { SignInBrand } from './sign-in-brand.tsx'
import { SignInFacts } from './sign-in-facts.tsx'
import { SignInSteps } from './sign-in-steps.tsx'
import { useSignIn } from './use-sign-in.ts'

const Root = styled('main')({ flex: 1, display: 'flex', minHeight: 0, minWidth: 0, '@media (max-width: 900px)': { flexDirection: 'column', overflowY: 'auto' } })
const Left = styled('section')({
  width: 420, flex: 'none', display: 'flex', flexDirection: 'column', gap: 16, padding: '48px 44px 44px', minHeight: 0, overflowY: 'auto', backgroundColor: 'var(--surface)', borderRight: '1px solid var(--line)',
  '& .tagline': { fontSize: 16, lineHeight: '24px' }, '& .foot': { marginTop: 'auto', fontSize: 12, lineHeight: '16px', color: 'var(--text2)' },
  '@media (max-width: 900px)': { width: '100%', overflow: 'visible', padding: '24px 32px' },
})
const Training = styled('div')({
  padding: '12px 14px', borderRadius: 4, borderLeft: '4px solid', border: '1px solid', borderLeftWidth: 4, lineHeight: '20px', '& strong': { display: 'block', fontWeight: 600 },
})

/** The way in: one button, Enter presses it. Who may enter is asked on the platform's own page. */
export const SignInScreen = ({ facts, session, unsent = null }: { facts: AppFacts; session: SessionFacts; unsent?: number | null }): ReactElement => {
  const { t } = useTranslation()
  const { failure, signIn, cancel } = useSignIn()
  const waiting = session.state === 'signing-in'
  const notYet = facts.platform.state === 'starting'
  const { ground, text } = MODE_BAR.training.light
  useKeys({ Enter: { label: t('session.signIn'), run: () => void signIn() } }, { enabled: !waiting && !notYet })
  useKeys({ Esc: { label: t('session.cancel'), run: () => void cancel() } }, { enabled: waiting })
  const shown = failure ?? (facts.platform.state === 'failed' ? facts.platform.failure : null)
  return (
    <Root>
      <Left aria-label={t('session.pane')}>
        <SignInBrand />
        <p className="tagline">{t('session.tagline')}</p>
        {facts.mode === 'training' ? (
          <Training style={{ backgroundColor: ground, color: text, borderColor: text }}>
            <strong>{t('session.trainingTitle')}</strong>
            {t('session.trainingText')}
          </Training>
        ) : null}
        <SignInFacts facts={facts} unsent={unsent} />
        {shown === null ? null : <FailureNote failure={shown} />}
        {waiting ? (
          <>
            <p aria-live="polite">{t('session.signingIn')}</p>
            <ActionButton label={t('session.cancel')} keys="Esc" onClick={() => void cancel()} large fullWidth autoFocus />
          </>
        ) : (
          <ActionButton label={t('session.signIn')} primary large fullWidth autoFocus onClick={() => void signIn()} disabled={notYet} />
        )}
        <p className="foot">{t(facts.mode === 'training' ? 'session.policyNote' : 'session.liveNote')}</p>
      </Left>
      <SignInSteps facts={facts} />
    </Root>
  )
}
