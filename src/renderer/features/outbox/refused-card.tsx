import Box from '@mui/material/Box'
import { useEffect, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../../../shared/contract/draft.ts'
import type { Failure, Result } from '../../../shared/errors.ts'
import type { QueueItem, WithdrawalReason } from '../../../shared/workspace.ts'
import { call } from '../../store.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { errorText } from '../../ui/error-text.ts'
import { FailureNote } from '../../ui/failure-note.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { Note } from '../../ui/note.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useWorkspace } from '../../workspace.ts'
import { FixFields, isFixable } from './fix-fields.tsx'
import { focusFix, fixId } from './fix-look.ts'
import { closedTitle, refusalOf } from './reasons.ts'
import { HandOverDialog, RemoveDialog } from './tray-dialog.tsx'
import { useFix } from './use-fix.ts'

export type Acting = {
  /** Opens the record in the form. */
  toForm: () => void
  /** `said`: what became of it, for the list. */
  onDone: (said?: string) => void
  /** Changes when the person goes from the list into the card. */
  entered: number
}
type Dialog = 'none' | 'remove' | 'hand-over'

/** Why it could not be handed over, above the reason why it is here. */
const HandOverNote = ({ failure }: { failure: Failure }): ReactElement => {
  const { t } = useTranslation()
  const { what, safe, todo } = errorText(t, failure)
  return <Box sx={{ mb: '8px' }}><Note tone="burn" title={t('tray.handOverFailed')}>{`${what} ${safe} ${todo}`}</Note></Box>
}

/** The reason in three parts; a closed category by its name and day. */
export const Reason = ({ item, draft }: { item: Pick<QueueItem, 'failure' | 'issues'>; draft: Draft | null }): ReactElement => {
  const { t } = useTranslation()
  const { timeZone, dictionary } = useWorkspace()
  const format = useFormats(timeZone)
  const title = closedTitle(t, format, item.issues, draft, dictionary)
  return title === null ? <FailureNote failure={refusalOf(item)} /> : <Note tone="over" title={title} live="polite">{t('tray.closedText')}</Note>
}

/** A record that needs a decision: its reason, only the bad fields, and the four ways on. */
export const RefusedCard = ({ item, draft, toForm, onDone, entered }: Acting & { item: QueueItem; draft: Draft }): ReactElement => {
  const { t } = useTranslation()
  const [dialog, setDialog] = useState<Dialog>('none')
  const [failure, setFailure] = useState<Failure | null>(null)
  const fix = useFix(item, draft, ({ code }) => onDone(t('tray.queued', { code })))
  const canFix = fix.issues.length === 0 || fix.issues.some(isFixable)
  const firstWrong = fix.wrong.find(isFixable) ?? fix.issues.find(isFixable)
  useEffect(() => { if (entered > 0) focusFix(firstWrong === undefined ? ['send'] : [firstWrong.path]) }, [entered]) // oxlint-disable-line react/exhaustive-deps
  const act = async (asked: Promise<Result<null>>) => {
    setDialog('none')
    setFailure(null)
    const answer = await asked
    if (answer.ok) onDone()
    else setFailure(answer.error)
  }
  const send = () => {
    if (canFix) fix.send()
    else toForm()
  }
  useKeys(
    {
      'Ctrl+Enter': { label: t('tray.fix'), run: send },
      'Ctrl+G': { label: t('tray.toCoordinator'), run: () => setDialog('hand-over') },
      'Delete': { label: t('tray.remove'), run: () => setDialog('remove') },
    },
    { enabled: dialog === 'none' },
  )
  const shown = fix.failure ?? failure
  const isDuplicate = fix.failure?.code === 'E-DUP'
  return (
    <>
      {item.handOverFailure === null ? null : <HandOverNote failure={item.handOverFailure} />}
      <Reason item={item} draft={draft} />
      {fix.issues.length === 0 ? null : <FixFields fix={fix} />}
      {shown === null ? null : (
        <Box sx={{ mt: '10px' }}>
          <FailureNote failure={shown}>{isDuplicate ? <p style={{ marginTop: 8 }}><ActionButton label={t('tray.resendAnyway')} onClick={() => fix.send(true)} /></p> : null}</FailureNote>
        </Box>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: '8px', mt: '10px' }}>
        {canFix ? <ActionButton primary id={fixId('send')} label={t(fix.issues.length === 0 ? 'tray.resend' : 'tray.fix')} keys="Ctrl+Enter" disabled={fix.isSending} onClick={send} /> : <ActionButton primary id={fixId('send')} label={t('queue.openInForm')} keys="F4" onClick={toForm} />}
        <ActionButton label={t('tray.toCoordinator')} keys="Ctrl+G" onClick={() => setDialog('hand-over')} />
        <ActionButton label={t('tray.remove')} keys="Delete" onClick={() => setDialog('remove')} />
      </Box>
      {dialog === 'remove' ? <RemoveDialog onClose={() => setDialog('none')} onRemove={(reason, comment) => void act(call('outbox:withdraw', item.id, reason, comment))} /> : null}
      {dialog === 'hand-over' ? <HandOverDialog code={item.code} onClose={() => setDialog('none')} onHandOver={(comment) => void act(call('outbox:hand-over', item.id, comment))} /> : null}
    </>
  )
}

/** A refused command that has no form behind it (a confirmation, a decision): it can only be taken out, with its reason. */
export const RemoveOnly = ({ item, onDone }: Pick<Acting, 'onDone'> & { item: QueueItem }): ReactElement => {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const remove = async (reason: WithdrawalReason, comment: string) => {
    setAsking(false)
    const answer = await call('outbox:withdraw', item.id, reason, comment)
    if (answer.ok) onDone()
    else setFailure(answer.error)
  }
  useKeys({ Delete: { label: t('tray.remove'), run: () => setAsking(true) } }, { enabled: !isAsking })
  return (
    <Box sx={{ mt: '10px' }}>
      <ActionButton label={t('tray.remove')} keys="Delete" onClick={() => setAsking(true)} />
      {failure === null ? null : <Box sx={{ mt: '10px' }}><FailureNote failure={failure} /></Box>}
      {isAsking ? <RemoveDialog onClose={() => setAsking(false)} onRemove={(reason, comment) => void remove(reason, comment)} /> : null}
    </Box>
  )
}
