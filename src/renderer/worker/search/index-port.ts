// What the rest of the worker knows of search. Behind it stands a library today.

export type Searchable = {
  /** Free text: words are found in any of their forms. */
  text: string
  /** Digits of phones, found in any spelling and by their last four or seven. */
  phones: readonly string[]
  /** «Номер», «Номер ЕПГУ», receipt code: found from their beginning, with or without hyphens. */
  codes: readonly string[]
}
export type SearchIndex = {
  /** Adds, or replaces what was known of this id. */
  put: (id: string, content: Searchable) => void
  remove: (id: string) => void
  /** Ids that hold every word of the query; the word still being typed may be a beginning. A query without words: undefined. */
  find: (query: string) => Set<string> | undefined
}
