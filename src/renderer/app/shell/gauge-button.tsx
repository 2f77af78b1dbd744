import { styled } from '@mui/material/styles'
import { useRef, useState, type ReactElement, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Workspace } from '../../workspace.ts'
import { GaugePopover } from './gauge-popover.tsx'
import type { GaugeItem } from './gauge-words.ts'

const Root = styled('button')({
  height: '100%', margin: 0, font: 'inherit', color: 'inherit', background: 'none', border: 0, cursor: 'pointer',
  '&:hover': { backgroundColor: 'var(--raised)' }, '&:focus-visible': { outline: '2px solid var(--focus)', outlineOffset: -2 },
  '&[data-level="soon"], &[data-level="soon"] b': { color: 'var(--soon)', fontWeight: 600 }, '&[data-level="burn"], &[data-level="burn"] b': { color: 'var(--burn)', fontWeight: 600 },
  '&[data-item="aside"][data-level="burn"], &[data-item="aside"][data-level="burn"] b': { color: 'var(--over)' },
  '&[data-item="link"][data-level="calm"]': { color: 'var(--done)' },
})

/** One item of the status line: an icon, its word and value; pressed it explains itself. `words` may give way to room, its name never does. */
export const GaugeButton = ({ item, icon, words, workspace, facts, className = '' }: { item: GaugeItem; icon: ReactNode; words?: string; workspace: Workspace; facts: () => string; className?: string }): ReactElement => {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const name = [words ?? '', item.value].filter(Boolean).join(' ')
  return (
    <>
      <Root
        ref={button} type="button" className={`item ${item.id === 'link' ? 'link' : ''} ${className}`} data-item={item.id} data-level={item.level} aria-haspopup="dialog" aria-expanded={open}
        aria-label={`${name}, ${t(`gauge.state.${item.level}`)}`} title={t('gauge.opens', { item: t(`gauge.item.${item.id}`) })} onClick={() => setOpen(true)}
      >
        {icon}
        {item.id === 'link' ? <span>{item.value}</span> : <>{words === undefined ? null : <span className="words">{words} </span>}<b>{item.value}</b></>}
      </Root>
      {open ? <GaugePopover item={item} anchor={() => button.current} workspace={workspace} facts={facts} onClose={() => { setOpen(false); button.current?.focus() }} /> : null}
    </>
  )
}
