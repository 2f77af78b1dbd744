// For any two people and any choice: a decision is a whole command of the same kind or none, and nobody's words get lost or change hands.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ACTION_PAYLOADS, type ActionName } from '../../../src/shared/contract/actions.ts'
import type { Message } from '../../../src/shared/contract/message.ts'
import { chooseAll, chooseRow, conflictOf, decisionOf, type ConflictSides, type Side } from '../../../src/shared/conflict/rows.ts'
import { coordinator, messageNow, moved } from './message.ts'

const comment = fc.option(fc.constantFrom('Срочно', 'Проверить на месте'), { nil: null })
const instant = fc.option(fc.constantFrom('2026-03-12T09:00:00.000Z', '2026-03-14T09:00:00.000Z'), { nil: null })
const category = { subjectId: fc.constantFrom(1, 2), subsubjectId: fc.constantFrom(13, 20), factId: fc.option(fc.constantFrom(7, 8), { nil: null }) }
const mine: fc.Arbitrary<ConflictSides['mine']> = fc.oneof(
  fc.record({ executorId: fc.constantFrom('a', 'b'), innerAt: instant, comment }).map((payload) => ({ action: 'assign' as ActionName, payload })),
  fc.record({ ...category, comment }).map((payload) => ({ action: 'change-category' as ActionName, payload })),
  fc.record({ toCabinetId: fc.constantFrom(2, 3), comment }).map((payload) => ({ action: 'forward-down' as ActionName, payload })),
  fc.record({ question: fc.constantFrom('Где именно?', 'Когда?') }).map((payload) => ({ action: 'ask-clarification' as ActionName, payload })),
  fc.record({ comment }).map((payload) => ({ action: 'to-fz59' as ActionName, payload })),
)
const theirs: fc.Arbitrary<Partial<Message>> = fc.record({
  executorId: fc.constantFrom(null, 'a', 'b'), innerAt: instant, ...category, regime: fc.constantFrom('MESSAGE' as const, 'FZ59' as const),
  status: fc.constantFrom('MODERATION_ACCEPT' as const, 'CLARIFY_RECEIVED' as const, 'SET_EXECUTOR' as const, 'CLARIFY_REQUEST' as const),
}, { requiredKeys: [] }).map((change) => ({ ...change, stage: change.status === 'SET_EXECUTOR' ? ('EXECUTION' as const) : ('COORDINATION' as const) }))
const side = fc.constantFrom<Side>('mine', 'theirs')

test('whatever is chosen, the decision is a whole command of mine or nothing, and carries theirs where theirs was chosen', () => {
  fc.assert(
    fc.property(mine, theirs, comment, fc.array(fc.tuple(fc.nat(12), side), { maxLength: 6 }), (own, change, told, steps) => {
      const was = messageNow()
      const sides: ConflictSides = { was, mine: own, now: moved(was, own.action, change, told), facts: coordinator }
      const conflict = conflictOf(sides)
      let choice = conflict.first
      for (const [at, which] of steps) {
        const row = conflict.rows[at % Math.max(1, conflict.rows.length)]
        if (row !== undefined) choice = chooseRow(sides, conflict.rows, choice, row.field, which)
      }
      for (const [given, name] of [[choice, 'steps'], [chooseAll(conflict.rows, 'mine'), 'mine'], [chooseAll(conflict.rows, 'theirs'), 'theirs']] as const) {
        const decision = decisionOf(sides, conflict, given)
        if (name === 'theirs' || !conflict.mine.allowed) expect(decision).toBeNull()
        if (decision === null) continue
        expect(decision.action).toBe(own.action)
        expect(ACTION_PAYLOADS[own.action].safeParse(decision.payload).success).toBe(true)
        if (name === 'mine') expect(decision.payload).toEqual(own.payload)
        // groups are whole: nobody sends half of a category
        for (const row of conflict.rows.filter(({ choosable }) => choosable)) {
          for (const other of conflict.rows.filter(({ group, choosable }) => choosable && group === row.group)) expect(given[other.field]).toBe(given[row.field])
        }
      }
      // true clashes begin with mine and are never settled unseen
      for (const row of conflict.rows) if (row.clash && conflict.mine.allowed) expect([conflict.first[row.field], row.mustLook]).toEqual(['mine', true])
    }),
    { numRuns: 2000 },
  )
})

test('deciding for the present version leaves no conflict with it: mine comes out when mine is kept on what is there', () => {
  fc.assert(
    fc.property(mine, theirs, (own, change) => {
      const was = messageNow()
      const now = moved(was, 'control-on', change)
      const sides: ConflictSides = { was, mine: own, now, facts: coordinator }
      const conflict = conflictOf(sides)
      const decision = decisionOf(sides, conflict, conflict.first)
      if (decision === null) return
      // the decision stands on `now`: against `now` itself it has nothing to clash with
      expect(conflictOf({ ...sides, was: now, mine: decision }).rows.some(({ clash }) => clash)).toBe(false)
    }),
  )
})
