import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import type { ExportOutcome, TransferView } from '../../../shared/transfer/view.ts'
import { call } from '../../store.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { Note } from '../../ui/note.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { useKeys } from '../../ui/use-keys.ts'
import { useWorkspace } from '../../workspace.ts'
import { ConfirmExport } from './confirm-export.tsx'
import { FactGroup } from './facts.tsx'
import { Running } from './running.tsx'
import { TransferFailure } from './transfer-failure.tsx'

/** What goes into the file, what stays, and the export itself after a second question. */
export const ExportPart = ({ view }: { view: TransferView }): ReactElement => {
  const { t } = useTranslation()
  const { timeZone, sync } = useWorkspace()
  const format = useFormats(timeZone)
  const [asking, setAsking] = useState(false)
  const [outcome, setOutcome] = useState<ExportOutcome | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const { outbound, run } = view
  const mayExport = outbound.commands > 0 && run === null
  const ask = () => { if (mayExport) setAsking(true) }
  const start = async () => {
    setAsking(false)
    setOutcome(null)
    setFailure(null)
    const answer = await call('transfer:export')
    if (answer.ok) setOutcome(answer.value)
    else setFailure(answer.error)
  }
  useKeys({ 'Ctrl+Enter': { label: t('transfer.export'), run: ask } }, { enabled: !asking })
  if (run !== null) return <Running run={run} />
  const records = t('transfer.recordsCount', { count: outbound.commands })
  return (
    <>
      {failure === null ? null : <TransferFailure failure={failure} />}
      {outcome === null ? null : (
        <Note tone="done" title={t('transfer.exportedTitle', { name: outcome.name })} live="polite">
          {t('transfer.exported', { records: t('transfer.recordsCount', { count: outcome.commands }), files: t('transfer.filesCount', { count: outcome.files }) })}
        </Note>
      )}
      <p>{t('transfer.exportLead')}</p>
      {sync.link === 'online' && outbound.commands > 0 ? <Note tone="info">{t('transfer.onlineHint')}</Note> : null}
      <FactGroup
        title={t('transfer.goes')}
        rows={[[t('transfer.records'), records], [t('transfer.files'), t('transfer.filesCount', { count: outbound.files })], ...(outbound.files === 0 ? [] : [[t('transfer.size'), format.bytes(outbound.bytes)] as const])]}
      />
      <FactGroup title={t('transfer.stays')} rows={[[t('transfer.drafts'), format.number(outbound.drafts)], [t('transfer.others'), format.number(outbound.others)]]} />
      <Note tone="calm" title={t('transfer.keptTitle')}>{t('transfer.kept')}</Note>
      <div style={{ display: 'flex', alignItems: 'center', gap: 12 }}>
        <ActionButton primary label={t('transfer.export')} keys="Ctrl+Enter" onClick={ask} disabled={!mayExport} describedBy="transfer-why-not" autoFocus />
        <span id="transfer-why-not" style={{ color: 'var(--text2)' }}>{outbound.commands === 0 ? t('transfer.nothing') : ''}</span>
      </div>
      {asking ? <ConfirmExport fingerprint={view.fingerprint ?? ''} goes={[records, ...(outbound.files === 0 ? [] : [t('transfer.filesCount', { count: outbound.files })])]} onCancel={() => setAsking(false)} onConfirm={() => void start()} /> : null}
    </>
  )
}
