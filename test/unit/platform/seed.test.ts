// The seeded messages: enough of them, legal lives, every state, the scenes that lessons need.
import { describe, expect, it } from 'vitest'
import { messageSchema } from '../../../src/shared/contract/message.ts'
import { MESSAGE_STATES, MESSAGE_TABLE, partsOf, stateOf, type MessageState } from '../../../src/shared/lifecycles/message.ts'
import { termState } from '../../../src/shared/terms.ts'
import { toMessage } from '../../../src/platform/messages.ts'
import { ROUTES } from '../../../src/platform/seed/routes.ts'
import { seededMessages } from '../../../src/platform/seed/messages.ts'

const NOW = new Date('2026-03-11T09:20:00.000Z')
const seeded = seededMessages(NOW)
const messages = seeded.map(({ row, history }) => messageSchema.parse(toMessage({ ...row, changeSeq: 1 }, history)))
const look = (message: (typeof messages)[number]) =>
  termState({ registeredAt: message.createdAt, answerAt: message.answerAt, closedAt: message.closedAt }, NOW.getTime(), 'Europe/Moscow')

describe('messages of the training seed', () => {
  it('are at least 320 and stand in every state of the table', () => {
    expect(messages.length).toBeGreaterThanOrEqual(320)
    const reached = new Set(messages.map(stateOf))
    expect(MESSAGE_STATES.filter((state) => !reached.has(state))).toEqual([])
  })

  it('are the same for the same instant and keep their texts at another', () => {
    expect(seededMessages(NOW)).toEqual(seeded)
    const later = seededMessages(new Date(NOW.getTime() + 86_400_000 * 40))
    expect(later.map(({ row }) => row.description).sort()).toEqual(seeded.map(({ row }) => row.description).sort())
  })

  it('have walked only along rows of the table', () => {
    for (const { number, history } of messages) {
      let state: MessageState = 'MODERATION/MODERATION_NEW'
      for (const event of history.slice(1)) {
        const actor = event.by.role ?? event.by.kind
        const reached: MessageState = `${event.stage}/${event.status}`
        const isRow = MESSAGE_TABLE.some(
          (row) => row.action === event.action && row.from.includes(state) && (row.by as readonly string[]).includes(actor) && (row.to === 'same' ? state : row.to) === reached,
        )
        expect(isRow, `${number}: ${event.action} from ${state} to ${reached} by ${actor}`).toBe(true)
        state = reached
      }
      expect(messages.find((message) => message.number === number)).toMatchObject(partsOf(state))
    }
  })

  it('tell time forwards, never in the future', () => {
    for (const { createdAt, history } of messages) {
      expect(history[0]?.at).toBe(createdAt)
      const instants = history.map(({ at }) => Date.parse(at))
      expect(instants).toEqual([...instants].sort((left, right) => left - right))
      expect(instants.at(-1)).toBeLessThanOrEqual(NOW.getTime())
    }
  })

  it('are half taken by the first operator, with answers to read out', () => {
    const taken = messages.filter(({ intake }) => intake?.operatorId === 'training-01')
    expect(taken.length).toBeGreaterThan(messages.length * 0.4)
    expect(taken.filter(({ answer }) => answer !== null).length).toBeGreaterThan(30)
    expect(taken.every(({ source, receiptCode }) => source === 'OPERATOR' && receiptCode !== null)).toBe(true)
  })

  it('hold the scenes of the domain document', () => {
    const some = (is: (message: (typeof messages)[number]) => boolean | null) => expect(messages.filter(is).length).toBeGreaterThan(0)
    const did = (action: string) => (message: (typeof messages)[number]) => message.history.some((event) => event.action === action)
    some((message) => look(message) === 'burn' && message.fastTrack)
    some((message) => look(message) === 'over' && !message.fastTrack)
    some((message) => message.postponed && message.closedAt === null)
    some((message) => message.rating === 2 && message.repeated && message.status === 'REOPEN')
    some((message) => message.history.some(({ comment }) => comment === 'Дубликат'))
    some((message) => did('forward-down')(message) && did('forward-up')(message))
    some((message) => message.regime === 'FZ59' && message.closedAt === null)
    some((message) => message.kind === 'GRATITUDE' && message.answerAt === null)
    some((message) => message.applicant?.email === null && message.answer !== null)
    some(did('mail-federal'))
    some((message) => message.closedAt === null && message.answerAt !== null && new Date(message.answerAt).getUTCDay() === 0)
  })

  it('say at least sixty different things, of invented people only', () => {
    expect(new Set(seeded.map(({ row }) => `${row.subsubjectId} ${row.description.slice(0, 18)}`)).size).toBeGreaterThanOrEqual(60)
    for (const { row } of seeded) {
      expect(row.applicant.phone).toMatch(/^\+7900000\d{4}$/)
      expect(row.applicant.email ?? 'none@example.test').toMatch(/@example\.test$/)
      expect(row.applicant.address).toContain('г. Учебный')
      expect(row.description).not.toContain('{')
    }
  })

  it('count as their routes say', () => {
    expect(messages).toHaveLength(ROUTES.reduce((sum, { count }) => sum + count, 0))
  })
})
