import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../shared/errors.ts'
import { ActionButton } from '../ui/action-button.tsx'
import type { Translate } from '../ui/error-text.ts'
import { FailureNote } from '../ui/failure-note.tsx'
import { changeAppState } from './app-state.ts'
import { Brand } from './shell/brand.tsx'
import { closeVault, openVault, refreshFacts } from './wiring.ts'

const Root = styled('main')({ flex: 1, display: 'flex', flexDirection: 'column', alignItems: 'center', justifyContent: 'center', padding: 20 })
const Box = styled('div')({ width: 560, maxWidth: '100%', display: 'flex', flexDirection: 'column', gap: 16 })
const Actions = styled('div')({ display: 'flex', gap: 12 })

/** Where a settings file is wrong, for whoever mends it. */
const placeOf = ({ code, details }: Failure, t: Translate): string | null => {
  if (code !== 'E-CONFIG' || details === undefined) return null
  if (details.line !== undefined) return t('errors.E-CONFIG.where', details)
  return details.key === undefined ? null : t('errors.E-CONFIG.whereKey', details)
}

/** The workplace did not open: what happened, what is safe, what to do; nothing is recreated or deleted here. */
export const TroubleScreen = ({ failure, operatorId }: { failure: Failure; operatorId?: string }): ReactElement => {
  const { t } = useTranslation()
  const place = placeOf(failure, t)
  const again = (): void => {
    changeAppState({ bootFailure: null })
    void (operatorId === undefined ? refreshFacts() : openVault(operatorId))
  }
  return (
    <Root>
      <Box>
        <Brand size={40} />
        <h1 style={{ fontSize: 18, lineHeight: '24px', fontWeight: 600 }}>{t('shell.trouble.title')}</h1>
        <FailureNote failure={failure}>{place === null ? null : <p>{place}</p>}</FailureNote>
        <Actions>
          <ActionButton label={t('shell.trouble.again')} onClick={again} primary autoFocus />
          {operatorId === undefined ? null : <ActionButton label={t('shell.trouble.otherSignIn')} onClick={() => void closeVault()} />}
        </Actions>
      </Box>
    </Root>
  )
}
