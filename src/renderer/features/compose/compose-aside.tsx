import ReceiptLongOutlinedIcon from '@mui/icons-material/ReceiptLongOutlined'
import { styled } from '@mui/material/styles'
import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FormPath } from '../../../shared/submit.ts'
import type { FieldIssue } from '../../../shared/workspace.ts'

const Root = styled('aside')({ display: 'flex', flexDirection: 'column', minHeight: 0, minWidth: 0 })
const Top = styled('div')({ flex: '1 1 auto', minHeight: 0, padding: 12, display: 'flex', flexDirection: 'column', gap: 12, overflowY: 'auto' })
const Slots = styled('section')({
  display: 'grid', gridTemplateColumns: '20px 1fr', gap: '2px 8px', flex: 'none', padding: '12px 12px 14px', borderTop: '1px solid var(--line)', backgroundColor: 'var(--surface)', color: 'var(--text2)',
  '& svg': { fontSize: 20 }, '& h3': { margin: 0, fontSize: 14, lineHeight: '20px', fontWeight: 600, color: 'var(--text)' }, '& p': { gridColumn: 2, fontSize: 12, lineHeight: '16px' },
  '& > div': { gridColumn: 2, display: 'flex', alignItems: 'center', gap: 4, marginTop: 8 },
  '& i': { width: 18, height: 26, border: '1px dashed var(--line-strong)', borderRadius: 3 },
})
const List = styled('section')({
  '& h3': { display: 'flex', justifyContent: 'space-between', margin: '0 0 6px', fontSize: 14, lineHeight: '20px', fontWeight: 600 },
  '& button': {
    display: 'flex', alignItems: 'center', gap: 10, width: '100%', minHeight: 26, padding: '2px 4px', border: 0, borderRadius: 4, background: 'none', font: 'inherit', fontSize: 13, color: 'var(--text)', textAlign: 'left', cursor: 'pointer',
    '&:hover': { backgroundColor: 'var(--sunken)' },
  },
  '& i': { width: 12, height: 12, flex: 'none', borderRadius: 6, border: '2px solid var(--line-strong)' },
  '& button[data-first="true"] i': { borderColor: 'var(--burn)', backgroundColor: 'var(--burn-tint)' },
})

/** Places of the code that the caller will hear: empty until the record is queued. */
const ReceiptSlots = (): ReactElement => {
  const { t } = useTranslation()
  const slots = (count: number) => Array.from({ length: count }, (_slot, index) => <i key={index} />)
  return (
    <Slots aria-label={t('compose.receiptSoon')}>
      <ReceiptLongOutlinedIcon /><h3>{t('compose.receiptSoon')}</h3>
      <p>{t('compose.receiptSoonText')}</p>
      <div aria-hidden="true">{slots(3)}–{slots(3)}–{slots(1)}</div>
    </Slots>
  )
}

/** What is still missing, the next one first to ask: a click goes there. */
export const LeftList = ({ issues, onGo }: { issues: readonly FieldIssue[]; onGo: (path: FormPath) => void }): ReactElement => {
  const { t } = useTranslation()
  return (
    <List aria-label={t('compose.foot.left')}>
      <h3>{issues.length === 0 ? t('compose.foot.nothingLeft') : t('compose.foot.leftMany', { count: issues.length })}</h3>
      {issues.map(({ path }, index) => (
        <button key={path} type="button" tabIndex={-1} data-first={index === 0} onClick={() => onGo(path as FormPath)}><i aria-hidden="true" />{t(`compose.field.${path}`)}</button>
      ))}
    </List>
  )
}

export const ComposeAside = ({ children }: { children: ReactNode }): ReactElement => {
  const { t } = useTranslation()
  return <Root aria-label={t('compose.aside')}><Top>{children}</Top><ReceiptSlots /></Root>
}
