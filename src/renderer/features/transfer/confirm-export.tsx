import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../../ui/action-button.tsx'
import { useKeys } from '../../ui/use-keys.ts'

/** Citizens' words are about to leave this computer: asked once more, with what goes and under whose key. */
export const ConfirmExport = ({ goes, fingerprint, onCancel, onConfirm }: { goes: readonly string[]; fingerprint: string; onCancel: () => void; onConfirm: () => void }): ReactElement => {
  const { t } = useTranslation()
  useKeys({ Esc: { label: t('transfer.cancel'), run: onCancel }, 'Ctrl+Enter': { label: t('transfer.confirm'), run: onConfirm } }, { modal: true })
  return (
    <Dialog open onClose={onCancel} aria-labelledby="transfer-confirm" slotProps={{ paper: { sx: { width: 520, maxWidth: 'calc(100vw - 32px)' } } }}>
      <DialogContent sx={{ display: 'flex', flexDirection: 'column', gap: '10px', p: '18px 20px' }}>
        <h2 id="transfer-confirm" style={{ margin: 0, fontSize: 18, lineHeight: '24px', fontWeight: 600 }}>{t('transfer.confirmTitle')}</h2>
        <p>{t('transfer.confirmText', { fingerprint })}</p>
        <p style={{ fontWeight: 600 }}>{`${t('transfer.goes')}: ${goes.join(', ')}`}</p>
        <p>{t('transfer.kept')}</p>
      </DialogContent>
      <DialogActions sx={{ p: '10px 20px', borderTop: '1px solid var(--line)', gap: '8px' }}>
        <ActionButton label={t('transfer.cancel')} keys="Esc" onClick={onCancel} />
        <ActionButton primary label={t('transfer.confirm')} keys="Ctrl+Enter" onClick={onConfirm} autoFocus />
      </DialogActions>
    </Dialog>
  )
}
