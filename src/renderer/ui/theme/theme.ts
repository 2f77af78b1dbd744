import '@fontsource-variable/golos-text/index.css'
import { createTheme, type Theme } from '@mui/material/styles'
import { TOKENS, type Look, type Tokens } from './tokens.ts'

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** CSS variables of a look: `--bg`, `--line-strong`, `--text2`, `--calm-tint` and so on. */
export const variablesOf = (tokens: Tokens): Record<string, string> =>
  Object.fromEntries(Object.entries(tokens).map(([name, value]) => [`--${kebab(name)}`, value]))

const FONT = "'Golos Text Variable', 'Golos Text', system-ui, sans-serif"

/** The MUI theme of a look. Sizes follow the ux notes: text 14/20, controls 32 high, no ripple, no shadows but on what floats. */
export const themeOf = (look: Look): Theme => {
  const tokens = TOKENS[look]
  return createTheme({
    palette: {
      mode: look === 'light' ? 'light' : 'dark',
      background: { default: tokens.bg, paper: tokens.surface },
      primary: { main: tokens.primary, contrastText: tokens.onPrimary },
      error: { main: tokens.over }, warning: { main: tokens.burn }, success: { main: tokens.done }, info: { main: tokens.calm },
      text: { primary: tokens.text, secondary: tokens.text2, disabled: tokens.text3 },
      divider: tokens.line,
    },
    shape: { borderRadius: 4 },
    typography: { fontFamily: FONT, fontSize: 14, button: { textTransform: 'none', fontWeight: 500 }, fontWeightBold: 600 },
    transitions: { create: () => 'none' },
    components: {
      MuiButtonBase: { defaultProps: { disableRipple: true, disableTouchRipple: true } },
      MuiDialog: {
        defaultProps: { transitionDuration: 120 },
        styleOverrides: { paper: { borderRadius: 8, border: '1px solid var(--line)', backgroundImage: 'none', boxShadow: 'var(--shadow)' } },
      },
      MuiBackdrop: { styleOverrides: { root: { '&:not(.MuiBackdrop-invisible)': { backgroundColor: 'var(--shade)' } } } },
      MuiMenu: { defaultProps: { transitionDuration: 120 } },
      MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
      MuiPopover: { styleOverrides: { paper: { border: '1px solid var(--line)', boxShadow: 'var(--shadow)', borderRadius: 6 } } },
      MuiMenuItem: {
        styleOverrides: {
          root: {
            minHeight: 32, fontSize: 14,
            '&.Mui-selected, &.Mui-selected:hover, &.Mui-selected.Mui-focusVisible': { backgroundColor: 'var(--selected)' },
            '&.Mui-focusVisible': { outline: '2px solid var(--focus)', outlineOffset: -2, backgroundColor: 'var(--primary-tint)' },
          },
        },
      },
      MuiTooltip: { styleOverrides: { tooltip: { backgroundColor: 'var(--text)', color: 'var(--surface)', fontSize: 12, lineHeight: '16px' } } },
    },
  })
}

/** Rules of the whole document: variables, type, focus, tabular figures, forced colours, no motion when it is not wanted. */
export const documentStyles = (look: Look): Record<string, object> => ({
  ':root': { ...variablesOf(TOKENS[look]), colorScheme: look === 'light' ? 'light' : 'dark' },
  '*, *::before, *::after': { boxSizing: 'border-box' },
  'html, body, #root': { height: '100%', margin: 0, overflow: 'hidden' },
  body: {
    fontFamily: FONT, fontSize: 14, lineHeight: '20px', color: 'var(--text)', backgroundColor: 'var(--bg)',
    fontVariantNumeric: 'tabular-nums', WebkitFontSmoothing: 'antialiased', userSelect: 'text',
  },
  'h1, h2, h3, p, dl, dd, ul, ol': { margin: 0, padding: 0 },
  'ul, ol': { listStyle: 'none' },
  ':focus-visible': { outline: '2px solid var(--focus)', outlineOffset: 2 },
  '::selection': { backgroundColor: 'var(--selected)', color: 'var(--text)' },
  '*': { scrollbarColor: 'var(--line-strong) transparent', scrollbarWidth: 'thin' },
  '.seen-by-readers-only': { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
  '@media (forced-colors: active)': {
    ':root': { '--tint-frame': 'CanvasText' },
    ':focus-visible': { outlineColor: 'Highlight' },
    '[aria-selected="true"], [aria-checked="true"], [aria-current="page"]': { outline: '2px solid Highlight', outlineOffset: -2 },
  },
  '@media (prefers-reduced-motion: reduce)': { '*, *::before, *::after': { animation: 'none !important', transition: 'none !important', scrollBehavior: 'auto !important' } },
})
