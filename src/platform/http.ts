// The one parse point: nothing enters or leaves the workspace API but by the route table of shared/api.ts.
import { Readable } from 'node:stream'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { API, type PlainRouteName, type Route, type RouteName } from '../shared/api.ts'
import type { Mode } from '../shared/contract/meta.ts'
import { AppError, type ErrorCode } from '../shared/errors.ts'
import { breakOff, sendHalf, type Faults, type Strike } from './faults.ts'
import { errorsOf, problemOf, type PointedError } from './problems.ts'

type Parsed<N extends RouteName, Part extends 'query' | 'request'> = (typeof API)[N] extends { [P in Part]: infer Schema extends z.ZodType } ? z.infer<Schema> : undefined
export type Call<N extends RouteName> = {
  query: Parsed<N, 'query'>
  body: Parsed<N, 'request'>
  /** `:id` and its like; a route without parameters has none. */
  params: Readonly<Record<string, string>>
  /** Id of the signed-in person; empty only on open routes. */
  personId: string
  headers: FastifyRequest['headers']
  /** Of this call's client: aborted when it goes away. */
  gone: AbortSignal
  /** Asks again whether the client's token still holds, for streams that outlive it. */
  isStillSignedIn: () => Promise<boolean>
}

/** What a handler may answer. Streams give lines; the HTTP of them is made here. */
export type Answer<T> =
  | { kind: 'json'; body: T; headers?: Record<string, string> }
  | { kind: 'not-modified'; headers: Record<string, string> }
  | { kind: 'lines'; lines: AsyncIterable<T> }
  /** Server-sent events: each item is a poke, `null` a heartbeat. */
  | { kind: 'events'; pokes: AsyncIterable<T | null> }
  /** Bytes for saving: never shown in place, whatever they are. */
  | { kind: 'file'; stream: Readable; size: number; type: string; name: string }
  | { kind: 'problem'; status: number; code: ErrorCode; errors?: readonly PointedError[] }
export type Handler<N extends RouteName> = (call: Call<N>) => Promise<Answer<z.infer<(typeof API)[N]['response']>>>
/** Every route of the table must have its handler. */
export type Handlers = { [N in PlainRouteName]: Handler<N> }

export const json = <T>(body: T, headers?: Record<string, string>): Answer<T> => ({ kind: 'json', body, ...(headers === undefined ? {} : { headers }) })
export const refuse = (status: number, code: ErrorCode, errors?: readonly PointedError[]): Answer<never> => ({
  kind: 'problem', status, code, ...(errors === undefined ? {} : { errors }),
})

export type HttpOptions = { mode: Mode; faults: Faults | null; personOf: (accessToken: string) => Promise<string | undefined> }

/** Registers every route of the table that this mode has. */
export const registerRoutes = (app: FastifyInstance, handlers: Handlers, options: HttpOptions): void => {
  for (const [name, route] of Object.entries(API) as [RouteName, Route][]) {
    if (route.only === 'training' && options.mode !== 'training') continue
    if (route.tus !== undefined) continue
    const handler = handlers[name as PlainRouteName] as unknown as (call: unknown) => Promise<Answer<unknown>>
    app.route({ method: route.method, url: route.path, handler: (request, reply) => serve(route, handler, options, request, reply) })
  }
}

/** The 404, the 413 and whatever else Fastify itself refuses, as problems; a bug answers 500 without a word of its cause. */
export const registerProblems = (app: FastifyInstance): void => {
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, 404, 'E-NOT-FOUND'))
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) request.log.error({ err: error, code: error.code }, 'request failed')
    return sendProblem(reply, status, codeOfStatus(status))
  })
}

const codeOfStatus = (status: number): ErrorCode => {
  if (status === 413) return 'E-SERVER-SIZE'
  if (status === 404) return 'E-NOT-FOUND'
  return status >= 500 ? 'E-SERVER' : 'E-VALIDATION'
}

export const sendProblem = (reply: FastifyReply, status: number, code: ErrorCode, errors?: readonly PointedError[]): FastifyReply =>
  reply.code(status).header('cache-control', 'no-store').type('application/problem+json').send(JSON.stringify(problemOf(status, code, errors)))

