import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../shared/errors.ts'
import { FailureNote } from '../ui/failure-note.tsx'
import { Brand } from './shell/brand.tsx'

const Root = styled('main')({ flex: 1, display: 'flex', flexDirection: 'column', gap: 16, justifyContent: 'center', alignItems: 'center', padding: 20, textAlign: 'left' })
const Box = styled('div')({ width: 460, maxWidth: '100%', display: 'flex', flexDirection: 'column', gap: 12, '& p': { color: 'var(--text2)' } })

/** Something has to come first; says what. */
export const StartingScreen = ({ reason, failure = null }: { reason: 'platform' | 'vault' | 'dictionary'; failure?: Failure | null }): ReactElement => {
  const { t } = useTranslation()
  return (
    <Root aria-busy="true">
      <Box>
        <Brand size={40} />
        <h1 style={{ fontSize: 18, lineHeight: '24px', fontWeight: 600 }}>{t('shell.starting.title')}</h1>
        <p aria-live="polite">{t(`shell.starting.${reason}`)}</p>
        {reason === 'dictionary' ? <p>{t('shell.starting.waitLink')}</p> : null}
        {failure === null ? null : <FailureNote failure={failure} tone="burn" />}
      </Box>
    </Root>
  )
}
