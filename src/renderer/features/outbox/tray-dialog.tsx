import Dialog from '@mui/material/Dialog'
import { styled } from '@mui/material/styles'
import { useId, useState, type ReactElement, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isBlank } from '../../../shared/rules/text.ts'
import { WITHDRAWAL_REASONS, type WithdrawalReason } from '../../../shared/workspace.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { TextField } from '../../ui/field.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useWorkspace } from '../../workspace.ts'

const Body = styled('div')({
  padding: 20, width: 500, maxWidth: '100%', display: 'flex', flexDirection: 'column', gap: 12,
  '& h2': { fontSize: 18, lineHeight: '24px', fontWeight: 600 }, '& .actions': { display: 'flex', justifyContent: 'flex-end', gap: 8, marginTop: 4 },
})
const Reasons = styled('div')({ display: 'flex', flexDirection: 'column', gap: 2, '& button': { justifyContent: 'flex-start' } })
const Reason = styled('button')({
  display: 'flex', alignItems: 'center', gap: 8, minHeight: 32, padding: '4px 8px', font: 'inherit', fontSize: 14, textAlign: 'left', color: 'var(--text)', background: 'none', border: '1px solid transparent', borderRadius: 4, cursor: 'pointer',
  '&:hover': { backgroundColor: 'var(--raised)' }, '&[aria-checked="true"]': { backgroundColor: 'var(--selected)', borderColor: 'var(--primary)', fontWeight: 600 },
  '& .dot': { width: 14, height: 14, flex: 'none', borderRadius: 7, border: '2px solid var(--line-strong)' }, '&[aria-checked="true"] .dot': { border: '5px solid var(--primary)' },
})
const COMMENT_CHARACTERS = 1000

const Shell = ({ title, text, onClose, children }: { title: string; text: string; onClose: () => void; children: ReactNode }): ReactElement => {
  const [titleId, textId] = [useId(), useId()]
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} aria-describedby={textId}>
      <Body>
        <h2 id={titleId}>{title}</h2>
        <p id={textId}>{text}</p>
        {children}
      </Body>
    </Dialog>
  )
}

/** Nothing leaves the tray without a reason; the record stays on file with it. Arrows choose, «Другая причина» has to be put into words. */
export const RemoveDialog = ({ onRemove, onClose }: { onRemove: (reason: WithdrawalReason, comment: string) => void; onClose: () => void }): ReactElement => {
  const { t } = useTranslation()
  const [reason, setReason] = useState<WithdrawalReason>('duplicate')
  const [comment, setComment] = useState('')
  const [asked, setAsked] = useState(false)
  const needsWords = reason === 'other' && isBlank(comment)
  const commentId = useId()
  const remove = () => {
    if (!needsWords) return onRemove(reason, comment)
    setAsked(true)
    document.getElementById(commentId)?.focus()
  }
  useKeys({ Esc: onClose, 'Ctrl+Enter': remove }, { modal: true })
  const move = (step: number) => {
    const next = WITHDRAWAL_REASONS[(WITHDRAWAL_REASONS.indexOf(reason) + step + WITHDRAWAL_REASONS.length) % WITHDRAWAL_REASONS.length] as WithdrawalReason
    setReason(next)
    document.getElementById(`reason-${next}`)?.focus()
  }
  return (
    <Shell title={t('tray.removeDialog.title')} text={t('tray.removeDialog.text')} onClose={onClose}>
      <Reasons
        role="radiogroup" aria-label={t('tray.removeDialog.reason')}
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
          if (step === undefined) return
          event.preventDefault()
          move(step)
        }}
      >
        {WITHDRAWAL_REASONS.map((value) => (
          <Reason key={value} id={`reason-${value}`} type="button" role="radio" aria-checked={value === reason} tabIndex={value === reason ? 0 : -1} autoFocus={value === reason} onClick={() => setReason(value)}>
            <span className="dot" aria-hidden="true" />
            {t(`tray.reason.${value}`)}
          </Reason>
        ))}
      </Reasons>
      <TextField
        id={commentId} label={t('tray.removeDialog.comment')} required={reason === 'other'} value={comment} onChange={setComment} multiline rows={2} lang="ru" maxLength={COMMENT_CHARACTERS}
        error={asked && needsWords ? t('tray.removeDialog.commentNeeded') : null}
      />
      <div className="actions">
        <ActionButton label={t('tray.removeDialog.no')} keys="Esc" onClick={onClose} />
        <ActionButton tone="danger" label={t('tray.removeDialog.yes')} keys="Ctrl+Enter" onClick={remove} />
      </div>
    </Shell>
  )
}

/** What goes to the coordinator and what stays as it is, with a few words of one's own. */
export const HandOverDialog = ({ code, onHandOver, onClose }: { code: string; onHandOver: (comment: string) => void; onClose: () => void }): ReactElement => {
  const { t } = useTranslation()
  const { sync } = useWorkspace()
  const [comment, setComment] = useState('')
  const field = useId()
  useKeys({ Esc: onClose, 'Ctrl+Enter': () => onHandOver(comment) }, { modal: true })
  return (
    <Shell title={t('tray.handDialog.title')} text={[t('tray.handDialog.text', { code }), sync.link === 'online' ? '' : t('tray.handDialog.offline')].filter(Boolean).join(' ')} onClose={onClose}>
      <TextField id={field} label={t('tray.handDialog.comment')} value={comment} onChange={setComment} multiline rows={3} lang="ru" maxLength={COMMENT_CHARACTERS} inputRef={focusOnce} />
      <div className="actions">
        <ActionButton label={t('tray.handDialog.no')} keys="Esc" onClick={onClose} />
        <ActionButton primary label={t('tray.handDialog.yes')} keys="Ctrl+Enter" onClick={() => onHandOver(comment)} />
      </div>
    </Shell>
  )
}
const focusOnce = (element: HTMLElement | null): void => element?.focus()
