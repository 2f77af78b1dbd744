// Invented messages, drafts and reference data: the same number gives the same message in the server's process and in the worker.
import { TEXTS, filled } from '../../src/platform/seed/texts.ts'
import { chanceOf, type Chance } from '../../src/platform/seed/chance.ts'
import { emptyDraft, type Draft } from '../../src/shared/contract/draft.ts'
import type { Dictionary } from '../../src/shared/contract/dictionary.ts'
import type { Message } from '../../src/shared/contract/message.ts'
import type { Me } from '../../src/shared/contract/person.ts'
import { receiptCode } from '../../src/shared/receipt-code.ts'
import { cabinetOf } from '../jobs.ts'
import { LEMMAS, rareWord } from './vocabulary.ts'

/**
 * Words that nobody writes: one only in what we must seal, one of the same length only in the plain rows of the reference. Their pairs of
 * letters occur nowhere else, so that the store's compression leaves them whole.
 */
export const SENTINEL = 'фщэъюцщфъ'
export const CONTROL = 'цъщюэфъцф'
type Mark = typeof SENTINEL | typeof CONTROL

const STARTED_AT = Date.UTC(2026, 2, 2, 5)
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const ROUNDS_APART = 10_000_000
const RARE_WORDS = 40_000
const SUBJECTS = 24

const iso = (ms: number): string => new Date(ms).toISOString()
/** Few numbers are drawn often and many seldom, as words are. */
const zipf = (chance: Chance, count: number): number => Math.floor(count ** (chance.between(0, 9999) / 10_000)) - 1
const texts = Object.values(TEXTS).flat()
const word = (chance: Chance): string => chance.pick(LEMMAS[zipf(chance, LEMMAS.length)] ?? chance.pick(LEMMAS))
const clause = (chance: Chance): string => `${Array.from({ length: 9 }, () => word(chance)).join(' ')} ${rareWord(zipf(chance, RARE_WORDS))}.`
const nameOf = (chance: Chance): string => {
  const name = rareWord(zipf(chance, RARE_WORDS))
  return name.slice(0, 1).toUpperCase() + name.slice(1)
}
const placeOf = (chance: Chance): string => `г. Учебный, ул. ${nameOf(chance)}, д. ${chance.between(1, 90)}`
const description = (chance: Chance, place: string, mark: Mark): string =>
  [filled(chance.pick(texts), { place, subject: '' }), clause(chance), clause(chance), mark].join(' ')

/** Message number `index` of a round, about 2 KB of JSON. */
export const messageAt = (round: number, index: number, mark: Mark): Message => {
  const chance = chanceOf(round * ROUNDS_APART + index)
  const createdMs = STARTED_AT + index * MINUTE_MS
  const id = chance.uuidAt(createdMs)
  const place = placeOf(chance)
  const subject = chance.between(1, SUBJECTS)
  const answered = chance.happens(60)
  const cabinetId = cabinetOf(round)
  const closedAt = answered ? iso(createdMs + chance.between(1, 20) * DAY_MS) : null
  const by = { kind: 'person', name: 'Образцова В. П.', role: 'coordinator' } as const
  return {
    id, version: 1, number: 100_000_000 + index, epguNumber: 4_000_000_000 + index, receiptCode: receiptCode(id), source: 'OPERATOR', kind: 'PROBLEM', regime: 'MESSAGE',
    fastTrack: false, stage: answered ? 'DONE' : 'COORDINATION', status: answered ? 'SEND_RESPONSE' : 'MODERATION_ACCEPT', description: description(chance, place, mark),
    applicant: {
      type: 'PERSON', surname: nameOf(chance), name: nameOf(chance), patronymic: null, phone: `+7900${String(index).padStart(7, '0')}`, email: null, address: place,
      flat: String(chance.between(1, 200)), birthDate: null, snils: null, organisationName: null, inn: null, ogrn: null,
    },
    subjectId: subject, subsubjectId: subject + 100, factId: null, place, coordinates: { lat: 55, lon: 60 }, cabinetId, currentCabinetId: cabinetId, executorName: null,
    createdAt: iso(createdMs), answerAt: iso(createdMs + 30 * DAY_MS), closedAt, onControl: false, repeated: false, postponed: false, rating: null, attachments: [],
    executorId: null, intakeCabinetId: null, innerAt: null, question: null, proposal: null, postponement: null, remarks: [], replyAttachments: [],
    answer: closedAt === null ? null : { text: `${clause(chance)} ${clause(chance)}`, decision: 'done', at: closedAt, signedBy: 'Шаблонов Л. М.' },
    intake: { channel: 'CALL', callAt: iso(createdMs), operatorId: 'bench', operatorName: 'Образцова В. П.', consentToPublish: true },
    history: ['submit', 'accept'].map((action, step) => ({ at: iso(createdMs + step * MINUTE_MS), action, stage: 'MODERATION', status: 'MODERATION_NEW', by, comment: null, details: null })),
  }
}

/** A whole draft, ready to be sent. */
export const draftAt = (round: number, index: number, mark: Mark): Draft => {
  const chance = chanceOf(round * ROUNDS_APART + index)
  const startedMs = STARTED_AT + index * MINUTE_MS
  const draft = emptyDraft({ id: chance.uuidAt(startedMs), cabinetId: cabinetOf(round), startedAt: iso(startedMs) })
  const place = placeOf(chance)
  Object.assign(draft.applicant, { surname: nameOf(chance), name: nameOf(chance), noPatronymic: true, noEmail: true, address: place, phone: `+7900${String(index).padStart(7, '0')}` })
  Object.assign(draft.appeal, { subjectId: 1, subsubjectId: 101, place, text: description(chance, place, mark) })
  Object.assign(draft.intake, { noticeGiven: true, readBack: true })
  return draft
}

const cabinets = (rounds: number): Dictionary['cabinets'] =>
  Array.from({ length: rounds }, (_, round) => ({ id: cabinetOf(round), name: `Кабинет ${round}`, parentId: null, timeZone: 'Asia/Yekaterinburg' }))
const ROUNDS_KNOWN = 200
const numbers = Array.from({ length: SUBJECTS }, (_, index) => index + 1)

export const DICTIONARY: Dictionary = {
  version: 1,
  subjects: numbers.map((id) => ({ id, name: `Тема ${id}`, deletedAt: null })),
  subsubjects: numbers.map((id) => ({ id: id + 100, name: `Подтема ${id}`, subjectId: id, fastTrack: false, limitDays: null, deletedAt: null })),
  facts: [],
  cabinets: cabinets(ROUNDS_KNOWN),
  declineReasons: [],
  redirectReasons: [],
  people: [],
}
/** Coordinator of one cabinet, connected: the list of messages is the first screen. */
export const ME: Me = {
  id: 'bench', surname: 'Образцова', name: 'Вера', patronymic: 'Петровна',
  memberships: cabinets(1).map((cabinet) => ({ cabinet, roles: ['coordinator'] })),
  checklists: cabinets(1).map(({ id }) => ({ cabinetId: id, console: 'backoffice', confirmedAt: iso(STARTED_AT) })),
}
