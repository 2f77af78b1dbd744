// Whether a chosen category may still be used. One judge for a new message and for one that is given another category.
import type { Dictionary } from './contract/dictionary.ts'
import type { ErrorCode } from './errors.ts'

export type Category = { subjectId: number | null; subsubjectId: number | null; factId: number | null }
/** A reason at a place of a payload; `pointer` is a JSON pointer (RFC 6901). */
export type PointedIssue = { pointer: string; code: ErrorCode; params?: Record<string, string | number> }

/** E-DICT-OLD at the first level that is unknown, closed (with its date) or of another parent; null means «not chosen». */
export const categoryIssues = ({ subjectId, subsubjectId, factId }: Category, dictionary: Dictionary, below = ''): PointedIssue[] => {
  const old = (level: string, deletedAt: string | null | undefined): PointedIssue[] => [
    { pointer: `${below}/${level}`, code: 'E-DICT-OLD', ...(typeof deletedAt === 'string' ? { params: { closedAt: deletedAt } } : {}) },
  ]
  const subject = dictionary.subjects.find(({ id }) => id === subjectId)
  if (subjectId !== null && subject?.deletedAt !== null) return old('subjectId', subject?.deletedAt)
  const subsubject = dictionary.subsubjects.find(({ id }) => id === subsubjectId)
  if (subsubjectId !== null && (subsubject?.subjectId !== subjectId || subsubject?.deletedAt !== null)) return old('subsubjectId', subsubject?.deletedAt)
  const fact = dictionary.facts.find(({ id }) => id === factId)
  if (factId !== null && (fact?.subsubjectId !== subsubjectId || fact?.deletedAt !== null)) return old('factId', fact?.deletedAt)
  return []
}
