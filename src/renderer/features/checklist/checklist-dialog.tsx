import Dialog from '@mui/material/Dialog'
import { styled } from '@mui/material/styles'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import type { Console } from '../../../shared/roles.ts'
import { call } from '../../store.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { useKeys } from '../../ui/use-keys.ts'
import { useNow } from '../../ui/use-now.ts'
import { useWorkspace } from '../../workspace.ts'
import { ChecklistRow } from './checklist-row.tsx'

const Body = styled('div')({ display: 'flex', flexDirection: 'column', gap: 12, padding: '20px 22px 14px', '& h2': { fontSize: 20, lineHeight: '26px', fontWeight: 600 }, '& .once': { color: 'var(--text2)', marginTop: -10 } })
const Facts = styled('dl')({ display: 'grid', gridTemplateColumns: 'max-content 1fr max-content 1fr', gap: '3px 22px', fontSize: 13, lineHeight: '18px', marginTop: 4, '& dt': { color: 'var(--text2)' }, '& dd': { minWidth: 0 } })
const Actions = styled('div')({ display: 'flex', alignItems: 'center', justifyContent: 'flex-end', gap: 10, padding: '12px 22px', borderTop: '1px solid var(--line)', backgroundColor: 'var(--raised)', '& .reason': { fontSize: 13, color: 'var(--text2)' } })

const reasonOf = (trained: boolean, cabinetReady: boolean): string | null => {
  if (trained && cabinetReady) return null
  if (!trained && !cabinetReady) return 'checklist.reasonBoth'
  return trained ? 'checklist.reasonSecond' : 'checklist.reasonFirst'
}

/** «Подтвердите подключение»: once per person, cabinet and console. Nothing dismisses it; without a link it is kept and sent later. */
export const ChecklistDialog = ({ wanted, onConfirmed }: { wanted: Console; onConfirmed: (at: string) => void }): ReactElement => {
  const { t } = useTranslation()
  const { me, cabinet, role, timeZone } = useWorkspace()
  const now = useNow()
  const format = useFormats(timeZone)
  const [trained, setTrained] = useState(false)
  const [cabinetReady, setCabinetReady] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const reason = reasonOf(trained, cabinetReady)
  const confirm = async () => {
    if (reason !== null || busy) return
    setBusy(true)
    const answer = await call('outbox:confirm-checklist', { cabinetId: cabinet.id, console: wanted, role })
    setBusy(false)
    if (answer.ok) onConfirmed(new Date(now).toISOString())
    else setFailure(answer.error)
  }
  useKeys({
    '1': { label: t('checklist.trained'), run: () => setTrained((before) => !before) },
    '2': { label: t('checklist.cabinetReady'), run: () => setCabinetReady((before) => !before) },
    'Ctrl+Enter': { label: t('checklist.confirm'), run: () => void confirm() },
  }, { modal: true })
  const facts = [
    ['employee', [me.surname, me.name, me.patronymic ?? ''].join(' ').trim()], ['role', t(`names.role.${role}`)], ['cabinet', cabinet.name], ['time', format.dateTime(now, 0)],
  ] as const
  return (
    <Dialog open aria-labelledby="checklist-title" aria-modal="true" slotProps={{ paper: { sx: { width: 600, maxWidth: 'calc(100vw - 32px)' } } }}>
      <Body>
        <h2 id="checklist-title">{t('checklist.title')}</h2>
        <p className="once">{t('checklist.once', { console: t(`names.console.${wanted}`) })}</p>
        <ChecklistRow id="checklist-trained" label={t('checklist.trained')} digit="1" ticked={trained} onTick={setTrained} autoFocus />
        <ChecklistRow id="checklist-cabinet" label={t('checklist.cabinetReady')} digit="2" ticked={cabinetReady} onTick={setCabinetReady} />
        {failure === null ? null : <FailureNote failure={failure} />}
        <Facts>{facts.flatMap(([name, value]) => [<dt key={`${name}-name`}>{t(`checklist.${name}`)}</dt>, <dd key={name}>{value}</dd>])}</Facts>
      </Body>
      <Actions>
        <span className="reason" id="checklist-reason" aria-live="polite">{reason === null ? '' : t(reason)}</span>
        <ActionButton label={t('checklist.confirm')} keys="Ctrl+Enter" primary disabled={reason !== null || busy} describedBy="checklist-reason" onClick={() => void confirm()} />
      </Actions>
    </Dialog>
  )
}
