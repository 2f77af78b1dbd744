// Ways in which a road fails between this seat and its platform, from the wire up to a whole answer that is somebody else's.
import { setTimeout as pause } from 'node:timers/promises'
import { createGzip, gzipSync } from 'node:zlib'
import type { ErrorCode } from '../../src/shared/errors.ts'
import type { Answer, Trouble } from '../support/proxy.ts'

export type Row = {
  name: string
  trouble: Trouble
  /** What the operator reads; null: it takes longer and arrives all the same. */
  code: ErrorCode | null
  /** Whether the platform may have carried the command out. */
  unknown?: boolean
  /** How long the seat must wait before it tries again, ms from and to. */
  retriesAfter?: readonly [number, number]
}

const MB = 1024 * 1024
const headersOf = ({ headers, body }: Answer): Record<string, string | string[]> => {
  const kept = Object.entries(headers).filter(([name, value]) => value !== undefined && !['transfer-encoding', 'connection', 'keep-alive', 'content-length'].includes(name))
  return { ...(Object.fromEntries(kept) as Record<string, string | string[]>), 'content-length': String(body.length) }
}
/** The platform has done it; `pieces` of its answer come with pauses. */
const drip = (bytes: number, everyMs: number): Trouble => async ({ outgoing, carryOut }) => {
  const answer = await carryOut()
  outgoing.writeHead(answer.status, headersOf(answer))
  for (let at = 0; at < answer.body.length; at += bytes) {
    outgoing.write(answer.body.subarray(at, at + bytes))
    await pause(everyMs)
  }
  outgoing.end()
}
const status = (code: number, retryAfter: string | null, headers: Record<string, string> = {}): Trouble => ({ outgoing }) => {
  const problem = { type: `urn:priyom:problem:${code === 401 ? 'E-SIGN-IN' : 'E-BUSY'}`, title: 'busy', status: code }
  outgoing.writeHead(code, { 'content-type': 'application/problem+json', ...(retryAfter === null ? {} : { 'retry-after': retryAfter }), ...headers }).end(JSON.stringify(problem))
}
const whole = (code: number, type: string, body: string, headers: Record<string, string> = {}): Trouble => ({ outgoing }) => {
  outgoing.writeHead(code, { 'content-type': type, ...headers }).end(body)
}
const afterCommit = (trouble: Trouble): Trouble => async (exchange) => {
  const answer = await exchange.carryOut()
  await trouble({ ...exchange, carryOut: async () => answer })
}
const reset: Trouble = ({ wire }) => void wire.resetAndDestroy()

/** Twice 1 GB of zeros; nobody may swallow that. */
const bomb: Trouble = ({ outgoing }) => {
  outgoing.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
  const gzip = createGzip()
  gzip.pipe(outgoing)
  outgoing.once('close', () => gzip.destroy())
  const zeros = Buffer.alloc(MB, 0x20)
  const pour = (left: number): void => {
    if (left === 0 || gzip.destroyed) return void gzip.end()
    gzip.write(zeros, () => pour(left - 1))
  }
  pour(2048)
}
const flood: Trouble = ({ outgoing }) => {
  outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': String(50 * MB) })
  const part = Buffer.alloc(MB, 0x20)
  const pour = (left: number): void => {
    if (left > 0 && !outgoing.destroyed) outgoing.write(part, () => pour(left - 1))
  }
  pour(50)
}
const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toUTCString()
/** Its own pace after a first failure: a second or two. */
const OWN_PACE = [0, 2_500] as const

/** Quick ones first: `npm test` plays as many as it has time for. */
export const TROUBLES: readonly Row[] = [
  { name: 'a page of a captive portal with status 200', trouble: whole(200, 'text/html', '<!doctype html><title>Wi-Fi</title>'), code: 'E-PORTAL', unknown: true },
  { name: 'a redirect to plain http', trouble: whole(302, 'text/plain', '', { location: 'http://portal.example.test/login' }), code: 'E-PORTAL', unknown: true },
  { name: 'a connection reset before the platform heard anything', trouble: reset, code: 'E-OFFLINE', unknown: true },
  { name: 'a connection reset after the platform wrote everything', trouble: afterCommit(reset), code: 'E-OFFLINE', unknown: true },
  { name: 'bytes that are no HTTP', trouble: ({ wire }) => void wire.end(Buffer.from('\u0000\u0001SSH-2.0-somebody else\r\n\r\n')), code: 'E-PROTO', unknown: true },
  { name: 'an answer that is no JSON', trouble: whole(200, 'application/json', '{"results":[{]'), code: 'E-PROTO', unknown: true },
  {
    name: 'half of an answer, then the end', code: 'E-PROTO', unknown: true,
    trouble: afterCommit(async ({ outgoing, carryOut }) => {
      const answer = await carryOut()
      outgoing.writeHead(answer.status, headersOf(answer))
      outgoing.write(answer.body.subarray(0, answer.body.length >> 1), () => outgoing.destroy())
    }),
  },
  { name: 'an answer without words, 204', trouble: ({ outgoing }) => void outgoing.writeHead(204).end(), code: 'E-PROTO', unknown: true },
  { name: '429 for two minutes', trouble: status(429, '120'), code: 'E-BUSY', retriesAfter: [100_000, 135_000] },
  { name: '503 until a date', trouble: (exchange) => status(503, inSeconds(90))(exchange), code: 'E-BUSY', retriesAfter: [70_000, 105_000] },
  { name: '503 for thirty years', trouble: status(503, '946080000'), code: 'E-BUSY', retriesAfter: [3_500_000, 3_970_000] },
  { name: '429 for a negative time', trouble: status(429, '-5'), code: 'E-BUSY', retriesAfter: OWN_PACE },
  { name: '429 without a time', trouble: status(429, null), code: 'E-BUSY', retriesAfter: OWN_PACE },
  { name: '503 «soon»', trouble: status(503, 'soon'), code: 'E-BUSY', retriesAfter: OWN_PACE },
  { name: '503 until a day that is past', trouble: status(503, 'Wed, 21 Oct 2015 07:28:00 GMT'), code: 'E-BUSY', retriesAfter: OWN_PACE },
  { name: 'every answer two seconds late', trouble: afterCommit(async (exchange) => (await pause(2000), drip(MB, 0)(exchange))), code: null },
  { name: 'an answer cut into single bytes', trouble: drip(1, 0), code: null },
  { name: 'a thin line of 400 bytes a second', trouble: drip(40, 100), code: null },
  { name: 'an answer of 50 MB', trouble: flood, code: 'E-PROTO', unknown: true },
  { name: '2 GB that travel as 2 MB', trouble: bomb, code: 'E-PROTO', unknown: true },
  { name: 'gzip that is none', trouble: ({ outgoing }) => void outgoing.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(gzipSync('{}').subarray(3)), code: 'E-PROTO', unknown: true },
  { name: 'a platform that takes the request and says nothing', trouble: afterCommit(() => undefined), code: 'E-TIMEOUT', unknown: true },
  {
    name: 'silence after the head of the answer', code: 'E-TIMEOUT', unknown: true,
    trouble: ({ outgoing }) => void outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).flushHeaders(),
  },
  {
    name: 'one byte a second without an end', code: 'E-TIMEOUT', unknown: true,
    trouble: async ({ outgoing }) => {
      outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': '100000' })
      while (!outgoing.destroyed) {
        outgoing.write(' ')
        await pause(1000)
      }
    },
  },
]
