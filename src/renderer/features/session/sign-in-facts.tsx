import CheckCircleIcon from '@mui/icons-material/CheckCircle'
import OutboxIcon from '@mui/icons-material/OutboxOutlined'
import HourglassIcon from '@mui/icons-material/HourglassEmpty'
import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppFacts } from '../../../shared/ipc.ts'
import { useFormats } from '../../ui/use-formats.ts'

const Row = styled('li')({ display: 'flex', alignItems: 'center', gap: 8, minHeight: 30, fontSize: 13, '& b': { fontWeight: 600 }, '& span': { color: 'var(--text2)', fontSize: 12 }, '& svg': { fontSize: 18 } })

/** What this computer can say of itself before anybody signs in: facts only. */
export const SignInFacts = ({ facts, unsent }: { facts: AppFacts; unsent: number | null }): ReactElement => {
  const { t } = useTranslation()
  const { number } = useFormats('UTC')
  const ready = facts.platform.state === 'ready'
  const startedIn = facts.platform.state === 'ready' ? facts.platform.startedInMs : null
  const vault = { keyring: 'session.vaultKeyring', basic_text: 'session.vaultFile', none: null }[facts.keyStorage]
  return (
    <ul>
      {facts.platform.state === 'failed' ? null : (
        <Row>
          {ready ? <CheckCircleIcon sx={{ color: 'var(--done)' }} /> : <HourglassIcon sx={{ color: 'var(--calm)' }} />}
          <b>{t(facts.mode === 'live' ? 'session.platformReadyLive' : ready ? 'session.platformReady' : 'session.platformStarting')}</b>
          {startedIn === null ? null : <span>{t('session.platformStartedIn', { span: number(startedIn / 1000) })}</span>}
        </Row>
      )}
      {vault === null ? null : (
        <Row>
          <CheckCircleIcon sx={{ color: 'var(--done)' }} />
          <b>{t('session.vault')}</b>
          <span>{t(vault)}</span>
        </Row>
      )}
      {unsent === null || unsent === 0 ? null : (
        <Row>
          <OutboxIcon sx={{ color: 'var(--burn)' }} />
          <b>{t('session.unsent', { count: unsent })}</b>
          <span>{t('session.unsentHint')}</span>
        </Row>
      )}
    </ul>
  )
}
