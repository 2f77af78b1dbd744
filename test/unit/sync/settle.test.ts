// Every outcome meets a row exactly as design §5 says; nothing is done without its own receipt, nothing unanswered is called refused.
import { describe, expect, test } from 'vitest'
import type { SendOutcome, SendResult } from '../../../src/renderer/sync/ports.ts'
import { attempt, isReceiptOf, recover, settle, settleFate } from '../../../src/renderer/sync/settle.ts'
import { uuidOf } from '../../support/world/chance.ts'
import { HASH, problemOf, receiptOf, rowOf } from './rows.ts'

const sending = rowOf(1, { state: 'sending', attempts: 1 })
const unknown = rowOf(1, { state: 'unknown', attempts: 1 })
const me = sending.id
const answered = (...results: SendResult[]): SendOutcome => ({ kind: 'answered', results })
const settled = (outcome: SendOutcome, alone = true) => {
  const { event, fields } = settle(sending, outcome, { alone, nextAttemptAt: 77 })
  return { event, state: fields.state, code: fields.failure?.code ?? null }
}

describe('the outcome of a request', () => {
  const wait = { retryAfterMs: null }
  const table: [string, SendOutcome, string, string | null][] = [
    ['accepted with its receipt', answered({ id: me, outcome: 'accepted', receipt: receiptOf(me) }), 'done', null],
    ['duplicate with its receipt', answered({ id: me, outcome: 'duplicate', receipt: receiptOf(me) }), 'done', null],
    ['accepted with the receipt of another id', answered({ id: me, outcome: 'accepted', receipt: receiptOf(uuidOf(2)) }), 'unknown', 'E-RECEIPT'],
    ['accepted with the hash of another payload', answered({ id: me, outcome: 'accepted', receipt: receiptOf(me, { payloadHash: 'b'.repeat(64) }) }), 'unknown', 'E-RECEIPT'],
    ['accepted without the number of a submission', answered({ id: me, outcome: 'accepted', receipt: receiptOf(me, { message: undefined }) }), 'unknown', 'E-RECEIPT'],
    ['duplicate with a wrong receipt', answered({ id: me, outcome: 'duplicate', receipt: receiptOf(uuidOf(2)) }), 'unknown', 'E-RECEIPT'],
    ['rejected', answered({ id: me, outcome: 'rejected', problem: problemOf('E-VALIDATION', 422) }), 'needs-attention', 'E-VALIDATION'],
    ['rejected by a problem of somebody else', answered({ id: me, outcome: 'rejected', problem: { type: 'about:blank', title: '', status: 400 } }), 'needs-attention', 'E-VALIDATION'],
    ['rejected for a key used twice', answered({ id: me, outcome: 'rejected', problem: problemOf('E-KEY-REUSED', 422) }), 'needs-attention', 'E-KEY-REUSED'],
    ['rejected by role', answered({ id: me, outcome: 'rejected', problem: problemOf('E-FORBIDDEN', 403) }), 'needs-attention', 'E-FORBIDDEN'],
    ['«rejected» by trouble of the platform itself', answered({ id: me, outcome: 'rejected', problem: problemOf('E-SERVER', 500) }), 'unknown', 'E-SERVER'],
    ['«rejected» because the platform is busy', answered({ id: me, outcome: 'rejected', problem: problemOf('E-BUSY', 503) }), 'queued', 'E-BUSY'],
    ['conflict', answered({ id: me, outcome: 'conflict', problem: problemOf('E-CONFLICT', 409), current: null }), 'needs-attention', 'E-CONFLICT'],
    ['an unknown outcome', answered({ id: me, outcome: 'unreadable', code: 'E-PROTO-NEW' }), 'unknown', 'E-PROTO-NEW'],
    ['a broken result', answered({ id: me, outcome: 'unreadable', code: 'E-PROTO' }), 'unknown', 'E-PROTO'],
    ['an answer without this command', answered(), 'unknown', 'E-PROTO'],
    ['an answer of another command only', answered({ id: uuidOf(2), outcome: 'accepted', receipt: receiptOf(uuidOf(2)) }), 'unknown', 'E-PROTO'],
    ['two answers for this command', answered({ id: me, outcome: 'accepted', receipt: receiptOf(me) }, { id: me, outcome: 'rejected', problem: problemOf('E-VALIDATION', 422) }), 'unknown', 'E-PROTO'],
    ['offline, nothing sent', { kind: 'not-sent', code: 'E-OFFLINE', ...wait }, 'queued', 'E-OFFLINE'],
    ['bad TLS', { kind: 'not-sent', code: 'E-TLS', ...wait }, 'queued', 'E-TLS'],
    ['proxy wants a password', { kind: 'not-sent', code: 'E-PROXY', ...wait }, 'queued', 'E-PROXY'],
    ['429 or 503', { kind: 'not-sent', code: 'E-BUSY', retryAfterMs: 30_000 }, 'queued', 'E-BUSY'],
    ['401', { kind: 'paused', code: 'E-SIGN-IN' }, 'queued', 'E-SIGN-IN'],
    ['this app is too old', { kind: 'paused', code: 'E-CLIENT-OLD' }, 'queued', 'E-CLIENT-OLD'],
    ['a timeout after the request left', { kind: 'no-answer', code: 'E-TIMEOUT', ...wait }, 'unknown', 'E-TIMEOUT'],
    ['5xx', { kind: 'no-answer', code: 'E-SERVER', ...wait }, 'unknown', 'E-SERVER'],
    ['a portal with 200', { kind: 'no-answer', code: 'E-PORTAL', ...wait }, 'unknown', 'E-PORTAL'],
    ['garbage', { kind: 'no-answer', code: 'E-PROTO', ...wait }, 'unknown', 'E-PROTO'],
    ['413 of this command alone', { kind: 'refused', code: 'E-SERVER-SIZE', problem: null }, 'needs-attention', 'E-SERVER-SIZE'],
    ['403 of this command alone', { kind: 'refused', code: 'E-FORBIDDEN', problem: problemOf('E-FORBIDDEN', 403) }, 'needs-attention', 'E-FORBIDDEN'],
    ['422 of this command alone', { kind: 'refused', code: 'E-VALIDATION', problem: problemOf('E-VALIDATION', 422) }, 'needs-attention', 'E-VALIDATION'],
  ]
  test.each(table)('%s', (_, outcome, state, code) => expect(settled(outcome)).toMatchObject({ state, code }))

  test('a definite no to a request of many judges none of them', () =>
    expect(settled({ kind: 'refused', code: 'E-SERVER-SIZE', problem: null }, false)).toMatchObject({ state: 'queued', event: 'not-sent' }))
  test('a refusal names the fields of the draft, codes it does not know included', () => {
    const problem = problemOf('E-VALIDATION', 422, [{ pointer: '/applicant/phone', code: 'E-PHONE' }, { pointer: '/description', code: 'NEW' }, { pointer: '/coordinates/lat', code: 'E-COORDINATES' }])
    expect(settle(sending, answered({ id: me, outcome: 'rejected', problem }), { alone: true, nextAttemptAt: null }).fields.issues).toMatchObject([
      { path: 'applicant.phone', code: 'E-PHONE' }, { path: 'appeal.text', code: 'E-FIELD' }, { path: 'appeal.coordinates', code: 'E-COORDINATES' },
    ])
  })
  test('a wait is shown, the end of it is not', () => {
    expect(settle(sending, { kind: 'not-sent', code: 'E-OFFLINE', retryAfterMs: null }, { alone: true, nextAttemptAt: 77 }).fields.nextAttemptAt).toBe(77)
    expect(settle(sending, answered({ id: me, outcome: 'accepted', receipt: receiptOf(me) }), { alone: true, nextAttemptAt: 77 }).fields).toMatchObject({ nextAttemptAt: null, failure: null, receipt: { commandId: me } })
  })
})

