import { emptyDraft, type Draft } from '../../../src/shared/contract/draft.ts'
import type { Dictionary } from '../../../src/shared/contract/dictionary.ts'
import { editDraft, type DraftPatch } from '../../../src/renderer/features/compose/edit-draft.ts'

export const START = '2026-03-10T08:15:00.000Z'
export const LATER = '2026-03-10T08:16:00.000Z'
export const newDraft = (): Draft => emptyDraft({ id: '01980000-0000-7000-8000-000000000001', cabinetId: 900_001, startedAt: START })
export const draftWith = (...patches: DraftPatch[]): Draft => patches.reduce<Draft>((draft, patch) => editDraft(draft, patch, LATER), newDraft())

export const FULL: DraftPatch = {
  applicant: { phone: '+7 900 000-00-01', surname: 'Примерова', name: 'Вера', patronymic: 'Образцовна', address: 'г. Учебный, ул. Вторая, д. 5', flat: '17', noEmail: true },
  appeal: { text: 'Не убран снег на тротуаре у дома 5.', subjectId: 3, subsubjectId: 31, place: 'ул. Вторая, у дома 5' },
  intake: { noticeGiven: true, readBack: true },
}
export const DICTIONARY: Dictionary = {
  version: 1,
  subjects: [{ id: 3, name: 'Дворы', deletedAt: null }, { id: 4, name: 'Медицина', deletedAt: null }],
  subsubjects: [
    { id: 31, subjectId: 3, name: 'Уборка снега', deletedAt: null, fastTrack: true, limitDays: null },
    { id: 32, subjectId: 3, name: 'Самострой', deletedAt: null, fastTrack: false, limitDays: null },
    { id: 33, subjectId: 3, name: 'Люки', deletedAt: null, fastTrack: true, limitDays: 3 },
  ],
  facts: [{ id: 311, subsubjectId: 31, name: 'Не убран тротуар', deletedAt: null }],
  cabinets: [{ id: 900_001, name: 'Администрация Учебного района', parentId: null, timeZone: 'Europe/Moscow' }],
  declineReasons: [],
  redirectReasons: [],
  people: [],
}
