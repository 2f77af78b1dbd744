import { styled } from '@mui/material/styles'
import { useEffect, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { call, useAnswer } from '../../store.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { useKeys } from '../../ui/use-keys.ts'
import { useNow } from '../../ui/use-now.ts'
import { useWorkspace } from '../../workspace.ts'

const Bar = styled('div')({ display: 'flex', alignItems: 'center', gap: 12, padding: '6px 14px', fontSize: 13, lineHeight: '20px', borderTop: '1px solid var(--line)', backgroundColor: 'var(--calm-tint)', color: 'var(--calm)', '& > span': { flex: 1 } })
const UNDONE_SHOWN_MS = 4000

/** What was just decided and may still be taken back: ten seconds, then it leaves. */
export const UndoBar = (): ReactElement | null => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const { registration } = useFormats(timeZone)
  const now = useNow(1000)
  const [last] = useAnswer(['outbox'], 'acts:undoable') ?? []
  const [undoneAt, setUndoneAt] = useState<number>()
  const left = last?.undoUntil == null ? 0 : Math.ceil((last.undoUntil - now) / 1000)
  const isOpen = last !== undefined && left > 0
  const undo = async () => {
    if (last !== undefined && (await call('acts:undo', last.id)).ok) setUndoneAt(Date.now())
  }
  useKeys({ 'Ctrl+Z': { label: t('acts.undo'), run: () => void undo() } }, { enabled: isOpen })
  useEffect(() => {
    if (undoneAt === undefined) return
    const timer = setTimeout(() => setUndoneAt(undefined), UNDONE_SHOWN_MS)
    return () => clearTimeout(timer)
  }, [undoneAt])
  if (!isOpen) return undoneAt === undefined ? null : <Bar role="status"><span>{t('acts.undone')}</span></Bar>
  return (
    <Bar role="group" aria-label={t('acts.undo')}>
      <span>{t('acts.undoBar', { what: t(`acts.action.${last.action}`), number: registration(last.number), seconds: Math.min(10, left) })}</span>
      <ActionButton label={t('acts.undo')} keys="Ctrl+Z" onClick={() => void undo()} />
    </Bar>
  )
}
