// How the gateway speaks for itself: Chromium's network error names to our codes, and the answers it makes.
import { GATEWAY_HEADER, GATEWAY_SENT_HEADER } from '../../shared/api.ts'
import { problemType } from '../../shared/contract/problem.ts'
import { AppError, type ErrorCode } from '../../shared/errors.ts'

/** Why a request got no answer. `isSent` false: not one byte of it can have reached the platform. */
export type RoadFailure = { code: ErrorCode; isSent: boolean }

/** Errors of name look-up and connecting: the request was never written. */
const NEVER_CONNECTED = new Set([
  'ERR_INTERNET_DISCONNECTED', 'ERR_NAME_NOT_RESOLVED', 'ERR_NAME_RESOLUTION_FAILED', 'ERR_CONNECTION_REFUSED', 'ERR_CONNECTION_TIMED_OUT',
  'ERR_CONNECTION_FAILED', 'ERR_ADDRESS_UNREACHABLE', 'ERR_ADDRESS_INVALID', 'ERR_NETWORK_ACCESS_DENIED', 'ERR_DNS_TIMED_OUT', 'ERR_DNS_SERVER_FAILED',
  'ERR_BLOCKED_BY_CLIENT', 'ERR_UNSAFE_PORT',
])
const PROXY = /^ERR_(PROXY_|TUNNEL_|SOCKS_|MANDATORY_PROXY|NO_SUPPORTED_PROXIES|PAC_|HTTPS_PROXY_|UNEXPECTED_PROXY_AUTH)/
const TLS = /^ERR_(CERT_|SSL_|BAD_SSL_|ECH_)/
/** Something answered, and it was no answer: other bytes than HTTP, a head or an encoding that cannot be read. */
const UNREADABLE = /^ERR_(INVALID_HTTP_RESPONSE|INVALID_CHUNKED_ENCODING|INCOMPLETE_CHUNKED_ENCODING|CONTENT_LENGTH_MISMATCH|CONTENT_DECODING_|RESPONSE_HEADERS_|HTTP2_|QUIC_)/
/** The names are Chromium's published, stable error list; Electron gives them as `net::NAME`. */
const NET_ERROR = /^net::(ERR_[A-Z0-9_]+)/

/** The meaning of an error of Electron's net module or of our own deadline. */
export const readFailure = (error: unknown): RoadFailure => {
  if (error instanceof AppError) return { code: error.code, isSent: error.details?.['isSent'] !== false }
  const name = NET_ERROR.exec(error instanceof Error ? error.message : '')?.[1] ?? ''
  if (PROXY.test(name)) return { code: 'E-PROXY', isSent: false }
  if (TLS.test(name)) return { code: 'E-TLS', isSent: false }
  if (UNREADABLE.test(name)) return { code: 'E-PROTO', isSent: true }
  return { code: name === 'ERR_TIMED_OUT' ? 'E-TIMEOUT' : 'E-OFFLINE', isSent: !NEVER_CONNECTED.has(name) }
}

const STATUS: Partial<Record<ErrorCode, number>> = { 'E-FORBIDDEN': 403, 'E-SIGN-IN': 401, 'E-TIMEOUT': 504, 'E-PORTAL': 502, 'E-PROTO': 502, 'E-SERVER-SIZE': 413 }

/** An answer of the gateway's own, marked so that nobody takes it for the platform's word. */
export const ownAnswer = ({ code, isSent }: RoadFailure): Response => {
  const status = STATUS[code] ?? 503
  return new Response(JSON.stringify({ type: problemType(code), title: code, status }), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      [GATEWAY_HEADER]: code,
      [GATEWAY_SENT_HEADER]: isSent ? 'maybe' : 'no',
    },
  })
}
