import Box from '@mui/material/Box'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { APPLICANT_TYPES, CHANNELS, type Draft } from '../../../shared/contract/draft.ts'
import { FORM_ORDER, type FormPath } from '../../../shared/submit.ts'
import { KINDS, REGIMES } from '../../../shared/terms.ts'
import type { DraftChange, FieldIssue } from '../../../shared/workspace.ts'
import { Check, Segmented } from '../../ui/choice.tsx'
import { errorIdOf, Field, FieldLine, TextField } from '../../ui/field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { useWorkspace } from '../../workspace.ts'
import { FixCategory } from './fix-category.tsx'
import { fixId, type FieldLook } from './fix-look.ts'
import { fieldName, isFormPath, reasonLine } from './reasons.ts'
import type { Fix } from './use-fix.ts'

const CATEGORY: readonly FormPath[] = ['appeal.subjectId', 'appeal.subsubjectId', 'appeal.factId']
/** Files need their bytes, and who the applicant is decides which fields there are: both belong to the form. */
const FORM_ONLY: readonly FormPath[] = ['appeal.files', 'applicant.type']
export const isFixable = ({ path }: FieldIssue): boolean => isFormPath(path) && !FORM_ONLY.includes(path)

type FieldProps = { path: FormPath; fix: Fix; look: FieldLook }
const [partOf, nameOf] = [(path: FormPath) => path.split('.')[0] as 'applicant' | 'appeal' | 'intake', (path: FormPath) => path.split('.')[1] as string]
const valueAt = (draft: Draft, path: FormPath): unknown => (draft[partOf(path)] as Record<string, unknown>)[nameOf(path)]
const changeAt = (path: FormPath, value: unknown): DraftChange => ({ [partOf(path)]: { [nameOf(path)]: value } })

const Choice = ({ path, fix, look, options }: FieldProps & { options: readonly { value: string; label: string }[] }): ReactElement => {
  const { t } = useTranslation()
  return (
    <Field label={t(`compose.field.${path}`)} htmlFor={fixId(path)} {...look}>
      <Segmented id={fixId(path)} label={t(`compose.field.${path}`)} value={String(valueAt(fix.draft, path))} options={options} onChange={(value) => fix.change(changeAt(path, value))} />
    </Field>
  )
}
const Addressee = ({ path, fix, look }: FieldProps): ReactElement => {
  const { t } = useTranslation()
  const { dictionary } = useWorkspace()
  return (
    <SelectField<number>
      id={fixId(path)} label={t(`compose.field.${path}`)} required value={fix.draft.appeal.addresseeCabinetId} options={dictionary.cabinets.map(({ id, name }) => ({ value: id, label: name }))} {...look}
      onChange={(addresseeCabinetId) => fix.change({ appeal: { addresseeCabinetId } })}
    />
  )
}
const Tick = ({ path, fix, look }: FieldProps): ReactElement => {
  const { t } = useTranslation()
  return (
    <div>
      <Check id={fixId(path)} label={t(`compose.field.${path}`)} checked={valueAt(fix.draft, path) === true} marked={look.marked} onChange={(checked) => fix.change(changeAt(path, checked))} />
      <FieldLine id={errorIdOf(fixId(path))} error={look.error} />
    </div>
  )
}
/** What was said not to be there is asked for anew: typing something takes the tick away. */
const typedInto = (path: FormPath, value: string): DraftChange => {
  if (path === 'applicant.patronymic') return { applicant: { patronymic: value, noPatronymic: false } }
  if (path === 'applicant.email') return { applicant: { email: value, noEmail: false } }
  return path === 'appeal.place' ? { appeal: { place: value, placeIsAddress: false } } : changeAt(path, value)
}
const Line = ({ path, fix, look }: FieldProps): ReactElement => {
  const { t } = useTranslation()
  const isText = path === 'appeal.text'
  const value = path === 'appeal.place' && fix.draft.appeal.placeIsAddress ? fix.draft.applicant.address : String(valueAt(fix.draft, path) ?? '')
  return <TextField id={fixId(path)} label={t(`compose.field.${path}`)} value={value} onChange={(typed) => fix.change(typedInto(path, typed))} {...look} {...(isText ? { multiline: true, rows: 6, lang: 'ru' } : {})} />
}

const FixField = (props: FieldProps): ReactElement => {
  const { t } = useTranslation()
  switch (props.path) {
    case 'appeal.addresseeCabinetId': return <Addressee {...props} />
    case 'appeal.kind': return <Choice {...props} options={KINDS.map((value) => ({ value, label: t(`names.kind.${value}`) }))} />
    case 'appeal.regime': return <Choice {...props} options={REGIMES.map((value) => ({ value, label: t(`compose.regime.${value}`) }))} />
    case 'applicant.type': return <Choice {...props} options={APPLICANT_TYPES.map((value) => ({ value, label: t(`compose.type.${value}`) }))} />
    case 'intake.channel': return <Choice {...props} options={CHANNELS.map((value) => ({ value, label: t(`names.channel.${value}`) }))} />
    case 'intake.noticeGiven':
    case 'intake.consentToPublish':
    case 'intake.readBack': return <Tick {...props} />
    default: return <Line {...props} />
  }
}

/** Only the bad fields, each with its reason; what cannot be corrected here is named with the way to the form. */
export const FixFields = ({ fix }: { fix: Fix }): ReactElement => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const look = (path: string): FieldLook => {
    const issue = fix.wrong.find((found) => found.path === path)
    return { error: issue === undefined ? null : reasonLine(t, format, issue), marked: fix.issues.some((found) => found.path === path) && issue !== undefined }
  }
  const paths = FORM_ORDER.filter((path) => fix.issues.some((issue) => issue.path === path && isFixable(issue)))
  const others = fix.wrong.filter((issue) => !isFixable(issue))
  return (
    <Box component="section" aria-label={t('queue.fields')} sx={{ display: 'flex', flexDirection: 'column', gap: '8px', mt: '10px' }}>
      {paths.some((path) => CATEGORY.includes(path)) ? <FixCategory fix={fix} look={look} /> : null}
      {paths.filter((path) => !CATEGORY.includes(path)).map((path) => <FixField key={path} path={path} fix={fix} look={look(path)} />)}
      {others.length === 0 ? null : (
        <Box component="ul" sx={{ m: 0, pl: '18px', fontSize: 13, lineHeight: '20px' }}>
          {others.map((issue) => (
            <li key={`${issue.path} ${issue.code}`}>
              <Box component="span" sx={{ fontWeight: 600 }}>{fieldName(t, issue.path)}</Box>
              {`: ${reasonLine(t, format, issue)}`}
            </li>
          ))}
          <Box component="li" sx={{ listStyle: 'none', ml: '-18px', color: 'var(--text2)' }}>{t('tray.inFormOnly')}</Box>
        </Box>
      )}
    </Box>
  )
}
