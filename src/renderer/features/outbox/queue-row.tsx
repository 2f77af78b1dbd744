import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import { actionOfType } from '../../../shared/contract/actions.ts'
import type { QueueItem } from '../../../shared/workspace.ts'
import { useFormats } from '../../ui/use-formats.ts'
import { useWorkspace } from '../../workspace.ts'
import { fieldName, reasonLine } from './reasons.ts'

const ONE_LINE = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const
const SMALL = { fontSize: 12, lineHeight: '16px', color: 'var(--text2)' } as const

/** The verb of a decision about a message; nothing for a message taken down. */
export const actOf = ({ type }: QueueItem, t: (key: string) => string): string[] => {
  const action = actionOfType(type)
  return action === undefined ? [] : [t(`acts.action.${action}`)]
}

/** What the third column says: why it waits, and what comes next. */
const useReason = (item: QueueItem): { what: string; next: string; colour: string } => {
  const { t } = useTranslation()
  const format = useFormats(useWorkspace().timeZone)
  if (item.state === 'needs-attention') {
    const [first] = item.issues
    const what = first === undefined ? t(`errors.${item.failure?.code ?? 'E-VALIDATION'}.field`) : reasonLine(t, format, first)
    const decide = item.failure?.code === 'E-CONFLICT' && actionOfType(item.type) !== undefined ? t('conflict.open') : ''
    return { what, next: [...new Set(item.issues.map(({ path }) => fieldName(t, path)))].join(', ') || decide, colour: 'var(--over)' }
  }
  if (item.exportedAt !== null) return { what: t('transfer.exportedAt', { time: format.time(item.exportedAt) }), next: t('transfer.askFirst'), colour: 'var(--text2)' }
  if (item.state === 'unknown') return { what: t('queue.unknownWhat'), next: t('queue.unknownTodo'), colour: 'var(--burn)' }
  if (item.withdrawal?.reason === 'handed-over') return { what: t('tray.handed'), next: t('tray.handedNext'), colour: 'var(--text2)' }
  if (item.withdrawal !== null) return { what: t(`tray.reason.${item.withdrawal.reason}`), next: item.withdrawal.comment, colour: 'var(--text2)' }
  if (item.type === 'intake.hand-over') return { what: t('tray.handing'), next: item.position === null ? '' : t('queue.position', { position: item.position }), colour: 'var(--calm)' }
  if (item.state === 'sending') return { what: t('queue.sending'), next: '', colour: 'var(--calm)' }
  return { what: t('queue.position', { position: item.position ?? 1 }), next: '', colour: 'var(--text2)' }
}

/** What stands for a command that is no call. */
export const titleOfOther = ({ type }: Pick<QueueItem, 'type'>): 'queue.checklist' | 'queue.shiftClose' | null =>
  type === 'checklist.confirm' ? 'queue.checklist' : type === 'shift.close' ? 'queue.shiftClose' : null

/** One record of the queue: code and time, what and where, why it waits. */
export const QueueRow = ({ item }: { item: QueueItem }) => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const reason = useReason(item)
  const other = titleOfOther(item)
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '98px minmax(0, 1fr) 200px', alignItems: 'center', height: 1, px: '14px', fontSize: 13, lineHeight: '18px' }}>
      <Box>
        <Box sx={{ fontWeight: 600 }}>{other !== null ? '' : item.row.number === null || actOf(item, t).length === 0 ? item.code : format.registration(item.row.number)}</Box>
        <Box sx={SMALL}>{format.time(item.queuedAt)}</Box>
      </Box>
      <Box sx={{ minWidth: 0, pr: '8px' }}>
        <Box sx={{ ...ONE_LINE, fontWeight: 600 }}>{other !== null ? t(other) : [...actOf(item, t), item.row.subject || t('lists.noSubject'), item.row.fact].filter(Boolean).join(' · ')}</Box>
        <Box sx={{ ...ONE_LINE, ...SMALL }}>{[item.author === null ? '' : t('transfer.author', { name: item.author }), item.row.place, item.row.who].filter(Boolean).join(' · ')}</Box>
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ ...ONE_LINE, color: reason.colour }}>{reason.what}</Box>
        <Box sx={{ ...ONE_LINE, ...SMALL }}>{reason.next}</Box>
      </Box>
    </Box>
  )
}
