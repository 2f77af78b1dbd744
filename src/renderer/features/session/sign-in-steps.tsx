import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppFacts } from '../../../shared/ipc.ts'

const Root = styled('section')({
  flex: 1, minWidth: 0, padding: '46px 44px', overflowY: 'auto', display: 'flex', flexDirection: 'column', alignItems: 'center',
  '& > div': { width: 700, maxWidth: '100%' }, '& h2': { fontSize: 22, lineHeight: '28px', fontWeight: 600 }, '& .intro': { marginTop: 4, color: 'var(--text2)' },
  '& ol': { marginTop: 12, backgroundColor: 'var(--surface)', border: '1px solid var(--line)', borderRadius: 6 },
  '& li': { display: 'flex', gap: 12, alignItems: 'baseline', padding: '13px 14px', borderTop: '1px solid var(--line)' }, '& li:first-of-type': { borderTop: 0 },
  '& li b': { width: 150, flex: 'none', fontWeight: 600 }, '& li p': { color: 'var(--text2)' }, '& .foot': { marginTop: 10, fontSize: 12, color: 'var(--text2)' },
  '@media (max-width: 900px)': { padding: '20px 32px', '& li': { flexWrap: 'wrap' }, '& li p': { width: '100%' } },
})
const Digit = styled('span')({ flex: 'none', width: 22, height: 22, display: 'inline-flex', alignItems: 'center', justifyContent: 'center', borderRadius: 11, fontSize: 12, fontWeight: 600, backgroundColor: 'var(--primary-tint)', color: 'var(--primary)' })

/** What happens after the button: the list of people stands on the platform's own page. */
export const SignInSteps = ({ facts }: { facts: AppFacts }): ReactElement => {
  const { t } = useTranslation()
  const live = facts.mode === 'live'
  const steps = [
    ['window', live ? 'windowLive' : 'windowTraining'], ['person', live ? 'personLive' : 'personTraining'], ['checklist', 'checklistText'], ['offline', 'offlineText'],
  ] as const
  return (
    <Root aria-label={t('session.how')}>
      <div>
        <h2>{t('session.how')}</h2>
        <p className="intro">{t('session.howIntro')}</p>
        <ol>
          {steps.map(([name, text], index) => (
            <li key={name}>
              <Digit aria-hidden="true">{index + 1}</Digit>
              <b>{t(`session.steps.${name}`)}</b>
              <p>{t(`session.steps.${text}`)}</p>
            </li>
          ))}
        </ol>
        <p className="foot">{t('session.version', { version: facts.version, runtime: facts.runtime })}</p>
      </div>
    </Root>
  )
}
