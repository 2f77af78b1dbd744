import AccessTimeIcon from '@mui/icons-material/AccessTime'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Subsubject } from '../../shared/contract/dictionary.ts'
import { FAST_TRACK_DAYS, ORDINARY_DAYS } from '../../shared/terms.ts'
import type { SelectOption } from './select-field.tsx'

export type Entry = { id: number; name: string; deletedAt: string | null }
/** Open entries, and the chosen one even when it was closed meanwhile: it must be seen to be changed. */
export const offered = <E extends Entry>(entries: readonly E[], chosen: number | null): E[] => entries.filter(({ id, deletedAt }) => deletedAt === null || id === chosen)
export const plainOption = ({ id, name }: Entry): SelectOption<number> => ({ value: id, label: name })

/** How many days the answer takes under a subcategory; the accelerated order stands out. */
export const TermHint = ({ entry }: { entry: Pick<Subsubject, 'fastTrack' | 'limitDays'> }): ReactElement => {
  const { t } = useTranslation()
  const days = t('compose.days', { count: entry.limitDays ?? (entry.fastTrack ? FAST_TRACK_DAYS : ORDINARY_DAYS) })
  if (!entry.fastTrack) return <span>{days}</span>
  return <span style={{ display: 'inline-flex', alignItems: 'center', gap: 4, color: 'var(--done)', fontWeight: 600 }}><AccessTimeIcon style={{ fontSize: 14 }} />{days}</span>
}

/** What the first field may choose: a category, or at once a subcategory with its category. */
export type CategoryChoice = `category-${number}` | `subcategory-${number}`
export const idIn = (choice: CategoryChoice): number => Number(choice.slice(choice.indexOf('-') + 1))
/** The subcategory that was chosen at once, if it was one. */
export const shortOf = (choice: CategoryChoice | null, subsubjects: readonly Subsubject[]): Subsubject | undefined =>
  choice?.startsWith('subcategory-') === true ? subsubjects.find(({ id }) => id === idIn(choice)) : undefined

/** Categories, and for who types «лифт» at once the subcategories of that name. */
export const categoryChoices = (subjects: readonly Entry[], subsubjects: readonly Subsubject[]): SelectOption<CategoryChoice>[] => [
  ...subjects.map(({ id, name }) => ({ value: `category-${id}` as const, label: name })),
  ...subsubjects
    .filter(({ deletedAt, subjectId }) => deletedAt === null && subjects.some(({ id }) => id === subjectId))
    .map(({ id, name, subjectId }) => ({ value: `subcategory-${id}` as const, label: name, hint: subjects.find((subject) => subject.id === subjectId)?.name, onlyTyped: true })),
]
