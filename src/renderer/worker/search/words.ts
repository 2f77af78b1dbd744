// Words of a text and of a query, folded alike. Pure.
import { stemmer } from '@orama/stemmers/russian'

const WORD = /[\p{L}\p{N}]+/gu
/** Marks a stem among the terms, so that a beginning being typed never matches one. */
const STEM_MARK = '='
const stems = new Map<string, string>()
/** Distinct forms are few beside tokens, but a hostile feed could send endless ones. */
const STEMS_KEPT = 200_000

/** Lower case, ё as е: people type both. */
export const fold = (text: string): string => text.toLowerCase().replaceAll('ё', 'е')

const stemOf = (word: string): string => {
  const known = stems.get(word)
  if (known !== undefined) return known
  if (stems.size >= STEMS_KEPT) stems.clear()
  const stem = `${STEM_MARK}${/^[а-я]+$/.test(word) ? stemmer(word) : word}`
  stems.set(word, stem)
  return stem
}

/** Each distinct word as typed and as its stem. */
export const termsOfText = (text: string): string[] => {
  const words = new Set(fold(text).match(WORD))
  const terms = new Set<string>()
  for (const word of words) {
    terms.add(word)
    terms.add(stemOf(word))
  }
  return [...terms]
}

const NATIONAL_DIGITS = 10
/** +7, 8 or nothing before ten digits are one phone. */
const nationalDigits = (digits: string): string => (digits.length === NATIONAL_DIGITS + 1 && /^[78]/.test(digits) ? digits.slice(1) : digits)
/** Whole, and the ends that people remember. */
export const termsOfPhone = (phone: string): string[] => {
  const digits = nationalDigits(phone.replaceAll(/\D/g, ''))
  return digits === '' ? [] : [...new Set([digits, digits.slice(-7), digits.slice(-4)])]
}
/** `482-617-Т` and a nine-digit «Номер» as one term. */
export const termOfCode = (code: string): string => fold(code).replaceAll(/[^\p{L}\p{N}]/gu, '')

/** `exact`: this very term. `prefix`: any term that begins so. */
export type Match = { term: string; prefix: boolean }
/** Every group must match; within a group one of the alternatives, each a list that must match whole. */
export type Wanted = readonly (readonly Match[])[]

/** Six digits or more with their separators, and the letter of a receipt code after them. */
const DIGIT_RUN = /\+?\d(?:[\s()\-–]*\d){5,}(?:[\s\-–]*[а-яё](?![\p{L}\p{N}]))?/giu

const wordMatches = (word: string, isTyping: boolean): Match[] =>
  isTyping ? [{ term: word, prefix: true }, { term: stemOf(word), prefix: false }] : [{ term: stemOf(word), prefix: false }]

const digitMatches = (run: string): Match[] => {
  const joined = termOfCode(run)
  const starts = new Set([joined, nationalDigits(joined)])
  // +7 900 12… while it is still being typed: the country's digit is not part of what we keep
  if (/^\+7|^[78]/.test(run) && joined.length <= NATIONAL_DIGITS) starts.add(joined.slice(1))
  return [...starts].map((term) => ({ term, prefix: true }))
}

/** What a query asks for. The last word counts as unfinished until something follows it. */
export const readQuery = (query: string): Wanted => {
  const folded = fold(query)
  const wanted: Match[][] = []
  const rest = folded.replaceAll(DIGIT_RUN, (run: string) => {
    wanted.push(digitMatches(run))
    return ' '
  })
  const typing = /[\p{L}\p{N}]$/u.test(folded) && /[\p{L}\p{N}]$/u.test(rest)
  const words = rest.match(WORD) ?? []
  words.forEach((word, index) => wanted.push(wordMatches(word, typing && index === words.length - 1)))
  return wanted
}
