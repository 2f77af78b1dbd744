import Box from '@mui/material/Box'
import Dialog from '@mui/material/Dialog'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, useAnswer } from '../../store.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { Empty, Pane } from '../../ui/pane.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useWorkspace } from '../../workspace.ts'

/** More than is needed to know a draft again. */
const SHOWN_AT_MOST = 6_000
const shown = (text: string): string => (text.length > SHOWN_AT_MOST ? `${text.slice(0, SHOWN_AT_MOST)}…` : text)

/** A draft beside its list: enough to know it again, the key that opens it, the key that deletes it. */
export const DraftCard = ({ id, onBack }: { id: string | undefined; onBack: () => void }) => {
  const { t } = useTranslation()
  const { timeZone, dictionary, navigate } = useWorkspace()
  const format = useFormats(timeZone)
  const answer = useAnswer(['drafts'], 'drafts:get', id ?? '')
  const [asking, setAsking] = useState(false)
  const draft = answer?.ok && answer.value.id === id ? answer.value : undefined
  const open = () => draft && navigate({ name: 'compose', draftId: draft.id })
  const remove = async () => {
    setAsking(false)
    if (draft) await call('drafts:delete', draft.id)
    onBack()
  }
  useKeys({ F4: { label: t('lists.openDraft'), run: () => open() }, Delete: { label: t('lists.deleteDraft'), run: () => setAsking(draft !== undefined) }, Esc: onBack }, { enabled: !asking })
  if (!draft) return <Pane label={t('lists.cardPane')} sx={{ flex: 1 }}><Empty text={t('card.nothingOpen')} /></Pane>
  const { applicant, appeal } = draft
  const subject = dictionary.subsubjects.find((entry) => entry.id === appeal.subsubjectId)?.name
  return (
    <Pane label={t('lists.cardPane')} sx={{ flex: 1 }}>
      <Box sx={{ p: '10px 14px', borderBottom: '1px solid var(--line)' }}>
        <Box sx={{ fontSize: 12, color: 'var(--text2)' }}>{t('lists.saved', { when: format.dateTime(draft.updatedAt) })}</Box>
        <Box component="h2" sx={{ m: '4px 0 0', fontSize: 18, lineHeight: '24px', fontWeight: 600 }}>{subject ?? t('lists.noSubject')}</Box>
      </Box>
      <Box sx={{ display: 'flex', gap: '8px', p: '8px 14px', borderBottom: '1px solid var(--line)' }}>
        <ActionButton primary label={t('lists.openDraft')} keys="Enter" onClick={open} />
        <ActionButton label={t('lists.deleteDraft')} keys="Delete" onClick={() => setAsking(true)} />
      </Box>
      <Box sx={{ p: '12px 14px', overflow: 'auto' }}>
        <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{shown(appeal.text)}</Box>
        <Box sx={{ mt: '8px', fontSize: 13, color: 'var(--text2)' }}>{[applicant.surname, applicant.name, applicant.patronymic].filter(Boolean).join(' ') || t('lists.noApplicant')}</Box>
        <Box sx={{ fontSize: 13, color: 'var(--text2)' }}>{appeal.place || t('lists.noPlace')}</Box>
      </Box>
      <Dialog open={asking} onClose={() => setAsking(false)} aria-labelledby="delete-draft">
        <Box sx={{ p: '20px', width: 440, maxWidth: 1 }}>
          <Box component="h2" id="delete-draft" sx={{ m: 0, mb: '8px', fontSize: 18, fontWeight: 600 }}>{t('lists.deleteDraftAsk')}</Box>
          <Box sx={{ mb: '16px' }}>{t('lists.deleteDraftText')}</Box>
          <Box sx={{ display: 'flex', justifyContent: 'flex-end', gap: '8px' }}>
            <ActionButton label={t('lists.deleteDraftNo')} autoFocus onClick={() => setAsking(false)} />
            <ActionButton primary label={t('lists.deleteDraftYes')} onClick={() => void remove()} />
          </Box>
        </Box>
      </Dialog>
    </Pane>
  )
}
