// Who goes next: doubt first, order of intake, order per message, and nobody waits for somebody else's trouble.
import { expect, test } from 'vitest'
import { plan, type Road } from '../../../src/renderer/sync/plan.ts'
import { rowOf } from './rows.ts'

const road = (change: Partial<Road> = {}): Road => ({ openAt: 0, batch: 200, waits: new Map(), ...change })
const ids = (...numbers: number[]) => numbers.map((n) => rowOf(n).id)
const held = (until: number, change = {}) => ({ until, strikes: 1, alone: false, ...change })

test('nothing to do is idle, settled and set aside rows included', () => {
  expect(plan([], 0, road())).toEqual({ kind: 'idle' })
  expect(plan([rowOf(1, { state: 'needs-attention' }), rowOf(2, { state: 'done' }), rowOf(3, { state: 'withdrawn' })], 0, road())).toEqual({ kind: 'idle' })
})
test('rows leave in the order of intake, whatever order they were read in', () =>
  expect(plan([rowOf(3), rowOf(1), rowOf(2)], 0, road())).toEqual({ kind: 'send', ids: ids(1, 2, 3) }))
test('a batch is no larger than the platform takes', () =>
  expect(plan([rowOf(1), rowOf(2), rowOf(3)], 0, road({ batch: 2 }))).toEqual({ kind: 'send', ids: ids(1, 2) }))
test('while the road is closed everything waits for one instant', () =>
  expect(plan([rowOf(1), rowOf(2, { state: 'unknown' })], 5, road({ openAt: 9 }))).toEqual({ kind: 'wait', until: 9 }))
test('unknown outcomes are asked for before anything is sent', () =>
  expect(plan([rowOf(1), rowOf(2, { state: 'unknown' })], 0, road())).toEqual({ kind: 'ask', ids: ids(2) }))
test('an unknown row that waits keeps nobody else', () =>
  expect(plan([rowOf(1, { state: 'unknown' }), rowOf(2)], 0, road({ waits: new Map([[rowOf(1).id, held(50)]]) }))).toEqual({ kind: 'send', ids: ids(2) }))
test('one message at a time: later rows of it wait, others go', () =>
  expect(plan([rowOf(1, { messageKey: 'm' }), rowOf(2, { messageKey: 'm' }), rowOf(3)], 0, road())).toEqual({ kind: 'send', ids: ids(1, 3) }))
test.each(['unknown', 'queued'] as const)('a row that is %s and waits holds back its own message only', (state) => {
  const waits = new Map([[rowOf(1).id, held(50)]])
  expect(plan([rowOf(1, { messageKey: 'm', state }), rowOf(2, { messageKey: 'm' }), rowOf(3)], 0, road({ waits }))).toEqual({ kind: 'send', ids: ids(3) })
  expect(plan([rowOf(1, { messageKey: 'm', state }), rowOf(2, { messageKey: 'm' })], 0, road({ waits }))).toEqual({ kind: 'wait', until: 50 })
})
test('a row set aside does not hold back its message', () =>
  expect(plan([rowOf(1, { messageKey: 'm', state: 'needs-attention' }), rowOf(2, { messageKey: 'm' })], 0, road())).toEqual({ kind: 'send', ids: ids(2) }))
test('who spoiled a request travels alone and last, the least guilty first', () => {
  const waits = new Map([[rowOf(1).id, held(0, { alone: true, strikes: 5 })], [rowOf(2).id, held(0, { alone: true, strikes: 1 })]])
  expect(plan([rowOf(1), rowOf(2), rowOf(3)], 0, road({ waits }))).toEqual({ kind: 'send', ids: ids(3) })
  expect(plan([rowOf(1), rowOf(2)], 0, road({ waits }))).toEqual({ kind: 'send', ids: ids(2) })
})
test('the next instant is that of the first row that comes due', () => {
  const waits = new Map([[rowOf(1).id, held(70)], [rowOf(2).id, held(40)]])
  expect(plan([rowOf(1), rowOf(2)], 0, road({ waits }))).toEqual({ kind: 'wait', until: 40 })
})
test('a row whose files are not there yet keeps its place and is not sent; others are', () =>
  expect(plan([rowOf(1, { waitsForFiles: true }), rowOf(2)], 0, road())).toEqual({ kind: 'send', ids: ids(2) }))
test('later rows of the same message wait with it', () =>
  expect(plan([rowOf(1, { messageKey: 'm', waitsForFiles: true }), rowOf(2, { messageKey: 'm' })], 0, road())).toEqual({ kind: 'idle' }))
test('when all that is left waits for files nobody is woken for it', () =>
  expect(plan([rowOf(1, { waitsForFiles: true })], 0, road())).toEqual({ kind: 'idle' }))
test('doubt is asked for although files are missing: the platform may have it already', () =>
  expect(plan([rowOf(1, { state: 'unknown', waitsForFiles: true })], 0, road())).toEqual({ kind: 'ask', ids: ids(1) }))
