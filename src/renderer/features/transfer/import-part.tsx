import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { ok, type Failure } from '../../../shared/errors.ts'
import type { KeySource, TransferOutcome, TransferView } from '../../../shared/transfer/view.ts'
import { call } from '../../store.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { Note } from '../../ui/note.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { useWorkspace } from '../../workspace.ts'
import { FactGroup } from './facts.tsx'
import { FilePreview } from './file-preview.tsx'
import { KeyStep } from './key-step.tsx'
import { Running } from './running.tsx'
import { TransferFailure } from './transfer-failure.tsx'

/** Choose a file, give the key, look at what is in it, take it in: one step after another. */
export const ImportPart = ({ view }: { view: TransferView }): ReactElement => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [outcome, setOutcome] = useState<TransferOutcome | null>(null)
  const { chosen, preview, run } = view
  if (!view.mayImport) return <Note tone="burn">{t('transfer.noRight')}</Note>
  const after = async (asked: Promise<{ ok: true; value: unknown } | { ok: false; error: Failure }>) => {
    setFailure(null)
    setOutcome(null)
    const answer = await asked
    if (!answer.ok) setFailure(answer.error)
  }
  const choose = () => void after(call('transfer:choose'))
  const unlock = (source: KeySource) => void after(call('transfer:unlock', source))
  const takeIn = () =>
    void after(
      call('transfer:import').then((answer) => {
        if (!answer.ok) return answer
        setOutcome(answer.value)
        return ok(null)
      }),
    )
  if (run !== null) return <Running run={run} />
  return (
    <>
      {failure === null ? null : <TransferFailure failure={failure} />}
      {outcome === null ? null : (
        <Note tone={outcome.failed > 0 || !outcome.whole ? 'burn' : 'done'} title={t('transfer.result', { taken: outcome.taken, known: outcome.known, failed: outcome.failed })} live="polite">
          {outcome.whole ? t(outcome.taken > 0 ? 'transfer.resultText' : 'transfer.resultNothing') : t('transfer.interrupted', { taken: outcome.taken })}
        </Note>
      )}
      <p>{t('transfer.importLead')}</p>
      <FactGroup title={t('transfer.step1')}>
        <div style={{ display: 'flex', alignItems: 'center', gap: 12 }}>
          <ActionButton label={t(chosen === null ? 'transfer.chooseFile' : 'transfer.otherFile')} primary={chosen === null} onClick={choose} autoFocus={chosen === null} />
          {chosen === null ? null : <span>{t('transfer.chosen', { name: chosen.name, size: format.bytes(chosen.size) })}</span>}
        </div>
      </FactGroup>
      {chosen === null || preview !== null ? null : <KeyStep onKey={unlock} />}
      {preview === null ? null : <FilePreview preview={preview} onImport={takeIn} />}
    </>
  )
}
