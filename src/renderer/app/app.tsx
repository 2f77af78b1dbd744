import GlobalStyles from '@mui/material/GlobalStyles'
import { ThemeProvider } from '@mui/material/styles'
import { useEffect, useMemo, type ReactElement } from 'react'
import { SignInScreen } from '../features/session/sign-in-screen.tsx'
import { KeyHints } from '../ui/key-cap.tsx'
import { documentStyles, themeOf } from '../ui/theme/theme.ts'
import { useAppState } from './app-state.ts'
import { Frame } from './shell/frame.tsx'
import { StartingScreen } from './starting-screen.tsx'
import { TroubleScreen } from './trouble-screen.tsx'
import { useLook, useTitleBarColours } from './use-look.ts'
import { OpenWorkspace } from './open-workspace.tsx'

/** Which screen: starting, trouble, sign-in or the workspace. */
const Screens = (): ReactElement => {
  const { facts, vault, session, unsent, bootFailure } = useAppState()
  if (bootFailure !== null) return <Frame><TroubleScreen failure={bootFailure} /></Frame>
  if (facts === null) return <Frame><StartingScreen reason="platform" /></Frame>
  if (vault.state === 'open') return <OpenWorkspace key={vault.turn} opened={vault.opened} facts={facts} />
  if (facts.trouble !== null) return <Frame><TroubleScreen failure={facts.trouble} /></Frame>
  if (vault.state === 'failed') return <Frame><TroubleScreen failure={vault.failure} operatorId={vault.operatorId} /></Frame>
  if (vault.state === 'opening') return <Frame><StartingScreen reason="vault" /></Frame>
  return <Frame><SignInScreen facts={facts} session={session} unsent={unsent} /></Frame>
}

export const App = (): ReactElement => {
  const { settings, facts } = useAppState()
  const look = useLook(settings.theme)
  const theme = useMemo(() => themeOf(look), [look])
  useEffect(() => { document.documentElement.dataset.theme = look }, [look])
  useTitleBarColours(facts?.mode ?? 'training', look, facts?.titleBarOverlay ?? false)
  return (
    <ThemeProvider theme={theme}>
      <GlobalStyles styles={documentStyles(look) as never} />
      <KeyHints value={settings.keyHints}>
        <Screens />
      </KeyHints>
    </ThemeProvider>
  )
}
