// What a raw reply means (bad inputs 59-68): only the platform's own words count, doubt is called doubt.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readChangeLine, readChangesHead, readFate, readDictionary, readSend } from '../../../src/renderer/sync/reply.ts'
import type { RawReply } from '../../../src/renderer/sync/ports.ts'
import { uuidOf } from '../../support/world/chance.ts'
import { problemOf, receiptOf } from './rows.ts'

const reply = (status: number, body: unknown, headers: RawReply['headers'] = {}): RawReply => ({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) })
const gateway = (code: string, sent?: string) => reply(502, '', { 'x-priyom-gateway': code, 'x-priyom-sent': sent })
const id = uuidOf(1)
const accepted = { id, outcome: 'accepted', receipt: receiptOf(id) }

describe('the answer to commands', () => {
  test.each<[string, RawReply, string, string]>([
    ['59 a portal with 200', reply(200, '<html>', { 'content-type': 'text/html; charset=utf-8' }), 'no-answer', 'E-PORTAL'],
    ['59 a portal that calls itself JSON', reply(200, '  <!doctype html>'), 'no-answer', 'E-PORTAL'],
    ['59 a portal that redirects', reply(302, ''), 'no-answer', 'E-PORTAL'],
    ['59 a portal with a page of 403', reply(403, '<html>', { 'content-type': 'text/html' }), 'no-answer', 'E-PORTAL'],
    ['59 a portal with a page of 404', reply(404, 'not here'), 'no-answer', 'E-PORTAL'],
    ['60 garbage', reply(200, 'мусор'), 'no-answer', 'E-PROTO'],
    ['60 half a body', reply(200, '{"results":[{"id":"'), 'no-answer', 'E-PROTO'],
    ['60 an empty body', reply(204, ''), 'no-answer', 'E-PROTO'],
    ['60 another shape', reply(200, { results: 7 }), 'no-answer', 'E-PROTO'],
    ['63 422 to the request', reply(422, problemOf('E-VALIDATION', 422)), 'refused', 'E-VALIDATION'],
    ['403 by the platform', reply(403, problemOf('E-FORBIDDEN', 403)), 'refused', 'E-FORBIDDEN'],
    ['a person without a role', reply(403, problemOf('E-ROLE', 403)), 'paused', 'E-ROLE'],
    ['an app too old', reply(426, problemOf('E-CLIENT-OLD', 426)), 'paused', 'E-CLIENT-OLD'],
    ['64 413 by the platform', reply(413, problemOf('E-SERVER-SIZE', 413)), 'refused', 'E-SERVER-SIZE'],
    ['64 413 by a server in front', reply(413, '<h1>413</h1>', { 'content-type': 'text/html' }), 'refused', 'E-SERVER-SIZE'],
    ['65 429', reply(429, ''), 'not-sent', 'E-BUSY'],
    ['503', reply(503, ''), 'not-sent', 'E-BUSY'],
    ['425', reply(425, ''), 'not-sent', 'E-BUSY'],
    ['409: an earlier request is still at it', reply(409, problemOf('E-BUSY', 409)), 'no-answer', 'E-BUSY'],
    ['408', reply(408, ''), 'no-answer', 'E-TIMEOUT'],
    ['66 500', reply(500, problemOf('E-SERVER', 500)), 'no-answer', 'E-SERVER'],
    ['66 504 with a page', reply(504, '<html>'), 'no-answer', 'E-SERVER'],
    ['401', reply(401, ''), 'paused', 'E-SIGN-IN'],
    ['the gateway has nobody signed in', gateway('E-SIGN-IN'), 'paused', 'E-SIGN-IN'],
    ['offline, nothing left', gateway('E-OFFLINE', 'no'), 'not-sent', 'E-OFFLINE'],
    ['cut after something left', gateway('E-OFFLINE'), 'no-answer', 'E-OFFLINE'],
    ['a deadline while connecting', gateway('E-TIMEOUT', 'no'), 'not-sent', 'E-TIMEOUT'],
    ['a deadline while waiting', gateway('E-TIMEOUT'), 'no-answer', 'E-TIMEOUT'],
    ['67 bad TLS', gateway('E-TLS'), 'not-sent', 'E-TLS'],
    ['68 proxy 407', gateway('E-PROXY'), 'not-sent', 'E-PROXY'],
    ['a gateway that says something else', gateway('E-WHATEVER'), 'no-answer', 'E-PROTO'],
  ])('%s', (_, raw, kind, code) => expect(readSend(raw, 0)).toMatchObject({ kind, code }))

  test('65 Retry-After is told', () => expect(readSend(reply(429, '', { 'retry-after': '30' }), 0)).toMatchObject({ retryAfterMs: 30_000 }))
  test('61 a result that cannot be read spoils no other', () => {
    const raw = reply(200, { results: [{ id: uuidOf(2), outcome: 'parked' }, accepted, { id: uuidOf(3), outcome: 'accepted', receipt: 5 }, null, 'x'] })
    expect(readSend(raw, 0)).toMatchObject({ kind: 'answered', results: [
      { id: uuidOf(2), outcome: 'unreadable', code: 'E-PROTO-NEW' }, accepted, { id: uuidOf(3), outcome: 'unreadable', code: 'E-PROTO' },
    ] })
  })
  test("the platform's clock is read from its Date header", () =>
    expect(readSend(reply(200, { results: [] }, { date: 'Sun, 22 Nov 2026 08:00:00 GMT' }), 0).serverAt).toBe(Date.parse('2026-11-22T08:00:00Z')))
  test('no reply at all makes a reader throw, nor makes a command done', () =>
    fc.assert(fc.property(fc.integer({ min: 0, max: 999 }), fc.oneof(fc.string(), fc.json()), fc.dictionary(fc.constantFrom('content-type', 'date', 'retry-after', 'x-priyom-gateway'), fc.string()), (status, body, headers) => {
      for (const read of [readSend, readFate, readDictionary, readChangesHead]) expect(['answered', 'no-answer', 'not-sent', 'paused', 'refused', 'same', 'ended', 'gone']).toContain(read({ status, headers, body }, 0).kind)
      const outcome = readSend({ status, headers, body }, 0)
      expect(outcome.kind === 'answered' && outcome.results.some((result) => result.outcome === 'accepted')).toBe(false)
    })))
})

