// The search port on MiniSearch: one field of ready terms, no scores wanted.
import MiniSearch from 'minisearch'
import type { Searchable, SearchIndex } from './index-port.ts'
import { readQuery, termOfCode, termsOfPhone, termsOfText } from './words.ts'

/** `terms`: ready ones, a line each; the library takes text only. */
type Indexed = { id: string; terms: string }

const termsOf = ({ text, phones, codes }: Searchable): string =>
  [...new Set([...termsOfText(text), ...phones.flatMap(termsOfPhone), ...codes.map(termOfCode).filter((code) => code !== '')])].join('\n')

export const createSearchIndex = (): SearchIndex => {
  const mini = new MiniSearch<Indexed>({
    fields: ['terms'],
    tokenize: (terms) => terms.split('\n'),
    processTerm: (term) => term,
    searchOptions: { tokenize: (term) => [term], processTerm: (term) => term },
  })

  const remove = (id: string): void => {
    if (mini.has(id)) mini.discard(id)
  }
  return {
    remove,
    put: (id, content) => {
      remove(id)
      mini.add({ id, terms: termsOf(content) })
    },
    find: (query) => {
      const wanted = readQuery(query)
      if (wanted.length === 0) return undefined
      const found = mini.search({
        combineWith: 'AND',
        queries: wanted.map((alternatives) => ({
          combineWith: 'OR',
          queries: alternatives.map(({ term, prefix }) => ({ queries: [term], prefix, combineWith: 'OR' })),
        })),
      })
      return new Set(found.map(({ id }) => id as string))
    },
  }
}
