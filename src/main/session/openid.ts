// OpenID Connect by openid-client: discovery, the authorization address, code and refresh grants, over our own road.
// Errors of the library become our codes here and nowhere else.
import {
  allowInsecureRequests, authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge, customFetch, discovery, None,
  randomNonce, randomPKCECodeVerifier, randomState, refreshTokenGrant, tokenRevocation, type Configuration, type CustomFetchOptions,
} from 'openid-client'
import { OIDC_CLIENT_ID, OIDC_SCOPE } from '../../shared/contract/meta.ts'
import { AppError, fail, ok, type Result } from '../../shared/errors.ts'
import { isLoopback } from '../config.ts'
import { readFailure } from '../gateway/failure.ts'
import type { Road } from '../gateway/road.ts'

export type Tokens = {
  operatorId: string
  access: string
  refresh: string | undefined
  /** Milliseconds of this computer's monotonic clock. */
  accessEndsAt: number
  /** How long the refresh token lasts from now, ms. */
  lastsMs: number
}
export type OpenId = {
  /** The address to open, and how to turn what comes back into tokens. */
  begin: (redirectUri: string) => Promise<{ url: string; state: string; finish: (returned: URL) => Promise<Result<Tokens>> }>
  refresh: (tokens: Tokens) => Promise<Result<Tokens>>
  revoke: (tokens: Tokens) => Promise<void>
}

/** How long a seat works before it must sign in again when the provider does not say: 72 hours, our offline lease. */
const LEASE_MS = 72 * 3600 * 1000
const DEFAULT_ACCESS_S = 300

/** Reads the discovery document of the issuer. http is taken on loopback only. */
export const discoverOpenId = async (issuer: string, road: Road): Promise<Result<OpenId>> => {
  const url = new URL(issuer)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url))) return fail('E-AUTH-MISMATCH', { reason: 'insecure-issuer' })
  try {
    const config = await discovery(url, OIDC_CLIENT_ID, undefined, None(), {
      [customFetch]: fetchBy(road),
      execute: url.protocol === 'http:' ? [allowInsecureRequests] : [],
    })
    return ok(openIdOf(config))
  } catch (error) {
    return { ok: false, error: readAuthFailure(error) }
  }
}

const openIdOf = (config: Configuration): OpenId => ({
  begin: async (redirectUri) => {
    const verifier = randomPKCECodeVerifier()
    const state = randomState()
    const nonce = randomNonce()
    const url = buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: OIDC_SCOPE,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      // a refresh token is given only with consent asked for (OpenID Connect Core, section 11)
      prompt: 'consent',
    })
    const finish = (returned: URL): Promise<Result<Tokens>> =>
      grant(async () =>
        tokensOf(await authorizationCodeGrant(config, returned, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true })),
      )
    return { url: url.href, state, finish }
  },
  refresh: (tokens) =>
    grant(async () => {
      if (tokens.refresh === undefined) return undefined
      return tokensOf(await refreshTokenGrant(config, tokens.refresh), tokens)
    }),
  revoke: async (tokens) => {
    try {
      if (config.serverMetadata().revocation_endpoint !== undefined) await tokenRevocation(config, tokens.refresh ?? tokens.access)
    } catch {
      // nobody waits for it: a token that could not be withdrawn ends by itself
    }
  },
})

type TokenAnswer = Awaited<ReturnType<typeof refreshTokenGrant>>
const tokensOf = (answer: TokenAnswer, before?: Tokens): Tokens | undefined => {
  const operatorId = answer.claims()?.sub ?? before?.operatorId
  if (operatorId === undefined || (before !== undefined && operatorId !== before.operatorId)) return undefined
  const accessS = answer.expires_in ?? DEFAULT_ACCESS_S
  const refresh = answer.refresh_token ?? before?.refresh
  const told = answer['refresh_expires_in']
  const leaseMs = typeof told === 'number' && told > 0 ? told * 1000 : LEASE_MS
  return {
    operatorId,
    access: answer.access_token,
    refresh,
    accessEndsAt: performance.now() + accessS * 1000,
    lastsMs: refresh === undefined ? accessS * 1000 : leaseMs,
  }
}

const grant = async (ask: () => Promise<Tokens | undefined>): Promise<Result<Tokens>> => {
  try {
    const tokens = await ask()
    return tokens === undefined ? fail('E-AUTH-MISMATCH') : ok(tokens)
  } catch (error) {
    return { ok: false, error: readAuthFailure(error) }
  }
}

/** Codes of the library that mean: the provider said no. */
const REFUSED = new Set(['OAUTH_AUTHORIZATION_RESPONSE_ERROR', 'OAUTH_RESPONSE_BODY_ERROR', 'OAUTH_WWW_AUTHENTICATE_CHALLENGE'])
/** The answer came from something that is no provider of ours. */
const FOREIGN = new Set(['OAUTH_RESPONSE_IS_NOT_JSON', 'OAUTH_PARSE_ERROR', 'OAUTH_RESPONSE_IS_NOT_CONFORM'])

const readAuthFailure = (error: unknown): { code: 'E-AUTH-REFUSED' | 'E-AUTH-MISMATCH' | ReturnType<typeof readFailure>['code'] } => {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown }
    if (typeof code !== 'string') continue
    if (code.startsWith('E-')) return { code: readFailure(cause).code }
    if (REFUSED.has(code)) return { code: 'E-AUTH-REFUSED' }
    if (FOREIGN.has(code)) return { code: 'E-PORTAL' }
    if (code.startsWith('OAUTH_')) return { code: 'E-AUTH-MISMATCH' }
  }
  return { code: readFailure(lastCause(error)).code }
}

const lastCause = (error: unknown): unknown => (error instanceof Error && error.cause instanceof Error ? lastCause(error.cause) : error)

/** The library's requests take the one road too: the system's authorities and proxy, deadlines, the training switch. */
const fetchBy = (road: Road) => async (url: string, options: CustomFetchOptions): Promise<Response> => {
  const body = options.body === undefined || options.body === null ? undefined : new TextEncoder().encode(String(options.body))
  const answer = await road.send({ url, method: options.method, headers: options.headers, body })
  if (answer.status === 429 || answer.status >= 500) {
    await answer.body.cancel()
    throw new AppError(answer.status === 429 || answer.status === 503 ? 'E-BUSY' : 'E-SERVER')
  }
  return new Response(answer.body, { status: answer.status, headers: answer.headers })
}
