import { describe, expect, it, vi } from 'vitest'
import { AppError } from '../../../src/shared/errors.ts'
import type { ChangeLine } from '../../../src/renderer/sync/ports.ts'
import { listenToEvents } from '../../../src/renderer/worker/events.ts'
import { linesOf } from '../../../src/renderer/worker/stream-lines.ts'
import { createTransport, type Fetch } from '../../../src/renderer/worker/transport.ts'
import { messageOf, NOW } from './seat.ts'

const streamOf = (...chunks: (string | Uint8Array | Error)[]) =>
  new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const next = chunks.shift()
      if (next === undefined) controller.close()
      else if (next instanceof Error) controller.error(next)
      else controller.enqueue(typeof next === 'string' ? new TextEncoder().encode(next) : next)
    },
  })
const collect = async (body: ReadableStream<Uint8Array>) => {
  const lines: string[] = []
  for await (const line of linesOf(body)) lines.push(line)
  return lines
}
const transportOf = (fetch: Fetch, park = vi.fn(async () => undefined)) => ({ transport: createTransport({ fetch, now: () => NOW, park }), park })
const reply = (body: BodyInit | null, init: ResponseInit = {}): Fetch => async () => new Response(body, init)
const ID = '019ab000-0000-7000-8000-00000000aaaa'

describe('lines of a stream', () => {
  it('come whole however the bytes are cut', async () => {
    const bytes = new TextEncoder().encode('первая\r\nвторая\n\nпоследняя')
    for (let cut = 1; cut < bytes.length; cut += 3) expect(await collect(streamOf(bytes.slice(0, cut), bytes.slice(cut)))).toEqual(['первая', 'вторая', '', 'последняя'])
  })
  it('end at a line of more than a megabyte', async () => {
    const endless = streamOf(...Array.from({ length: 40 }, () => 'x'.repeat(65_536)))
    await expect(collect(endless)).rejects.toMatchObject({ code: 'E-PROTO' })
  })
  it('end where the stream breaks off', async () => {
    await expect(collect(streamOf('a\n', new TypeError('network error')))).rejects.toMatchObject({ code: 'E-PROTO' })
  })
})

describe('transport', () => {
  it.each<[string, Fetch, object]>([
    ['a page of a portal', reply('<html>Вход в Wi-Fi</html>', { headers: { 'content-type': 'text/html' } }), { kind: 'no-answer', code: 'E-PORTAL' }],
    ['bad JSON', reply('{"results": [', { headers: { 'content-type': 'application/json' } }), { kind: 'no-answer', code: 'E-PROTO' }],
    ['a broken request', () => Promise.reject(new TypeError('Failed to fetch')), { kind: 'no-answer' }],
    ['a broken body', async () => new Response(streamOf('{"resu', new TypeError('network error'))), { kind: 'no-answer' }],
    ['a body too large', reply('', { status: 413 }), { kind: 'refused', code: 'E-SERVER-SIZE' }],
    ['too many requests', reply('', { status: 429, headers: { 'retry-after': '7' } }), { kind: 'not-sent', code: 'E-BUSY', retryAfterMs: 7000 }],
    ['a server in trouble', reply('', { status: 502 }), { kind: 'no-answer', code: 'E-SERVER' }],
    ['no sign-in', reply('', { status: 401 }), { kind: 'paused', code: 'E-SIGN-IN' }],
    ['no link', reply(null, { status: 503, headers: { 'x-priyom-gateway': 'E-OFFLINE', 'x-priyom-sent': 'no' } }), { kind: 'not-sent', code: 'E-OFFLINE' }],
    ['a certificate that nobody trusts', reply(null, { status: 503, headers: { 'x-priyom-gateway': 'E-TLS' } }), { kind: 'not-sent', code: 'E-TLS' }],
    ['a proxy that wants a name', reply(null, { status: 503, headers: { 'x-priyom-gateway': 'E-PROXY' } }), { kind: 'not-sent', code: 'E-PROXY' }],
  ])('tells %s by its code', async (_, fetch, outcome) => {
    expect(await transportOf(fetch).transport.send([])).toMatchObject(outcome)
  })
  it('asks the gateway by its own address and sends the tag it has', async () => {
    const fetch = vi.fn<Fetch>(async () => new Response(null, { status: 304 }))
    expect(await transportOf(fetch).transport.dictionary('"7"')).toMatchObject({ kind: 'same' })
    expect(fetch.mock.calls[0]).toMatchObject(['/platform/v1/dictionaries', { headers: { 'if-none-match': '"7"' } }])
  })
  it('keeps a line of the feed that it cannot read, hands the rest over in order, and ends with the head', async () => {
    const message = messageOf({ id: ID, at: new Date(NOW).toISOString(), payload: { kind: 'PROBLEM', regime: 'MESSAGE', description: 'x', applicant: null, subjectId: null, subsubjectId: null, factId: null, place: 'y' } }, 1)
    const newer = JSON.stringify({ kind: 'message', cursor: '1', message: { ...message, status: 'FROM_THE_FUTURE' } })
    const lines = [newer, JSON.stringify({ kind: 'message', cursor: '2', message }), JSON.stringify({ kind: 'end', cursor: '2', more: false })]
    const { transport, park } = transportOf(reply(lines.join('\n')))
    const seen: ChangeLine[] = []
    expect(await transport.changes('c 1', async (more) => void seen.push(...more))).toMatchObject({ kind: 'ended' })
    expect(seen.map(({ kind }) => kind)).toEqual(['unreadable', 'message', 'end'])
    expect(park.mock.calls).toEqual([[newer]])
  })
  it('tells a feed that broke off from one that storage could not take', async () => {
    const { transport } = transportOf(async () => new Response(streamOf('{"kind":"end","cursor":"1","more":true}\n', new TypeError('network error'))))
    expect(await transport.changes(null, async () => undefined)).toMatchObject({ kind: 'no-answer' })
    const whole = transportOf(reply('{"kind":"end","cursor":"1","more":true}')).transport
    await expect(whole.changes(null, () => Promise.reject(new AppError('E-DISK')))).rejects.toMatchObject({ code: 'E-DISK' })
  })
  it('hears that its place in the feed is gone', async () => {
    expect(await transportOf(reply('', { status: 410 })).transport.changes('x', async () => undefined)).toMatchObject({ kind: 'gone' })
  })
})

