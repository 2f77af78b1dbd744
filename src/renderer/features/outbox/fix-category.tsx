import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { suggestSubcategories } from '../../../shared/suggest-category.ts'
import { categoryChoices, idIn, offered, plainOption, shortOf, TermHint, type CategoryChoice } from '../../ui/category-options.tsx'
import { KeyCap } from '../../ui/key-cap.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useWorkspace } from '../../workspace.ts'
import { fixId, type FieldLook } from './fix-look.ts'
import type { Fix } from './use-fix.ts'

const SUGGESTED = 3
const List = styled('ul')({ margin: '8px 0 0', padding: 0, listStyle: 'none', border: '1px solid var(--line-strong)', borderRadius: 4, overflow: 'hidden' })
const Suggestion = styled('button')({
  display: 'flex', alignItems: 'center', gap: 8, width: '100%', minHeight: 29, padding: '4px 8px', font: 'inherit', fontSize: 13, lineHeight: '18px', textAlign: 'left', color: 'var(--text)', background: 'none', border: 0, borderTop: '1px solid var(--line)', cursor: 'pointer',
  'li:first-of-type > &': { borderTop: 0 }, '&:hover': { backgroundColor: 'var(--raised)' }, '&:focus-visible': { outlineOffset: -2 },
  '&[aria-pressed="true"]': { backgroundColor: 'var(--selected)', boxShadow: 'inset 3px 0 0 var(--primary)' },
  '& b': { fontWeight: 600 }, '& .of': { color: 'var(--text2)' }, '& .days': { marginLeft: 'auto', fontSize: 13, whiteSpace: 'nowrap' },
})

/** Category and subcategory of a record whose own was closed: the pickers of the form, and what its words suggest under a digit each. */
export const FixCategory = ({ fix, look }: { fix: Fix; look: (path: string) => FieldLook }): ReactElement => {
  const { t } = useTranslation()
  const { dictionary } = useWorkspace()
  const { appeal, kind } = { appeal: fix.draft.appeal, kind: fix.draft.appeal.kind }
  const isRequired = kind !== 'GRATITUDE'
  const subjects = offered(dictionary.subjects, appeal.subjectId)
  const subsubjects = offered(dictionary.subsubjects.filter(({ subjectId }) => subjectId === appeal.subjectId), appeal.subsubjectId)
  const facts = offered(dictionary.facts.filter(({ subsubjectId }) => subsubjectId === appeal.subsubjectId), appeal.factId)
  // of the record as it was refused: choosing one must not change the choice
  const [text, refused] = [appeal.text, fix.refusedSubsubjectId]
  const suggested = suggestSubcategories(dictionary, { subsubjectId: refused, text }, SUGGESTED)
  const choose = (subjectId: number | null, subsubjectId: number | null) => fix.change({ appeal: { subjectId, subsubjectId, factId: null } })
  const take = (index: number) => {
    const entry = suggested[index]
    if (entry !== undefined) choose(entry.subjectId, entry.id)
  }
  useKeys({ 1: () => take(0), 2: () => take(1), 3: () => take(2) }, { enabled: suggested.length > 0 })
  const hasFact = look('appeal.factId').marked
  return (
    <div>
      <div style={{ display: 'grid', gridTemplateColumns: hasFact ? '1fr 1fr 1fr' : '1fr 1fr', gap: 10 }}>
        <SelectField<CategoryChoice>
          id={fixId('appeal.subjectId')} label={t('compose.field.appeal.subjectId')} required={isRequired} clearable={!isRequired} value={appeal.subjectId === null ? null : `category-${appeal.subjectId}`}
          options={categoryChoices(subjects, dictionary.subsubjects)} placeholder={t('compose.placeholder.category')} {...look('appeal.subjectId')}
          onChange={(choice) => {
            const short = shortOf(choice, dictionary.subsubjects)
            if (short !== undefined) choose(short.subjectId, short.id)
            else choose(choice === null ? null : idIn(choice), null)
          }}
        />
        <SelectField<number>
          id={fixId('appeal.subsubjectId')} label={t('compose.field.appeal.subsubjectId')} required={isRequired} clearable={!isRequired} value={appeal.subsubjectId}
          options={subsubjects.map((entry) => ({ ...plainOption(entry), hint: <TermHint entry={entry} /> }))}
          placeholder={t(appeal.subjectId === null ? 'compose.placeholder.subcategoryFirst' : 'compose.placeholder.category')} {...look('appeal.subsubjectId')}
          onChange={(subsubjectId) => choose(appeal.subjectId, subsubjectId)}
        />
        {hasFact ? (
          <SelectField<number>
            id={fixId('appeal.factId')} label={t('compose.field.appeal.factId')} clearable value={appeal.factId} options={facts.map(plainOption)} placeholder={t('compose.placeholder.fact')} {...look('appeal.factId')}
            onChange={(factId) => fix.change({ appeal: { factId } })}
          />
        ) : null}
      </div>
      {suggested.length === 0 ? null : (
        <List aria-label={t('tray.suggestions')}>
          {suggested.map((entry, index) => (
            <li key={entry.id}>
              <Suggestion type="button" aria-pressed={entry.id === appeal.subsubjectId} aria-keyshortcuts={String(index + 1)} onClick={() => take(index)}>
                <KeyCap keys={String(index + 1)} on="cap" />
                <b>{entry.name}</b>
                <span className="of">{`· ${dictionary.subjects.find(({ id }) => id === entry.subjectId)?.name ?? ''}`}</span>
                <span className="days"><TermHint entry={entry} /></span>
              </Suggestion>
            </li>
          ))}
        </List>
      )}
    </div>
  )
}
