import { styled } from '@mui/material/styles'
import type { CSSProperties, ReactElement, ReactNode } from 'react'

export type Tone = 'calm' | 'soon' | 'burn' | 'over' | 'done' | 'info'
/** The two variables of a tone. */
export const toneVars = (tone: Tone): { ink: string; tint: string } =>
  tone === 'info' ? { ink: 'var(--primary)', tint: 'var(--primary-tint)' } : { ink: `var(--${tone})`, tint: `var(--${tone}-tint)` }

const NoteRoot = styled('div')({
  borderLeft: '4px solid var(--note-ink)', borderRadius: 4, backgroundColor: 'var(--note-tint)', padding: '8px 12px', fontSize: 13, lineHeight: '18px', color: 'var(--text)',
  boxShadow: 'inset 0 0 0 1px var(--note-frame)',
  '@media (forced-colors: active)': { border: '1px solid CanvasText', borderLeftWidth: 4 },
  '& > strong': { display: 'block', fontWeight: 600, color: 'var(--note-ink)', marginBottom: 2 },
})
export const Note = ({ tone, title, children, live = 'off' }: { tone: Tone; title?: ReactNode; children?: ReactNode; live?: 'off' | 'polite' | 'assertive' }): ReactElement => {
  const { ink, tint } = toneVars(tone)
  return (
    <NoteRoot aria-live={live} style={{ '--note-ink': ink, '--note-tint': tint, '--note-frame': 'var(--tint-frame)' } as CSSProperties}>
      {title === undefined ? null : <strong>{title}</strong>}
      {children}
    </NoteRoot>
  )
}
