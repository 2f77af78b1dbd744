// May this person do this now: rights, place, state, facts; the reason nearest to a yes; working days and new terms.
import { describe, expect, test } from 'vitest'
import { isWithin, judgeAct, mayEver, PERMISSION_OF, type ActSubject } from '../../../src/shared/act.ts'
import { postponementRange } from '../../../src/shared/act-payload.ts'
import { ACTION_NAMES } from '../../../src/shared/contract/actions.ts'
import { DEFAULT_LIFECYCLE } from '../../../src/shared/contract/lifecycle.ts'
import { MESSAGE_TABLE } from '../../../src/shared/lifecycles/message.ts'
import { reachOf, ROLES, type Role } from '../../../src/shared/roles.ts'
import { postponedTo } from '../../../src/shared/terms.ts'
import { addWorkingDays, isWorkingDay } from '../../../src/shared/working-days.ts'
import { FACTS } from '../../support/arbitraries.ts'

const cabinet = (id: number, parentId: number | null) => ({ id, name: String(id), parentId, timeZone: 'Europe/Moscow' })
const cabinets = [cabinet(1, null), cabinet(2, 1), cabinet(3, 2)]
const now = new Date('2026-11-25T09:00:00.000Z')
const subject = (change: Partial<ActSubject> = {}): ActSubject => ({
  stage: 'COORDINATION', status: 'MODERATION_ACCEPT', kind: 'PROBLEM', regime: 'MESSAGE', currentCabinetId: 2, intakeCabinetId: 2, executorId: null, answerAt: '2026-12-20T09:00:00.000Z',
  rating: null, repeated: false, onControl: false, answer: null, proposal: null, postponement: null, ...change,
})
const facts = { cabinets, lifecycle: DEFAULT_LIFECYCLE, now }
const actor = (roles: Role[], cabinetId = 2) => ({ id: 'me', cabinetId, roles })

test('every role of a row holds the permission of the matrix behind it', () => {
  for (const action of ACTION_NAMES) {
    const roles = ROLES.filter((role) => MESSAGE_TABLE.some((row) => row.action === action && row.by.includes(role)))
    expect(roles.filter((role) => reachOf(role, PERMISSION_OF[action]) === undefined), action).toEqual([])
    expect(ROLES.filter((role) => mayEver(role, action))).toEqual(roles)
  }
})

