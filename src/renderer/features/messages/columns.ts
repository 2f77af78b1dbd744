import type { SortKey } from '../../../shared/workspace.ts'

/** Widths of the list's columns: term, number, subject, (who, category where there is room), status. */
export const columnsOf = (wide: boolean): string => (wide ? '126px 98px minmax(0, 1fr) 128px 170px 184px' : '126px 98px minmax(0, 1fr) 136px')
export const sortKeysOf = (wide: boolean): readonly SortKey[] => (wide ? ['term', 'number', 'subject', 'applicant', 'category', 'status'] : ['term', 'number', 'subject', 'status'])
