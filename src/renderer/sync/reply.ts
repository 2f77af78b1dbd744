// What a raw reply means. Everything is doubted until it has the shape of the contract; the class comes from codes, never from text.
import { z } from 'zod'
import { changeSchema } from '../../shared/contract/change.ts'
import { commandFateSchema, commandResultSchema, fatesResponseSchema } from '../../shared/contract/command.ts'
import { dictionarySchema } from '../../shared/contract/dictionary.ts'
import { meSchema } from '../../shared/contract/person.ts'
import { codeOfProblem, problemSchema, type Problem } from '../../shared/contract/problem.ts'
import { GATEWAY_HEADER, GATEWAY_SENT_HEADER } from '../../shared/api.ts'
import { isErrorCode, type ErrorCode } from '../../shared/errors.ts'
import { parseRetryAfter } from './backoff.ts'
import type { ChangeLine, ChangesOutcome, DictionaryOutcome, FateOutcome, FatesOutcome, MeOutcome, NoAnswer, RawReply, SendOutcome, SendResult, Trouble } from './ports.ts'

const noAnswer = (code: ErrorCode, serverAt: number | null = null, retryAfterMs: number | null = null): NoAnswer => ({ kind: 'no-answer', code, retryAfterMs, serverAt })
/** For a request whose fetch threw or whose body broke off: what left this computer nobody knows. */
export const BROKEN_OFF: NoAnswer = noAnswer('E-PROTO')

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
const serverTime = ({ headers }: RawReply): number | null => {
  const at = Date.parse(headers.date ?? '')
  return Number.isNaN(at) ? null : at
}

const judgeGateway = (said: string, sent: string | undefined, retryAfterMs: number | null): Trouble => {
  if (said === 'E-SIGN-IN') return { kind: 'paused', code: said }
  if (!isErrorCode(said)) return noAnswer('E-PROTO')
  const neverLeft = sent === 'no' || said === 'E-TLS' || said === 'E-PROXY' || said === 'E-FORBIDDEN'
  return neverLeft ? { kind: 'not-sent', code: said, retryAfterMs } : noAnswer(said, null, retryAfterMs)
}

const DEFINITE: Readonly<Record<number, ErrorCode>> = { 403: 'E-FORBIDDEN', 404: 'E-NOT-FOUND', 413: 'E-SERVER-SIZE' }
/** Only a problem of RFC 9457 is the platform's own no: a page of a portal or proxy with the same status decides nothing. */
const judgeRefusal = (reply: RawReply, serverAt: number | null): Trouble => {
  const parsed = problemSchema.safeParse(jsonOf(reply.body))
  const problem: Problem | null = parsed.success ? parsed.data : null
  const code = problem === null ? undefined : codeOfProblem(problem.type)
  if (code === 'E-CLIENT-OLD' || code === 'E-ROLE' || code === 'E-SIGN-IN') return { kind: 'paused', code, serverAt }
  // a size limit is often that of a server in front, which speaks HTML
  if (problem === null && reply.status !== 413) return noAnswer('E-PORTAL', serverAt)
  return { kind: 'refused', code: code ?? DEFINITE[reply.status] ?? 'E-VALIDATION', problem, serverAt }
}

/** The trouble with a reply by its status and headers alone, or null for a 2xx that may be read. `now`: ms of this computer's clock. */
export const judgeStatus = (reply: RawReply, now: number): Trouble | null => {
  const { status, headers } = reply
  const retryAfterMs = parseRetryAfter(headers['retry-after'], headers.date, now)
  const gateway = headers[GATEWAY_HEADER]
  if (gateway !== undefined) return judgeGateway(gateway, headers[GATEWAY_SENT_HEADER], retryAfterMs)
  const serverAt = serverTime(reply)
  if (status === 401) return { kind: 'paused', code: 'E-SIGN-IN', serverAt }
  if (status === 408) return noAnswer('E-TIMEOUT', serverAt, retryAfterMs)
  // the same command is being worked on by an earlier request
  if (status === 409) return noAnswer('E-BUSY', serverAt, retryAfterMs)
  if (status === 425 || status === 429 || status === 503) return { kind: 'not-sent', code: 'E-BUSY', retryAfterMs, serverAt }
  if (status >= 500) return noAnswer('E-SERVER', serverAt, retryAfterMs)
  if (status >= 400) return judgeRefusal(reply, serverAt)
  if (status < 200 || status >= 300) return noAnswer('E-PORTAL', serverAt)
  if (/html/i.test(headers['content-type'] ?? '') || /^\s*</.test(reply.body)) return noAnswer('E-PORTAL', serverAt)
  return null
}

