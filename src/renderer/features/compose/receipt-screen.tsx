import { styled } from '@mui/material/styles'
import { useCallback, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../store.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { Empty, Foot } from '../../ui/pane.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { useKeys } from '../../ui/use-keys.ts'
import { useWorkspace } from '../../workspace.ts'
import { ReceiptPath } from './receipt-path.tsx'
import { receiptSteps } from './receipt-steps.ts'
import { ReceiptWords } from './receipt-words.tsx'

const Root = styled('div')({
  display: 'grid', flex: 1, height: '100%', minHeight: 0, minWidth: 0, backgroundColor: 'var(--surface)', gridTemplateRows: 'minmax(0, 1fr) auto', gridTemplateColumns: 'minmax(0, 1fr) 430px',
  '@media (min-width: 1600px)': { gridTemplateColumns: 'minmax(0, 1fr) 560px' },
  '@media (max-width: 1099px)': { gridTemplateColumns: 'minmax(0, 1fr)', gridTemplateRows: 'auto auto auto', overflowY: 'auto' },
  '& > .foot': { gridColumn: '1 / -1' },
})

/** What to say before the caller hangs up, and the message's way, live. Left by the operator only. */
export const ReceiptScreen = ({ commandId }: { commandId: string }): ReactElement => {
  const { t } = useTranslation()
  const { navigate, sync, timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const item = useAnswer(['outbox', 'messages'], 'outbox:get', commandId)
  const isDone = item?.state === 'done'
  const needsAttention = item?.state === 'needs-attention'
  const finish = useCallback(
    () => navigate({ name: 'folder', folder: isDone ? 'sent' : needsAttention ? 'errors' : 'queue', openId: commandId }),
    [navigate, isDone, needsAttention, commandId],
  )
  useKeys({ Enter: { label: t('receipt.finish'), run: finish } })
  return (
    <Root role="region" aria-label={t('receipt.title')}>
      {item === null ? <Empty text={t('receipt.gone')} /> : item === undefined || item.id !== commandId ? <div /> : <ReceiptWords item={item} />}
      {item === null || item === undefined ? <div /> : <ReceiptPath steps={receiptSteps(item, sync.link, { t, clock: format.clock, registration: format.registration })} />}
      <div className="foot"><Foot left={null} right={<ActionButton autoFocus primary label={t('receipt.finish')} keys="Enter" onClick={finish} />} /></div>
    </Root>
  )
}
