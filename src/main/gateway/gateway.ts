// app://priyom/platform/*: only routes of the contract, with the token added here and nothing else let through.
// The page never learns the platform's address, a cookie or a token.
import { GATEWAY_PREFIX, OPERATOR_HEADER } from '../../shared/api.ts'
import { AppError, type Result } from '../../shared/errors.ts'
import type { Log } from '../log.ts'
import type { PlatformAddress } from '../platform-link.ts'
import { deadlinesOf } from './deadlines.ts'
import { ownAnswer, readFailure } from './failure.ts'
import type { Incoming, Outgoing, Road } from './road.ts'
import { matchRoute, type RouteMatch } from './routes.ts'
import { readAll } from './stream.ts'

export type GatewayPorts = {
  road: Road
  /** Where the platform is, once its mode is proved. */
  address: () => Promise<Result<PlatformAddress>>
  /** That person's access token, another one than `refused`. E-SIGN-IN when nobody, or somebody else, is signed in. */
  token: (asked: { operatorId: string; refused?: string }) => Promise<Result<string>>
  log: Log
  client: string
}

const REQUEST_HEADERS = ['accept', 'content-type', 'if-none-match', 'last-event-id', 'tus-resumable', 'upload-length', 'upload-metadata', 'upload-offset']
const RESPONSE_HEADERS = ['content-type', 'content-disposition', 'date', 'etag', 'retry-after', 'tus-resumable', 'upload-length', 'upload-offset']
const MAX_REQUEST_BYTES = 16 * 1024 * 1024

/** Answers one request of the page. Never throws: failures of the road are answers marked by GATEWAY_HEADER. */
export const createGateway = (ports: GatewayPorts): ((request: Request) => Promise<Response>) => {
  const forward = createForward(ports)
  return async (request) => {
    const startedAt = performance.now()
    const ms = (): number => Math.round(performance.now() - startedAt)
    try {
      return await forward(request)
    } catch (error) {
      const failure = readFailure(error)
      ports.log('warn', 'gateway.failed', { code: failure.code, ms: ms(), url: new URL(request.url).pathname })
      return ownAnswer(failure)
    }
  }
}

const createForward = (ports: GatewayPorts) => async (request: Request): Promise<Response> => {
  // the switch comes first: while it is off the platform is not even looked for
  if (!ports.road.isOpen()) return ownAnswer({ code: 'E-OFFLINE', isSent: false })
  const address = await ports.address()
  if (!address.ok) return ownAnswer({ code: address.error.code, isSent: false })
  const match = matchRoute(request.method, new URL(request.url), address.value.mode)
  if (match === undefined) {
    ports.log('warn', 'gateway.refused-route', { url: new URL(request.url).pathname })
    return ownAnswer({ code: 'E-FORBIDDEN', isSent: false })
  }
  const isStreamed = match.route.tus === 'bytes'
  // read whole, so that it can be sent again after a refused token; uploads are resumed instead
  const body = isStreamed ? (request.body ?? undefined) : match.route.request === undefined ? undefined : new Uint8Array(await request.arrayBuffer())
  if (body instanceof Uint8Array && body.byteLength > MAX_REQUEST_BYTES) return ownAnswer({ code: 'E-SERVER-SIZE', isSent: false })
  const outgoing: Outgoing = { url: address.value.url + match.path, method: request.method, headers: requestHeaders(request, ports.client), body, isForPage: true }
  return match.route.access === 'open' ? sendOpen(ports, match, outgoing) : sendSigned(ports, match, outgoing, operatorOf(request))
}

const sendOpen = async (ports: GatewayPorts, match: RouteMatch, outgoing: Outgoing): Promise<Response> =>
  toPage(match, await ports.road.send(outgoing, deadlinesOf(match.route)))

/** A refused token is renewed once; a 401 was judged before the body, so sending again is safe. */
const sendSigned = async (ports: GatewayPorts, match: RouteMatch, outgoing: Outgoing, operatorId: string): Promise<Response> => {
  const token = await ports.token({ operatorId })
  if (!token.ok) return ownAnswer({ code: token.error.code, isSent: false })
  const first = await sendWith(ports.road, match, outgoing, token.value)
  if (first.status !== 401) return toPage(match, first)
  await first.body.cancel()
  const renewed = await ports.token({ operatorId, refused: token.value })
  if (!renewed.ok) return ownAnswer({ code: renewed.error.code, isSent: false })
  // its body is gone; the uploader comes again with the new token
  if (match.route.tus === 'bytes') return ownAnswer({ code: 'E-BUSY', isSent: false })
  const second = await sendWith(ports.road, match, outgoing, renewed.value)
  if (second.status !== 401) return toPage(match, second)
  await second.body.cancel()
  return ownAnswer({ code: 'E-SIGN-IN', isSent: false })
}

const sendWith = (road: Road, match: RouteMatch, outgoing: Outgoing, token: string): Promise<Incoming> =>
  road.send({ ...outgoing, headers: { ...outgoing.headers, authorization: `Bearer ${token}` } }, deadlinesOf(match.route))

/** Empty for a request that names nobody: no token fits it. */
const operatorOf = (request: Request): string => {
  try {
    return decodeURIComponent(request.headers.get(OPERATOR_HEADER) ?? '')
  } catch {
    return '' // no percent-encoding of ours, so nobody's name
  }
}

const requestHeaders = (request: Request, client: string): Record<string, string> => {
  const kept = REQUEST_HEADERS.flatMap((name) => {
    const value = request.headers.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(kept), 'user-agent': client }
}

const NO_BODY = new Set([204, 205, 304])

/** The whole answer, so that what goes wrong in its midst still has its code: silence is E-TIMEOUT, a torn or endless answer E-PROTO. */
const readWhole = async (body: Incoming['body']): Promise<Uint8Array<ArrayBuffer>> => {
  try {
    return new Uint8Array(await readAll(body))
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('E-PROTO', { isSent: true }, { cause: error })
  }
}

/** What the page sees of an answer: the listed headers only, so no cookie and no word that only the gateway may say. */
const toPage = async ({ route }: RouteMatch, incoming: Incoming): Promise<Response> => {
  const headers = new Headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  for (const name of RESPONSE_HEADERS) {
    const value = incoming.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  // paths of the platform lie below ours; an address elsewhere is nobody's business
  const location = incoming.headers.get('location')
  if (location?.startsWith('/v1/') === true) headers.set('location', GATEWAY_PREFIX + location)
  const isStreamed = route.stream !== undefined || route.tus !== undefined
  if (!NO_BODY.has(incoming.status)) return new Response(isStreamed ? incoming.body : await readWhole(incoming.body), { status: incoming.status, headers })
  await incoming.body.cancel()
  return new Response(null, { status: incoming.status, headers })
}
