// Sign-in of the platform: an OpenID provider for one public native client, and whose an access token is. Mounted at `/oidc`.
import type { IncomingMessage, ServerResponse } from 'node:http'
import Provider, { interactionPolicy, type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import { OIDC_CLIENT_ID } from '../../shared/contract/meta.ts'
import type { Mode } from '../../shared/contract/meta.ts'
import type { Identity } from '../build.ts'
import type { Database } from '../database.ts'
import { readMe } from '../people.ts'
import { failedPage } from '../pages/sign-in.ts'
import { languageOf } from '../pages/words.ts'
import { adapterOf } from './adapter.ts'
import { providerKeys } from './keys.ts'
import { serveInteraction } from './interaction.ts'
import { signInOf, type SignIn } from './sign-in-access.ts'

const MINUTE = 60
const DAY = 24 * 60 * MINUTE
/** 10 minutes for an access token (security §3.4); a refresh token outlives a long week-end of 72 h offline with room to spare. */
const TTL = { AccessToken: 10 * MINUTE, AuthorizationCode: MINUTE, IdToken: 60 * MINUTE, Interaction: 10 * MINUTE, Session: 60 * MINUTE, Grant: 14 * DAY, RefreshToken: 14 * DAY }
/** Where the provider answers; the issuer ends with it. */
const MOUNT = '/oidc'

export type IdentityOptions = { database: Database; /** `<public url>/oidc` */ issuer: string; mode: Mode; /** Absent: `people` in training, `closed` in live. */ signIn?: SignIn; /** Hears of a request that threw. */ failed: (error: unknown) => void }

/** `callback` takes requests at `/oidc`; `personOf` gives the id of the person behind an access token that still holds. */
export const createIdentity = async ({ database, issuer, mode, signIn, failed }: IdentityOptions): Promise<Identity> => {
  const provider = new Provider(issuer, configurationOf(database, await providerKeys(database)))
  provider.proxy = true
  provider.on('server_error', (_ctx, error) => failed(error))
  const answer = provider.callback()
  const { host, protocol } = new URL(issuer)
  return {
    callback: (request: IncomingMessage & { originalUrl?: string }, response: ServerResponse) => {
      const url = request.originalUrl ?? request.url ?? '/'
      request.originalUrl = url
      request.url = url.startsWith(MOUNT) ? url.slice(MOUNT.length) || '/' : url
      // addresses in answers come from the issuer, never from what a request claims
      Object.assign(request.headers, { host, 'x-forwarded-host': host, 'x-forwarded-proto': protocol.slice(0, -1) })
      if (request.url.startsWith('/interaction/')) return serveInteraction({ provider, database, signIn: signInOf(mode, signIn), failed }, request, response)
      if (request.url.startsWith('/auth')) forgetSession(request)
      return answer(request, response)
    },
    personOf: async (accessToken) => {
      const token = await provider.AccessToken.find(accessToken)
      return token?.isValid === true && token.clientId === OIDC_CLIENT_ID ? token.accountId : undefined
    },
  }
}

/** Every sign-in asks who it is: several people share a seat, so the session of the one before must not let the next one in. */
const forgetSession = (request: IncomingMessage): void => {
  const cookies = (request.headers.cookie ?? '').split(/;\s*/).filter((pair) => !pair.startsWith('_session'))
  request.headers.cookie = cookies.join('; ')
}

/** The only client is the platform's own: there is nothing to consent to. */
const withoutConsent = () => {
  const policy = interactionPolicy.base()
  policy.get('consent')?.checks.clear()
  return policy
}

const configurationOf = (database: Database, { jwks, cookieKeys }: Awaited<ReturnType<typeof providerKeys>>): Configuration => ({
  adapter: adapterOf(database),
  jwks: jwks as NonNullable<Configuration['jwks']>,
  cookies: { keys: cookieKeys, long: { signed: true, sameSite: 'lax' }, short: { signed: true, sameSite: 'lax' } },
  clients: [
    {
      client_id: OIDC_CLIENT_ID,
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      // a native client may come back on any port of loopback (RFC 8252 §7.3)
      redirect_uris: ['http://127.0.0.1/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    },
  ],
  clientAuthMethods: ['none'],
  responseTypes: ['code'],
  scopes: ['openid', 'offline_access'],
  claims: { openid: ['sub'], profile: ['family_name', 'given_name', 'middle_name', 'name'] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  // a page of a browser never asks for tokens here
  clientBasedCORS: () => false,
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false }, revocation: { enabled: true }, userinfo: { enabled: true } },
  // native sign-in gets a refresh token whether or not the request came with prompt=consent, and keeps it after the browser closes
  issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  expiresWithSession: async () => false,
  rotateRefreshToken: true,
  ttl: TTL,
  interactions: { policy: withoutConsent(), url: (_ctx, { uid }) => `${MOUNT}/interaction/${uid}` },
  loadExistingGrant: grantOf,
  findAccount: async (_ctx, id) => {
    const me = await readMe(database, id)
    if (me === undefined) return undefined
    const name = [me.surname, me.name, me.patronymic].filter((part) => part !== null).join(' ')
    return { accountId: id, claims: async () => ({ sub: id, family_name: me.surname, given_name: me.name, middle_name: me.patronymic, name }) }
  },
  renderError: async (ctx, out) => {
    const page = failedPage(languageOf(ctx.query['ui_locales']), out.error)
    ctx.set(page.headers)
    ctx.body = page.html
  },
})

/** What the own client may have, for the person who has just signed in. */
const grantOf = async ({ oidc }: KoaContextWithOIDC) => {
  const accountId = oidc.session?.accountId
  if (accountId === undefined || oidc.client === undefined) return undefined
  const grant = new oidc.provider.Grant({ accountId, clientId: oidc.client.clientId })
  grant.addOIDCScope('openid profile offline_access')
  await grant.save()
  return grant
}
