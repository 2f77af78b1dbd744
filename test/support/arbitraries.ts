// Arbitrary drafts and a whole one: what people type, what they paste, and what nobody should have to read.
import fc from 'fast-check'
import { emptyDraft, APPLICANT_TYPES, CHANNELS, type Draft } from '../../src/shared/contract/draft.ts'
import { DEFAULT_LIMITS } from '../../src/shared/contract/limits.ts'
import type { SubmitFacts } from '../../src/shared/submit.ts'
import { KINDS, REGIMES } from '../../src/shared/terms.ts'

export const DRAFT_ID = '018f3c5e-0000-7000-8000-00000000000a'
/** The dictionary of domain §11 with one retired entry of each level. */
export const FACTS: SubmitFacts = {
  dictionary: {
    version: 1,
    subjects: [{ id: 3, name: 'Содержание дорог', deletedAt: null }, { id: 4, name: 'Прошлое', deletedAt: '2026-01-01T00:00:00Z' }],
    subsubjects: [
      { id: 38, subjectId: 3, name: 'Уборка снега', fastTrack: true, limitDays: null, deletedAt: null },
      { id: 39, subjectId: 3, name: 'Снято', fastTrack: false, limitDays: null, deletedAt: '2026-02-01T00:00:00Z' },
      { id: 41, subjectId: 4, name: 'Чужая', fastTrack: false, limitDays: null, deletedAt: null },
    ],
    facts: [{ id: 7, subsubjectId: 38, name: 'Не убран тротуар', deletedAt: null }, { id: 8, subsubjectId: 38, name: 'Снят', deletedAt: '2026-02-01T00:00:00Z' }, { id: 9, subsubjectId: 41, name: 'Чужой', deletedAt: null }],
    cabinets: [{ id: 900001, name: 'Администрация Учебного района', parentId: null, timeZone: 'Asia/Yekaterinburg' }],
    declineReasons: [],
    redirectReasons: [],
    people: [],
  },
  limits: DEFAULT_LIMITS,
  today: '2026-11-22',
}

/** The synthetic draft of domain §11, complete and confirmed. */
export const wholeDraft = (): Draft => {
  const draft = emptyDraft({ id: DRAFT_ID, cabinetId: 900001, startedAt: '2026-03-06T08:15:00Z' })
  Object.assign(draft.applicant, { surname: 'Примеров', name: 'Пример', noPatronymic: true, address: 'г. Учебный, ул. Первая, д. 1', phone: '+79000000001', email: 'p1@example.test' })
  Object.assign(draft.appeal, { subjectId: 3, subsubjectId: 38, place: 'ул. Вторая, у дома 5', coordinates: '55.0,60.0', text: 'Не убран снег на тротуаре.' })
  Object.assign(draft.intake, { noticeGiven: true, readBack: true })
  return draft
}

const pasted = fc.oneof(
  fc.constantFrom('', ' ', '\u200b', '\u0000', '\ud800', 'Примеров', '8 (900) 000-00-01', 'a@b.ru', '31.02.1980', '01.01.1990', '1990-01-01', '112-233-445 95', '0099000014', '1099900000001', '55.0, 60.0', '999, 999', '<script>', 'и\u0306'),
  fc.string({ maxLength: 30 }), fc.string({ unit: 'binary', maxLength: 30 }), fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes)),
)
const id = fc.option(fc.oneof(fc.constantFrom(3, 4, 38, 39, 41, 7, 8, 9, 900001), fc.integer()))
/** Any draft that draftSchema takes, from empty to hopeless. */
export const anyDraft: fc.Arbitrary<Draft> = fc.record({
  v: fc.constant(1 as const), id: fc.constant(DRAFT_ID), cabinetId: fc.constant(900001),
  startedAt: fc.constant('2026-03-06T08:15:00Z'), updatedAt: fc.constant('2026-03-06T08:15:00Z'), replaces: fc.constantFrom(null, DRAFT_ID),
  applicant: fc.record({
    type: fc.constantFrom(...APPLICANT_TYPES), phone: pasted, surname: pasted, name: pasted, patronymic: pasted, noPatronymic: fc.boolean(), address: pasted, flat: pasted,
    email: pasted, noEmail: fc.boolean(), birthDate: pasted, snils: pasted, organisationName: pasted, inn: pasted, ogrn: pasted,
  }),
  appeal: fc.record({
    regime: fc.constantFrom(...REGIMES), kind: fc.constantFrom(...KINDS), text: pasted, subjectId: id, subsubjectId: id, factId: id, place: pasted,
    placeIsAddress: fc.boolean(), coordinates: pasted, addresseeCabinetId: id,
  }),
  intake: fc.record({ channel: fc.constantFrom(...CHANNELS), noticeGiven: fc.boolean(), consentToPublish: fc.boolean(), readBack: fc.boolean() }),
  files: fc.constant([]),
})
/** The whole draft with some fields replaced by anything: near misses find more than chaos. */
export const spoiltDraft: fc.Arbitrary<Draft> = fc.record({ fields: fc.uniqueArray(fc.nat(28), { maxLength: 4 }), other: anyDraft }).map(({ fields, other }) => {
  const draft = wholeDraft()
  const places = (['applicant', 'appeal', 'intake'] as const).flatMap((part) => Object.keys(draft[part]).map((field) => [part, field] as const))
  for (const index of fields) {
    const [part, field] = places[index % places.length]!
    Object.assign(draft[part], { [field]: (other[part] as Record<string, unknown>)[field] })
  }
  return draft
})
