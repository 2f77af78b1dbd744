import { describe, expect, it } from 'vitest'
import { createGateway } from '../../../src/main/gateway/gateway.ts'
import type { Outgoing, Road } from '../../../src/main/gateway/road.ts'
import { GATEWAY_HEADER, GATEWAY_SENT_HEADER, OPERATOR_HEADER } from '../../../src/shared/api.ts'
import { fail, ok, type Result } from '../../../src/shared/errors.ts'

type Reply = { status: number; headers?: Record<string, string>; body?: string }
/** A gateway before a scripted road; one person is signed in, by the token `first` and, once that was refused, `second`. */
const gatewayOf = (replies: Reply[], signedIn = 'op-1') => {
  const sent: Outgoing[] = []
  const road: Partial<Road> = {
    isOpen: () => true,
    send: async (outgoing) => {
      sent.push(outgoing)
      const { status, headers = {}, body = '' } = replies.shift() ?? { status: 200 }
      return { status, headers: new Headers(headers), body: new Blob([body]).stream() as ReadableStream<Uint8Array> }
    },
  }
  const gateway = createGateway({
    road: road as Road,
    address: async () => ok({ url: 'https://platform.test', mode: 'live' }),
    token: async ({ operatorId, refused }): Promise<Result<string>> => (operatorId === signedIn ? ok(refused === undefined ? 'first' : 'second') : fail('E-SIGN-IN')),
    log: () => undefined,
    client: 'priyom/test',
  })
  const ask = (path: string, init: RequestInit = {}, operatorId: string | null = 'op-1') => {
    const headers = new Headers(init.headers)
    if (operatorId !== null) headers.set(OPERATOR_HEADER, encodeURIComponent(operatorId))
    return gateway(new Request(`https://priyom/platform${path}`, { ...init, headers }))
  }
  return { ask, sent }
}
const said = (response: Response) => [response.status, response.headers.get(GATEWAY_HEADER), response.headers.get(GATEWAY_SENT_HEADER)]

describe('what the gateway sends on', () => {
  it('carries the token of the person whose workspace asks', async () => {
    const { ask, sent } = gatewayOf([{ status: 200 }])
    await ask('/v1/me')
    expect(sent[0]).toMatchObject({ url: 'https://platform.test/v1/me', headers: { authorization: 'Bearer first', 'user-agent': 'priyom/test' } })
  })
  it.each([['another person', 'op-2'], ['nobody', null], ['a name that cannot be read', '%']])('never leaves for %s', async (_, operatorId) => {
    const { ask, sent } = gatewayOf([], 'op-1')
    const headers: Record<string, string> = operatorId === '%' ? { [OPERATOR_HEADER]: '%E0%A4%A' } : {}
    const response = await ask('/v1/commands', { method: 'POST', body: '{}', headers }, operatorId === '%' ? null : operatorId)
    expect(said(response)).toEqual([401, 'E-SIGN-IN', 'no'])
    expect(sent).toEqual([])
  })
  it('has none of the other headers of the page', async () => {
    const { ask, sent } = gatewayOf([{ status: 200 }])
    await ask('/v1/me', { headers: { accept: 'application/json', authorization: 'Bearer stolen', 'x-forwarded-for': '1.2.3.4' } })
    expect(Object.keys(sent[0]?.headers ?? {}).sort()).toEqual(['accept', 'authorization', 'user-agent'])
    expect(sent[0]?.headers.authorization).toBe('Bearer first')
    await ask('/v1/meta', { headers: { authorization: 'Bearer stolen', cookie: 'a=b' } })
    expect(Object.keys(sent[1]?.headers ?? {})).toEqual(['user-agent'])
  })
  it('is sent again with a renewed token, once', async () => {
    const { ask, sent } = gatewayOf([{ status: 401 }, { status: 200, body: 'good' }])
    expect(await (await ask('/v1/commands', { method: 'POST', body: '{"commands":[]}' })).text()).toBe('good')
    expect(sent.map(({ headers, body }) => [headers.authorization, Buffer.from((body as Uint8Array | undefined) ?? []).toString()])).toEqual([['Bearer first', '{"commands":[]}'], ['Bearer second', '{"commands":[]}']])
  })
  it('is no larger than the contract', async () => {
    const { ask, sent } = gatewayOf([])
    expect(said(await ask('/v1/commands', { method: 'POST', body: new Uint8Array(16 * 1024 * 1024 + 1) }))).toEqual([413, 'E-SERVER-SIZE', 'no'])
    expect(sent).toEqual([])
  })
})

describe('what the gateway hands back', () => {
  it('is the gateway\'s own word when the second token is refused too', async () => {
    const { ask } = gatewayOf([{ status: 401 }, { status: 401, body: 'secret' }])
    const response = await ask('/v1/me')
    expect(said(response)).toEqual([401, 'E-SIGN-IN', 'no'])
    expect(await response.text()).not.toContain('secret')
  })
  it('has the listed headers only: no cookie, no address, and no word that only the gateway may say', async () => {
    const headers = { 'content-type': 'application/json', etag: '"1"', 'set-cookie': 'a=b', location: 'https://elsewhere.test', [GATEWAY_HEADER]: 'E-OFFLINE', [GATEWAY_SENT_HEADER]: 'no' }
    const { ask } = gatewayOf([{ status: 200, headers, body: '{}' }])
    expect([...(await ask('/v1/me')).headers.keys()].sort()).toEqual(['cache-control', 'content-type', 'etag', 'x-content-type-options'])
  })
  it('has no body where there must be none', async () => {
    const { ask } = gatewayOf([{ status: 304, headers: { etag: '"1"' } }])
    const response = await ask('/v1/dictionaries', { headers: { 'if-none-match': '"1"' } })
    expect([response.status, response.body]).toEqual([304, null])
  })
})
