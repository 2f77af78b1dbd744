import CheckCircleIcon from '@mui/icons-material/CheckCircle'
import EditOutlinedIcon from '@mui/icons-material/EditOutlined'
import ErrorOutlineIcon from '@mui/icons-material/ErrorOutlined'
import RecordVoiceOverOutlinedIcon from '@mui/icons-material/RecordVoiceOverOutlined'
import SyncIcon from '@mui/icons-material/Sync'
import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldIssue } from '../../../shared/workspace.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { Foot } from '../../ui/pane.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { useWorkspace } from '../../workspace.ts'
import type { SaveState } from './autosave.ts'
import { SEND_ID } from './form-paths.ts'

const State = styled('div')({
  display: 'flex', alignItems: 'center', gap: 8, whiteSpace: 'nowrap', fontSize: 12, lineHeight: '16px', color: 'var(--text2)', '& svg': { fontSize: 20 },
  '& strong': { display: 'block', fontSize: 13, lineHeight: '18px', fontWeight: 600, color: 'var(--text)' },
})
const Left = styled('span')({
  display: 'flex', alignItems: 'center', gap: 8, minWidth: 0, fontSize: 13, whiteSpace: 'nowrap',
  '& > i': { flex: 'none', width: 11, height: 11, borderRadius: 6, border: '2px solid var(--burn)', backgroundColor: 'var(--burn-tint)' },
  '& > span': { overflow: 'hidden', textOverflow: 'ellipsis' }, '& b': { fontWeight: 600 },
})
/** Signs that gaps may be named with; the rest is a number. */
const NAMED_SIGNS = 34

const namedWithin = (names: readonly string[]): string[] => {
  let signs = 0
  return names.filter((name, index) => {
    signs += name.length + 2
    return index === 0 || signs <= NAMED_SIGNS
  })
}

const SavedState = ({ saved }: { saved: SaveState }): ReactElement => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const [icon, title, detail] = {
    new: [<EditOutlinedIcon key="new" />, t('compose.foot.new'), t('compose.foot.newWhere')] as const,
    saving: [<SyncIcon key="saving" />, t('compose.foot.saving'), ''] as const,
    saved: [<CheckCircleIcon key="saved" sx={{ color: 'var(--done)' }} />, saved.kind === 'saved' ? t('compose.foot.saved', { time: format.clock(saved.at) }) : '', t('compose.foot.savedWhere')] as const,
    failed: [<ErrorOutlineIcon key="failed" sx={{ color: 'var(--over)' }} />, t('compose.foot.failed'), t('compose.foot.failedWhere')] as const,
  }[saved.kind]
  return <State>{icon}<div aria-live={saved.kind === 'failed' ? 'assertive' : 'polite'}><strong>{title}</strong>{detail}</div></State>
}

const LeftToDo = ({ issues }: { issues: readonly FieldIssue[] }): ReactElement => {
  const { t } = useTranslation()
  if (issues.length === 0) return <Left><CheckCircleIcon sx={{ fontSize: 16, color: 'var(--done)' }} /><span>{t('compose.foot.nothingLeft')}</span></Left>
  const named = namedWithin(issues.map(({ path }) => t(`compose.gap.${path}`)))
  const more = issues.length > named.length ? ` ${t('compose.foot.leftMore', { count: issues.length - named.length })}` : ''
  return <Left><i aria-hidden="true" /><span>{issues.length === 1 ? t('compose.foot.left') : t('compose.foot.leftMany', { count: issues.length })} <b>{named.join(', ')}{more}</b></span></Left>
}

export type ComposeFootProps = { saved: SaveState; issues: readonly FieldIssue[]; isSending: boolean; onReadBack: () => void; onSend: () => void }

/** Saved where, what is left, and the two ways on. «Отправить» is never disabled: with gaps it goes to the first. */
export const ComposeFoot = ({ saved, issues, isSending, onReadBack, onSend }: ComposeFootProps): ReactElement => {
  const { t } = useTranslation()
  return (
    <Foot
      left={<SavedState saved={saved} />}
      right={(
        <>
          <LeftToDo issues={issues} />
          <ActionButton label={t('compose.foot.readAloud')} keys="F8" icon={<RecordVoiceOverOutlinedIcon />} onClick={onReadBack} />
          <ActionButton id={SEND_ID} primary label={isSending ? t('compose.foot.sending') : t('compose.foot.send')} keys="Ctrl+Enter" onClick={onSend} />
        </>
      )}
    />
  )
}
