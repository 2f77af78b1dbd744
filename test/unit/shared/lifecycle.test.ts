// Every move of a message by everybody, against a table written by hand from domain §1.3; and the engine itself.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advance, type Row } from '../../../src/shared/lifecycles/advance.ts'
import { MESSAGE_STATES, MESSAGE_TABLE, partsOf, stateOf, STAGES, STATUSES, type MessageAction, type MessageActor, type MessageGuard, type MessageState } from '../../../src/shared/lifecycles/message.ts'
import { ROLES } from '../../../src/shared/roles.ts'

const ACTORS: readonly MessageActor[] = [...ROLES, 'applicant', 'platform', 'rule']
const ACTIONS = [...new Set(MESSAGE_TABLE.map(({ action }) => action))]
const GUARDS: readonly MessageGuard[] = ['agreement-required', 'no-agreement', 'top-cabinet', 'has-parent', 'before-due', 'low-rating-once']

// short names of the twenty-three states, as a clerk would group them
const M = ['MODERATION/MODERATION_NEW', 'MODERATION/CLARIFY_RECEIVED']
const K = ['MODERATION_ACCEPT', 'FORWARD_TO_SUBORDINATE', 'FORWARD_TO_PARENT', 'CLARIFY_RECEIVED', 'RETURN_COORDINATOR', 'REOPEN'].map((status) => `COORDINATION/${status}`)
const W = ['TAKE_TO_WORK', 'RETURN_EXECUTOR', 'CLARIFY_RECEIVED', 'POSTPONE'].map((status) => `EXECUTION/${status}`)
const SET = 'EXECUTION/SET_EXECUTOR'
const ASKED = ['MODERATION', 'COORDINATION', 'EXECUTION'].map((stage) => `${stage}/CLARIFY_REQUEST`)
const [AGREE, SIGN, LATER] = ['APPROVAL/SUBMIT_APPROVAL', 'SIGNING/SUBMIT_SIGN', 'SIGNING/POSTPONE_REQUEST']
const OPEN = [...M, ...K, ...W, SET, ...ASKED, AGREE, SIGN, LATER] as string[]
const REPLIED = 'DONE/SEND_RESPONSE'

/** `from | action | who | to | guard`; `=` keeps the state. Numbers are the rows of domain §1.3. */
const EXPECTED: [string[], MessageAction, string, string, MessageGuard?][] = [
  [M, 'accept', 'moderator rule', 'COORDINATION/MODERATION_ACCEPT'], // 4
  [M, 'decline', 'moderator', 'DONE/MODERATION_DECLINE'], // 5
  [M, 'ask-clarification', 'moderator', ASKED[0]!], [K, 'ask-clarification', 'coordinator', ASKED[1]!], [W, 'ask-clarification', 'executor', ASKED[2]!], // 6
  ...ASKED.map((from): [string[], MessageAction, string, string] => [[from], 'clarify', 'applicant operator platform', from.replace('REQUEST', 'RECEIVED')]),
  [K, 'forward-down', 'coordinator curator rule', 'COORDINATION/FORWARD_TO_SUBORDINATE'], // 7
  [K, 'forward-up', 'coordinator', 'COORDINATION/FORWARD_TO_PARENT', 'has-parent'], // 8
  [K, 'assign', 'coordinator head rule', SET], [[SET], 'assign', 'coordinator head', '='], // 9, and somebody else before the work has begun
  [K, 'answer-oneself', 'coordinator', SIGN!], // 10
  [K, 'mail-federal', 'coordinator', 'DONE/FORWARD_TO_PARENT', 'top-cabinet'], // 11
  [[SET], 'take', 'executor', 'EXECUTION/TAKE_TO_WORK'], // 12
  [[SET, ...W], 'return-to-coordinator', 'executor', 'COORDINATION/RETURN_COORDINATOR'], // 13
  [K, 'to-fz59', 'coordinator', '='], // 14
  [W, 'submit-for-approval', 'executor', AGREE!, 'agreement-required'], [W, 'submit-for-approval', 'executor', SIGN!, 'no-agreement'], // 15, 20
  [W, 'request-postponement', 'executor coordinator', LATER!, 'before-due'], // 16
  [[LATER!], 'approve-postponement', 'head', 'EXECUTION/POSTPONE'], [[LATER!], 'refuse-postponement', 'head', 'EXECUTION/RETURN_EXECUTOR'], // 17
  [[AGREE!], 'agree', 'coordinator head', SIGN!], [[AGREE!], 'return', 'coordinator head', 'EXECUTION/RETURN_EXECUTOR'], // 18
  [[SIGN!], 'approve', 'head', REPLIED], [[SIGN!], 'return', 'head', 'EXECUTION/RETURN_EXECUTOR'], // 19
  [[REPLIED], 'rate', 'applicant operator', '='], // 21
  [[REPLIED], 'reopen', 'platform', 'COORDINATION/REOPEN', 'low-rating-once'], // 22
  [OPEN, 'withdraw', 'applicant operator', 'DONE/WITHDRAWN'], // 23
  [OPEN, 'control-on', 'head curator', '='], [OPEN, 'control-off', 'head curator', '='], // 24
  [M, 'change-category', 'moderator', '='], [K, 'change-category', 'coordinator', '='], // 25
]
const expectedTo = (state: MessageState, action: MessageAction, actor: MessageActor, facts: ReadonlySet<MessageGuard>): string | undefined => {
  const row = EXPECTED.find(([from, what, who, , guard]) => what === action && from.includes(state) && who.split(' ').includes(actor) && (guard === undefined || facts.has(guard)))
  return row && (row[3] === '=' ? state : row[3])
}