test('a fate that we do not know is no fate', () => {
  expect(readFate(reply(200, { fate: 'unknown' }), 0)).toMatchObject({ kind: 'answered', fate: { fate: 'unknown' } })
  expect(readFate(reply(200, { fate: 'frozen' }), 0)).toMatchObject({ kind: 'no-answer', code: 'E-PROTO-NEW' })
  expect(readFate(reply(404, problemOf('E-NOT-FOUND', 404)), 0)).toMatchObject({ kind: 'refused', code: 'E-NOT-FOUND' })
})
test('304 keeps the dictionary that we have', () => expect(readDictionary(reply(304, ''), 0).kind).toBe('same'))
test('410 asks for a snapshot; a gateway never does', () => {
  expect(readChangesHead(reply(410, ''), 0).kind).toBe('gone')
  expect(readChangesHead({ ...reply(410, ''), headers: { 'x-priyom-gateway': 'E-OFFLINE', 'x-priyom-sent': 'no' } }, 0).kind).toBe('not-sent')
  expect(readChangesHead(reply(200, '', { 'content-type': 'application/x-ndjson' }), 0).kind).toBe('ended')
})
test.each([
  ['{"kind":"end","cursor":"7","more":false}', { kind: 'end', cursor: '7', more: false }],
  [`{"kind":"removed","cursor":"7","id":"${id}"}`, { kind: 'removed', id }],
  ['{"kind":"hologram","cursor":"7"}', { kind: 'unreadable', code: 'E-PROTO-NEW', id: null }],
  [`{"kind":"message","cursor":"7","message":{"id":"${id}","status":"BEAMED"}}`, { kind: 'unreadable', code: 'E-PROTO-NEW', id }],
  ['{"kind":"message","cur', { kind: 'unreadable', code: 'E-PROTO', id: null }],
  ['[]', { kind: 'unreadable', code: 'E-PROTO', id: null }],
])('a line of the feed: %s', (line, expected) => expect(readChangeLine(line)).toMatchObject(expected))
