import type { SortKey } from '../../../shared/workspace.ts'

/** One column of the list: what it sorts by and how wide it is. */
export type Column = { key: SortKey; width: string }
const REST = 'minmax(0, 1fr)'

/** Columns of a folder. A draft has no term and no number yet; who and category stand where there is room. */
export const columnsOf = (of: 'drafts' | 'messages', wide: boolean): readonly Column[] => {
  const first: Column[] = of === 'drafts' ? [{ key: 'updated', width: '126px' }] : [{ key: 'term', width: '126px' }, { key: 'number', width: '98px' }]
  const middle: Column[] = wide ? [{ key: 'applicant', width: '128px' }, { key: 'category', width: '170px' }] : []
  return [...first, { key: 'subject', width: REST }, ...middle, { key: 'status', width: wide ? '184px' : '136px' }]
}
/** The columns as a grid template. */
export const gridOf = (columns: readonly Column[]): string => columns.map(({ width }) => width).join(' ')
