import { styled } from '@mui/material/styles'
import { useState, type ReactElement, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '../../ui/use-keys.ts'
import { KeysHelp } from './keys-help.tsx'
import { StatusLine } from './status-line.tsx'
import { TitleBar } from './title-bar.tsx'

const Root = styled('div')({ height: '100%', display: 'flex', flexDirection: 'column', overflow: 'hidden' })
const Middle = styled('div')({ flex: 1, minHeight: 0, minWidth: 0, display: 'flex' })

/** Bar, something in the middle, status line: all that stands without an open workspace and around one. */
export const Frame = ({ children, onCommand }: { children: ReactNode; onCommand?: () => void }): ReactElement => {
  const { t } = useTranslation()
  const [helpShown, setHelpShown] = useState(false)
  const showHelp = () => setHelpShown(true)
  useKeys({ 'F1': { label: t('shell.keysHelp'), run: showHelp }, '?': showHelp })
  return (
    <Root>
      <TitleBar onHelp={showHelp} {...(onCommand === undefined ? {} : { onCommand })} />
      <Middle>{children}</Middle>
      <StatusLine />
      {helpShown ? <KeysHelp onClose={() => setHelpShown(false)} /> : null}
    </Root>
  )
}
