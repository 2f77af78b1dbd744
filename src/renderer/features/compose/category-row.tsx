import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { categoryChoices, idIn, offered, plainOption, shortOf, TermHint, type CategoryChoice } from '../../ui/category-options.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { useWorkspace } from '../../workspace.ts'
import { idOf } from './form-paths.ts'
import { Row } from './layout.tsx'
import type { Form } from './use-form.ts'

/** Category, subcategory, fact: a choice above opens the next one. */
export const CategoryRow = ({ form }: { form: Form }): ReactElement => {
  const { t } = useTranslation()
  const { dictionary } = useWorkspace()
  const { appeal } = form.draft
  const isRequired = appeal.kind !== 'GRATITUDE'
  const subjects = offered(dictionary.subjects, appeal.subjectId)
  const subsubjects = offered(dictionary.subsubjects.filter(({ subjectId }) => subjectId === appeal.subjectId), appeal.subsubjectId)
  const facts = offered(dictionary.facts.filter(({ subsubjectId }) => subsubjectId === appeal.subsubjectId), appeal.factId)
  const chooseCategory = (choice: CategoryChoice | null) => {
    const short = shortOf(choice, dictionary.subsubjects)
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
      <SelectField<CategoryChoice>
        id={idOf('appeal.subjectId')} label={t('compose.field.appeal.subjectId')} required={isRequired} clearable={!isRequired} value={appeal.subjectId === null ? null : `category-${appeal.subjectId}`}
        options={categoryChoices(subjects, dictionary.subsubjects)} placeholder={t('compose.placeholder.category')} {...form.look('appeal.subjectId')} onChange={chooseCategory}
      />
      <SelectField<number>
        id={idOf('appeal.subsubjectId')} label={t('compose.field.appeal.subsubjectId')} required={isRequired} clearable={!isRequired} value={appeal.subsubjectId}
        options={subsubjects.map((entry) => ({ ...plainOption(entry), hint: <TermHint entry={entry} /> }))}
        placeholder={t(appeal.subjectId === null ? 'compose.placeholder.subcategoryFirst' : 'compose.placeholder.category')} {...form.look('appeal.subsubjectId')}
        onChange={(subsubjectId) => {
          form.edit({ appeal: { subsubjectId } })
          if (subsubjectId !== null && isRequired) form.advance('appeal.subsubjectId')
        }}
      />
      <SelectField<number>
        id={idOf('appeal.factId')} label={t('compose.field.appeal.factId')} clearable value={appeal.factId} options={facts.map(plainOption)}
        placeholder={t(facts.length === 0 && appeal.subsubjectId !== null ? 'compose.placeholder.factNone' : 'compose.placeholder.fact')} onChange={(factId) => form.edit({ appeal: { factId } })}
        {...form.look('appeal.factId')}
      />
    </Row>
  )
}
