import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../../../src/shared/errors.ts'
import { CATALOG } from '../../../src/shared/words/catalog.ts'

const PARTS = ['what', 'safe', 'todo', 'field'] as const
const wordsOf = (language: 'ru' | 'en') => CATALOG[language].errors as Readonly<Record<string, Readonly<Record<string, string>>>>
/** Names that people write in Latin letters in Russian too, and what i18next fills in. */
const bare = (text: string): string => text.replaceAll(/\{\{\w+\}\}/g, '').replaceAll(/e-mail|PEM|Enter|\bF\d\b/gi, '')

describe.each(['ru', 'en'] as const)('words of errors in %s', (language) => {
  it.each(ERROR_CODES)('%s says what happened, what is safe and what to do', (code) => {
    const words = wordsOf(language)[code]
    for (const part of PARTS) expect(words?.[part], part).toBeTruthy()
    for (const text of Object.values(words ?? {})) {
      expect(text).not.toMatch(/!/)
      expect(text).not.toMatch(/(?<!^)(?<![.!?:] )(?<![А-ЯЁа-яё])Вы(?![а-яё])|[Пп]ожалуйста|[Pp]lease/)
      if (language === 'ru') expect(bare(text)).not.toMatch(/[A-Za-z]/)
    }
    for (const part of ['what', 'safe', 'todo'] as const) expect(words?.[part]).toMatch(/\.$/)
    expect(words?.field).not.toMatch(/\.$/)
  })
  it('has words for nothing else', () => expect(Object.keys(wordsOf(language)).sort()).toEqual([...ERROR_CODES].sort()))
})
