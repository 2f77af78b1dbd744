import Popover from '@mui/material/Popover'
import { styled } from '@mui/material/styles'
import { useId, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignIn } from '../../features/session/use-sign-in.ts'
import { call } from '../../store.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { TermShape } from '../../ui/term-clock.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import type { Workspace } from '../../workspace.ts'
import type { GaugeAction, GaugeItem } from './gauge-words.ts'

const Body = styled('div')({
  width: 420, maxWidth: 'calc(100vw - 32px)', padding: '14px 16px', fontSize: 13, lineHeight: '18px', color: 'var(--text)',
  '& h2': { display: 'flex', alignItems: 'center', gap: 8, fontSize: 14, lineHeight: '20px', fontWeight: 600, marginBottom: 8 }, '& h2 small': { fontSize: 12, fontWeight: 400, color: 'var(--text2)' },
  '& dl': { margin: 0, display: 'grid', gap: 6 }, '& dt': { fontSize: 12, lineHeight: '16px', color: 'var(--text2)' }, '& dd': { margin: 0 }, '& .now': { fontWeight: 600, marginBottom: 6 },
  '& .actions': { display: 'flex', flexWrap: 'wrap', gap: 8, marginTop: 12 },
})
/** The shapes of a term mean the same here: a tick, a ring that runs out, a dot that burns. */
export const LEVEL_SHAPE = { calm: 'done', soon: 'soon', burn: 'burn' } as const

type PopoverProps = { item: GaugeItem; anchor: () => HTMLElement | null; workspace: Workspace; facts: () => string; onClose: () => void }

/** What one item means now, what is safe, and the way out with its actions. */
export const GaugePopover = ({ item, anchor, workspace, facts, onClose }: PopoverProps): ReactElement => {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const { signIn, failure } = useSignIn()
  const title = useId()
  useKeys({ Esc: onClose }, { modal: true })
  const go = (folder: 'queue' | 'errors') => {
    onClose()
    workspace.navigate({ name: 'folder', folder })
  }
  const run: Readonly<Record<GaugeAction, { label: string; run: () => void; keys?: string }>> = {
    'try-now': { label: t('gauge.tryNow'), run: () => void call('sync:now') },
    'open-queue': { label: t('gauge.openQueue'), run: () => go('queue') },
    'open-errors': { label: t('gauge.openErrors'), run: () => go('errors') },
    'sign-in': { label: t(workspace.session.state === 'signed-in' ? 'gauge.signInLonger' : 'gauge.signIn'), run: () => void signIn() },
    'copy-facts': { label: t(copied ? 'gauge.copied' : 'gauge.copyFacts'), run: () => void navigator.clipboard.writeText(facts()).then(() => setCopied(true)) },
  }
  return (
    <Popover
      open onClose={onClose} anchorEl={anchor} anchorOrigin={{ vertical: 'top', horizontal: 'left' }} transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{ paper: { role: 'dialog', 'aria-labelledby': title, 'aria-modal': true, sx: { border: '1px solid var(--line-strong)', backgroundImage: 'none', boxShadow: 'var(--shadow)', mb: '6px' } } }}
    >
      <Body>
        <h2 id={title}><TermShape state={LEVEL_SHAPE[item.level]} />{t(`gauge.item.${item.id}`)} <small>{t(`gauge.state.${item.level}`)}</small></h2>
        <p className="now" aria-live="polite">{item.now}</p>
        <dl>
          <div><dt>{t('gauge.safe')}</dt><dd>{item.safe}</dd></div>
          <div><dt>{t('gauge.todo')}</dt><dd>{item.todo}</dd></div>
        </dl>
        {failure === null ? null : <div style={{ marginTop: 10 }}><FailureNote failure={failure} /></div>}
        <div className="actions">
          {item.actions.map((action, index) => <ActionButton key={action} label={run[action].label} primary={index === 0 && item.level !== 'calm'} autoFocus={index === 0} onClick={run[action].run} />)}
          <ActionButton label={t('shell.close')} keys="Esc" autoFocus={item.actions.length === 0} onClick={onClose} />
        </div>
      </Body>
    </Popover>
  )
}
