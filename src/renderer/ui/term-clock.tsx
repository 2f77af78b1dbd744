import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { TermState } from '../../shared/terms.ts'
import { termWords, type ClockFacts } from './term-words.ts'
import { useFormats } from './use-formats.ts'

const ROUND = 2 * Math.PI * 5
const ringOf = (left: number): ReactElement => (
  <>
    <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeOpacity="0.28" strokeWidth="3" />
    <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="3" strokeDasharray={`${Math.max(0.06, left) * ROUND} ${ROUND}`} transform="rotate(-90 8 8)" />
  </>
)
const shapeOf = (state: TermState, left: number): ReactElement => {
  if (state === 'over') return <><rect x="1.5" y="1.5" width="13" height="13" rx="3" fill="currentColor" /><path d="M8 4.2v5M8 10.6v1.6" stroke="var(--surface)" strokeWidth="1.8" /></>
  if (state === 'done') return <><circle cx="8" cy="8" r="6.6" fill="currentColor" /><path d="M4.9 8.2l2.2 2.2 4.1-4.4" fill="none" stroke="var(--surface)" strokeWidth="1.7" /></>
  if (state === 'burn') return <><circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" strokeOpacity="0.35" strokeWidth="1.8" /><path d="M8 2.4a5.6 5.6 0 0 1 4 1.6" fill="none" stroke="currentColor" strokeWidth="1.8" /><circle cx="8" cy="8" r="2.8" fill="currentColor" /></>
  if (state === 'none') return <path d="M3.5 8h9" stroke="currentColor" strokeWidth="1.8" />
  return ringOf(left)
}

/** Ink of a term state. */
export const termInk = (state: TermState): string => (state === 'none' ? 'var(--text3)' : `var(--${state})`)

/** The five shapes of a term; the shape alone tells the state. */
export const TermShape = ({ state, left = 0.6, size = 16 }: { state: TermState; left?: number; size?: number }): ReactElement => (
  <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" data-term={state} style={{ flex: 'none', color: termInk(state) }}>{shapeOf(state, left)}</svg>
)
const Root = styled('span')({
  display: 'inline-flex', alignItems: 'center', gap: 6, minWidth: 0, whiteSpace: 'nowrap',
  '& b': { fontWeight: 600 },
  '&[data-variant="row"]': { gap: 8, fontSize: 13, lineHeight: '18px' },
  '&[data-variant="row"] small': { display: 'block', fontSize: 12, lineHeight: '16px', fontWeight: 400 },
  '&[data-variant="inline"]': { fontSize: 13, lineHeight: '18px', '& small': { fontSize: 12, fontWeight: 400 } },
  '&[data-variant="promise"]': { gap: 12, fontSize: 16, lineHeight: '20px', '& small': { display: 'block', fontSize: 12, lineHeight: '16px', color: 'var(--text2)' } },
})

export type TermClockProps = { facts: ClockFacts; now: number; timeZone: string; variant: 'row' | 'inline' | 'promise' }
/** A term as shape, words and colour; one widget for lists, cards and the form. */
export const TermClock = ({ facts, now, timeZone, variant }: TermClockProps): ReactElement => {
  const { t } = useTranslation()
  const words = termWords(t, useFormats(timeZone), facts, now, timeZone)
  const sub = [words.sub, ...words.marks].filter((part) => part !== '').join(' · ')
  return (
    <Root data-variant={variant} style={{ color: termInk(words.state) }}>
      <TermShape state={words.state} left={words.left} size={variant === 'promise' ? 26 : variant === 'row' ? 14 : 16} />
      <span className="seen-by-readers-only">{words.sentence}</span>
      <span aria-hidden="true" style={{ minWidth: 0 }}>
        <b>{variant === 'promise' ? words.promise : words.main}</b>
        {variant === 'inline' && sub !== '' ? ' ' : null}
        {sub === '' ? null : <small>{variant === 'promise' ? [...(words.state === 'done' ? [] : [words.main]), ...words.marks].join(' · ') : sub}</small>}
      </span>
    </Root>
  )
}

/** The accelerated order: a small clock and its days, green. */
export const FastTrack = ({ days }: { days: number }): ReactElement => {
  const { t } = useTranslation()
  return (
    <span title={t('terms.fastTrack')} style={{ display: 'inline-flex', alignItems: 'center', gap: 4, color: 'var(--done)', fontSize: 13, fontWeight: 600, whiteSpace: 'nowrap' }}>
      <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" /><path d="M8 4.6V8l2.2 1.6" fill="none" stroke="currentColor" strokeWidth="1.6" /></svg>
      {t('terms.days', { count: days })}
    </span>
  )
}
