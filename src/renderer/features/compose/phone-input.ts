// A phone number while it is being typed: the text to show and where the caret stays. Pure.
import { AsYouType } from 'libphonenumber-js/min'
import { latinDigits } from '../../../shared/rules/identifiers.ts'

const PLAIN = /^\+?[\d\s().\-–]*$/
const FULL_LENGTH = 11
const PARTS = [3, 3, 2, 2]
/** `+7 900 000-00-01` of `9000000001`, as far as it goes. */
const grouped = (national: string): string => {
  let at = 0
  const parts = PARTS.map((size) => national.slice(at, (at += size))).filter((part) => part !== '')
  return ['+7', parts.slice(0, 2).join(' '), ...parts.slice(2)].reduce((left, part, index) => (part === '' ? left : `${left}${index === 1 ? ' ' : '-'}${part}`))
}

/**
 * `8900…`, `7 (900) …`, `900…` and Arabic digits as `+7 900 000-00-01`. Letters, numbers of other countries and
 * superfluous digits stay as typed, so that they can be seen and named. Formatting twice changes nothing.
 */
export const formatPhone = (typed: string): string => {
  const text = latinDigits(typed)
  if (!PLAIN.test(text.trim())) return text
  const digits = text.replaceAll(/\D/g, '')
  if (digits === '') return text.trim().startsWith('+') ? '+' : ''
  const own = text.trim().startsWith('+') ? digits : ownDigits(digits)
  if (!own.startsWith('7') || own.length > FULL_LENGTH) return `+${own}`
  const typing = new AsYouType('RU')
  typing.input(`+${own}`)
  return grouped(typing.getNumberValue()?.slice(2) ?? '')
}
/** Ten digits at once can only be pasted: a number without its country, whatever it begins with. */
const ownDigits = (digits: string): string => {
  if (digits.length === 10) return `7${digits}`
  if (digits.startsWith('8') && digits.length <= FULL_LENGTH) return `7${digits.slice(1)}`
  return digits.startsWith('7') || digits.length >= FULL_LENGTH ? digits : `7${digits}`
}

const digitsAfter = (text: string, caret: number): number => latinDigits(text.slice(caret)).replaceAll(/\D/g, '').length

/** Where the caret belongs in the formatted text: just behind the digit that stood before it in `typed`. */
export const caretInPhone = (typed: string, caret: number, formatted: string): number => {
  if (caret >= typed.length) return formatted.length
  const behind = digitsAfter(typed, caret)
  let place = formatted.length
  while (place > 0 && digitsAfter(formatted, place) < behind) place -= 1
  while (place > 0 && /\D/.test(formatted[place - 1] as string) && formatted[place - 1] !== '+' && digitsAfter(formatted, place - 1) === behind) place -= 1
  return place
}

/** What is wrong with a number that was refused, for the line under the field. */
export const phoneSlip = (typed: string): { kind: 'short'; missing: number } | { kind: 'long' | 'letters' | 'other' } => {
  const text = latinDigits(typed).trim()
  if (!PLAIN.test(text)) return { kind: 'letters' }
  const count = formatPhone(text).replaceAll(/\D/g, '').length
  if (count < FULL_LENGTH) return { kind: 'short', missing: FULL_LENGTH - count }
  return { kind: count > FULL_LENGTH ? 'long' : 'other' }
}
