import { styled } from '@mui/material/styles'
import { createContext, useContext, type ReactElement } from 'react'

/** Whether keys are shown beside their actions: a setting. */
export const KeyHints = createContext(true)

const Cap = styled('kbd')({
  display: 'inline-flex', alignItems: 'center', justifyContent: 'center', flex: 'none',
  font: 'inherit', fontSize: 11, lineHeight: '16px', fontWeight: 500, whiteSpace: 'nowrap', borderRadius: 3,
  '&[data-on="pale"]': { padding: '0 4px', color: 'var(--text2)', backgroundColor: 'var(--raised)', border: '1px solid var(--line)' },
  '&[data-on="filled"]': { color: 'inherit', opacity: 0.92 },
  '&[data-on="cap"]': { minWidth: 18, padding: '0 3px', color: 'var(--text)', backgroundColor: 'var(--surface)', border: '1px solid var(--line-strong)', borderBottomWidth: 2, fontWeight: 600 },
})

/** A key beside its action: a bordered cap for a digit, a pale chip for a chord, plain text on a filled button. Not read aloud: `aria-keyshortcuts` is. */
export const KeyCap = ({ keys, on = 'pale' }: { keys: string; on?: 'pale' | 'filled' | 'cap' }): ReactElement | null =>
  useContext(KeyHints) ? <Cap data-on={on} aria-hidden="true">{keys}</Cap> : null

/** The value of `aria-keyshortcuts` for keys written as `Ctrl+N`. */
export const ariaKeys = (keys: string | undefined): string | undefined => keys?.replaceAll('Ctrl', 'Control').replaceAll('Esc', 'Escape')