describe('pokes', () => {
  const poke = (kind: string) => `event: poke\ndata: ${JSON.stringify({ kind, at: '2026-11-22T09:00:00.000Z' })}\n\n`
  it('are heard, and after a break listened for again with a growing wait that a wake cuts short', async () => {
    const heard: string[] = []
    const seen: string[] = []
    const waits: number[] = []
    let ring = () => undefined as void
    const streams = [streamOf(poke('hello'), ': ping\n\n', poke('feed')), streamOf(new TypeError('network error')), streamOf(poke('dictionary'), 'data: {}\n')]
    const fetch: Fetch = async () => (streams.length > 0 ? new Response(streams.shift(), { headers: { 'content-type': 'text/event-stream' } }) : new Promise<never>(() => undefined))
    const events = listenToEvents({
      fetch, chance: () => 1, timer: { arm: (ms, act) => { waits.push(ms); ring = act }, cancel: () => undefined }, onPoke: (kind) => heard.push(kind), onStream: (state) => seen.push(state),
    })
    await vi.waitFor(() => expect(waits).toHaveLength(1))
    ring()
    await vi.waitFor(() => expect(waits).toHaveLength(2))
    expect(waits[1]).toBeGreaterThan(waits[0]!)
    events.wake()
    await vi.waitFor(() => expect(heard).toEqual(['hello', 'feed', 'dictionary']))
    expect(seen.slice(0, 5)).toEqual(['up', 'down', 'up', 'down', 'up'])
    events.stop()
  })
  it('are asked for less and less often where every stream is cut after its greeting', async () => {
    const waits: number[] = []
    let ring: () => void = () => undefined
    const greeting = `data: ${JSON.stringify({ kind: 'hello', at: new Date(NOW).toISOString() })}\n\n`
    const events = listenToEvents({
      fetch: async () => new Response(greeting, { headers: { 'content-type': 'text/event-stream' } }), chance: () => 1,
      timer: { arm: (ms, act) => { waits.push(ms); ring = act }, cancel: () => undefined }, onPoke: () => undefined, onStream: () => undefined,
    })
    for (let turn = 1; turn <= 8; turn += 1) {
      await vi.waitFor(() => expect(waits).toHaveLength(turn))
      ring()
    }
    expect([waits[0], waits[7]]).toEqual([3000, 61_000])
    events.stop()
  })
})
