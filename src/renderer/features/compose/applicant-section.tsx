import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { APPLICANT_TYPES, type Draft } from '../../../shared/contract/draft.ts'
import type { FormPath } from '../../../shared/submit.ts'
import { Check, Segmented } from '../../ui/choice.tsx'
import { TextField, type TextFieldProps } from '../../ui/field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { useWorkspace } from '../../workspace.ts'
import { warningOf } from './field-errors.ts'
import { idOf } from './form-paths.ts'
import { LabelSwitch, Row, Section } from './layout.tsx'
import { PhoneField } from './phone-field.tsx'
import type { Form } from './use-form.ts'

type Texts = { [K in keyof Draft['applicant']]: Draft['applicant'][K] extends string ? K : never }[keyof Draft['applicant']]
type LineProps = { form: Form; name: Exclude<Texts, 'type'> } & Omit<TextFieldProps, 'id' | 'label' | 'value' | 'onChange'> & { label?: string }

const Line = ({ form, name, label, ...field }: LineProps): ReactElement => {
  const { t } = useTranslation()
  const path: FormPath = `applicant.${name}`
  return (
    <TextField
      id={idOf(path)} label={label ?? t(`compose.field.${path}`)} value={form.draft.applicant[name]} onChange={(value) => form.edit({ applicant: { [name]: value } })}
      {...form.look(path)} {...field}
    />
  )
}

const Organisation = ({ form }: { form: Form }): ReactElement => {
  const { t } = useTranslation()
  const isLegal = form.draft.applicant.type === 'LEGAL'
  return (
    <>
      <Line form={form} name="organisationName" required={isLegal} />
      <Row style={{ gridTemplateColumns: '1fr 1fr' }}>
        <Line form={form} name="inn" required inputMode="numeric" />
        <Line form={form} name="ogrn" required inputMode="numeric" label={t(isLegal ? 'compose.field.applicant.ogrn' : 'compose.field.applicant.ogrnip')} />
      </Row>
    </>
  )
}

const Names = ({ form }: { form: Form }): ReactElement => {
  const { t } = useTranslation()
  const { noPatronymic } = form.draft.applicant
  const none = (
    <Check
      id={idOf('applicant.noPatronymic')} small label={t('compose.field.applicant.noPatronymic')} checked={noPatronymic}
      onChange={(checked) => form.edit({ applicant: { noPatronymic: checked } })}
    />
  )
  return (
    <Row style={{ gridTemplateColumns: '128px minmax(0, 1fr)' }}>
      <Line form={form} name="name" required />
      <Line
        form={form} name="patronymic" required disabled={noPatronymic} aside={<LabelSwitch>{none}</LabelSwitch>}
        {...(noPatronymic ? { value: '', placeholder: t('compose.placeholder.patronymicNone') } : {})}
      />
    </Row>
  )
}

const Email = ({ form }: { form: Form }): ReactElement => {
  const { t } = useTranslation()
  const { noEmail } = form.draft.applicant
  const none = (
    <Check id={idOf('applicant.noEmail')} small label={t('compose.field.applicant.noEmail')} checked={noEmail} onChange={(checked) => form.edit({ applicant: { noEmail: checked } })} />
  )
  return (
    <Line
      form={form} name="email" required disabled={noEmail} inputMode="email" aside={<LabelSwitch>{none}</LabelSwitch>} warning={warningOf(form.draft) === undefined ? undefined : t('errors.E-EMAIL-LOOKALIKE.field')}
      {...(noEmail ? { value: '', placeholder: t('compose.placeholder.emailNone') } : {})}
    />
  )
}

const Addressee = ({ form }: { form: Form }): ReactElement => {
  const { t } = useTranslation()
  const { dictionary, cabinet } = useWorkspace()
  const known = dictionary.cabinets.some(({ id }) => id === cabinet.id) ? dictionary.cabinets : [cabinet, ...dictionary.cabinets]
  return (
    <SelectField<number>
      id={idOf('appeal.addresseeCabinetId')} label={t('compose.field.appeal.addresseeCabinetId')} value={form.draft.appeal.addresseeCabinetId}
      options={known.map(({ id, name }) => ({ value: id, label: name }))} onChange={(addresseeCabinetId) => form.edit({ appeal: { addresseeCabinetId } })}
      {...form.look('appeal.addresseeCabinetId')}
    />
  )
}

/** Who speaks and how to reach them. */
export const ApplicantSection = ({ form }: { form: Form }): ReactElement => {
  const { t } = useTranslation()
  const { applicant } = form.draft
  const type = (
    <Segmented
      id={idOf('applicant.type')} label={t('compose.field.applicant.type')} value={applicant.type} options={APPLICANT_TYPES.map((value) => ({ value, label: t(`compose.type.${value}`) }))}
      onChange={(value) => form.edit({ applicant: { type: value } })}
    />
  )
  return (
    <Section number={1} title={t('compose.sections.applicant')} lifted={type} crowded={applicant.type !== 'PERSON'}>
      {applicant.type === 'PERSON' ? null : <Organisation form={form} />}
      <Row style={{ gridTemplateColumns: '166px minmax(0, 1fr)' }}>
        <PhoneField
          id={idOf('applicant.phone')} label={t('compose.field.applicant.phone')} required value={applicant.phone} placeholder={t('compose.placeholder.phone')}
          onChange={(phone) => form.edit({ applicant: { phone } })} {...form.look('applicant.phone')}
        />
        <Line form={form} name="surname" required />
      </Row>
      <Names form={form} />
      <Row style={{ gridTemplateColumns: 'minmax(0, 1fr) 56px' }}>
        <Line form={form} name="address" required placeholder={t('compose.placeholder.address')} />
        <Line form={form} name="flat" />
      </Row>
      <Email form={form} />
      <Row style={{ gridTemplateColumns: '1fr 1fr' }}>
        <Line form={form} name="birthDate" placeholder={t('compose.placeholder.birthDate')} inputMode="numeric" />
        <Line form={form} name="snils" placeholder={t('compose.placeholder.snils')} inputMode="numeric" />
      </Row>
      <Addressee form={form} />
    </Section>
  )
}
