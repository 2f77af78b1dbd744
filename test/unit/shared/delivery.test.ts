// A command's road to its receipt, every event in every state; codes, problems and routes that both ends share.
import { describe, expect, test } from 'vitest'
import { API, GATEWAY_PREFIX } from '../../../src/shared/api.ts'
import { ACTION_NAMES, ACTION_PAYLOADS, commandTypeOf } from '../../../src/shared/contract/actions.ts'
import { COMMAND_TYPES, commandSchema } from '../../../src/shared/contract/command.ts'
import { codeOfProblem, problemSchema, problemType } from '../../../src/shared/contract/problem.ts'
import { advanceDelivery, DELIVERY_STATES, DELIVERY_TABLE, type DeliveryEvent, type DeliveryState } from '../../../src/shared/delivery.ts'
import { AppError, ERROR_CODES, fail, isErrorCode, ok } from '../../../src/shared/errors.ts'
import { MESSAGE_TABLE } from '../../../src/shared/lifecycles/message.ts'
import { IPC, IPC_EVENT_PAYLOADS } from '../../../src/shared/ipc.ts'
import { IPC_EVENTS, IPC_NAMES } from '../../../src/shared/ipc-names.ts'
import { wholeDraft, FACTS } from '../../support/arbitraries.ts'
import { judgeDraft } from '../../../src/shared/submit.ts'

const ROAD: Record<DeliveryState, Partial<Record<DeliveryEvent, DeliveryState>>> = {
  queued: { attempt: 'sending', withdraw: 'withdrawn', export: 'unknown' },
  sending: { receipt: 'done', refusal: 'needs-attention', 'no-answer': 'unknown', 'not-sent': 'queued', restart: 'unknown' },
  unknown: { 'fate-accepted': 'done', 'fate-rejected': 'needs-attention', 'fate-unknown': 'queued' },
  'needs-attention': { withdraw: 'withdrawn', 'pass-on': 'passed-on' },
  done: {},
  withdrawn: { return: 'needs-attention' },
  'passed-on': { withdraw: 'withdrawn', 'pass-back': 'needs-attention' },
}
const EVENTS = [...new Set(DELIVERY_TABLE.map(({ action }) => action))]
test.each(DELIVERY_STATES.flatMap((state) => EVENTS.map((event) => [state, event] as const)))('%s + %s', (state, event) => {
  const result = advanceDelivery(state, event)
  expect(result.allowed ? result.to : undefined).toBe(ROAD[state][event])
})
test('what is sent is never taken back, what is done is never undone, what was taken out only its author brings back', () => {
  for (const state of ['sending', 'unknown', 'done'] as const) expect(advanceDelivery(state, 'withdraw').allowed).toBe(false)
  for (const event of EVENTS) expect(advanceDelivery('done', event)).toEqual({ allowed: false, reason: 'state' })
  for (const event of EVENTS) expect(advanceDelivery('withdrawn', event).allowed).toBe(event === 'return')
})

describe('codes', () => {
  test('none is there twice, all are plain', () => {
    expect(new Set(ERROR_CODES).size).toBe(ERROR_CODES.length)
    for (const code of ERROR_CODES) expect(code).toMatch(/^E(-[A-Z]+)+$/)
  })
  test('only our own are taken', () => expect([isErrorCode('E-PHONE'), isErrorCode('E-NOPE'), isErrorCode(undefined), isErrorCode('toString')]).toEqual([true, false, false, false]))
  test('a problem carries its code there and back', () => {
    for (const code of ERROR_CODES) expect(codeOfProblem(problemType(code))).toBe(code)
    for (const type of ['about:blank', 'E-PHONE', problemType('E-PHONE') + 'X']) expect(codeOfProblem(type)).toBeUndefined()
    expect(problemSchema.safeParse({ type: problemType('E-BUSY'), title: 'x', status: 429, errors: [{ pointer: '/a', code: 'NEW' }] }).success).toBe(true)
  })
  test('outcomes are values, and an error carries only its code', () => {
    expect([ok(1), fail('E-DB'), fail('E-DISK', { freeMb: 3 })]).toEqual([{ ok: true, value: 1 }, { ok: false, error: { code: 'E-DB' } }, { ok: false, error: { code: 'E-DISK', details: { freeMb: 3 } } }])
    expect(new AppError('E-DB', { table: 'rows' })).toMatchObject({ name: 'AppError', code: 'E-DB', message: 'E-DB', details: { table: 'rows' } })
  })
})

describe('what both ends share', () => {
  test('every route is under its prefix, and training routes say so', () => {
    const routes = Object.values(API)
    expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length)
    for (const route of routes) expect(route.path.startsWith('only' in route ? '/training/' : '/v1/')).toBe(true)
    expect(GATEWAY_PREFIX).toBe('/platform')
  })
  test('every IPC name has its schemas, and nothing else has', () => {
    expect(Object.keys(IPC).sort()).toEqual([...IPC_NAMES].sort())
    expect(Object.keys(IPC_EVENT_PAYLOADS).sort()).toEqual([...IPC_EVENTS].sort())
  })
  test('a command is closed: nothing can be smuggled into it', () => {
    const { submission } = judgeDraft(wholeDraft(), FACTS)
    const command = { id: '018f3c5e-0000-7000-8000-00000000000b', type: 'message.submit', at: '2026-03-06T08:16:00Z', cabinetId: 900001, payload: submission }
    expect(commandSchema.safeParse(command).success).toBe(true)
    for (const change of [{ extra: 1 }, { payload: { ...submission, status: 'SEND_RESPONSE' } }, { id: 'x' }, { type: 'message.delete' }, { at: 'yesterday' }, { cabinetId: 1.5 }])
      expect(commandSchema.safeParse({ ...command, ...change }).success).toBe(false)
    const confirmation = { ...command, type: 'checklist.confirm', payload: { console: 'backoffice', role: 'operator', textVersion: 1, trained: true, cabinetReady: true } }
    expect(commandSchema.safeParse(confirmation).success).toBe(true)
    expect(commandSchema.safeParse({ ...confirmation, payload: { ...confirmation.payload, trained: false } }).success).toBe(false)
    expect(COMMAND_TYPES).toEqual(['message.submit', 'checklist.confirm', ...ACTION_NAMES.map(commandTypeOf), 'intake.hand-over', 'shift.close'])
  })
  test('a person commands every action of the table that a person may do, on a named version', () => {
    const byPeople = new Set(MESSAGE_TABLE.filter(({ by }) => by.some((actor) => actor !== 'platform')).map(({ action }) => action))
    expect(new Set(ACTION_NAMES)).toEqual(byPeople)
    const id = '018f3c5e-0000-7000-8000-00000000000b'
    const take = { id, type: 'message.take', at: '2026-03-06T08:16:00Z', cabinetId: 900001, base: { entity: 'message', id, version: 3 }, payload: {} }
    expect(commandSchema.safeParse(take).success).toBe(true)
    for (const base of [undefined, { ...take.base, version: 0 }, { ...take.base, entity: 'poll' }, { ...take.base, more: 1 }]) expect(commandSchema.safeParse({ ...take, base }).success).toBe(false)
    for (const action of ACTION_NAMES) {
      const judged = commandSchema.safeParse({ ...take, type: commandTypeOf(action), payload: 'nothing that any action takes' })
      // the type is known: only the payload is wrong
      expect(judged.error?.issues.map(({ path }) => path[0])).toEqual(['payload'])
      expect(ACTION_PAYLOADS[action].safeParse({ smuggled: 1 }).success).toBe(false)
    }
  })
})
