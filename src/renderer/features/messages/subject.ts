import type { ListRow } from '../../../shared/workspace.ts'

/** «Уборка снега · Не убран тротуар»; a fact that repeats the subcategory's name is not said twice. */
export const subjectLine = (row: Pick<ListRow, 'subject' | 'fact'>, none: string): string => {
  if (row.subject === '') return none
  return row.fact === null || row.fact === row.subject ? row.subject : `${row.subject} · ${row.fact}`
}
