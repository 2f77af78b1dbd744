// Phone, e-mail, names, coordinates in the form in which they are kept. The form's own normalising while typing is its feature's matter.
import { latinDigits } from './identifiers.ts'

/** Kept as +7 and ten digits; the first of them 3-9 [assumed, domain §8]. */
export const PHONE = /^\+7[3-9]\d{9}$/

/**
 * `8 (900) 000-00-01`, `7900…`, ten digits, Arabic digits: all to `+79000000001`. What is no Russian number comes back
 * trimmed as it was, so that the schema can name the field.
 */
export const normalPhone = (typed: string): string => {
  const text = latinDigits(typed).trim()
  if (!/^\+?[\d\s().\-–]+$/.test(text)) return text
  const digits = text.replaceAll(/\D/g, '')
  // ten digits behind a plus are a number with one digit missing, not one without its country
  if (digits.length === 10 && !text.startsWith('+')) return `+7${digits}`
  return digits.length === 11 && /^[78]/.test(digits) ? `+7${digits.slice(1)}` : text
}

const NAME = /^[А-ЯЁа-яё](?:[А-ЯЁа-яё' ’-]{0,58}[А-ЯЁа-яё])?$/u
/** Cyrillic, space, hyphen, apostrophe, 1-60 signs [assumed, domain §8]. */
export const isPersonName = (text: string): boolean => NAME.test(text)

const LOCAL = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/u
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u
/** One mailbox, no spaces, a domain of at least two labels (Cyrillic domains exist). At most 254 signs (RFC 5321). */
export const isEmail = (text: string): boolean => {
  const parts = text.split('@')
  if (parts.length !== 2 || text.length > 254) return false
  const [local, domain] = parts as [string, string]
  const labels = domain.split('.')
  return local.length <= 64 && LOCAL.test(local) && labels.length >= 2 && labels.every((label) => LABEL.test(label)) && /^(\p{L}{2,}|xn--[\w-]+)$/u.test(labels.at(-1) as string)
}
/** A domain that mixes Cyrillic letters with Latin ones in one label is almost always a slip of the keyboard layout. */
export const hasLookalikeDomain = (email: string): boolean =>
  (email.split('@')[1] ?? '').split('.').some((label) => /\p{Script=Cyrillic}/u.test(label) && /\p{Script=Latin}/u.test(label)) ||
  /^[^@]*@[асеорхукмтнв.]+\.(?:ru|com|net|org|su)$/iu.test(email)

/** "55.75, 37.61" as latitude and longitude in degrees; undefined when it is neither. */
export const parseCoordinates = (text: string): { lat: number; lon: number } | undefined => {
  const match = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text)
  if (!match) return undefined
  const [lat, lon] = [Number(match[1]), Number(match[2])]
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined
}
