import { describe, expect, it } from 'vitest'
import { FORM_ORDER, judgeDraft, type FormPath } from '../../../src/shared/submit.ts'
import { DEFAULT_LIMITS } from '../../../src/shared/contract/limits.ts'
import { editDraft, type DraftPatch } from '../../../src/renderer/features/compose/edit-draft.ts'
import { gapsOf, nextGap } from '../../../src/renderer/features/compose/next-gap.ts'
import { DICTIONARY, draftWith, FULL, LATER, newDraft } from './draft-facts.ts'

const valueOf = (path: FormPath): DraftPatch => {
  const [part, field] = path.split('.') as [keyof DraftPatch, string]
  const source = { ...FULL[part], email: 'p1@example.test', organisationName: 'ООО «Пример»', inn: '0099000014', ogrn: '1099900000001' } as Record<string, unknown>
  return { [part]: { [field]: source[field] } }
}
const walk = (start: DraftPatch): FormPath[] => {
  let draft = editDraft(newDraft(), start, LATER)
  const seen: FormPath[] = []
  for (let gap = nextGap(draft, null); gap !== null && seen.length < 40; gap = nextGap(draft, gap)) {
    seen.push(gap)
    draft = editDraft(draft, valueOf(gap), LATER)
  }
  return seen
}

describe('the next gap', () => {
  it('walks every required field of a person in the order of the form', () => {
    expect(walk({})).toEqual([
      'applicant.phone', 'applicant.surname', 'applicant.name', 'applicant.patronymic', 'applicant.address', 'applicant.email', 'appeal.text', 'appeal.subjectId', 'appeal.subsubjectId',
      'appeal.place', 'intake.noticeGiven', 'intake.readBack',
    ])
  })
  it('asks a company for its name and numbers, an entrepreneur for numbers', () => {
    expect(walk({ applicant: { type: 'LEGAL' } }).slice(0, 4)).toEqual(['applicant.organisationName', 'applicant.inn', 'applicant.ogrn', 'applicant.phone'])
    expect(walk({ applicant: { type: 'ENTREPRENEUR' } }).slice(0, 3)).toEqual(['applicant.inn', 'applicant.ogrn', 'applicant.phone'])
  })
  it('asks gratitude for no category, and nobody for what they do not have', () => {
    const seen = walk({ appeal: { kind: 'GRATITUDE' }, applicant: { noPatronymic: true, noEmail: true } })
    for (const path of ['appeal.subjectId', 'appeal.subsubjectId', 'applicant.patronymic', 'applicant.email'] as const) expect(seen).not.toContain(path)
  })
  it('goes round the end of the form and ends with null', () => {
    const almost = draftWith(FULL, { applicant: { phone: '' } })
    expect(nextGap(almost, 'appeal.place')).toBe('applicant.phone')
    expect(nextGap(draftWith(FULL), 'applicant.phone')).toBeNull()
  })
  it('agrees with the judge of the form: an empty draft has a gap for every complaint', () => {
    for (const type of ['PERSON', 'ENTREPRENEUR', 'LEGAL'] as const) {
      const draft = draftWith({ applicant: { type } })
      const issues = judgeDraft(draft, { dictionary: DICTIONARY, limits: DEFAULT_LIMITS, today: '2026-03-10' }).issues
      expect(new Set([...issues.map(({ path }) => path), 'appeal.subsubjectId'])).toEqual(new Set(gapsOf(draft)))
    }
  })
  it('knows only fields of the form', () => expect(gapsOf(newDraft()).every((path) => FORM_ORDER.includes(path))).toBe(true))
})
