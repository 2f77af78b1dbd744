import { describe, expect, it } from 'vitest'
import { API, GATEWAY_HEADER, GATEWAY_SENT_HEADER } from '../../../src/shared/api.ts'
import { AppError } from '../../../src/shared/errors.ts'
import { ownAnswer, readFailure } from '../../../src/main/gateway/failure.ts'
import { matchRoute } from '../../../src/main/gateway/routes.ts'
import { guardStream, readAll } from '../../../src/main/gateway/stream.ts'

const match = (method: string, path: string, mode: 'training' | 'live' = 'training') => matchRoute(method, new URL(`app://priyom/platform${path}`), mode)

describe('the routes of the gateway', () => {
  it('let every route of the contract pass', () => {
    for (const [name, route] of Object.entries(API)) expect(match(route.method, route.path.replace(':id', '0192f0c1-0000-7000-8000-000000000000'))?.name).toBe(name)
  })

  it.each([
    ['POST', '/v1/meta'],
    ['GET', '/v1/commands'],
    ['GET', '/v1/commands/a/b'],
    ['GET', '/v1/commands/..%2fmeta'],
    ['GET', '/v1/commands/../../oidc/token'],
    ['GET', '/v1/metax'],
    ['GET', '/oidc/auth'],
    ['GET', '/v1/meta?x=1'],
    ['GET', '/v1/changes?since=a&since=b'],
    ['GET', '/v1/changes?limit=many'],
    ['GET', '/v1/changes?cursor=1'],
    ['DELETE', '/v1/me'],
    ['GET', ''],
  ])('refuse %s %s', (method, path) => expect(match(method, path)).toBeUndefined())

  it('keep the levers of training out of live mode', () => {
    expect(match('POST', '/training/play')).toBeDefined()
    expect(match('POST', '/training/play', 'live')).toBeUndefined()
  })

  it('send path and query on as they came', () => expect(match('GET', '/v1/changes?since=abc%3D&limit=500')?.path).toBe('/v1/changes?since=abc%3D&limit=500'))
})

describe('a failure of the road', () => {
  it.each([
    ['net::ERR_INTERNET_DISCONNECTED', 'E-OFFLINE', false],
    ['net::ERR_CONNECTION_REFUSED', 'E-OFFLINE', false],
    ['net::ERR_NAME_NOT_RESOLVED', 'E-OFFLINE', false],
    ['net::ERR_CONNECTION_RESET', 'E-OFFLINE', true],
    ['net::ERR_EMPTY_RESPONSE', 'E-OFFLINE', true],
    ['net::ERR_TIMED_OUT', 'E-TIMEOUT', true],
    ['net::ERR_CERT_DATE_INVALID', 'E-TLS', false],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'E-TLS', false],
    ['net::ERR_PROXY_CONNECTION_FAILED', 'E-PROXY', false],
    ['net::ERR_TUNNEL_CONNECTION_FAILED', 'E-PROXY', false],
    ['net::ERR_INVALID_HTTP_RESPONSE', 'E-PROTO', true],
    ['net::ERR_CONTENT_DECODING_FAILED', 'E-PROTO', true],
    ['net::ERR_RESPONSE_HEADERS_TOO_BIG', 'E-PROTO', true],
    ['something unknown', 'E-OFFLINE', true],
  ])('%s is %s', (message, code, isSent) => expect(readFailure(new Error(message))).toEqual({ code, isSent }))

  it('is marked as the word of the gateway, and says whether anything was sent', () => {
    const answer = ownAnswer({ code: 'E-OFFLINE', isSent: false })
    expect([answer.status, answer.headers.get(GATEWAY_HEADER), answer.headers.get(GATEWAY_SENT_HEADER)]).toEqual([503, 'E-OFFLINE', 'no'])
    expect(ownAnswer({ code: 'E-TIMEOUT', isSent: true }).headers.get(GATEWAY_SENT_HEADER)).toBe('maybe')
  })
})

describe('the body of an answer', () => {
  const source = (...chunks: string[]) => new Blob(chunks).stream() as ReadableStream<Uint8Array>
  const silent = () => new ReadableStream<Uint8Array>()

  it('comes through unchanged', async () => {
    let ends = 0
    const body = guardStream(source('a', 'b'), { idleMs: 1000, maxBytes: 10 }, new AbortController(), () => (ends += 1))
    expect((await readAll(body)).toString()).toBe('ab')
    expect(ends).toBe(1)
  })

  it('breaks above its limit of size', async () => {
    const body = guardStream(source('a'.repeat(11)), { idleMs: 1000, maxBytes: 10 }, new AbortController(), () => undefined)
    await expect(readAll(body)).rejects.toMatchObject({ code: 'E-PROTO' })
  })

  it('breaks after silence', async () => {
    const body = guardStream(silent(), { idleMs: 10, maxBytes: 10 }, new AbortController(), () => undefined)
    await expect(readAll(body)).rejects.toMatchObject({ code: 'E-TIMEOUT' })
  })

  it('breaks, and does not end, when the link is cut', async () => {
    const stop = new AbortController()
    const reading = readAll(guardStream(silent(), { idleMs: 10_000, maxBytes: 10 }, stop, () => undefined))
    stop.abort(new AppError('E-OFFLINE'))
    await expect(reading).rejects.toMatchObject({ code: 'E-OFFLINE' })
  })
})
