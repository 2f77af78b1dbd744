// Check digits of Russian identifiers by their published algorithms. Input: any text; spaces and hyphens are ignored.

const ARABIC_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g
/** Arabic-Indic digits (pasted from elsewhere) become 0-9. */
export const latinDigits = (text: string): string => text.replaceAll(ARABIC_DIGITS, (digit) => String((digit.codePointAt(0) as number) & 0xf))
/** Only the digits of a text. */
export const digitsOf = (text: string): string => latinDigits(text).replaceAll(/\D/g, '')
const onlySeparators = (text: string): boolean => /^[\d\s\-–]*$/.test(latinDigits(text))

const weighted = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0)

/** СНИЛС: 11 digits; S = sum of d·(9…1); below 100 it is S, 100 and 101 give 00, else S mod 101 with 100 as 00; checked above 001-001-998. */
export const isSnils = (text: string): boolean => {
  const digits = digitsOf(text)
  if (digits.length !== 11 || !onlySeparators(text)) return false
  if (Number(digits.slice(0, 9)) <= 1_001_998) return true
  const rest = weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101
  return (rest === 100 ? 0 : rest) === Number(digits.slice(9))
}

const INN_10 = [2, 4, 10, 3, 5, 9, 4, 6, 8]
const INN_12_FIRST = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]
const INN_12_SECOND = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]
const checkDigit = (digits: string, weights: readonly number[]): number => (weighted(digits, weights) % 11) % 10

/** ИНН of a legal entity: 10 digits, the last one a check digit. */
export const isInnOfLegal = (text: string): boolean => {
  const digits = digitsOf(text)
  return digits.length === 10 && onlySeparators(text) && checkDigit(digits, INN_10) === Number(digits[9])
}
/** ИНН of a person or entrepreneur: 12 digits, the last two check digits. */
export const isInnOfPerson = (text: string): boolean => {
  const digits = digitsOf(text)
  return (
    digits.length === 12 && onlySeparators(text) &&
    checkDigit(digits, INN_12_FIRST) === Number(digits[10]) && checkDigit(digits, INN_12_SECOND) === Number(digits[11])
  )
}
/** ОГРН: 13 digits beginning with 1 or 5; the last = (first twelve mod 11) mod 10. */
export const isOgrn = (text: string): boolean => {
  const digits = digitsOf(text)
  return /^[15]\d{12}$/.test(digits) && onlySeparators(text) && (Number(digits.slice(0, 12)) % 11) % 10 === Number(digits[12])
}
/** ОГРНИП: 15 digits beginning with 3; the last = (first fourteen mod 13) mod 10. */
export const isOgrnip = (text: string): boolean => {
  const digits = digitsOf(text)
  return /^3\d{14}$/.test(digits) && onlySeparators(text) && (Number(digits.slice(0, 14)) % 13) % 10 === Number(digits[14])
}
