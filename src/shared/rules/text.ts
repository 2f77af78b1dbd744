// Cleaning and judging of free text. Pure: used while typing, on send and by the platform.

/** Lone surrogates, NUL and other controls but line breaks and tabs: they break JSON, databases and screens. */
// eslint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
/** Zero-width and bidirectional marks count as nothing when we ask whether a text is empty. */
const INVISIBLE = /[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u2800\u3164\ufeff]/g

/** The text without what cannot be stored, and whether anything was taken out (the operator is told). */
export const cleanText = (text: string): { text: string; cleaned: boolean } => {
  const clean = text.replaceAll('\r\n', '\n').replaceAll(UNSAFE, '')
  return { text: clean, cleaned: clean.length !== text.replaceAll('\r\n', '\n').length }
}
/** Empty, spaces or invisible signs only. */
export const isBlank = (text: string): boolean => text.replaceAll(INVISIBLE, '') === ''
/** Characters as a person counts them (an emoji is one), for limits. */
export const lengthOf = (text: string): number => {
  let count = 0
  for (const _ of text) count += 1
  return count
}
/** Whether nothing in a text has to be taken out: NUL alone makes a database refuse the whole row. */
export const isStorable = (text: string): boolean => !cleanText(text).cleaned
/**
 * One line: cleaned, inner runs of white space become one space, ends trimmed (the export of the platform has double spaces).
 * Composed (NFC): a pasted й may come as и and a breve, which no rule for names would know.
 */
export const squeeze = (text: string): string => cleanText(text).text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim()