const serve = async (route: Route, handler: (call: unknown) => Promise<Answer<unknown>>, options: HttpOptions, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  // the levers need no sign-in, so no page of a browser on this computer may pull them; seats and tests name no origin
  if (route.only === 'training' && request.headers.origin !== undefined) return sendProblem(reply, 403, 'E-FORBIDDEN')
  const fault = options.faults?.take(request.url)
  if (fault !== undefined && (await fault.strikeBefore(reply))) return reply
  const token = bearerOf(request)
  const personId = route.access === 'open' || token === undefined ? undefined : await options.personOf(token)
  if (route.access === 'signed-in' && personId === undefined) return sendProblem(reply.header('www-authenticate', 'Bearer'), 401, 'E-SIGN-IN')
  const query = route.query?.safeParse(request.query)
  if (query?.success === false) return sendProblem(reply, 400, 'E-VALIDATION', errorsOf(query.error, ['query']))
  const body = route.request?.safeParse(request.body)
  if (body?.success === false) return sendProblem(reply, 400, 'E-VALIDATION', errorsOf(body.error))
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  const answer = await handler({
    query: query?.data,
    body: body?.data,
    params: request.params,
    personId: personId ?? '',
    headers: request.headers,
    gone: gone.signal,
    isStillSignedIn: async () => token !== undefined && (await options.personOf(token)) === personId,
  })
  return send(route, answer, reply, fault)
}

export const bearerOf = (request: FastifyRequest): string | undefined => /^Bearer ([\w.~+/=-]+)$/i.exec(request.headers.authorization ?? '')?.[1]

const send = (route: Route, answer: Answer<unknown>, reply: FastifyReply, fault: Strike | undefined): FastifyReply => {
  if (answer.kind === 'problem') return sendProblem(reply, answer.status, answer.code, answer.errors)
  reply.header('cache-control', 'no-store')
  if (answer.kind === 'file') return sendFile(reply, answer)
  if (answer.kind === 'lines') return sendStream(reply, 'application/x-ndjson', ndjson(answer.lines, fault), 64 * 1024)
  if (answer.kind === 'events') return sendStream(reply, 'text/event-stream', events(answer.pokes), 1024)
  for (const [name, value] of Object.entries(answer.headers ?? {})) reply.header(name, value)
  if (answer.kind === 'not-modified') return reply.code(304).send()
  return sendJson(reply, route.status ?? 200, JSON.stringify(answer.body), fault)
}

const sendStream = (reply: FastifyReply, type: string, texts: AsyncIterable<string>, highWaterMark: number): FastifyReply =>
  reply.type(type).send(Readable.from(texts, { objectMode: false, highWaterMark }))

const sendFile = (reply: FastifyReply, { stream, size, type, name }: Extract<Answer<unknown>, { kind: 'file' }>): FastifyReply =>
  reply
    .header('content-length', size)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .type(type)
    .send(stream)

const sendJson = (reply: FastifyReply, status: number, text: string, fault: Strike | undefined): FastifyReply => {
  if (fault?.breaksOff === 'at-once') breakOff(reply)
  else if (fault?.breaksOff === 'half-way') sendHalf(reply, text)
  else reply.code(status).type('application/json; charset=utf-8').send(fault?.spoil(text) ?? text)
  return reply
}

/** A fault strikes the first line; throwing is how a stream tells Fastify to cut the connection. */
async function* ndjson(lines: AsyncIterable<unknown>, fault: Strike | undefined): AsyncGenerator<string> {
  let strike = fault
  for await (const line of lines) {
    const text = `${JSON.stringify(line)}\n`
    if (strike?.breaksOff === 'half-way') yield text.slice(0, text.length >> 1)
    if (strike !== undefined && strike.breaksOff !== null) throw new AppError('E-PROTO')
    yield strike?.spoil(text) ?? text
    strike = undefined
  }
}
async function* events(pokes: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const poke of pokes) yield poke === null ? ': alive\n\n' : `data: ${JSON.stringify(poke)}\n\n`
}