/** A value or variant that we do not know comes from a newer platform; a wrong shape is a broken reply. */
const misread = (error: z.ZodError): 'E-PROTO' | 'E-PROTO-NEW' =>
  error.issues.every(({ code }) => code === 'invalid_value' || code === 'invalid_union') ? 'E-PROTO-NEW' : 'E-PROTO'

const readResult = (value: unknown): SendResult | undefined => {
  const parsed = commandResultSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined
  return typeof id === 'string' ? { id, outcome: 'unreadable', code: misread(parsed.error) } : undefined
}

/** Reads the answer to `POST /v1/commands`, each result by itself: one that cannot be read spoils no other. */
export const readSend = (reply: RawReply, now: number): SendOutcome => {
  const trouble = judgeStatus(reply, now)
  if (trouble) return trouble
  const serverAt = serverTime(reply)
  const body = jsonOf(reply.body)
  const results = typeof body === 'object' && body !== null && 'results' in body ? body.results : undefined
  if (!Array.isArray(results)) return noAnswer('E-PROTO', serverAt)
  return { kind: 'answered', results: results.map(readResult).filter((result) => result !== undefined), serverAt }
}

type Read<T> = Trouble | { value: T; serverAt: number | null }
const readBody = <T>(reply: RawReply, schema: z.ZodType<T>, now: number): Read<T> => {
  const trouble = judgeStatus(reply, now)
  if (trouble) return trouble
  const serverAt = serverTime(reply)
  const parsed = schema.safeParse(jsonOf(reply.body))
  return parsed.success ? { value: parsed.data, serverAt } : noAnswer(misread(parsed.error), serverAt)
}

/** Reads the answer to `GET /v1/commands/{id}`. */
export const readFate = (reply: RawReply, now: number): FateOutcome => {
  const read = readBody(reply, commandFateSchema, now)
  return 'value' in read ? { kind: 'answered', fate: read.value, serverAt: read.serverAt } : read
}

/** Reads the answer to `POST /v1/commands/fates`. */
export const readFates = (reply: RawReply, now: number): FatesOutcome => {
  const read = readBody(reply, fatesResponseSchema, now)
  return 'value' in read ? { kind: 'answered', fates: read.value.fates, serverAt: read.serverAt } : read
}

/** Reads the answer to `GET /v1/me`. */
export const readMe = (reply: RawReply, now: number): MeOutcome => {
  const read = readBody(reply, meSchema, now)
  return 'value' in read ? { kind: 'answered', me: read.value, serverAt: read.serverAt } : read
}

/** Reads the answer to `GET /v1/dictionaries`; 304 means that ours is still the one. */
export const readDictionary = (reply: RawReply, now: number): DictionaryOutcome => {
  if (reply.status === 304 && reply.headers[GATEWAY_HEADER] === undefined) return { kind: 'same', serverAt: serverTime(reply) }
  const read = readBody(reply, dictionarySchema, now)
  return 'value' in read ? { kind: 'answered', dictionary: read.value, etag: reply.headers.etag ?? null, serverAt: read.serverAt } : read
}

/**
 * Judges the head of `GET /v1/changes`. For a status of 400 and more pass the body too; for 2xx an empty body, and then read its
 * lines with `readChangeLine`. `ended` is what to resolve with when the stream is over; a stream that breaks off is `BROKEN_OFF`.
 */
export const readChangesHead = (reply: RawReply, now: number): ChangesOutcome => {
  if (reply.status === 410 && reply.headers[GATEWAY_HEADER] === undefined) return { kind: 'gone', serverAt: serverTime(reply) }
  return judgeStatus(reply, now) ?? { kind: 'ended', serverAt: serverTime(reply) }
}

const lineShape = z.looseObject({ cursor: z.string(), message: z.looseObject({ id: z.string() }).optional().catch(undefined) })
/** One line of NDJSON. E-PROTO: no JSON or no cursor, the stream cannot be trusted further. E-PROTO-NEW: a whole line that we do not know. */
export const readChangeLine = (line: string): ChangeLine => {
  const value = jsonOf(line)
  const parsed = changeSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const whole = lineShape.safeParse(value)
  return { kind: 'unreadable', code: whole.success ? 'E-PROTO-NEW' : 'E-PROTO', id: whole.data?.message?.id ?? null }
}
