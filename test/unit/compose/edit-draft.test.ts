import { describe, expect, it } from 'vitest'
import { cleanPatch, editDraft, isEmptyDraft, placeOf } from '../../../src/renderer/features/compose/edit-draft.ts'
import { draftWith, LATER, newDraft } from './draft-facts.ts'

describe('editing a draft', () => {
  it('tells when it changed, and is the same draft when nothing did', () => {
    const draft = newDraft()
    expect(editDraft(draft, { applicant: { surname: '' } }, LATER)).toBe(draft)
    expect(editDraft(draft, { applicant: { surname: 'П' } }, LATER).updatedAt).toBe(LATER)
  })
  it('is always later than before, also when the clock was put back', () => {
    const typed = editDraft(newDraft(), { applicant: { surname: 'П' } }, LATER)
    const again = editDraft(typed, { applicant: { surname: 'Пе' } }, '2001-01-01T00:00:00.000Z')
    expect(again.updatedAt > typed.updatedAt).toBe(true)
  })
  it('keeps what was typed when «нет отчества» or the type is switched there and back', () => {
    const typed = draftWith({ applicant: { patronymic: 'Образцовна', inn: '0099000014' } }, { applicant: { noPatronymic: true, type: 'LEGAL' } }, { applicant: { noPatronymic: false, type: 'PERSON' } })
    expect(typed.applicant).toMatchObject({ patronymic: 'Образцовна', inn: '0099000014', type: 'PERSON' })
  })
  it('clears the levels under a category that changes, and only then', () => {
    const chosen = draftWith({ appeal: { subjectId: 3 } }, { appeal: { subsubjectId: 31 } }, { appeal: { factId: 311 } })
    expect(editDraft(chosen, { appeal: { subjectId: 3 } }, LATER).appeal).toMatchObject({ subsubjectId: 31, factId: 311 })
    expect(editDraft(chosen, { appeal: { subsubjectId: 32 } }, LATER).appeal).toMatchObject({ subjectId: 3, subsubjectId: 32, factId: null })
    expect(editDraft(chosen, { appeal: { subjectId: 4 } }, LATER).appeal).toMatchObject({ subsubjectId: null, factId: null })
  })
  it('lets the place follow the address while «По адресу заявителя» is on, without losing a place typed before', () => {
    const following = draftWith({ applicant: { address: 'ул. Первая, д. 1' }, appeal: { place: 'у школы' } }, { appeal: { placeIsAddress: true } })
    expect(placeOf(following)).toBe('ул. Первая, д. 1')
    const moved = editDraft(following, { applicant: { address: 'ул. Вторая, д. 5' } }, LATER)
    expect(placeOf(moved)).toBe('ул. Вторая, д. 5')
    expect(placeOf(editDraft(moved, { appeal: { placeIsAddress: false } }, LATER))).toBe('у школы')
  })
  it('leaves the address as a start when no place was typed', () => {
    const following = draftWith({ applicant: { address: 'ул. Первая, д. 1' } }, { appeal: { placeIsAddress: true } }, { appeal: { placeIsAddress: false } })
    expect(placeOf(following)).toBe('ул. Первая, д. 1')
  })
  it('forces a message when the channel is a call', () => {
    const visit = draftWith({ intake: { channel: 'VISIT' } }, { appeal: { regime: 'FZ59' } })
    expect(visit.appeal.regime).toBe('FZ59')
    expect(editDraft(visit, { intake: { channel: 'CALL' } }, LATER).appeal.regime).toBe('MESSAGE')
    expect(draftWith({ appeal: { regime: 'FZ59' } }).appeal.regime).toBe('MESSAGE')
  })
  it('takes out what cannot be stored and says so', () => {
    expect(cleanPatch({ appeal: { text: 'Яма\u0000 у\ud800 дома' } })).toEqual({ patch: { appeal: { text: 'Яма у дома' } }, cleaned: true })
    expect(cleanPatch({ appeal: { text: '<script>alert(1)</script> 🙂' }, intake: { readBack: true } }).cleaned).toBe(false)
  })
  it('knows an empty record, whatever was typed and taken back', () => {
    expect(isEmptyDraft(newDraft())).toBe(true)
    expect(isEmptyDraft(draftWith({ applicant: { name: 'В' } }, { applicant: { name: '' } }))).toBe(true)
    expect(isEmptyDraft(draftWith({ applicant: { noEmail: true } }))).toBe(false)
    expect(isEmptyDraft({ ...newDraft(), replaces: newDraft().id })).toBe(false)
  })
})
