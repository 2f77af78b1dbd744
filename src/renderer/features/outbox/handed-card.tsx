import Box from '@mui/material/Box'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { draftOfHandOver } from '../../../shared/contract/hand-over.ts'
import { isErrorCode, type Failure } from '../../../shared/errors.ts'
import type { FileView } from '../../../shared/workspace.ts'
import { useAnswer } from '../../store.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { Note } from '../../ui/note.tsx'
import { Empty, Pane } from '../../ui/pane.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useWorkspace } from '../../workspace.ts'
import { fieldName, issuesOfHandOver, reasonLine } from './reasons.ts'
import { RecordWords } from './record-words.tsx'

/** A record that an operator handed over: why the platform refused it, what the operator said, what was recorded, and the key to the form. */
export const HandedCard = ({ id, failure, onOpen, onBack }: { id: string | undefined; failure: Failure | null; onOpen: () => void; onBack: () => void }): ReactElement => {
  const { t } = useTranslation()
  const { timeZone, dictionary } = useWorkspace()
  const format = useFormats(timeZone)
  const handed = useAnswer(['messages'], 'handed:get', id ?? '')
  useKeys({ F4: { label: t('tray.inbox.open'), run: onOpen }, 'Ctrl+Enter': { label: t('tray.inbox.open'), run: onOpen }, Esc: onBack }, { enabled: id !== undefined })
  if (id === undefined) return <Pane label={t('lists.cardPane')} sx={{ flex: 1 }}><Box sx={{ flex: 1 }}><Empty text={t('queue.nothingOpen')} /></Box></Pane>
  if (handed === undefined || handed?.id !== id) return <Pane label={t('lists.cardPane')} sx={{ flex: 1 }}>{handed === null ? <Empty text={t('tray.inbox.gone')} /> : null}</Pane>
  const draft = draftOfHandOver(handed, { id, updatedAt: handed.at })
  const issues = issuesOfHandOver(handed)
  const subject = dictionary.subsubjects.find((entry) => entry.id === draft.appeal.subsubjectId)?.name
  const files = draft.files.map(({ id: fileId, name, kind, type, size }): FileView => ({ id: fileId, name, kind, type, size, state: 'sent', sent: size, code: null }))
  return (
    <Pane label={t('lists.cardPane')} sx={{ flex: 1 }}>
      <Box sx={{ flex: 1, minHeight: 0, overflow: 'auto', p: '10px 14px' }}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: '8px', minHeight: 32, fontSize: 12, color: 'var(--text2)' }}>
          <Box component="span" sx={{ fontSize: 14, fontWeight: 600, color: 'var(--text)' }}>{handed.receiptCode}</Box>
          <span>{[t('tray.inbox.from', { name: handed.operatorName }), t('tray.inbox.at', { when: format.dateTime(handed.at) })].join(' · ')}</span>
        </Box>
        <Box component="h2" sx={{ m: '2px 0 10px', fontSize: 18, lineHeight: '24px', fontWeight: 600 }}>{[subject ?? t('lists.noSubject'), draft.appeal.place].filter(Boolean).join(' · ')}</Box>
        <Note tone="over" title={t('tray.inbox.why')}>
          {issues.length === 0 ? <p>{t(`errors.${isErrorCode(handed.failure) ? handed.failure : 'E-VALIDATION'}.what`)}</p> : issues.map((issue) => <p key={`${issue.path} ${issue.code}`}><b style={{ fontWeight: 600 }}>{fieldName(t, issue.path)}</b>{`: ${reasonLine(t, format, issue)}`}</p>)}
        </Note>
        {handed.comment === null ? null : <Box sx={{ mt: '8px' }}><Note tone="info" title={t('tray.inbox.comment')}>{handed.comment}</Note></Box>}
        <Box sx={{ mt: '10px', fontSize: 13, lineHeight: '18px', color: 'var(--text2)' }}>{t('tray.inbox.note')}</Box>
        <Box sx={{ mt: '10px' }}><ActionButton primary label={t('tray.inbox.open')} keys="F4" onClick={onOpen} /></Box>
        {failure === null ? null : <Box sx={{ mt: '10px' }}><FailureNote failure={failure} /></Box>}
        <RecordWords title={t('tray.inbox.rest')} draft={draft} files={files} />
      </Box>
    </Pane>
  )
}
