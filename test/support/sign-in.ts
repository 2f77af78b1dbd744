// Sign-in without the app: what a native client and a browser do, over real HTTP.
import * as oidc from 'openid-client'
import { OIDC_CLIENT_ID, OIDC_SCOPE } from '../../src/shared/contract/meta.ts'
import { leadsTo, openBrowser } from './browse.ts'

/** An access token of that person at a training platform. */
export const accessToken = async (platformUrl: string, person: string): Promise<string> => {
  const config = await oidc.discovery(new URL(`${platformUrl}/oidc`), OIDC_CLIENT_ID, undefined, oidc.None(), { execute: [oidc.allowInsecureRequests] })
  const [pkceCodeVerifier, expectedState] = [oidc.randomPKCECodeVerifier(), oidc.randomState()]
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: 'http://127.0.0.1:1/callback', scope: OIDC_SCOPE, state: expectedState, code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier), code_challenge_method: 'S256',
  })
  const browser = openBrowser()
  const page = leadsTo(await browser.get(url.href)).href
  const callback = leadsTo(await browser.get(leadsTo(await browser.post(page, { person })).href))
  return (await oidc.authorizationCodeGrant(config, callback, { pkceCodeVerifier, expectedState })).access_token
}
