import { describe, expect, it } from 'vitest'
import { CATALOG } from '../../../src/shared/words/catalog.ts'
import { askedOf, baseOf, flatten, isAsked, keysInCalls, placeholders, pluralsOf } from './catalog-keys.ts'
import { parseSource, placeOf, readSources, walk, type Source } from './source-tree.ts'

const ru = flatten(CATALOG.ru)
const en = flatten(CATALOG.en)
/** A letter alone is a rule of spelling, not a word. */
const cyrillicWord = /[А-Яа-яЁё]{2}/
/** The alphabet that check letters are drawn from is not a word either. */
const alphabet = 'shared/receipt-code.ts'
const sources = readSources().filter(({ path }) => !path.startsWith('shared/words/'))

/** Texts in Cyrillic that a person could come to read: strings, templates and JSX text. */
function cyrillicIn(source: Source): string[] {
  const found: string[] = []
  walk(source.program, (node) => {
    const isText = (node.type === 'Literal' && typeof node.value === 'string') || node.type === 'TemplateElement' || node.type === 'JSXText'
    const text = node.type === 'TemplateElement' ? (node.value as { raw: string }).raw : node.value
    if (isText && typeof text === 'string' && cyrillicWord.test(text)) found.push(`${placeOf(source, node)} says ${text.trim()}`)
  })
  return found
}

describe('the two languages', () => {
  it('have the same keys', () => {
    const bases = (words: Map<string, string>) => [...new Set([...words.keys()].map(baseOf))].sort()
    expect(bases(en)).toEqual(bases(ru))
  })

  it('have every plural form that each needs', () => {
    for (const [key, suffixes] of pluralsOf(ru.keys())) expect(suffixes, key).toEqual(['few', 'many', 'one', 'other'])
    for (const [key, suffixes] of pluralsOf(en.keys())) expect(suffixes, key).toEqual(expect.arrayContaining(['one', 'other']))
    expect([...pluralsOf(en.keys()).keys()].sort()).toEqual([...pluralsOf(ru.keys()).keys()].sort())
  })

  it('put the same facts into the same sentences', () => {
    const differing = [...ru].filter(([key, text]) => en.has(key) && placeholders(text).join() !== placeholders(en.get(key) ?? '').join())
    expect(differing.map(([key]) => key)).toEqual([])
  })

  it('leave nothing empty, and English free of Cyrillic', () => {
    // Numerals are read aloud from tables in which some places stand for nothing.
    const isNumeral = (key: string) => key.startsWith('spoken.')
    expect([...ru, ...en].filter(([key, text]) => text.trim() === '' && !isNumeral(key)).map(([key]) => key)).toEqual([])
    // A language is named in itself, and what is read aloud to a citizen is in the citizen's language.
    const isRussian = (key: string) => /\.languages?\./.test(key) || /^(spoken\.|compose\.say\.)/.test(key)
    expect([...en].filter(([key, text]) => cyrillicWord.test(text.replaceAll(/«[^»]*»/g, '')) && !isRussian(key)).map(([key]) => key)).toEqual([])
  })

  it('do not shout', () => {
    expect([...ru, ...en].filter(([, text]) => text.includes('!')).map(([key]) => key)).toEqual([])
  })
})

describe('words in the sources', () => {
  it('come from the catalogue: no Cyrillic text outside it and the platform', () => {
    expect(sources.filter(({ path }) => !path.startsWith('platform/') && path !== alphabet).flatMap(cyrillicIn)).toEqual([])
  })

  it.each(["const label = 'Отправить'", 'const label = <b>Отправить</b>', 'const label = `Номер ${number}`', 'const field = <Field label="Имя" />'])('are caught at: %s', (text) => {
    expect(cyrillicIn(parseSource('renderer/ui/thing.tsx', text))).toHaveLength(1)
  })

  it('ask only for keys that exist', () => {
    const keys = new Set([...ru.keys()].flatMap((key) => [key, baseOf(key), ...key.split('.').map((_, at, steps) => steps.slice(0, at).join('.'))]))
    const missing = sources.flatMap((source) => keysInCalls(source).filter(({ key }) => !keys.has(key)).map(({ key, node }) => `${placeOf(source, node)} asks for ${key}`))
    expect(missing).toEqual([])
  })

  it('ask for every key that exists', () => {
    const asked = askedOf(sources)
    expect([...ru.keys()].filter((key) => !isAsked(key, asked))).toEqual([])
  })

  it('are missed and found rightly', () => {
    const asked = askedOf([parseSource('main/x.ts', "t('a.b'); t(`c.${x}.d`); const w = CATALOG[language].e")])
    expect(['a.b', 'a.b_one', 'c.y.d', 'e.any'].filter((key) => !isAsked(key, asked))).toEqual([])
    expect(['a.c', 'c.y.e', 'f.any'].filter((key) => isAsked(key, asked))).toEqual([])
    expect(keysInCalls(parseSource('main/x.ts', "t(on ? 'a.b' : 'a.c')")).map(({ key }) => key)).toEqual(['a.b', 'a.c'])
  })
})