describe('a person', () => {
  test('acts in the first of their roles that may', () => expect(judgeAct(subject(), 'assign', actor(['executor', 'coordinator', 'head']), facts)).toEqual({ allowed: true, as: 'coordinator', to: 'EXECUTION/SET_EXECUTOR' }))
  test.each([
    ['nobody in these roles ever does it', actor(['moderator', 'analyst']), subject(), 'assign', { why: 'role' }],
    ['no role at all', actor([]), subject(), 'assign', { why: 'role' }],
    ['the message is elsewhere', actor(['coordinator'], 1), subject(), 'assign', { why: 'place' }],
    ['somebody else holds it', actor(['executor']), subject({ stage: 'EXECUTION', status: 'SET_EXECUTOR', executorId: 'other' }), 'take', { why: 'place' }],
    ['another cabinet took the call', actor(['operator']), subject({ intakeCabinetId: 3 }), 'withdraw', { why: 'place' }],
    ['not now', actor(['coordinator', 'head']), subject({ stage: 'DONE', status: 'WITHDRAWN' }), 'assign', { why: 'state' }],
    ['no higher cabinet', actor(['coordinator'], 1), subject({ currentCabinetId: 1 }), 'forward-up', { why: 'fact', fact: 'has-parent' }],
    ['only the highest writes to federal bodies', actor(['coordinator']), subject(), 'mail-federal', { why: 'fact', fact: 'top-cabinet' }],
    ['the term is over', actor(['coordinator']), subject({ stage: 'EXECUTION', status: 'TAKE_TO_WORK', answerAt: now.toISOString() }), 'request-postponement', { why: 'fact', fact: 'before-due' }],
    ['it is on control', actor(['head']), subject({ onControl: true }), 'control-on', { why: 'fact', fact: 'on-control' }],
    ['it is not on control', actor(['head']), subject(), 'control-off', { why: 'fact', fact: 'off-control' }],
    ['it is an appeal already', actor(['coordinator']), subject({ regime: 'FZ59' }), 'to-fz59', { why: 'fact', fact: 'already-fz59' }],
    ['there is no reply', actor(['head']), subject({ stage: 'SIGNING', status: 'SUBMIT_SIGN' }), 'approve', { why: 'fact', fact: 'no-reply' }],
    ['the nearest reason of several roles', actor(['moderator', 'executor', 'head']), subject({ onControl: true }), 'control-on', { why: 'fact', fact: 'on-control' }],
  ] as const)('hears why not: %s', (_, who, message, action, refusal) => expect(judgeAct(message, action, who, facts)).toEqual({ allowed: false, ...refusal }))
  test('curates what lies below, and only that', () => {
    expect(judgeAct(subject({ currentCabinetId: 3 }), 'control-on', actor(['curator'], 1), facts).allowed).toBe(true)
    expect(judgeAct(subject({ currentCabinetId: 1 }), 'control-on', actor(['curator'], 2), facts)).toEqual({ allowed: false, why: 'place' })
  })
  test('rates for thirty days, gratitude never', () => {
    const answered = (days: number) => subject({ stage: 'DONE', status: 'SEND_RESPONSE', answer: { text: 'x', decision: 'SOLVED', at: new Date(now.getTime() - days * 86_400_000).toISOString(), signedBy: null } })
    expect(judgeAct(answered(30), 'rate', actor(['operator']), facts).allowed).toBe(true)
    expect(judgeAct(answered(30.01), 'rate', actor(['operator']), facts)).toEqual({ allowed: false, why: 'fact', fact: 'rating-over' })
    expect(judgeAct({ ...answered(1), kind: 'GRATITUDE' }, 'rate', actor(['operator']), facts)).toEqual({ allowed: false, why: 'fact', fact: 'gratitude' })
  })
  test('a tree with a loop ends the question', () => expect(isWithin(5, 9, [cabinet(5, 6), cabinet(6, 5)])).toBe(false))
})

describe('days', () => {
  test.each([['2026-11-25', true], ['2026-11-28', false], ['2026-11-29', false], ['2027-01-04', false], ['2027-01-11', true], ['2026-11-04', false]])('%s works: %s', (day, works) => expect(isWorkingDay(day)).toBe(works))
  test.each([
    ['2026-11-25T09:00:00.000Z', '2026-11-26T09:00:00.000Z'], ['2026-11-27T09:00:00.000Z', '2026-11-30T09:00:00.000Z'],
    // Friday evening in Moscow, and the last working day of the year
    ['2026-11-27T20:59:00.000Z', '2026-11-30T20:59:00.000Z'], ['2026-12-31T09:00:00.000Z', '2027-01-11T09:00:00.000Z'],
  ])('one working day after %s is %s', (from, to) => expect(new Date(addWorkingDays(Date.parse(from), 1, 'Europe/Moscow')).toISOString()).toBe(to))
  test('a postponed end keeps its clock time, on the asked day of the cabinet', () => {
    // 00:30 of the 16th in Yekaterinburg
    const due = new Date('2026-12-15T19:30:00.000Z')
    expect(postponedTo(due, '2026-12-20', 'Asia/Yekaterinburg').toISOString()).toBe('2026-12-19T19:30:00.000Z')
    expect(postponementRange({ answerAt: due.toISOString(), currentCabinetId: 900001 }, { dictionary: FACTS.dictionary, lifecycle: DEFAULT_LIFECYCLE })).toEqual({ after: '2026-12-16', until: '2027-01-15' })
    expect(postponementRange({ answerAt: null, currentCabinetId: 900001 }, { dictionary: FACTS.dictionary, lifecycle: DEFAULT_LIFECYCLE })).toBeNull()
  })
})
