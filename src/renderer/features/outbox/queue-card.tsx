import Box from '@mui/material/Box'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { actionOfType } from '../../../shared/contract/actions.ts'
import type { Failure } from '../../../shared/errors.ts'
import type { QueueItem } from '../../../shared/workspace.ts'
import { call, saveAttached } from '../../store.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { Note } from '../../ui/note.tsx'
import { Empty, Pane } from '../../ui/pane.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useWorkspace } from '../../workspace.ts'
import { actOf, titleOfOther } from './queue-row.tsx'
import { RecordWords } from './record-words.tsx'
import { Reason, RefusedCard, RemoveOnly } from './refused-card.tsx'
import { Supply } from './supply.tsx'
import { ExportedNote } from './exported-note.tsx'
import { UnknownNote } from './unknown-note.tsx'

type CardProps = { item: QueueItem | undefined; onBack: () => void; onDone: (said?: string) => void; entered: number }

/** A decision that met another version: two cards, not a form. */
const isConflict = ({ failure, type }: QueueItem): boolean => failure?.code === 'E-CONFLICT' && actionOfType(type) !== undefined

/** Its last try met something that the note on the link does not tell of. */
const isDelayed = (item: QueueItem): item is QueueItem & { failure: Failure } =>
  (item.state === 'queued' || item.state === 'unknown') && item.failure !== null && item.failure.code !== 'E-OFFLINE' && item.failure.code !== 'E-SIGN-IN'

/** What was taken out of the tray, or is with the coordinator: on record, quiet. */
const OverNote = ({ item, onDone }: { item: QueueItem; onDone: (said?: string) => void }): ReactElement | null => {
  const { t } = useTranslation()
  const [failure, setFailure] = useState<Failure | null>(null)
  const { withdrawal } = item
  const isRemoved = withdrawal !== null && withdrawal.reason !== 'handed-over'
  const bringBack = async () => {
    if (!isRemoved) return
    const answer = await call('outbox:return', item.id)
    if (answer.ok) onDone()
    else setFailure(answer.error)
  }
  useKeys({ 'Ctrl+Enter': { label: t('tray.bringBack'), run: () => void bringBack() } }, { enabled: isRemoved })
  if (withdrawal === null) return null
  if (!isRemoved) return <Note tone="calm" title={t('tray.handed')}>{t('tray.handedNote')}</Note>
  return (
    <>
      <Note tone="calm" title={t(`tray.reason.${withdrawal.reason}`)}>{[withdrawal.comment, t('tray.removedNote')].filter(Boolean).map((line) => <p key={line}>{line}</p>)}</Note>
      <Box sx={{ mt: '10px' }}><ActionButton label={t('tray.bringBack')} keys="Ctrl+Enter" onClick={() => void bringBack()} /></Box>
      {failure === null ? null : <Box sx={{ mt: '10px' }}><FailureNote failure={failure} /></Box>}
    </>
  )
}

const Heading = ({ item, toForm }: { item: QueueItem; toForm: (() => void) | null }): ReactElement => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const other = titleOfOther(item)
  const facts = [
    item.author === null ? '' : t('transfer.author', { name: item.author }), t('queue.recordedAt', { time: format.time(item.queuedAt) }), item.attempts > 0 ? t('queue.attempts', { count: item.attempts }) : '',
    item.withdrawal === null ? '' : t('tray.removedAt', { when: format.dateTime(item.withdrawal.at) }),
  ]
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: '8px', minHeight: 32, fontSize: 12, color: 'var(--text2)' }}>
        <Box component="span" sx={{ fontSize: 14, fontWeight: 600, color: 'var(--text)' }}>{other === null ? item.code : ''}</Box>
        <span>{facts.filter(Boolean).join(' · ')}</span>
        {toForm === null ? null : <Box sx={{ ml: 'auto' }}><ActionButton tone="link" label={t('queue.openInForm')} keys="F4" onClick={toForm} /></Box>}
      </Box>
      <Box component="h2" sx={{ m: '2px 0 10px', fontSize: 18, lineHeight: '24px', fontWeight: 600 }}>
        {other !== null ? t(other) : [...actOf(item, t), item.row.subject || t('lists.noSubject'), item.row.place].filter(Boolean).join(' · ')}
      </Box>
    </>
  )
}

/** One record opened beside the queue: its reason, what to correct, and what is safe. */
export const QueueCard = ({ item, onBack, onDone, entered }: CardProps): ReactElement => {
  const { t } = useTranslation()
  const { navigate } = useWorkspace()
  const [failure, setFailure] = useState<Failure | null>(null)
  const draft = item?.draft ?? null
  const isRefused = item?.state === 'needs-attention' && draft !== null
  const toForm = async () => {
    if (item === undefined || item.state !== 'needs-attention') return
    if (isConflict(item)) return navigate({ name: 'folder', folder: 'conflicts', openId: item.id })
    if (!isRefused) return
    const answer = await call('outbox:correct', item.id)
    if (answer.ok) navigate({ name: 'compose', draftId: answer.value.id })
    else setFailure(answer.error)
  }
  useKeys({ F4: { label: t('queue.openInForm'), run: () => void toForm() }, Esc: onBack })
  if (item === undefined) {
    return (
      <Pane label={t('lists.cardPane')} sx={{ flex: 1 }}>
        <Box sx={{ flex: 1 }}><Empty text={t('queue.nothingOpen')} /></Box>
        <Supply />
      </Pane>
    )
  }
  return (
    <Pane label={t('lists.cardPane')} sx={{ flex: 1 }}>
      <Box sx={{ flex: 1, minHeight: 0, overflow: 'auto' }}>
        <Box sx={{ p: '10px 14px' }}>
          <Heading item={item} toForm={isRefused ? () => void toForm() : null} />
          {isRefused && draft !== null && <RefusedCard item={item} draft={draft} toForm={() => void toForm()} onDone={onDone} entered={entered} />}
          {item.state === 'needs-attention' && draft === null && <Reason item={item} draft={null} />}
          {item.state === 'needs-attention' && isConflict(item) && <Box sx={{ mt: '12px' }}><ActionButton primary label={t('conflict.open')} keys="F4" onClick={() => void toForm()} /></Box>}
          {item.state === 'needs-attention' && draft === null && !isConflict(item) && <RemoveOnly item={item} onDone={onDone} />}
          {isDelayed(item) && <Box sx={{ mb: '8px' }}><FailureNote tone="burn" failure={item.failure} /></Box>}
          {item.exportedAt !== null && <ExportedNote at={item.exportedAt} />}
          {item.state === 'unknown' && item.exportedAt === null && <UnknownNote item={item} />}
          {(item.state === 'queued' || item.state === 'sending') && <Note tone="calm">{t(item.type === 'intake.hand-over' ? 'tray.handingNote' : 'queue.waitingNote')}</Note>}
          {item.state === 'withdrawn' && <OverNote item={item} onDone={onDone} />}
          {failure && <Box sx={{ mt: '10px' }}><FailureNote failure={failure} /></Box>}
        </Box>
        <Supply />
        {draft !== null && <Box sx={{ p: '0 14px 14px' }}><RecordWords title={t(isRefused && item.issues.length > 0 ? 'tray.rest' : 'tray.record')} draft={draft} files={item.files} onSave={(file) => saveAttached(file, 'here')} /></Box>}
      </Box>
    </Pane>
  )
}
