// The next empty required field: what Enter and «Отправить» jump to. Pure.
import type { Draft } from '../../../shared/contract/draft.ts'
import { isBlank } from '../../../shared/rules/text.ts'
import { FORM_ORDER, type FormPath } from '../../../shared/submit.ts'
import { placeOf } from './edit-draft.ts'

const gapTests: Partial<Record<FormPath, (draft: Draft) => boolean>> = {
  'applicant.organisationName': ({ applicant }) => applicant.type === 'LEGAL' && isBlank(applicant.organisationName),
  'applicant.inn': ({ applicant }) => applicant.type !== 'PERSON' && isBlank(applicant.inn),
  'applicant.ogrn': ({ applicant }) => applicant.type !== 'PERSON' && isBlank(applicant.ogrn),
  'applicant.phone': ({ applicant }) => isBlank(applicant.phone),
  'applicant.surname': ({ applicant }) => isBlank(applicant.surname),
  'applicant.name': ({ applicant }) => isBlank(applicant.name),
  'applicant.patronymic': ({ applicant }) => !applicant.noPatronymic && isBlank(applicant.patronymic),
  'applicant.address': ({ applicant }) => isBlank(applicant.address),
  'applicant.email': ({ applicant }) => !applicant.noEmail && isBlank(applicant.email),
  'appeal.addresseeCabinetId': ({ appeal }) => appeal.addresseeCabinetId === null,
  'appeal.text': ({ appeal }) => isBlank(appeal.text),
  'appeal.subjectId': ({ appeal }) => appeal.kind !== 'GRATITUDE' && appeal.subjectId === null,
  'appeal.subsubjectId': ({ appeal }) => appeal.kind !== 'GRATITUDE' && appeal.subsubjectId === null,
  'appeal.place': (draft) => isBlank(placeOf(draft)),
  'intake.noticeGiven': ({ intake }) => !intake.noticeGiven,
  'intake.readBack': ({ intake }) => !intake.readBack,
}

/** Required fields that are empty, in the order of the form. */
export const gapsOf = (draft: Draft): FormPath[] => FORM_ORDER.filter((path) => gapTests[path]?.(draft) === true)

/** The next gap behind a field, walking round the end of the form; null when nothing is missing. */
export const nextGap = (draft: Draft, after: FormPath | null): FormPath | null => {
  const start = after === null ? -1 : FORM_ORDER.indexOf(after)
  const gaps = gapsOf(draft)
  return gaps.find((path) => FORM_ORDER.indexOf(path) > start) ?? gaps[0] ?? null
}
