import FactCheckIcon from '@mui/icons-material/FactCheckOutlined'
import Tooltip from '@mui/material/Tooltip'
import { styled } from '@mui/material/styles'
import { useEffect, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { dayIn } from '../../../shared/terms.ts'
import { call, useAnswer } from '../../store.ts'
import { useFormats } from '../../ui/use-formats.ts'
import { useNow } from '../../ui/use-now.ts'
import { useAction } from '../../ui/use-keys.ts'
import { useWorkspace } from '../../workspace.ts'

const Root = styled('section')({
  margin: '12px 8px 14px', padding: '8px 10px', display: 'grid', gridTemplateColumns: '22px 1fr', gap: '0 8px', alignItems: 'center', border: '1px solid var(--line)', borderRadius: 6, fontSize: 13, lineHeight: '18px', flex: 'none',
  '& > svg': { gridRow: '1 / 3', fontSize: 20, color: 'var(--text2)' }, '& > strong': { fontWeight: 600 }, '& > span': { color: 'var(--text2)' },
})
const Open = styled('button')({
  gridColumn: '1 / -1', justifySelf: 'start', marginTop: 6, height: 28, padding: '0 8px', marginLeft: -4, font: 'inherit', fontWeight: 500, color: 'var(--primary)', background: 'none', border: 0, borderRadius: 4, cursor: 'pointer',
  '&:hover': { backgroundColor: 'var(--primary-tint)' },
})
const Folded = styled('button')({ width: '100%', height: 44, display: 'grid', placeItems: 'center', flex: 'none', background: 'none', border: 0, cursor: 'pointer', color: 'var(--text2)', '& svg': { fontSize: 20 }, '&:hover': { backgroundColor: 'var(--raised)' }, '&:focus-visible': { outlineOffset: -2 } })

/** «Смена с 08:00» at the foot of the rail. The sign-in that shows it begins the shift. */
export const ShiftCard = ({ folded }: { folded: boolean }): ReactElement | null => {
  const { t } = useTranslation()
  const { timeZone, navigate } = useWorkspace()
  const format = useFormats(timeZone)
  const now = useNow()
  const card = useAnswer(['outbox', 'shift'], 'shift:card')
  useEffect(() => { void call('shift:begin') }, [])
  const open = () => navigate({ name: 'shift' })
  useAction({ id: 'close-shift', label: t('shift.close'), run: open })
  if (card == null) return null
  const since = dayIn(Date.parse(card.openedAt), timeZone) === dayIn(now, timeZone) ? t('shift.since', { time: format.time(card.openedAt) }) : t('shift.sinceDay', { day: format.shortDay(card.openedAt, now), time: format.time(card.openedAt) })
  const soFar = t('shift.soFar', { recorded: format.number(card.recorded), accepted: format.number(card.accepted) })
  if (folded) return <Tooltip title={`${since} · ${soFar} · ${t('shift.close')}`} placement="right"><Folded type="button" aria-label={t('shift.close')} onClick={open}><FactCheckIcon /></Folded></Tooltip>
  return (
    <Root aria-label={since}>
      <FactCheckIcon aria-hidden />
      <strong>{since}</strong>
      <span>{soFar}</span>
      <Open type="button" onClick={open}>{t('shift.close')}</Open>
    </Root>
  )
}
