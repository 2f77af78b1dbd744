import LinearProgress from '@mui/material/LinearProgress'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { TransferRun } from '../../../shared/transfer/view.ts'
import { call } from '../../store.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { useKeys } from '../../ui/use-keys.ts'
import { useWorkspace } from '../../workspace.ts'

/** What is under way, how far it is, and the way to end it. */
export const Running = ({ run }: { run: TransferRun }): ReactElement => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const cancel = () => void call('transfer:cancel')
  useKeys({ Esc: { label: t('transfer.cancel'), run: cancel } })
  const begun = run.done > 0
  const share = run.total === 0 ? 0 : Math.round((100 * run.done) / run.total)
  return (
    <section aria-label={t(`transfer.running.${run.kind}`)} style={{ display: 'flex', flexDirection: 'column', gap: 8 }}>
      <strong style={{ fontWeight: 600 }}>{t(`transfer.running.${run.kind}`)}</strong>
      <LinearProgress variant={begun ? 'determinate' : 'indeterminate'} aria-label={t(`transfer.running.${run.kind}`)} {...(begun ? { value: share } : {})} />
      <div style={{ display: 'flex', alignItems: 'center', gap: 12 }}>
        <span style={{ color: 'var(--text2)' }}>{begun ? t('transfer.progress', { done: format.bytes(run.done), total: format.bytes(run.total) }) : t('transfer.waiting')}</span>
        <ActionButton label={t('transfer.cancel')} keys="Esc" onClick={cancel} autoFocus />
      </div>
    </section>
  )
}
