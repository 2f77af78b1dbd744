// The platform's own pages take their words from the same catalogue as the app, without a library.
import type { Language } from '../../shared/ipc.ts'
import { names as namesEn } from '../../shared/words/en/names.ts'
import { platform as platformEn } from '../../shared/words/en/platform.ts'
import { names as namesRu } from '../../shared/words/ru/names.ts'
import { platform as platformRu } from '../../shared/words/ru/platform.ts'

const WORDS = { ru: { names: namesRu, platform: platformRu }, en: { names: namesEn, platform: platformEn } }
export type Words = (typeof WORDS)['ru']

export const wordsOf = (language: Language): Words => WORDS[language]
/** The language that a request asks for (`lang`, `ui_locales`); Russian when it asks for none that we have. */
export const languageOf = (asked: unknown): Language => (typeof asked === 'string' && /^en\b/i.test(asked.trim()) ? 'en' : 'ru')
/** Puts values into `{{name}}`. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
