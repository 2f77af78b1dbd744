import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '../../../src/shared/contract/limits.ts'
import { judgeDraft } from '../../../src/shared/submit.ts'
import type { DraftPatch } from '../../../src/renderer/features/compose/edit-draft.ts'
import { fieldLine, spokenIssue, visibleIssues } from '../../../src/renderer/features/compose/field-errors.ts'
import { formats } from '../../../src/renderer/ui/format.ts'
import { DICTIONARY, draftWith, FULL, newDraft } from './draft-facts.ts'
import { translateIn } from './words.ts'

const t = translateIn('ru')
const format = formats('ru', 'Europe/Moscow')
const facts = { dictionary: DICTIONARY, limits: DEFAULT_LIMITS, today: '2026-03-10' }
const lineOf = (patch: DraftPatch, path: string): string => {
  const draft = draftWith(FULL, patch)
  const issue = judgeDraft(draft, facts).issues.find((found) => found.path === path)
  return issue === undefined ? '' : fieldLine(issue, draft, t, format).replaceAll(/[\u00a0\u202f]/g, ' ')
}

describe('the line under a bad field', () => {
  it.each<[path: string, patch: DraftPatch, line: string]>([
    ['applicant.phone', { applicant: { phone: '+7 900 000-00-0' } }, 'Не хватает 1 цифры: +7 900 000-00-01'],
    ['applicant.phone', { applicant: { phone: '+7 900 000-0' } }, 'Не хватает 3 цифр: +7 900 000-00-01'],
    ['applicant.phone', { applicant: { phone: 'девятьсот' } }, 'Только цифры: +7 900 000-00-01'],
    ['applicant.phone', { applicant: { phone: '+7900000000123456' } }, 'Лишние цифры, образец +7 900 000-00-01'],
    ['applicant.address', { applicant: { address: ' \u200b' } }, 'Нужны город, улица, дом'],
    ['applicant.email', { applicant: { noEmail: false, email: 'a@' } }, 'Проверьте по буквам'],
    ['applicant.name', { applicant: { name: '123' } }, 'Только русские буквы'],
    ['applicant.birthDate', { applicant: { birthDate: '31.02.1980' } }, 'Такой даты нет'],
    ['applicant.birthDate', { applicant: { birthDate: '01.01.0023' } }, 'Такой даты нет'],
    ['applicant.birthDate', { applicant: { birthDate: '11.03.2026' } }, 'Эта дата впереди'],
    ['appeal.text', { appeal: { text: 'я'.repeat(4001) } }, 'Знаков 4 001, можно 4 000. Текст цел, сократите его'],
    ['appeal.text', { appeal: { text: 'я'.repeat(200_000) } }, 'Знаков 200 000, можно 4 000. Текст цел, сократите его'],
    ['intake.noticeGiven', { intake: { noticeGiven: false } }, 'Сообщите и отметьте'],
  ])('of %s: case %#', (path, patch, line) => expect(lineOf(patch, path)).toBe(line))

  it('names the day on which a category was closed', () => {
    const closed = { ...DICTIONARY, subjects: [{ id: 3, name: 'Дворы', deletedAt: '2026-03-10T05:00:00.000Z' }] }
    const draft = draftWith(FULL)
    const [issue] = judgeDraft(draft, { ...facts, dictionary: closed }).issues
    expect(issue && fieldLine(issue, draft, t, format).replaceAll('\u00a0', ' ')).toBe('Закрыта с 10 марта')
  })
  it('judges fields that were left, and all once «Отправить» was pressed', () => {
    const { issues } = judgeDraft(newDraft(), facts)
    expect(visibleIssues(issues, new Set(['applicant.name']), false).map(({ path }) => path)).toEqual(['applicant.name'])
    expect(visibleIssues(issues, new Set(), true)).toEqual(issues)
  })
  it('speaks for the focused bad field, else for the first', () => {
    const { issues } = judgeDraft(newDraft(), facts)
    expect(spokenIssue(issues, 'appeal.text')?.path).toBe('appeal.text')
    expect(spokenIssue(issues, 'applicant.flat')?.path).toBe('applicant.phone')
    expect(spokenIssue([], 'appeal.text')).toBeUndefined()
  })
})
