import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { TransferPreview } from '../../../shared/transfer/view.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { useKeys } from '../../ui/use-keys.ts'
import { useNow } from '../../ui/use-now.ts'
import { useWorkspace } from '../../workspace.ts'
import { FactGroup } from './facts.tsx'

/** How many, from whom, of when: no word of a citizen before the records are in the queue. */
export const FilePreview = ({ preview, onImport }: { preview: TransferPreview; onImport: () => void }): ReactElement => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const now = useNow()
  const mayImport = preview.fresh > 0
  useKeys({ 'Ctrl+Enter': { label: t('transfer.import'), run: onImport } })
  const records = (count: number): string => t('transfer.recordsCount', { count })
  const { from, to } = preview
  return (
    <FactGroup
      title={t('transfer.step3')}
      rows={[
        [t('transfer.exportedBy'), t('transfer.exportedByOf', { name: preview.exporter, time: format.dateTime(preview.exportedAt, now) })],
        [t('transfer.authors'), preview.authors.map(({ name, count }) => t('transfer.authorOf', { name, records: records(count) })).join('; ')],
        ...(from === null || to === null ? [] : [[t('transfer.taken'), t('transfer.period', { from: format.dateTime(from, now), to: format.dateTime(to, now) })] as const]),
        [t('transfer.files'), `${t('transfer.filesCount', { count: preview.files })}${preview.files === 0 ? '' : `, ${format.bytes(preview.bytes)}`}`],
        [t('transfer.fresh'), records(preview.fresh)],
        [t('transfer.known'), records(preview.known)],
        [t('transfer.failed'), preview.failed === 0 ? records(0) : `${records(preview.failed)}: ${t('transfer.failedHint')}`],
      ]}
    >
      <div style={{ display: 'flex', alignItems: 'center', gap: 12, marginTop: 12 }}>
        <ActionButton primary label={t('transfer.import')} keys="Ctrl+Enter" onClick={onImport} autoFocus />
        <span style={{ color: 'var(--text2)' }}>{mayImport ? '' : t('transfer.nothingFresh')}</span>
      </div>
    </FactGroup>
  )
}