describe('a message', () => {
  test.each([['no fact', []], ['every fact', GUARDS], ...GUARDS.map((guard) => [`only ${guard}`, [guard]] as const)] as const)('moves exactly as the domain says, with %s', (_, known) => {
    const facts = new Set<MessageGuard>(known)
    const wrong: string[] = []
    for (const state of MESSAGE_STATES) for (const action of ACTIONS) for (const actor of ACTORS) {
      const result = advance(MESSAGE_TABLE, state, action, actor, facts)
      const to = result.allowed ? result.to : undefined
      if (to !== expectedTo(state, action, actor, facts)) wrong.push(`${state} ${action} ${actor}: ${to}`)
    }
    expect(wrong).toEqual([])
  })
  test('a coordinator’s own answer goes back to coordination: nobody holds it in execution', () => {
    const back = (facts: MessageGuard[]) => advance(MESSAGE_TABLE, 'SIGNING/SUBMIT_SIGN', 'return', 'head', new Set(facts))
    expect(back(['no-executor'])).toEqual({ allowed: true, to: 'COORDINATION/RETURN_COORDINATOR' })
    expect(back([])).toEqual({ allowed: true, to: 'EXECUTION/RETURN_EXECUTOR' })
  })
  test('has exactly these states, and every stage and status is one of them', () => {
    const expected = new Set([...OPEN, REPLIED, 'DONE/MODERATION_DECLINE', 'DONE/FORWARD_TO_PARENT', 'DONE/WITHDRAWN'])
    expect(new Set<string>(MESSAGE_STATES)).toEqual(expected)
    expect(new Set(MESSAGE_STATES.map((state) => partsOf(state).stage))).toEqual(new Set(STAGES))
    expect(new Set(MESSAGE_STATES.map((state) => partsOf(state).status))).toEqual(new Set(STATUSES))
  })
  test('reaches every state from its arrival, and from every open state an end', () => {
    const all = new Set<MessageGuard>(GUARDS)
    const next = (state: MessageState) => ACTIONS.flatMap((action) => ACTORS.flatMap((actor) => GUARDS.flatMap((guard) => {
      const result = advance(MESSAGE_TABLE, state, action, actor, guard === 'no-agreement' ? new Set<MessageGuard>([guard]) : all)
      return result.allowed ? [result.to] : []
    })))
    const reach = (start: MessageState) => {
      const seen = new Set([start])
      for (const state of seen) for (const to of next(state)) seen.add(to)
      return seen
    }
    expect(reach('MODERATION/MODERATION_NEW')).toEqual(new Set(MESSAGE_STATES))
    for (const state of MESSAGE_STATES) if (!state.startsWith('DONE/')) expect(reach(state).has('DONE/SEND_RESPONSE')).toBe(true)
  })
  test('a state is its two parts', () => {
    for (const state of MESSAGE_STATES) expect(stateOf(partsOf(state))).toBe(state)
  })
})

describe('the engine', () => {
  type Light = Row<'red' | 'green', 'switch' | 'keep', 'clerk' | 'boss', 'daylight' | 'night'>
  const table: readonly Light[] = [
    { from: ['red'], action: 'switch', by: ['clerk'], to: 'green', guard: 'daylight' }, { from: ['red'], action: 'switch', by: ['clerk', 'boss'], to: 'red', guard: 'night' },
    { from: ['red', 'green'], action: 'keep', by: ['boss'], to: 'same' },
  ]
  test.each([
    ['red', 'switch', 'clerk', ['daylight'], { allowed: true, to: 'green' }], ['red', 'switch', 'clerk', ['night'], { allowed: true, to: 'red' }], ['red', 'switch', 'clerk', ['night', 'daylight'], { allowed: true, to: 'green' }],
    ['red', 'switch', 'clerk', [], { allowed: false, reason: 'guard', guard: 'daylight' }], ['red', 'switch', 'boss', [], { allowed: false, reason: 'guard', guard: 'night' }], ['green', 'switch', 'clerk', ['daylight'], { allowed: false, reason: 'state' }],
    ['green', 'keep', 'clerk', [], { allowed: false, reason: 'actor' }], ['green', 'keep', 'boss', [], { allowed: true, to: 'green' }],
  ] as const)('%s %s by %s with %j', (state, action, actor, facts, expected) => expect(advance(table, state, action, actor, new Set(facts))).toEqual(expected))
  test('an empty table allows nothing', () => expect(advance<string, string, string, string>([], 'a', 'b', 'c', new Set())).toEqual({ allowed: false, reason: 'state' }))
  test('more facts never forbid what was allowed', () =>
    fc.assert(fc.property(fc.constantFrom(...MESSAGE_STATES), fc.constantFrom(...ACTIONS), fc.constantFrom(...ACTORS), fc.subarray([...GUARDS]), (state, action, actor, some) => {
      if (advance(MESSAGE_TABLE, state, action, actor, new Set(some)).allowed) expect(advance(MESSAGE_TABLE, state, action, actor, new Set(GUARDS)).allowed).toBe(true)
    })))
})
