import Box from '@mui/material/Box'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActionName } from '../../../../shared/contract/actions.ts'
import { DEFAULT_LIFECYCLE } from '../../../../shared/contract/lifecycle.ts'
import type { Failure } from '../../../../shared/errors.ts'
import type { MessageCard } from '../../../../shared/workspace.ts'
import { call } from '../../../store.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { FailureNote } from '../../../ui/failure-note.tsx'
import { KeyCap } from '../../../ui/key-cap.tsx'
import { Note } from '../../../ui/note.tsx'
import { useKeys } from '../../../ui/use-keys.ts'
import { useNow } from '../../../ui/use-now.ts'
import { useWorkspace } from '../../../workspace.ts'
import { ActDialog } from './act-dialog.tsx'
import { offersOn, type Offer } from './offered.ts'

const KEYS: Partial<Readonly<Record<ActionName, string>>> = { 'assign': 'F4', 'change-category': 'Shift+F4', 'clarify': 'F4', 'withdraw': 'Shift+F4' }
const RATINGS = [1, 2, 3, 4, 5] as const

const Rating = ({ onRate }: { onRate: (rating: number) => void }): ReactElement => {
  const { t } = useTranslation()
  useKeys(Object.fromEntries(RATINGS.map((rating) => [String(rating), { label: t('acts.rateWith', { rating }), run: () => onRate(rating) }])))
  return (
    <Box role="group" aria-label={t('acts.rating')} sx={{ display: 'flex', alignItems: 'center', gap: '4px', fontSize: 13 }}>
      <Box component="span" sx={{ mr: '4px', color: 'var(--text2)' }}>{t('acts.rating')}</Box>
      {RATINGS.map((rating) => (
        <Box component="button" key={rating} type="button" aria-label={t('acts.rateWith', { rating })} aria-keyshortcuts={String(rating)} onClick={() => onRate(rating)} sx={{ p: '4px', minWidth: 26, border: 0, background: 'none', cursor: 'pointer', font: 'inherit', '&:focus-visible': { outline: '2px solid var(--focus)' } }}>
          <KeyCap keys={String(rating)} on="cap" />
        </Box>
      ))}
    </Box>
  )
}

/** Decisions about the open message, by the tables; one that cannot be made says why. */
export const CardActs = ({ card }: { card: MessageCard }): ReactElement | null => {
  const { t } = useTranslation()
  const { me, role, cabinet, dictionary, navigate } = useWorkspace()
  const now = useNow()
  const [open, setOpen] = useState<ActionName>()
  const [failure, setFailure] = useState<Failure>()
  const { message, pending, conflictId } = card
  const offers = offersOn(message, role, { actor: { id: me.id, cabinetId: cabinet.id, roles: [role] }, cabinets: dictionary.cabinets, lifecycle: DEFAULT_LIFECYCLE, now: new Date(now) })
  const act = async (action: ActionName, payload: unknown) => {
    setOpen(undefined)
    const answer = await call('messages:act', { shown: message, action, payload, cabinetId: cabinet.id })
    setFailure(answer.ok ? undefined : answer.error)
  }
  const reasonOf = ({ action, may }: Offer): string | undefined => {
    if (conflictId !== null) return t('acts.cannot.conflict')
    if (may.allowed) return undefined
    return `${t(`acts.action.${action}`)}: ${t(`acts.cannot.${may.why}`, { status: t(`names.status.${message.status}`) })}`
  }
  const buttons = offers.filter(({ action }) => action !== 'rate')
  const free = (action: ActionName): boolean => buttons.some((offer) => offer.action === action && reasonOf(offer) === undefined)
  const bindings = buttons.flatMap(({ action }) => {
    const keys = KEYS[action]
    return keys === undefined || !free(action) ? [] : [[keys, { label: t(`acts.action.${action}`), run: () => setOpen(action) }] as const]
  })
  useKeys(Object.fromEntries(bindings), { enabled: open === undefined })
  const openConflict = () => navigate({ name: 'folder', folder: 'conflicts', ...(conflictId === null ? {} : { openId: conflictId }) })
  if (offers.length === 0 && pending.length === 0 && conflictId === null) return null
  const reasons = [...new Set(buttons.flatMap((offer) => reasonOf(offer) ?? []))]
  return (
    <Box role="group" aria-label={t('acts.label')} sx={{ p: '8px 14px', borderBottom: '1px solid var(--line)', display: 'flex', flexDirection: 'column', gap: '6px' }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' }}>
        {buttons.map((offer) => (
          <ActionButton key={offer.action} label={t(`acts.action.${offer.action}`)} keys={KEYS[offer.action]} disabled={reasonOf(offer) !== undefined} onClick={() => setOpen(offer.action)} />
        ))}
        {offers.some(({ action }) => action === 'rate') && conflictId === null && <Rating onRate={(rating) => void act('rate', { rating, comment: null })} />}
      </Box>
      {reasons.length > 0 && conflictId === null && <Box sx={{ fontSize: 12, lineHeight: '16px', color: 'var(--text2)' }}>{reasons.join(' · ')}</Box>}
      {conflictId !== null && (
        <Note tone="burn" title={t('conflict.onCard')}><ActionButton label={t('conflict.open')} onClick={openConflict} /></Note>
      )}
      {pending.length > 0 && (
        <Box role="status"><Note tone="calm">{t('acts.pendingNote', { what: pending.map(({ action }) => t(`acts.action.${action}`)).join(', ') })}</Note></Box>
      )}
      {failure !== undefined && <FailureNote failure={failure} />}
      {open !== undefined && <ActDialog card={card} action={open} onAct={(payload) => void act(open, payload)} onCancel={() => setOpen(undefined)} />}
    </Box>
  )
}
