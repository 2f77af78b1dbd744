// Names behind the ids of the catalogue, looked up by map: the dictionary has thousands of lines and lists ask for every row.
import type { Dictionary } from '../../../shared/contract/dictionary.ts'

export type SubjectIds = { subjectId: number | null; subsubjectId: number | null; factId: number | null }
export type SubjectNames = { category: string; subcategory: string; fact: string | null }
export type DictionaryNames = { of: (ids: SubjectIds) => SubjectNames; cabinet: (id: number) => string; timeZone: (cabinetId: number) => string | undefined }

const byId = <T extends { id: number }>(entries: readonly T[] | undefined): Map<number, T> => new Map((entries ?? []).map((entry) => [entry.id, entry]))

/** Without a dictionary (never signed in yet) every name is empty. */
export const namesOf = (dictionary: Dictionary | null): DictionaryNames => {
  const subjects = byId(dictionary?.subjects)
  const subsubjects = byId(dictionary?.subsubjects)
  const facts = byId(dictionary?.facts)
  const cabinets = byId(dictionary?.cabinets)
  return {
    of: ({ subjectId, subsubjectId, factId }) => ({
      category: (subjectId === null ? undefined : subjects.get(subjectId)?.name) ?? '',
      subcategory: (subsubjectId === null ? undefined : subsubjects.get(subsubjectId)?.name) ?? '',
      fact: (factId === null ? undefined : facts.get(factId)?.name) ?? null,
    }),
    cabinet: (id) => cabinets.get(id)?.name ?? '',
    timeZone: (id) => cabinets.get(id)?.timeZone,
  }
}
