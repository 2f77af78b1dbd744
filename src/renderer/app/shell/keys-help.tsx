import Dialog from '@mui/material/Dialog'
import { styled } from '@mui/material/styles'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../../ui/action-button.tsx'
import { KeyCap, KeyHints } from '../../ui/key-cap.tsx'
import { keysNow, useKeys } from '../../ui/use-keys.ts'

const List = styled('dl')({
  display: 'grid', gridTemplateColumns: 'max-content 1fr', gap: '8px 16px', alignItems: 'center', padding: '0 22px 16px', overflowY: 'auto',
  '& dt': { justifySelf: 'start' }, '& dd': { fontSize: 14, lineHeight: '20px' },
})
const TITLE = 'keys-help-title'

/** Keys that work on the screen from which it was opened. */
export const KeysHelp = ({ onClose }: { onClose: () => void }): ReactElement => {
  const { t } = useTranslation()
  const [keys] = useState(keysNow)
  useKeys({ Esc: onClose }, { modal: true })
  const always = [
    { keys: '↑ ↓', label: t('shell.help.move') }, { keys: 'Home End', label: t('shell.help.ends') }, { keys: 'Enter', label: t('shell.help.open') }, { keys: 'Esc', label: t('shell.help.back') },
  ]
  const rows = (list: readonly { keys: string; label: string }[]) =>
    list.flatMap((row) => [<dt key={`${row.keys}-key`}><KeyCap keys={row.keys} on="cap" /><span className="seen-by-readers-only">{row.keys}</span></dt>, <dd key={row.keys}>{row.label}</dd>])
  return (
    <Dialog open onClose={onClose} aria-labelledby={TITLE} slotProps={{ paper: { sx: { width: 520, maxWidth: 'calc(100vw - 32px)' } } }}>
      <h2 id={TITLE} style={{ fontSize: 18, lineHeight: '24px', fontWeight: 600, padding: '18px 22px 4px' }}>{t('shell.help.title')}</h2>
      <p style={{ padding: '0 22px 12px', fontSize: 13, color: 'var(--text2)' }}>{t('shell.help.layout')}</p>
      <KeyHints value>
        <List>{rows(keys)}{rows(always.filter((row) => !keys.some((known) => known.keys === row.keys)))}</List>
      </KeyHints>
      <div style={{ padding: '10px 22px 16px', borderTop: '1px solid var(--line)', textAlign: 'right' }}>
        <ActionButton label={t('shell.close')} keys="Esc" onClick={onClose} autoFocus />
      </div>
    </Dialog>
  )
}
