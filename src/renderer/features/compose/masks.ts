// Grouping of numbers and dates when a field is left. Pure: what is no such number stays as typed.
import { digitsOf } from '../../../shared/rules/identifiers.ts'

const onlyDigits = (text: string): boolean => /^[\d\s.\-–/]+$/.test(text.trim())

/** `11223344595` as `112-233-445 95`. */
export const groupSnils = (typed: string): string => {
  const digits = digitsOf(typed)
  return digits.length === 11 && onlyDigits(typed) ? `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6, 9)} ${digits.slice(9)}` : typed
}
/** `05031980`, `5.3.1980`, `05/03/1980` as `05.03.1980`. */
export const groupDate = (typed: string): string => {
  const text = typed.trim()
  const match = /^(\d{1,2})[.\s/-](\d{1,2})[.\s/-](\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text)
  return match ? `${match[1]?.padStart(2, '0')}.${match[2]?.padStart(2, '0')}.${match[3]}` : typed
}
/** Spaces and hyphens leave an ИНН or ОГРН. */
export const groupNumber = (typed: string): string => (typed.trim() !== '' && onlyDigits(typed) ? digitsOf(typed) : typed)
