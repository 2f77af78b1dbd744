// Which open subcategories a record may mean when its own was closed: by the words of the old name and of the text. Pure; a hint, never a choice.
import type { Dictionary, Subsubject } from './contract/dictionary.ts'

/** Russian endings differ, beginnings do not: so many signs of a word are compared. */
const STEM = 5
const SHORTEST = 4
/** A word of the closed subcategory's own name says more than one of the text. */
const OF_NAME = 4
const OF_TEXT = 1

const stemsOf = (text: string): Set<string> =>
  new Set((text.toLowerCase().replaceAll('ё', 'е').match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length >= SHORTEST).map((word) => word.slice(0, STEM)))

export type Closed = { subsubjectId: number | null; text: string }
/** At most `limit` open subcategories, the best first; none when no word fits. */
export const suggestSubcategories = ({ subsubjects, subjects }: Dictionary, { subsubjectId, text }: Closed, limit: number): Subsubject[] => {
  const former = stemsOf(subsubjects.find(({ id }) => id === subsubjectId)?.name ?? '')
  const said = stemsOf(text)
  const open = new Map(subjects.filter(({ deletedAt }) => deletedAt === null).map(({ id, name }) => [id, name]))
  const scored = subsubjects
    .filter(({ id, deletedAt, subjectId }) => deletedAt === null && id !== subsubjectId && open.has(subjectId))
    .map((entry) => {
      const own = [...stemsOf(entry.name)]
      const beside = [...stemsOf(open.get(entry.subjectId) ?? '')]
      const score = own.reduce((sum, stem) => sum + (former.has(stem) ? OF_NAME : 0) + (said.has(stem) ? OF_TEXT * 2 : 0), 0) + beside.reduce((sum, stem) => sum + (said.has(stem) ? OF_TEXT : 0), 0)
      // of names that fit alike the one without other words is nearer
      return { entry, score, length: own.length }
    })
  return scored.filter(({ score }) => score > 0).sort((left, right) => right.score - left.score || left.length - right.length || left.entry.id - right.entry.id).slice(0, limit).map(({ entry }) => entry)
}
