// Sign-in over real HTTP, by the very library the app uses: code with PKCE, rotation, and what is refused.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq } from 'drizzle-orm'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OIDC_CLIENT_ID, OIDC_SCOPE } from '../../src/shared/contract/meta.ts'
import { createIdentity } from '../../src/platform/identity/create-identity.ts'
import { oidcPayload } from '../../src/platform/schema.ts'
import { PEOPLE } from '../../src/platform/seed/people.ts'
import { startPlatform, type StartedPlatform } from '../../src/platform/start.ts'
import { leadsTo, openBrowser, type Browser } from '../support/browse.ts'

const REDIRECT = 'http://127.0.0.1:49152/callback'
const failed = (error: unknown) => {
  throw error
}
let platform: StartedPlatform
let config: oidc.Configuration
beforeAll(async () => {
  platform = await startPlatform({ port: 0, mode: 'training', seed: 'empty', tls: false })
  config = await oidc.discovery(new URL(`${platform.url}/oidc`), OIDC_CLIENT_ID, undefined, oidc.None(), { execute: [oidc.allowInsecureRequests] })
})
afterAll(() => platform.stop())

type Begun = { url: string; verifier: string; state: string; nonce: string }
const begin = async (changes: Record<string, string> = {}): Promise<Begun> => {
  const verifier = oidc.randomPKCECodeVerifier()
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()]
  const parameters = {
    redirect_uri: REDIRECT, scope: OIDC_SCOPE, state, nonce, code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', ...changes,
  }
  return { url: oidc.buildAuthorizationUrl(config, parameters).href, verifier, state, nonce }
}
const choose = async (browser: Browser, begun: Begun, form: Record<string, string>): Promise<URL> => {
  const page = leadsTo(await browser.get(begun.url)).href
  return leadsTo(await browser.get(leadsTo(await browser.post(page, form)).href))
}
const exchange = (callback: URL, { verifier, state, nonce }: Begun) =>
  oidc.authorizationCodeGrant(config, callback, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true })
const signIn = async (person = 'training-01') => {
  const begun = await begin()
  return exchange(await choose(openBrowser(), begun, { person }), begun)
}
const me = (token: string) => fetch(`${platform.url}/v1/me`, { headers: { authorization: `Bearer ${token}` } })

