import Box from '@mui/material/Box'
import ButtonBase from '@mui/material/ButtonBase'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../../shared/contract/message.ts'
import type { MessageCard } from '../../../shared/workspace.ts'
import { useFormats } from '../../ui/use-formats.ts'
import { useWorkspace } from '../../workspace.ts'

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <Box component="dt" sx={{ color: 'var(--text2)' }}>{name}</Box>
    <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>{children}</Box>
  </>
)

/** `+7 900 ···-··-01`: enough to know the right card, not enough to call. */
const masked = (phone: string): string => `${phone.slice(0, 2)} ${phone.slice(2, 5)} ···-··-${phone.slice(-2)}`

const Contacts = ({ applicant }: { applicant: NonNullable<Message['applicant']> }) => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const [shown, setShown] = useState(false)
  const toggle = (
    <ButtonBase onClick={() => setShown(!shown)} sx={{ ml: '8px', color: 'var(--primary)', fontSize: 13, fontWeight: 500, height: 24, my: '-3px', verticalAlign: 'baseline', '&:focus-visible': { outline: '2px solid var(--focus)' } }}>
      {t(shown ? 'card.hide' : 'card.show')}
    </ButtonBase>
  )
  return (
    <>
      <Fact name={t('card.phone')}>
        {applicant.phone === null ? t('card.none') : shown ? format.phone(applicant.phone) : masked(applicant.phone)}
        {toggle}
      </Fact>
      {shown && <Fact name={t('card.email')}>{applicant.email ?? t('card.none')}</Fact>}
      {shown && <Fact name={t('card.address')}>{[applicant.address, applicant.flat].filter(Boolean).join(', ')}</Fact>}
    </>
  )
}

/** Facts of the message as a list of pairs; contacts only on demand. */
export const MessageFacts = ({ card }: { card: MessageCard }) => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const { message } = card
  const { applicant, intake } = message
  return (
    <Box component="dl" sx={{ display: 'grid', gridTemplateColumns: '106px 1fr', columnGap: '8px', rowGap: '4px', m: 0, mt: '8px', fontSize: 13, lineHeight: '18px' }}>
      <Fact name={t('card.place')}>{message.place}</Fact>
      {message.coordinates && <Fact name={t('card.coordinates')}>{`${message.coordinates.lat}, ${message.coordinates.lon}`}</Fact>}
      {applicant && <Fact name={t('card.applicant')}>{[applicant.surname, applicant.name, applicant.patronymic].filter(Boolean).join(' ')}</Fact>}
      {applicant?.organisationName && <Fact name={t(`names.applicantType.${applicant.type}`)}>{applicant.organisationName}</Fact>}
      {applicant && <Contacts key={message.id} applicant={applicant} />}
      <Fact name={t('card.cabinet')}>{card.currentCabinetName}</Fact>
      {message.executorName && <Fact name={t('card.executor')}>{message.executorName}</Fact>}
      {message.innerAt !== null && <Fact name={t('acts.innerAt')}>{format.dayMonth(message.innerAt)}</Fact>}
      <Fact name={t('card.registeredAt')}>{format.dateTime(message.createdAt)}</Fact>
      {intake && <Fact name={t('card.callAt')}>{`${format.dateTime(intake.callAt)}, ${t(`names.channel.${intake.channel}`)}`}</Fact>}
      {intake && <Fact name={t('card.consent')}>{t(intake.consentToPublish ? 'card.consentYes' : 'card.consentNo')}</Fact>}
      {message.rating !== null && <Fact name={t('card.rating')}>{t('card.ratingOf', { rating: message.rating })}</Fact>}
    </Box>
  )
}
