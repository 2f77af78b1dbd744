// Deadlines: the platform's own examples to the minute, and clocks that look the same wherever the seat stands.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerAt, calendarDays, DAY_MS, dayIn, daysToAnswer, KINDS, REGIMES, termState } from '../../../src/shared/terms.ts'

const plain = { kind: 'PROBLEM', regime: 'MESSAGE', fastTrack: false } as const
describe('days to answer', () => {
  test.each([
    ['an ordinary message', plain, 30], ['fast track', { ...plain, fastTrack: true }, 10], ['a regional limit', { ...plain, limitDays: 5 }, 5], ['a regional limit before fast track', { ...plain, fastTrack: true, limitDays: 3 }, 3],
    ['no regional limit', { ...plain, limitDays: null }, 30], ['59-ФЗ', { ...plain, regime: 'FZ59' }, 30], ['59-ФЗ knows no fast track and no region', { ...plain, regime: 'FZ59', fastTrack: true, limitDays: 3 }, 30],
    ['gratitude', { ...plain, kind: 'GRATITUDE' }, null], ['gratitude under 59-ФЗ', { ...plain, kind: 'GRATITUDE', regime: 'FZ59' }, null], ['a question', { ...plain, kind: 'QUESTION' }, 30], ['a proposal', { ...plain, kind: 'PROPOSAL', fastTrack: true }, 10],
  ] as const)('%s', (_, rule, days) => expect(daysToAnswer(rule)).toBe(days))
})
describe('the planned end is the same clock time so many days later', () => {
  test.each([
    ['2022-02-14T09:30:00.000Z', plain, '2022-03-16T09:30:00.000Z'], ['2026-01-06T12:00:00.000Z', { ...plain, fastTrack: true }, '2026-01-16T12:00:00.000Z'],
    ['2026-03-06T08:16:10.000Z', { ...plain, fastTrack: true }, '2026-03-16T08:16:10.000Z'], ['2026-03-06T08:16:10.000Z', plain, '2026-04-05T08:16:10.000Z'],
    ['2024-02-01T00:00:00.000Z', plain, '2024-03-02T00:00:00.000Z'], ['2026-12-31T23:59:59.999Z', { ...plain, limitDays: 1 }, '2027-01-01T23:59:59.999Z'],
  ] as const)('%s', (from, rule, to) => expect(answerAt(from, rule)).toBe(to))
  test('a Sunday is not moved', () => expect(new Date(answerAt('2026-03-06T08:16:10.000Z', plain)!).getUTCDay()).toBe(0))
  test('gratitude has none', () => expect(answerAt('2026-03-06T08:16:10.000Z', { ...plain, kind: 'GRATITUDE' })).toBeNull())
  test('whatever the rule, the end is whole days after registration', () =>
    fc.assert(fc.property(fc.date({ min: new Date('2020-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }), fc.constantFrom(...KINDS), fc.constantFrom(...REGIMES), fc.boolean(), fc.option(fc.integer({ min: 1, max: 60 })), (date, kind, regime, fastTrack, limitDays) => {
      const end = answerAt(date.toISOString(), { kind, regime, fastTrack, limitDays })
      if (end === null) expect(kind).toBe('GRATITUDE')
      else expect((Date.parse(end) - date.getTime()) % DAY_MS).toBe(0)
    })))
})

const ZONES = ['Europe/Kaliningrad', 'Europe/Moscow', 'Asia/Yekaterinburg', 'Asia/Vladivostok', 'Asia/Kamchatka', 'UTC', 'America/New_York']
describe('calendar days in a zone', () => {
  test('midnight is that of the cabinet', () => {
    const at = Date.parse('2026-03-06T21:30:00Z')
    expect(['UTC', 'Europe/Moscow', 'Asia/Kamchatka'].map((zone) => dayIn(at, zone))).toEqual(['2026-03-06', '2026-03-07', '2026-03-07'])
  })
  test.each([['2026-03-06T08:00:00Z', '2026-03-06T20:59:00Z', 0], ['2026-03-06T20:59:00Z', '2026-03-06T21:01:00Z', 1], ['2026-03-06T08:00:00Z', '2026-03-05T08:00:00Z', -1], ['2026-12-31T08:00:00Z', '2027-01-01T08:00:00Z', 1]])('%s to %s in Moscow', (from, to, days) =>
    expect(calendarDays(Date.parse(from), Date.parse(to), 'Europe/Moscow')).toBe(days))
  test('a change of clocks adds or takes no day', () => expect(calendarDays(Date.parse('2026-03-07T17:00:00Z'), Date.parse('2026-03-09T16:00:00Z'), 'America/New_York')).toBe(2))
  test('there and back is the same way', () =>
    fc.assert(fc.property(fc.integer({ min: 1.6e12, max: 2e12 }), fc.integer({ min: 1.6e12, max: 2e12 }), fc.constantFrom(...ZONES), (from, to, zone) => {
      expect(Math.abs(calendarDays(from, to, zone) + calendarDays(to, from, zone))).toBe(0)
    })))
})

describe('the look of a term in Moscow', () => {
  const due = '2026-03-16T12:00:00.000Z'
  const look = (now: string, facts = {}) => termState({ registeredAt: '2026-03-06T12:00:00.000Z', answerAt: due, closedAt: null, ...facts }, Date.parse(now), 'Europe/Moscow')
  test.each([
    ['2026-03-06T12:00:00Z', 'calm'], ['2026-03-12T20:59:59Z', 'calm'], ['2026-03-12T21:00:00Z', 'soon'], ['2026-03-14T20:59:59Z', 'soon'], ['2026-03-14T21:00:00Z', 'burn'], ['2026-03-16T11:59:59.999Z', 'burn'], ['2026-03-16T12:00:00Z', 'over'], ['2030-01-01T00:00:00Z', 'over'],
  ])('at %s: %s', (now, state) => expect(look(now)).toBe(state))
  test('an answer ends the clock, late or not', () => expect(look('2030-01-01T00:00:00Z', { closedAt: '2026-03-20T00:00:00Z' })).toBe('done'))
  test('no term has no clock', () => expect([look('2026-03-10T00:00:00Z', { answerAt: null }), look('2026-03-10T00:00:00Z', { answerAt: null, closedAt: due })]).toEqual(['none', 'done']))
})
