import useMediaQuery from '@mui/material/useMediaQuery'
import { useEffect } from 'react'
import type { Mode } from '../../shared/contract/meta.ts'
import type { ThemeChoice } from '../../shared/ipc.ts'
import { ask } from '../bridge.ts'
import { MODE_BAR, type Look } from '../ui/theme/tokens.ts'

/** The look of a choice: «как в системе» follows the system's darkness and its wish for contrast. */
export const useLook = (choice: ThemeChoice): Look => {
  const dark = useMediaQuery('(prefers-color-scheme: dark)')
  const contrast = useMediaQuery('(prefers-contrast: more)')
  if (choice !== 'system') return choice
  if (contrast) return 'contrast'
  return dark ? 'dark' : 'light'
}

/** The system's window buttons stand on our bar: they take its colours. */
export const useTitleBarColours = (mode: Mode, look: Look, drawn: boolean): void => {
  useEffect(() => {
    if (!drawn) return
    const { ground, text } = MODE_BAR[mode][look]
    void ask('window:set-title-bar', { background: ground, symbols: text })
  }, [mode, look, drawn])
}
