import AccessTimeIcon from '@mui/icons-material/AccessTime'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { FAST_TRACK_DAYS, ORDINARY_DAYS } from '../../../shared/terms.ts'
import type { Subsubject } from '../../../shared/contract/dictionary.ts'
import { SelectField, type SelectOption } from '../../ui/select-field.tsx'
import { useWorkspace } from '../../workspace.ts'
import { idOf } from './form-paths.ts'
import { Row } from './layout.tsx'
import type { Form } from './use-form.ts'

type Entry = { id: number; name: string; deletedAt: string | null }
/** Open entries, and the chosen one even when it was closed meanwhile: it must be seen to be changed. */
const offered = <E extends Entry>(entries: readonly E[], chosen: number | null): E[] => entries.filter(({ id, deletedAt }) => deletedAt === null || id === chosen)
const plain = ({ id, name }: Entry): SelectOption<number> => ({ value: id, label: name })

const TermHint = ({ entry }: { entry: Subsubject }): ReactElement => {
  const { t } = useTranslation()
  const days = t('compose.days', { count: entry.limitDays ?? (entry.fastTrack ? FAST_TRACK_DAYS : ORDINARY_DAYS) })
  if (!entry.fastTrack) return <span>{days}</span>
  return <span style={{ display: 'inline-flex', alignItems: 'center', gap: 4, color: 'var(--done)', fontWeight: 600 }}><AccessTimeIcon style={{ fontSize: 14 }} />{days}</span>
}

/** What the first field may choose: a category, or at once a subcategory with its category. */
type Choice = `category-${number}` | `subcategory-${number}`
const idIn = (choice: Choice): number => Number(choice.slice(choice.indexOf('-') + 1))

/** Categories, and for who types «лифт» at once the subcategories of that name. */
const choicesOf = (subjects: readonly Entry[], subsubjects: readonly Subsubject[]): SelectOption<Choice>[] => [
  ...subjects.map(({ id, name }) => ({ value: `category-${id}` as const, label: name })),
  ...subsubjects
    .filter(({ deletedAt, subjectId }) => deletedAt === null && subjects.some(({ id }) => id === subjectId))
    .map(({ id, name, subjectId }) => ({ value: `subcategory-${id}` as const, label: name, hint: subjects.find((subject) => subject.id === subjectId)?.name, onlyTyped: true })),
]

/** Category, subcategory, fact: a choice above opens the next one. */
export const CategoryRow = ({ form }: { form: Form }): ReactElement => {
  const { t } = useTranslation()
  const { dictionary } = useWorkspace()
  const { appeal } = form.draft
  const isRequired = appeal.kind !== 'GRATITUDE'
  const subjects = offered(dictionary.subjects, appeal.subjectId)
  const subsubjects = offered(dictionary.subsubjects.filter(({ subjectId }) => subjectId === appeal.subjectId), appeal.subsubjectId)
  const facts = offered(dictionary.facts.filter(({ subsubjectId }) => subsubjectId === appeal.subsubjectId), appeal.factId)
  const chooseCategory = (choice: Choice | null) => {
    const short = choice?.startsWith('subcategory-') ? dictionary.subsubjects.find(({ id }) => id === idIn(choice)) : undefined
    if (short !== undefined) {
      form.edit({ appeal: { subjectId: short.subjectId, subsubjectId: short.id } })
      form.advance('appeal.subsubjectId')
      return
    }
    form.edit({ appeal: { subjectId: choice === null ? null : idIn(choice) } })
    if (choice !== null && isRequired) form.advance('appeal.subjectId')
  }
  return (
    <Row style={{ gridTemplateColumns: 'minmax(0, 1.42fr) minmax(0, 1.04fr) minmax(0, 1.06fr)' }}>
      <SelectField<Choice>
        id={idOf('appeal.subjectId')} label={t('compose.field.appeal.subjectId')} required={isRequired} clearable={!isRequired} value={appeal.subjectId === null ? null : `category-${appeal.subjectId}`}
        options={choicesOf(subjects, dictionary.subsubjects)} placeholder={t('compose.placeholder.category')} {...form.look('appeal.subjectId')} onChange={chooseCategory}
      />
      <SelectField<number>
        id={idOf('appeal.subsubjectId')} label={t('compose.field.appeal.subsubjectId')} required={isRequired} clearable={!isRequired} value={appeal.subsubjectId}
        options={subsubjects.map((entry) => ({ ...plain(entry), hint: <TermHint entry={entry} /> }))}
        placeholder={t(appeal.subjectId === null ? 'compose.placeholder.subcategoryFirst' : 'compose.placeholder.category')} {...form.look('appeal.subsubjectId')}
        onChange={(subsubjectId) => {
          form.edit({ appeal: { subsubjectId } })
          if (subsubjectId !== null && isRequired) form.advance('appeal.subsubjectId')
        }}
      />
      <SelectField<number>
        id={idOf('appeal.factId')} label={t('compose.field.appeal.factId')} clearable value={appeal.factId} options={facts.map(plain)}
        placeholder={t(facts.length === 0 && appeal.subsubjectId !== null ? 'compose.placeholder.factNone' : 'compose.placeholder.fact')} onChange={(factId) => form.edit({ appeal: { factId } })}
        {...form.look('appeal.factId')}
      />
    </Row>
  )
}