describe('sign-in', () => {
  it('tells of one issuer, S256 alone and code alone', () => {
    expect(config.serverMetadata()).toMatchObject({
      issuer: `${platform.url}/oidc`, code_challenge_methods_supported: ['S256'], response_types_supported: ['code'], token_endpoint_auth_methods_supported: ['none'],
    })
  })

  it('lists the people of the seed on a page that loads nothing from anywhere', async () => {
    const browser = openBrowser()
    const response = await browser.get(leadsTo(await browser.get((await begin()).url)).href)
    const text = await response.text()
    for (const { surname, name, patronymic } of PEOPLE) expect(text).toContain(`${surname} ${name} ${patronymic}`)
    expect(text).toContain('<title>Войти через портал ГОСУСЛУГИ</title>')
    expect(text).toContain('Администратор ЛКО и оператор приёма')
    expect(text).not.toMatch(/(?:src|url\(|@import|href="https?:)/)
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'nonce-[^']+'; script-src 'nonce-[^']+';/)
  })

  it('speaks English when asked', async () => {
    const browser = openBrowser()
    const text = await (await browser.get(leadsTo(await browser.get((await begin({ ui_locales: 'en' })).url)).href)).text()
    expect(text).toContain('Who signs in?')
  })

  it('gives a person tokens that the workspace API knows', async () => {
    const tokens = await signIn()
    expect(tokens.claims()).toMatchObject({ sub: 'training-01', family_name: 'Образцова', given_name: 'Вера', middle_name: 'Петровна' })
    expect(tokens.expiresIn()).toBeLessThanOrEqual(600)
    expect(await (await me(tokens.access_token)).json()).toMatchObject({ id: 'training-01', surname: 'Образцова' })
    expect((await me('invented')).status).toBe(401)
  })

  it('rotates the refresh token and forgives one lost reply within a minute', async () => {
    const { refresh_token: first = '' } = await signIn('training-07')
    const second = await oidc.refreshTokenGrant(config, first)
    expect(second.refresh_token).not.toBe(first)
    const again = await oidc.refreshTokenGrant(config, first)
    expect((await me(again.access_token)).status).toBe(200)
  })

  it('takes a refresh token that was used over a minute ago for a stolen one and ends the sign-in', async () => {
    const { refresh_token: first = '' } = await signIn('training-02')
    const second = await oidc.refreshTokenGrant(config, first)
    await platform.store.database.update(oidcPayload).set({ consumedAt: new Date(Date.now() - 61_000) }).where(eq(oidcPayload.id, first))
    await expect(oidc.refreshTokenGrant(config, first)).rejects.toMatchObject({ error: 'invalid_grant' })
    await expect(oidc.refreshTokenGrant(config, second.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_grant' })
    expect((await me(second.access_token)).status).toBe(401)
  })

  it('refuses a wrong verifier, and a code that was used', async () => {
    const begun = await begin()
    const callback = await choose(openBrowser(), begun, { person: 'training-03' })
    await expect(exchange(callback, { ...begun, verifier: oidc.randomPKCECodeVerifier() })).rejects.toMatchObject({ error: 'invalid_grant' })
    const other = await begin()
    const used = await choose(openBrowser(), other, { person: 'training-03' })
    const tokens = await exchange(used, other)
    await expect(exchange(used, other)).rejects.toMatchObject({ error: 'invalid_grant' })
    expect((await me(tokens.access_token)).status).toBe(401)
  })

  it('refuses a plain challenge, and none', async () => {
    const verifier = oidc.randomPKCECodeVerifier()
    const plain = leadsTo(await openBrowser().get((await begin({ code_challenge: verifier, code_challenge_method: 'plain' })).url))
    expect(plain.searchParams.get('error')).toBe('invalid_request')
    const url = new URL((await begin()).url)
    url.searchParams.delete('code_challenge')
    url.searchParams.delete('code_challenge_method')
    expect(leadsTo(await openBrowser().get(url.href)).searchParams.get('error')).toBe('invalid_request')
  })

  it('leads to loopback only: any port of the registered path, no other host or path', async () => {
    for (const redirect of ['http://127.0.0.1:1/elsewhere', 'https://example.test/callback', 'http://localhost/callback']) {
      const response = await openBrowser().get((await begin({ redirect_uri: redirect })).url)
      expect(response.status).toBe(400)
      expect(await response.text()).toContain('Вход не удался')
    }
  })

  it('asks again at every sign-in: the person before must not let the next one in', async () => {
    const browser = openBrowser()
    const first = await begin()
    await choose(browser, first, { person: 'training-01' })
    const second = await begin()
    const callback = await choose(browser, second, { person: 'training-04' })
    expect((await exchange(callback, second)).claims()?.sub).toBe('training-04')
  })

  it('tells the app when the person gives up, and shows a stranger to the page what to do', async () => {
    const callback = await choose(openBrowser(), await begin(), { cancel: '1' })
    expect(callback.searchParams.get('error')).toBe('access_denied')
    const response = await openBrowser().get(`${platform.url}/oidc/interaction/unknown`)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('Время входа истекло')
  })

  it('keeps its keys: another node on the same database signs alike', async () => {
    const before = await (await fetch(`${platform.url}/oidc/jwks`)).json()
    await createIdentity({ database: platform.store.database, issuer: `${platform.url}/oidc`, mode: 'training', failed })
    expect(await (await fetch(`${platform.url}/oidc/jwks`)).json()).toEqual(before)
    expect(JSON.stringify(before)).not.toContain('"d"')
  })

  it('in live mode names nobody and lets nobody in', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const live = await createIdentity({ database: platform.store.database, issuer: `${url}/oidc`, mode: 'live', failed })
    server.on('request', live.callback)
    const browser = openBrowser()
    const page = leadsTo(await browser.get((await begin()).url.replace(platform.url, url))).href
    for (const response of [await browser.get(page), await browser.post(page, { person: 'training-01' })]) {
      expect(response.status).toBe(403)
      expect(await response.text()).not.toContain('Образцова')
    }
    server.close()
  })
})
