import InputBase from '@mui/material/InputBase'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeySource } from '../../../shared/transfer/view.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { useWorkspace } from '../../workspace.ts'
import { FactGroup } from './facts.tsx'

/** The private key: from a file or pasted. What was pasted is gone from the page as soon as it is used. */
export const KeyStep = ({ onKey }: { onKey: (source: KeySource) => void }): ReactElement => {
  const { t } = useTranslation()
  const { mode } = useWorkspace()
  const [pem, setPem] = useState('')
  const use = () => {
    setPem('')
    onKey({ from: 'text', pem })
  }
  return (
    <FactGroup title={t('transfer.step2')}>
      <div style={{ display: 'flex', flexDirection: 'column', gap: 10 }}>
        <div style={{ display: 'flex', alignItems: 'center', gap: 12 }}>
          <ActionButton primary label={t('transfer.keyFile')} onClick={() => onKey({ from: 'file' })} autoFocus />
          {mode === 'training' ? <ActionButton label={t('transfer.keyTraining')} onClick={() => onKey({ from: 'training' })} /> : null}
        </div>
        <label htmlFor="transfer-key" style={{ fontSize: 13, color: 'var(--text2)' }}>{t('transfer.keyText')}</label>
        <InputBase
          id="transfer-key" multiline rows={3} value={pem} onChange={(event) => setPem(event.target.value)} inputProps={{ spellCheck: false, autoComplete: 'off' }}
          sx={{ border: '1px solid var(--line-strong)', borderRadius: '4px', p: '6px 8px', fontFamily: 'monospace', fontSize: 12, '&.Mui-focused': { outline: '2px solid var(--focus)' } }}
        />
        <div style={{ display: 'flex', alignItems: 'center', gap: 12 }}>
          <ActionButton label={t('transfer.keyUse')} onClick={use} disabled={pem.trim() === ''} />
          <span style={{ fontSize: 13, color: 'var(--text2)' }}>{t('transfer.keyHint')}</span>
        </div>
      </div>
    </FactGroup>
  )
}
