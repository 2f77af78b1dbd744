import PlaceOutlinedIcon from '@mui/icons-material/PlaceOutlined'
import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { lengthOf } from '../../../shared/rules/text.ts'
import { KINDS } from '../../../shared/terms.ts'
import { Check, Segmented } from '../../ui/choice.tsx'
import { TextField } from '../../ui/field.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { useWorkspace } from '../../workspace.ts'
import { CategoryRow } from './category-row.tsx'
import { placeOf } from './edit-draft.ts'
import { FilesField, FilesList } from './files-field.tsx'
import { idOf } from './form-paths.ts'
import { LabelSwitch, Row, Section } from './layout.tsx'
import type { FormFiles } from './use-files.ts'
import type { Form } from './use-form.ts'

const Text = ({ form }: { form: Form }): ReactElement => {
  const { t } = useTranslation()
  const { limits, timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const { text } = form.draft.appeal
  const count = t('compose.countOf', { used: format.number(lengthOf(text.trim())), limit: format.number(limits.textCharacters) })
  return (
    <div className="text-box">
      <TextField
        id={idOf('appeal.text')} label={t('compose.field.appeal.text')} required multiline fill rows={3} value={text} aside={count} lang="ru" onChange={(typed) => form.edit({ appeal: { text: typed } })}
        {...form.look('appeal.text')}
      />
    </div>
  )
}

const Place = ({ form, files }: { form: Form; files: FormFiles }): ReactElement => {
  const { t } = useTranslation()
  const { appeal } = form.draft
  const sameAsAddress = (
    <Check
      id={idOf('appeal.placeIsAddress')} small label={t('compose.field.appeal.placeIsAddress')} checked={appeal.placeIsAddress}
      onChange={(placeIsAddress) => form.edit({ appeal: { placeIsAddress } })}
    />
  )
  return (
    <Row style={{ gridTemplateColumns: 'minmax(0, 1fr) 124px 158px' }}>
      <TextField
        id={idOf('appeal.place')} label={t('compose.field.appeal.place')} required value={placeOf(form.draft)} disabled={appeal.placeIsAddress} aside={<LabelSwitch>{sameAsAddress}</LabelSwitch>}
        placeholder={t('compose.placeholder.place')} onChange={(place) => form.edit({ appeal: { place } })} {...form.look('appeal.place')}
      />
      <TextField
        id={idOf('appeal.coordinates')} label={t('compose.field.appeal.coordinates')} value={appeal.coordinates} placeholder={t('compose.placeholder.coordinates')}
        adornment={<PlaceOutlinedIcon sx={{ fontSize: 18, color: 'var(--primary)' }} />} onChange={(coordinates) => form.edit({ appeal: { coordinates } })} {...form.look('appeal.coordinates')}
      />
      <FilesField form={form} files={files} />
    </Row>
  )
}

/** What happened, where, under which category, and the promise. */
export const AppealSection = ({ form, files, promise, children }: { form: Form; files: FormFiles; promise: ReactNode; children?: ReactNode }): ReactElement => {
  const { t } = useTranslation()
  const kind = (
    <Segmented
      id={idOf('appeal.kind')} label={t('compose.field.appeal.kind')} value={form.draft.appeal.kind} options={KINDS.map((value) => ({ value, label: t(`names.kind.${value}`) }))}
      onChange={(value) => form.edit({ appeal: { kind: value } })}
    />
  )
  return (
    <Section number={2} title={t('compose.sections.appeal')} lifted={kind} fill>
      <Text form={form} />
      <CategoryRow form={form} />
      {promise}
      <Place form={form} files={files} />
      <FilesList files={files} />
      {children}
    </Section>
  )
}
