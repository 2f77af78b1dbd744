// Why a record was set aside, as its card says it. Pure.
import type { Dictionary } from '../../../shared/contract/dictionary.ts'
import type { Draft } from '../../../shared/contract/draft.ts'
import type { HandOver } from '../../../shared/contract/hand-over.ts'
import { isErrorCode } from '../../../shared/errors.ts'
import { FORM_ORDER, type FormPath } from '../../../shared/submit.ts'
import type { FieldIssue, QueueItem } from '../../../shared/workspace.ts'
import type { ErrorFacts, Translate } from '../../ui/error-text.ts'
import type { Formats } from '../../ui/format.ts'

export const isFormPath = (path: string): path is FormPath => (FORM_ORDER as readonly string[]).includes(path)
/** The field's own name; a platform of a later version may name fields that this form has not. */
export const fieldName = (t: Translate, path: string): string => (path === '' ? t('tray.whole') : isFormPath(path) ? t(`compose.field.${path}`) : t('tray.otherField'))

/** One line under a field. */
export const reasonLine = (t: Translate, format: Formats, { code, params }: FieldIssue): string => {
  if (code === 'E-DICT-OLD' && typeof params?.closedAt === 'string') return t('errors.E-DICT-OLD.fieldClosed', { closedAt: format.dayMonth(params.closedAt) })
  return t(`errors.${code}.field`, { ...params })
}

const CATEGORY_LEVELS = ['subjectId', 'subsubjectId', 'factId'] as const
/** What was closed by its name and day, when a dictionary says so and nothing else is wrong. */
export const closedTitle = (t: Translate, format: Formats, issues: readonly FieldIssue[], draft: Draft | null, { subjects, subsubjects, facts }: Dictionary): string | null => {
  const [only, ...others] = issues
  const level = CATEGORY_LEVELS.find((name) => only?.path === `appeal.${name}`)
  if (only?.code !== 'E-DICT-OLD' || others.length > 0 || level === undefined || draft === null) return null
  const entry = { subjectId: subjects, subsubjectId: subsubjects, factId: facts }[level].find(({ id }) => id === draft.appeal[level])
  const closedAt = typeof only.params?.closedAt === 'string' ? only.params.closedAt : entry?.deletedAt
  return entry === undefined || closedAt === null || closedAt === undefined ? null : t(`tray.closedSince.${level}`, { name: entry.name, date: format.dayMonth(closedAt) })
}

/** A single refused field speaks for itself; several are named in the fields below the note. */
export const refusalOf = ({ failure, issues }: Pick<QueueItem, 'failure' | 'issues'>): ErrorFacts => {
  const [only, ...others] = issues
  const isOfFields = failure === null || failure.code === 'E-VALIDATION'
  return isOfFields && only !== undefined && others.length === 0 ? only : (failure ?? { code: 'E-VALIDATION' })
}

/** Issues of a hand-over: a code of a later version has no words here. */
export const issuesOfHandOver = ({ issues }: HandOver): FieldIssue[] =>
  issues.map(({ path, code, params }) => ({ path, code: isErrorCode(code) ? code : 'E-FIELD', ...(params === undefined ? {} : { params }) }))
