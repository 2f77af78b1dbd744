// Two people decided about one message: rows, first choice, what must be looked at, and the command that a choice comes to.
import { describe, expect, test } from 'vitest'
import { chooseAll, chooseRow, conflictOf, decisionOf, unseen, type ConflictSides } from '../../../src/shared/conflict/rows.ts'
import type { ConflictField } from '../../../src/shared/conflict/fields.ts'
import { coordinator, messageNow, moved } from './message.ts'

const was = messageNow()
const assign = { action: 'assign' as const, payload: { executorId: 'training-04', innerAt: '2026-03-12T09:00:00.000Z', comment: 'Аварийная яма, начать с неё' } }
const assignedByOther = moved(moved(was, 'change-category', { subsubjectId: 4 }), 'assign', { executorId: 'training-10', executorName: 'Учебный П. П.', stage: 'EXECUTION', status: 'SET_EXECUTOR' })
const sides = (change: Partial<ConflictSides> = {}): ConflictSides => ({ was, mine: assign, now: assignedByOther, facts: coordinator, ...change })
const seen = new Set<ConflictField>()

describe('the conflict of the picture', () => {
  const conflict = conflictOf(sides())
  test('has a row for everything that one of the two changed, and only for that', () => {
    expect(conflict.rows.map(({ field, was: before, mine, theirs, changed, clash }) => [field, before, mine, theirs, changed.mine, changed.theirs, clash])).toEqual([
      ['executor', null, 'training-04', 'training-10', true, true, true],
      ['innerAt', '2026-03-14T09:00:00.000Z', '2026-03-12T09:00:00.000Z', '2026-03-14T09:00:00.000Z', true, false, false],
      ['subcategory', 13, 13, 4, false, true, false],
      ['comment', null, 'Аварийная яма, начать с неё', null, true, false, false],
    ])
  })
  test('starts with sole changes chosen, a true clash at mine, which must be looked at', () => {
    expect(conflict.first).toEqual({ executor: 'mine', innerAt: 'mine', subcategory: 'theirs', comment: 'mine' })
    expect(unseen(conflict, seen)).toEqual(['executor'])
    expect(unseen(conflict, new Set<ConflictField>(['executor']))).toEqual([])
  })
  test('kept as it stands becomes one new command of mine', () => {
    expect(decisionOf(sides(), conflict, conflict.first)).toEqual(assign)
  })
  test('all theirs becomes no command', () => {
    expect(decisionOf(sides(), conflict, chooseAll(conflict.rows, 'theirs'))).toBeNull()
  })
  test('merged row by row carries theirs where theirs was chosen', () => {
    const choice = chooseRow(sides(), conflict.rows, conflict.first, 'executor', 'theirs')
    expect(decisionOf(sides(), conflict, choice)).toEqual({ action: 'assign', payload: { ...assign.payload, executorId: 'training-10' } })
  })
  test('leaves what my command does not carry to the platform', () => {
    expect(chooseRow(sides(), conflict.rows, conflict.first, 'subcategory', 'mine')).toEqual(conflict.first)
  })
})

test('a choice that leaves nobody to assign takes the other rows along', () => {
  const now = moved(was, 'change-category', { subsubjectId: 4 })
  const conflict = conflictOf(sides({ now }))
  const without = chooseRow(sides({ now }), conflict.rows, conflict.first, 'executor', 'theirs')
  expect(decisionOf(sides({ now }), conflict, without)).toBeNull()
  const again = chooseRow(sides({ now }), conflict.rows, without, 'comment', 'mine')
  expect(again.executor).toBe('mine')
})

test('halves of a category are never put together', () => {
  const mine = { action: 'change-category' as const, payload: { subjectId: 1, subsubjectId: 13, factId: 7, comment: null } }
  const now = moved(was, 'change-category', { subjectId: 2, subsubjectId: 20 })
  const conflict = conflictOf(sides({ mine, now }))
  expect(unseen(conflict, seen)).toEqual(['category', 'subcategory', 'fact'])
  const theirs = chooseRow(sides({ mine, now }), conflict.rows, conflict.first, 'fact', 'theirs')
  expect(theirs).toMatchObject({ category: 'theirs', subcategory: 'theirs', fact: 'theirs' })
})

test.each([
  ['sent on to another cabinet', moved(was, 'forward-down', { currentCabinetId: 3, status: 'FORWARD_TO_SUBORDINATE' }), { allowed: false, why: 'place' }],
  ['in the hands of the executor', moved(was, 'take', { stage: 'EXECUTION', status: 'TAKE_TO_WORK' }), { allowed: false, why: 'state' }],
  ['out of sight', null, { allowed: false, why: 'gone' }],
] as const)('a message that is %s leaves mine readable and not to be sent', (_, now, hindrance) => {
  const conflict = conflictOf(sides({ now }))
  expect(conflict.mine).toEqual(hindrance)
  expect(conflict.rows.find(({ field }) => field === 'comment')?.mine).toBe('Аварийная яма, начать с неё')
  expect(chooseAll(conflict.rows, 'mine')).toEqual(chooseAll(conflict.rows, 'theirs'))
  expect(decisionOf(sides({ now }), conflict, chooseAll(conflict.rows, 'mine'))).toBeNull()
  expect(unseen(conflict, seen)).toEqual([])
})

test('agreeing to a reply that has become another one must be looked at', () => {
  const proposal = { text: 'Отремонтируем в мае', decision: 'EXPLAINED', at: '2026-03-10T08:00:00.000Z', byName: null, attachmentIds: [] }
  const asked = messageNow({ stage: 'APPROVAL', status: 'SUBMIT_APPROVAL', proposal })
  const now = moved(asked, 'submit-for-approval', { proposal: { ...proposal, text: 'Отремонтируем в июне' } })
  const agree = { action: 'agree' as const, payload: { comment: null } }
  const conflict = conflictOf({ was: asked, mine: agree, now, facts: coordinator })
  expect(unseen(conflict, seen)).toEqual(['status'])
  expect(decisionOf({ was: asked, mine: agree, now, facts: coordinator }, conflict, conflict.first)).toEqual(agree)
})

test('the same decision twice leaves nothing to decide', () => {
  const now = moved(was, 'assign', { executorId: 'training-04', innerAt: '2026-03-12T09:00:00Z', stage: 'EXECUTION', status: 'SET_EXECUTOR' }, 'Аварийная яма, начать с неё')
  const conflict = conflictOf(sides({ now }))
  expect(decisionOf(sides({ now }), conflict, conflict.first)).toBeNull()
})

test('words of the other are not said again under my name', () => {
  const now = moved(was, 'assign', { executorId: 'training-10', stage: 'EXECUTION', status: 'SET_EXECUTOR' }, 'Сначала осмотр')
  const conflict = conflictOf(sides({ now }))
  const choice = chooseRow(sides({ now }), conflict.rows, conflict.first, 'comment', 'theirs')
  expect(decisionOf(sides({ now }), conflict, choice)?.payload).toMatchObject({ executorId: 'training-04', comment: null })
})