describe('the fate of an unanswered command', () => {
  test.each([
    ['accepted', { fate: 'accepted', receipt: receiptOf(me) }, 'done'],
    ['rejected', { fate: 'rejected', problem: problemOf('E-VALIDATION', 422) }, 'needs-attention'],
    ['never seen', { fate: 'unknown' }, 'queued'],
  ] as const)('%s', (_, fate, state) => expect(settleFate(unknown, { kind: 'answered', fate })?.fields.state).toBe(state))
  test('the receipt of another payload decides nothing', () =>
    expect(settleFate(unknown, { kind: 'answered', fate: { fate: 'accepted', receipt: receiptOf(me, { payloadHash: 'b'.repeat(64) }) } })).toBeNull())
  test.each([
    { kind: 'no-answer', code: 'E-SERVER', retryAfterMs: null }, { kind: 'not-sent', code: 'E-OFFLINE', retryAfterMs: null },
    { kind: 'paused', code: 'E-SIGN-IN' }, { kind: 'refused', code: 'E-NOT-FOUND', problem: null },
  ] as const)('$kind leaves it unknown', (outcome) => expect(settleFate(unknown, outcome)).toBeNull())
})

describe('steps', () => {
  test('an attempt is counted before it is made', () => expect(attempt(rowOf(1, { attempts: 4 })).fields).toMatchObject({ state: 'sending', attempts: 5 }))
  test('`sending` found at a start becomes unknown', () => expect(recover(sending).fields.state).toBe('unknown'))
  test.each(['queued', 'unknown', 'needs-attention', 'done', 'withdrawn'] as const)('an answer to a row that is %s is a bug, not a step', (state) =>
    expect(() => settle({ ...sending, state }, { kind: 'paused', code: 'E-SIGN-IN' }, { alone: true, nextAttemptAt: null })).toThrow())
  test('a confirmation needs no number in its receipt', () =>
    expect(isReceiptOf(receiptOf(me, { message: undefined }), { id: me, payloadHash: HASH, type: 'checklist.confirm' })).toBe(true))
})
