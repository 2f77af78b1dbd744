import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { CHANNELS } from '../../../shared/contract/draft.ts'
import { Check, Segmented } from '../../ui/choice.tsx'
import { describedBy, errorIdOf, FieldLine } from '../../ui/field.tsx'
import { idOf } from './form-paths.ts'
import { Section } from './layout.tsx'
import type { Form } from './use-form.ts'

/** How it came, and what the caller was told. */
export const IntakeSection = ({ form }: { form: Form }): ReactElement => {
  const { t } = useTranslation()
  const { intake, applicant } = form.draft
  const check = (name: 'noticeGiven' | 'consentToPublish' | 'readBack') => {
    const id = idOf(`intake.${name}`)
    const look = form.look(`intake.${name}`)
    return (
      <div style={{ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', flex: 'none' }}>
        <Check
          id={id} label={t(`compose.field.intake.${name}`)} checked={intake[name]} strong={name === 'readBack'} marked={look.marked} describedBy={describedBy(id, look)}
          onChange={(checked) => form.edit({ intake: { [name]: checked } })}
        />
        <FieldLine id={errorIdOf(id)} error={look.error} />
      </div>
    )
  }
  const channel = (
    <Segmented
      id={idOf('intake.channel')} label={t('compose.field.intake.channel')} value={intake.channel} options={CHANNELS.map((value) => ({ value, label: t(`names.channel.${value}`) }))}
      onChange={(value) => form.edit({ intake: { channel: value } })}
    />
  )
  return (
    <Section number={3} title={t('compose.sections.intake')} lifted={channel} crowded={applicant.type !== 'PERSON'}>
      {check('noticeGiven')}
      {check('consentToPublish')}
      {check('readBack')}
    </Section>
  )
}
