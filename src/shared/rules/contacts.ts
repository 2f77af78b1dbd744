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
  const isInternational = text.startsWith('+')
  // ten digits that begin with 7 or 89 are no Russian code but eleven with one left out
  if (digits.length === 10 && !isInternational && !/^(7|89)/.test(digits)) return `+7${digits}`
  return digits.length === 11 && (isInternational ? /^7/ : /^[78]/).test(digits) ? `+7${digits.slice(1)}` : text
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
const isCyrillic = (text: string): boolean => /\p{Script=Cyrillic}/u.test(text)
const isLatin = (text: string): boolean => /\p{Script=Latin}/u.test(text)
/**
 * A domain with Cyrillic and Latin letters in one label, or in its last two labels, is almost always a slip of the keyboard layout:
 * neither .ru nor .рф gives names in the other script. A Latin name below a Cyrillic domain (`mail.почта.рф`) is nothing unusual.
 */
export const hasLookalikeDomain = (email: string): boolean => {
  const labels = (email.split('@')[1] ?? '').split('.')
  const isMixed = (text: string): boolean => isCyrillic(text) && isLatin(text)
  return labels.some(isMixed) || isMixed(labels.slice(-2).join(''))
}

/** "55.75, 37.61" as latitude and longitude in degrees; undefined when it is neither. */
export const parseCoordinates = (text: string): { lat: number; lon: number } | undefined => {
  const match = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text)
  if (!match) return undefined
  const [lat, lon] = [Number(match[1]), Number(match[2])]
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined
}
