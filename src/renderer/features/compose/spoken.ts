// What is said aloud on the phone: numbers, dates, addresses and codes as words. Pure; the words come from the catalogue.
import { dayIn } from '../../../shared/terms.ts'
import { CATALOG } from '../../../shared/words/catalog.ts'
import type { Language } from '../../../shared/ipc.ts'
import type { Translate } from '../../ui/error-text.ts'

export type Speech = { t: Translate; language: Language; timeZone: string }

const wordsOf = (language: Language) => CATALOG[language].spoken
const at = (list: readonly string[], index: number): string => list[index] ?? ''

/** 0..999 as words («двадцать один», in the nominative); larger numbers stay digits. */
export const sayNumber = (value: number, language: Language): string => {
  const { units, tens, hundreds, tensJoin, hundredsJoin } = wordsOf(language)
  if (!Number.isInteger(value) || value < 0 || value > 999) return String(value)
  if (value < 20) return at(units, value)
  if (value < 100) return [at(tens, Math.floor(value / 10)), value % 10 === 0 ? '' : at(units, value % 10)].filter(Boolean).join(tensJoin)
  return [at(hundreds, Math.floor(value / 100)), value % 100 === 0 ? '' : sayNumber(value % 100, language)].filter(Boolean).join(hundredsJoin)
}
/** «десять дней» */
export const saySpan = (days: number, { t, language }: Speech): string => t('spoken.span', { count: days, number: sayNumber(days, language) })

/** «двадцатого марта» of an instant in the cabinet's zone: fits behind «до». */
export const sayDate = (instant: string, { t, language, timeZone }: Speech): string => {
  const [, month, day] = dayIn(Date.parse(instant), timeZone).split('-').map(Number) as [number, number, number]
  const { days, months } = wordsOf(language)
  return t('spoken.date', { day: at(days, day - 1), month: at(months, month - 1) })
}
/** «четыре восемь два» */
export const sayDigits = (digits: string, language: Language): string => [...digits].map((digit) => at(wordsOf(language).units, Number(digit))).join(' ')

/** «четыре восемь два, шесть один семь» and «Татьяна» of `482-617-Т`. */
export const sayCode = (code: string, language: Language): { digits: string; letter: string } => {
  const [first = '', second = '', letter = ''] = code.split('-')
  const names: Readonly<Record<string, string>> = wordsOf(language).letters
  return { digits: `${sayDigits(first, language)}, ${sayDigits(second, language)}`, letter: names[letter] ?? letter }
}
/** The code sign by sign, for the alphabet on demand. */
export const spellCode = (code: string, language: Language): { sign: string; word: string }[] => {
  const names: Readonly<Record<string, string>> = wordsOf(language).letters
  return [...code.replaceAll('-', '')].map((sign) => ({ sign, word: /\d/.test(sign) ? sayDigits(sign, language) : (names[sign] ?? sign) }))
}
/** `+79000000001` in the groups in which people say it: «девять ноль ноль, ноль ноль ноль, ноль ноль, ноль один». */
export const sayPhone = (kept: string, language: Language): string => {
  const match = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(kept)
  return match === null ? kept : match.slice(1).map((group) => sayDigits(group, language)).join(', ')
}

const NUMBER = /(?<![\p{L}\d])(\d{1,3})(?:\/(\d{1,3}))?(\p{L})?(?![\p{L}\d])/gu
const sayNumbersIn = (text: string, language: Language): string =>
  text.replaceAll(NUMBER, (_all, whole: string, part: string | undefined, letter: string | undefined) =>
    [sayNumber(Number(whole), language), part === undefined ? '' : `${wordsOf(language).slash} ${sayNumber(Number(part), language)}`, letter ?? ''].filter(Boolean).join(' '))

/**
 * `г. Учебный, ул. Вторая, д. 5` as «город Учебный, улица Вторая, дом пять». `д.` before a number is a house, else a village.
 * Addresses are Russian in both languages; their numbers become words in Russian only.
 */
export const sayAddress = (text: string, language: Language): string => {
  const { house, houseOf, village, genitive } = wordsOf(language)
  const shorts: Readonly<Record<string, string>> = wordsOf(language).shorts
  const opened = text
    .replaceAll(new RegExp(`(?<!\\p{L})(${genitive.join('|')}) д\\.?\\s*(?=\\d)`, 'giu'), (_all, before: string) => `${before} ${houseOf} `)
    .replaceAll(/(?<![\p{L}\d-])д\.?\s*(?=\d)/giu, `${house} `)
    .replaceAll(/(?<![\p{L}\d-])д\.\s*(?=\p{L})/giu, `${village} `)
    .replaceAll(/(?<![\p{L}\d-])(\p{L}+(?:-\p{L}+)?)(\.\s*|(?=\s+\d)\s+)/giu, (all, short: string) => {
      const long = shorts[short.toLowerCase()]
      return long === undefined ? all : `${long} `
    })
    .replaceAll(/(?<![\p{L}\d-])(пр-т|р-н|б-р)(?![\p{L}-])/giu, (short) => shorts[short.toLowerCase()] ?? short)
    .replaceAll(/\s+/gu, ' ')
    .trim()
  return language === 'ru' ? sayNumbersIn(opened, language) : opened
}

/** A message as it is read back: house numbers as words, everything else as it was typed. */
export const sayText = (text: string, language: Language): string => {
  const line = text.replaceAll(/\s+/gu, ' ').trim()
  if (language !== 'ru' || line === '') return line
  const numbered = wordsOf(language).numbered.join('|')
  return line.replaceAll(new RegExp(`(?<!\\p{L})(${numbered}) (\\d{1,3})(?![\\p{L}\\d/])`, 'giu'), (_all, word: string, digits: string) => `${word} ${sayNumber(Number(digits), language)}`)
}

/** The end of what is read aloud: Russian puts the full stop behind the closing quote, English before it; other signs stay inside. */
export const closeQuote = (text: string, t: (key: string) => string): string =>
  text.endsWith('.') ? text.slice(0, -1) + t('compose.say.quoteCloseStop') : text + t('compose.say.quoteClose')
