import { styled, type SxProps, type Theme } from '@mui/material/styles'
import type { ReactElement, ReactNode, Ref } from 'react'
import { toneVars, type Tone } from './note.tsx'

const PaneRoot = styled('section')({
  display: 'flex', flexDirection: 'column', minWidth: 0, minHeight: 0, backgroundColor: 'var(--surface)',
  '& + &': { borderLeft: '1px solid var(--line)' },
})
/** A landmark with a name. Panes share their edges: one line between neighbours. */
export const Pane = ({ label, children, sx, as = 'section', id, paneRef }: { label: string; children: ReactNode; sx?: SxProps<Theme>; as?: 'section' | 'aside' | 'nav'; id?: string; paneRef?: Ref<HTMLElement> }): ReactElement => (
  <PaneRoot as={as} aria-label={label} {...(sx === undefined ? {} : { sx })} {...(id === undefined ? {} : { id })} {...(paneRef === undefined ? {} : { ref: paneRef })}>{children}</PaneRoot>
)

const Head = styled('header')({
  display: 'flex', alignItems: 'center', gap: 12, height: 44, flex: 'none', padding: '0 14px', borderBottom: '1px solid var(--line)', minWidth: 0,
  '& h1': { fontSize: 18, lineHeight: '24px', fontWeight: 600, whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' },
  '& > .count': { color: 'var(--text2)', fontSize: 14, whiteSpace: 'nowrap' },
  '& > .rest': { marginLeft: 'auto', display: 'flex', alignItems: 'center', gap: 8, minWidth: 0 },
})
/** `count` is a number beside the title, `note` a few words there. */
export const PaneHead = ({ title, count, note, children }: { title: string; count?: ReactNode; note?: ReactNode; children?: ReactNode }): ReactElement => (
  <Head>
    <h1>{title}</h1>
    {count === undefined ? null : <span className="count">{count}</span>}
    {note === undefined ? null : <span className="count">{note}</span>}
    {children === undefined ? null : <div className="rest">{children}</div>}
  </Head>
)

const FootRoot = styled('footer')({
  display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 16, minHeight: 52, flex: 'none', padding: '8px 14px', borderTop: '1px solid var(--line)', backgroundColor: 'var(--surface)',
  '& > div': { display: 'flex', alignItems: 'center', gap: 12, minWidth: 0 },
})
/** State at the left, actions at the right. */
export const Foot = ({ left, right }: { left: ReactNode; right: ReactNode }): ReactElement => <FootRoot><div>{left}</div><div>{right}</div></FootRoot>

const EmptyRoot = styled('div')({ padding: '24px 16px', fontSize: 14, lineHeight: '20px', color: 'var(--text2)' })
/** A fact and the next key. */
export const Empty = ({ text }: { text: string }): ReactElement => <EmptyRoot role="status">{text}</EmptyRoot>

const TagRoot = styled('span')({
  display: 'inline-flex', alignItems: 'center', gap: 6, height: 22, padding: '0 8px', borderRadius: 4, fontSize: 13, fontWeight: 600, whiteSpace: 'nowrap',
  '@media (forced-colors: active)': { border: '1px solid CanvasText' },
})
export const Tag = ({ tone = 'info', icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }): ReactElement => {
  const { ink, tint } = toneVars(tone)
  return <TagRoot style={{ color: ink, backgroundColor: tint, boxShadow: 'inset 0 0 0 1px var(--tint-frame)' }}>{icon}{children}</TagRoot>
}
