import Box from '@mui/material/Box'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { actionOfType } from '../../../shared/contract/actions.ts'
import type { Failure } from '../../../shared/errors.ts'
import type { QueueItem } from '../../../shared/workspace.ts'
import { call, saveAttached } from '../../store.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import type { ErrorFacts } from '../../ui/error-text.ts'
import { FileList } from '../../ui/file-list.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { Note } from '../../ui/note.tsx'
import { Empty, Pane } from '../../ui/pane.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useWorkspace } from '../../workspace.ts'
import { actOf } from './queue-row.tsx'
import { Supply } from './supply.tsx'

/** The fields that the platform or the dictionary refused, each with its reason. */
const Issues = ({ item }: { item: QueueItem }) => {
  const { t } = useTranslation()
  return (
    <Box component="section" aria-label={t('queue.fields')} sx={{ mt: '10px' }}>
      <Box component="h3" sx={{ m: 0, mb: '4px', fontSize: 14, fontWeight: 600 }}>{t('queue.fields')}</Box>
      <Box component="ul" sx={{ m: 0, pl: '18px', fontSize: 13, lineHeight: '20px' }}>
        {item.issues.map(({ path, code, params }) => (
          <li key={path}>
            <Box component="span" sx={{ fontWeight: 600 }}>{t(`compose.field.${path}`)}</Box>
            {': '}
            {t(`errors.${code}.field`, { ...params })}
          </li>
        ))}
      </Box>
    </Box>
  )
}

/** A single refused field speaks for itself; several are named in the list below the note. */
const refusalOf = ({ failure, issues }: QueueItem): ErrorFacts => {
  const [only, ...others] = issues
  const isOfFields = failure === null || failure.code === 'E-VALIDATION'
  return isOfFields && only !== undefined && others.length === 0 ? only : (failure ?? { code: 'E-VALIDATION' })
}

/** A decision that met another version: two cards, not a form. */
const isConflict = ({ failure, type }: QueueItem): boolean => failure?.code === 'E-CONFLICT' && actionOfType(type) !== undefined

/** Its last try met something that the note on the link does not tell of. */
const isDelayed = (item: QueueItem): item is QueueItem & { failure: Failure } =>
  (item.state === 'queued' || item.state === 'unknown') && item.failure !== null && item.failure.code !== 'E-OFFLINE' && item.failure.code !== 'E-SIGN-IN'

/** One record opened beside the queue: its reason, what to correct, and what is safe. */
export const QueueCard = ({ item, onBack }: { item: QueueItem | undefined; onBack: () => void }) => {
  const { t } = useTranslation()
  const { timeZone, navigate } = useWorkspace()
  const format = useFormats(timeZone)
  const [failure, setFailure] = useState<Failure>()
  const correct = async () => {
    if (item?.state !== 'needs-attention') return
    if (isConflict(item)) return navigate({ name: 'folder', folder: 'conflicts', openId: item.id })
    const answer = await call('outbox:correct', item.id)
    if (answer.ok) navigate({ name: 'compose', draftId: answer.value.id })
    else setFailure(answer.error)
  }
  useKeys({ F4: { label: t('queue.openInForm'), run: () => void correct() }, Esc: onBack })
  if (!item) {
    return (
      <Pane label={t('lists.cardPane')} sx={{ flex: 1 }}>
        <Box sx={{ flex: 1 }}><Empty text={t('queue.nothingOpen')} /></Box>
        <Supply />
      </Pane>
    )
  }
  const facts = [t('queue.recordedAt', { time: format.time(item.queuedAt) }), item.attempts > 0 ? t('queue.attempts', { count: item.attempts }) : '']
  return (
    <Pane label={t('lists.cardPane')} sx={{ flex: 1 }}>
      <Box sx={{ flex: 1, minHeight: 0, overflow: 'auto', p: '10px 14px' }}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: '8px', minHeight: 32, fontSize: 12, color: 'var(--text2)' }}>
          <Box component="span" sx={{ fontSize: 14, fontWeight: 600, color: 'var(--text)' }}>{item.type === 'checklist.confirm' ? '' : item.code}</Box>
          <span>{facts.filter(Boolean).join(' · ')}</span>
        </Box>
        <Box component="h2" sx={{ m: '2px 0 10px', fontSize: 18, lineHeight: '24px', fontWeight: 600 }}>
          {item.type === 'checklist.confirm' ? t('queue.checklist') : [...actOf(item, t), item.row.subject || t('lists.noSubject'), item.row.place].filter(Boolean).join(' · ')}
        </Box>
        {item.state === 'needs-attention' && <FailureNote failure={refusalOf(item)} />}
        {isDelayed(item) && <Box sx={{ mb: '8px' }}><FailureNote tone="burn" failure={item.failure} /></Box>}
        {item.state === 'unknown' && <Note tone="burn" title={t('queue.unknownWhat')}>{t('queue.unknownNote')}</Note>}
        {(item.state === 'queued' || item.state === 'sending') && <Note tone="calm">{t('queue.waitingNote')}</Note>}
        {item.issues.length > 0 && <Issues item={item} />}
        {item.state === 'needs-attention' && isConflict(item) && (
          <Box sx={{ mt: '12px' }}><ActionButton primary label={t('conflict.open')} keys="F4" onClick={() => void correct()} /></Box>
        )}
        {item.state === 'needs-attention' && item.draft !== null && (
          <Box sx={{ mt: '12px' }}><ActionButton primary label={t('queue.openInForm')} keys="F4" onClick={() => void correct()} /></Box>
        )}
        {failure && <Box sx={{ mt: '10px' }}><FailureNote failure={failure} /></Box>}
        {item.files.length > 0 && <Box sx={{ mt: '12px' }}><FileList files={item.files} onSave={(file) => saveAttached(file, 'here')} /></Box>}
        {item.draft !== null && (
          <Box sx={{ mt: '14px' }}>
            <Box component="h3" sx={{ m: 0, mb: '4px', fontSize: 14, fontWeight: 600 }}>{t('queue.text')}</Box>
            <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{item.draft.appeal.text}</Box>
            <Box sx={{ mt: '6px', fontSize: 13, color: 'var(--text2)' }}>{item.row.who}</Box>
          </Box>
        )}
      </Box>
      <Supply />
    </Pane>
  )
}
