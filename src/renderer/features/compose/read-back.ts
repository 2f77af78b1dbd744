// «Зачитаем так»: the record as sentences to read to the caller before it is sent. Pure.
import type { Draft } from '../../../shared/contract/draft.ts'
import { normalPhone, PHONE } from '../../../shared/rules/contacts.ts'
import { isBlank, squeeze } from '../../../shared/rules/text.ts'
import { placeOf } from './edit-draft.ts'
import { sayAddress, sayPhone, sayText, type Speech } from './spoken.ts'

/** First name and patronymic as the caller is addressed, or nothing. */
export const addressedAs = ({ applicant }: Draft): string =>
  squeeze([applicant.name, applicant.noPatronymic ? '' : applicant.patronymic].join(' '))

/** More than any platform takes: a text pasted by mistake is not laid out whole beside the form. */
const READ_AT_MOST = 6_000
const readable = (text: string): string => (text.length > READ_AT_MOST ? `${text.slice(0, READ_AT_MOST)}…` : text)

const lowerStart = (text: string): string => (/^\p{Lu}\p{Ll}/u.test(text) || /^\p{Lu} /u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text)
const stopped = (text: string): string => (/[.!?…]$/u.test(text) ? text : `${text}.`)

const greeting = (draft: Draft, { t }: Speech): string => {
  const name = addressedAs(draft)
  return name === '' ? t('compose.say.checkNobody') : t('compose.say.check', { name })
}
const whoAndWhere = (draft: Draft, { t, language }: Speech): string[] => {
  const { applicant } = draft
  const phone = normalPhone(applicant.phone)
  const address = [squeeze(applicant.address), isBlank(applicant.flat) ? '' : t('compose.say.flat', { flat: squeeze(applicant.flat) })].filter(Boolean).join(', ')
  return [
    applicant.type === 'PERSON' || isBlank(applicant.organisationName) ? '' : t('compose.say.organisation', { name: squeeze(applicant.organisationName) }),
    PHONE.test(phone) ? t('compose.say.phone', { digits: sayPhone(phone, language) }) : '',
    isBlank(applicant.address) ? '' : t(applicant.type === 'PERSON' ? 'compose.say.live' : 'compose.say.address', { address: sayAddress(address, language) }),
    applicant.noEmail || isBlank(applicant.email) ? '' : t('compose.say.email', { email: applicant.email.trim() }),
  ]
}
const whatHappened = (draft: Draft, { t, language }: Speech): string[] => [
  isBlank(draft.appeal.text) ? '' : stopped(t(`compose.say.${draft.appeal.kind}`, { text: lowerStart(sayText(readable(draft.appeal.text), language)) })),
  draft.appeal.placeIsAddress || isBlank(placeOf(draft)) ? '' : t('compose.say.place', { place: sayAddress(squeeze(placeOf(draft)), language) }),
]

/** The sentences in the order in which they are read. `promise`: what sayPromise made. */
export const readBack = (draft: Draft, promise: string, speech: Speech): string[] => {
  const facts = [...whoAndWhere(draft, speech), ...whatHappened(draft, speech)].filter(Boolean)
  if (facts.length === 0) return []
  return [greeting(draft, speech), ...facts, promise, speech.t('compose.say.right')].filter(Boolean)
}
