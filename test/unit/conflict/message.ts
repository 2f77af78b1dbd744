// A message in coordination as the platform tells it, and what the tests of conflicts change in it.
import type { Message, MessageEvent } from '../../../src/shared/contract/message.ts'
import type { Cabinet } from '../../../src/shared/contract/person.ts'
import { DEFAULT_LIFECYCLE } from '../../../src/shared/contract/lifecycle.ts'
import type { ActingFacts } from '../../../src/shared/pending.ts'

export const NOW = Date.parse('2026-03-10T08:00:00Z')
export const CABINETS: Cabinet[] = [
  { id: 1, name: 'Область', parentId: null, timeZone: 'Europe/Moscow' },
  { id: 2, name: 'Район', parentId: 1, timeZone: 'Europe/Moscow' },
  { id: 3, name: 'Дороги', parentId: 2, timeZone: 'Europe/Moscow' },
]
export const eventOf = (action: string, comment: string | null = null): MessageEvent => ({
  at: '2026-03-10T08:05:00.000Z', action, stage: 'COORDINATION', status: 'MODERATION_ACCEPT', by: { kind: 'person', name: 'Макетова З. И.', role: 'coordinator' }, comment, details: null,
})
export const messageNow = (change: Partial<Message> = {}): Message => ({
  id: '019f8a30-0000-7000-8000-000000000079', version: 4, number: 900_000_079, epguNumber: 9_000_000_079, receiptCode: null, source: 'EPGU', kind: 'PROBLEM', regime: 'MESSAGE', fastTrack: true,
  stage: 'COORDINATION', status: 'MODERATION_ACCEPT', description: 'Яма у дома', applicant: null, subjectId: 1, subsubjectId: 13, factId: null, place: 'ул. Шестая, у д. 1', coordinates: null,
  cabinetId: 2, currentCabinetId: 2, executorName: null, executorId: null, intakeCabinetId: null, createdAt: '2026-03-09T14:40:00.000Z', answerAt: '2026-03-20T14:40:00.000Z', closedAt: null,
  onControl: false, repeated: false, postponed: false, rating: null, answer: null, intake: null, attachments: [], innerAt: '2026-03-14T09:00:00.000Z', question: null, proposal: null,
  postponement: null, remarks: [], replyAttachments: [], history: [eventOf('register'), eventOf('accept')], ...change,
})
export const coordinator: ActingFacts = { actor: { roles: ['coordinator'], cabinetId: 2, id: 'training-03' }, cabinets: CABINETS, lifecycle: DEFAULT_LIFECYCLE, now: new Date(NOW) }
/** The next version of it, with the event that made it. */
export const moved = (from: Message, action: string, change: Partial<Message> = {}, comment: string | null = null): Message => ({
  ...from, ...change, version: from.version + 1, history: [...from.history, eventOf(action, comment)],
})
