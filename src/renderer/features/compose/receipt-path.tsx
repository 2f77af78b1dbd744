import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReceiptStep, StepLook } from './receipt-steps.ts'

const Root = styled('aside')({
  minHeight: 0, minWidth: 0, overflowY: 'auto', padding: '24px 22px', borderLeft: '1px solid var(--line)', backgroundColor: 'var(--raised)',
  '& h2': { fontSize: 14, lineHeight: '20px', fontWeight: 600, marginBottom: 20 },
  '& li': { display: 'grid', gridTemplateColumns: '20px 1fr', gap: '0 12px', marginBottom: 18 },
  '& li strong': { fontSize: 14, lineHeight: '20px', fontWeight: 600 }, '& li span': { gridColumn: 2, fontSize: 12, lineHeight: '16px', color: 'var(--text2)' },
  '& li[data-look="later"] strong': { fontWeight: 500, color: 'var(--text2)' }, '& li[data-look="bad"] strong': { color: 'var(--over)' },
})

const Mark = ({ look }: { look: StepLook }): ReactElement => {
  const { t } = useTranslation()
  const word = { done: t('receipt.done'), now: t('receipt.now'), later: t('receipt.later'), bad: t('receipt.stepAttention') }[look]
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" role="img" aria-label={word}>
      {look === 'done' ? <><circle cx="10" cy="10" r="9" fill="var(--done)" /><path d="M5.8 10.3l2.9 2.9 5.6-6" fill="none" stroke="var(--surface)" strokeWidth="2" /></> : null}
      {look === 'now' ? <><circle cx="10" cy="10" r="8" fill="var(--burn-tint)" stroke="var(--burn)" strokeWidth="2.5" /><circle cx="10" cy="10" r="3.5" fill="var(--burn)" /></> : null}
      {look === 'later' ? <circle cx="10" cy="10" r="8" fill="none" stroke="var(--line-strong)" strokeWidth="2" strokeDasharray="5 4" /> : null}
      {look === 'bad' ? <><rect x="1" y="1" width="18" height="18" rx="4" fill="var(--over)" /><path d="M10 4.6v7M10 13.8v1.9" stroke="var(--surface)" strokeWidth="2" /></> : null}
    </svg>
  )
}

/** Four steps that fill by themselves; heard when they change. */
export const ReceiptPath = ({ steps }: { steps: readonly ReceiptStep[] }): ReactElement => {
  const { t } = useTranslation()
  return (
    <Root aria-label={t('receipt.path')}>
      <h2>{t('receipt.path')}</h2>
      <ol aria-live="polite">
        {steps.map(({ name, look, title, detail }) => <li key={name} data-look={look}><Mark look={look} /><strong>{title}</strong><span>{detail}</span></li>)}
      </ol>
    </Root>
  )
}
