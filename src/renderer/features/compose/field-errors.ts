// Which fields look bad, and which one says why. Pure.
import type { Draft } from '../../../shared/contract/draft.ts'
import type { FormPath } from '../../../shared/submit.ts'
import type { FieldIssue } from '../../../shared/workspace.ts'
import type { Translate } from '../../ui/error-text.ts'
import type { Formats } from '../../ui/format.ts'
import { hasLookalikeDomain } from '../../../shared/rules/contacts.ts'
import { phoneSlip } from './phone-input.ts'

export type FieldLook = { error: string | null; marked: boolean; describedBy?: string }
/** The note that tells the whole of it: what happened, what is safe, what to do. */
export const EXPLAINED_ID = 'compose-explained'

/** One line under a field, by its code and by what was typed. */
export const fieldLine = (issue: FieldIssue, draft: Draft, t: Translate, format: Formats): string => {
  const { code, params } = issue
  if (code === 'E-PHONE') {
    const slip = phoneSlip(draft.applicant.phone)
    if (slip.kind === 'short') return t('errors.E-PHONE.fieldShort', { count: slip.missing })
    if (slip.kind === 'long') return t('errors.E-PHONE.fieldLong')
    if (slip.kind === 'letters') return t('errors.E-PHONE.fieldLetters')
  }
  if (code === 'E-DICT-OLD' && typeof params?.closedAt === 'string') return t('errors.E-DICT-OLD.fieldClosed', { closedAt: format.dayMonth(params.closedAt) })
  if (code === 'E-TEXT-LONG') return t('errors.E-TEXT-LONG.field', { count: format.number(Number(params?.count)), limit: format.number(Number(params?.limit)) })
  return t(`errors.${code}.field`, params)
}

/** What keeps nobody from sending but is almost always a slip. */
export const warningOf = ({ applicant }: Draft): FieldIssue | undefined =>
  !applicant.noEmail && hasLookalikeDomain(applicant.email) ? { path: 'applicant.email', code: 'E-EMAIL-LOOKALIKE' } : undefined

/** Issues that are shown: of fields that were left, or all after «Отправить». */
export const visibleIssues = (issues: readonly FieldIssue[], left: ReadonlySet<string>, asked: boolean): FieldIssue[] =>
  issues.filter(({ path }) => asked || left.has(path))

/** The one field whose line is shown: the focused one when it is bad, else the first. */
export const spokenIssue = (visible: readonly FieldIssue[], focused: FormPath | null): FieldIssue | undefined =>
  visible.find(({ path }) => path === focused) ?? visible[0]
