import { describe, expect, it } from 'vitest'
import type { Incoming, Outgoing, Road } from '../../../src/main/gateway/road.ts'
import type { PlatformLink } from '../../../src/main/platform-link.ts'
import { createSession } from '../../../src/main/session/session.ts'
import { ok } from '../../../src/shared/errors.ts'
import type { SessionFacts } from '../../../src/shared/ipc.ts'

const ISSUER = 'https://platform.test/oidc'
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const answerOf = (status: number, value: object): Incoming => ({
  status, headers: new Headers({ 'content-type': 'application/json' }), body: new Blob([JSON.stringify(value)]).stream() as ReadableStream<Uint8Array>,
})

/** A seat before its platform: `who` signs in next, `refreshes` says what a renewal answers, `whenShown` is the person at the page. */
const seatOf = () => {
  const seat = {
    who: 'op-1',
    refreshes: async (): Promise<number> => 200,
    whenShown: async (url: string, redirectUri: string): Promise<void> => {
      seat.nonce = new URL(url).searchParams.get('nonce') ?? ''
      await fetch(`${redirectUri}?code=c&state=${new URL(url).searchParams.get('state')}&iss=${encodeURIComponent(ISSUER)}`)
    },
    nonce: '',
    accessLasts: 600,
    issued: 0,
    shown: 0,
    told: [] as SessionFacts['state'][],
    beforeMeta: async (): Promise<void> => undefined,
  }
  const tokens = () => {
    seat.issued += 1
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: ISSUER, aud: 'priyom-desktop', sub: seat.who, iat: now, exp: now + 600, nonce: seat.nonce }
    return { access_token: `${seat.who}-${seat.issued}`, token_type: 'Bearer', expires_in: seat.accessLasts, refresh_token: 'r', id_token: `${encoded({ alg: 'RS256' })}.${encoded(claims)}.AA` }
  }
  const send = async ({ url, body }: Outgoing): Promise<Incoming> => {
    if (url.includes('well-known')) {
      return answerOf(200, { issuer: ISSUER, authorization_endpoint: `${ISSUER}/auth`, token_endpoint: `${ISSUER}/token`, id_token_signing_alg_values_supported: ['RS256'], authorization_response_iss_parameter_supported: true })
    }
    if (!Buffer.from((body as Uint8Array | undefined) ?? []).toString().includes('refresh_token')) return answerOf(200, tokens())
    const status = await seat.refreshes()
    if (status !== 200) return answerOf(status, { error: 'invalid_grant' })
    const { id_token: _, ...renewed } = tokens()
    return answerOf(200, renewed)
  }
  const session = createSession({
    road: { send } as unknown as Road,
    link: {
      meta: async () => {
        await seat.beforeMeta()
        return ok({ mode: 'training', issuer: ISSUER })
      },
    } as unknown as PlatformLink,
    open: async (_mode, url, redirectUri) => {
      seat.shown += 1
      void seat.whenShown(url, redirectUri)
      return { close: () => undefined }
    },
    returnPage: () => '',
    now: Date.now,
    log: () => undefined,
    onChange: ({ state }) => seat.told.push(state),
  })
  return { seat, session }
}

describe('the token of a session', () => {
  it('goes to the person who signed in, and to nobody else', async () => {
    const { session } = seatOf()
    expect(await session.token({ operatorId: 'op-1' })).toMatchObject({ error: { code: 'E-SIGN-IN' } })
    expect(await session.signIn()).toMatchObject({ ok: true, value: { state: 'signed-in', operatorId: 'op-1' } })
    expect(await session.token({ operatorId: 'op-1' })).toEqual({ ok: true, value: 'op-1-1' })
    expect(await session.token({ operatorId: 'op-2' })).toMatchObject({ error: { code: 'E-SIGN-IN' } })
    expect(await session.token({ operatorId: '' })).toMatchObject({ error: { code: 'E-SIGN-IN' } })
  })
  it('is not that of the next person, who signed in while the former one was being renewed', async () => {
    const { seat, session } = seatOf()
    await session.signIn()
    let renew = (): void => undefined
    seat.refreshes = () => new Promise((resolve) => { renew = () => resolve(200) })
    const asked = session.token({ operatorId: 'op-1', refused: 'op-1-1' })
    seat.who = 'op-2'
    await session.signIn()
    renew()
    expect(await asked).toMatchObject({ error: { code: 'E-SIGN-IN' } })
    expect(await session.token({ operatorId: 'op-2' })).toMatchObject({ ok: true })
  })
  it('is renewed once, however many ask', async () => {
    const { seat, session } = seatOf()
    await session.signIn()
    const asked = { operatorId: 'op-1', refused: 'op-1-1' }
    const renewed = await Promise.all([session.token(asked), session.token(asked), session.token(asked)])
    expect(renewed.map((token) => token.ok && token.value)).toEqual(['op-1-2', 'op-1-2', 'op-1-2'])
    expect(seat.issued).toBe(2)
  })
  it('ends with a definite no, and outlives a bad road', async () => {
    const { seat, session } = seatOf()
    await session.signIn()
    seat.refreshes = async () => 503
    expect(await session.token({ operatorId: 'op-1', refused: 'op-1-1' })).toMatchObject({ error: { code: 'E-BUSY' } })
    expect(session.facts().state).toBe('signed-in')
    seat.refreshes = async () => 400
    expect(await session.token({ operatorId: 'op-1', refused: 'op-1-1' })).toMatchObject({ error: { code: 'E-SIGN-IN' } })
    expect(session.facts()).toEqual({ state: 'expired', operatorId: 'op-1' })
  })
})

describe('a visit of the sign-in page', () => {
  it('that is given up never shows a session that ended meanwhile', async () => {
    const { seat, session } = seatOf()
    await session.signIn()
    seat.whenShown = async () => {
      seat.refreshes = async () => 400
      await session.token({ operatorId: 'op-1', refused: 'op-1-1' })
      session.cancelSignIn()
    }
    expect(await session.signIn()).toMatchObject({ error: { code: 'E-AUTH-TIMEOUT' } })
    expect(session.facts()).toEqual({ state: 'expired', operatorId: 'op-1' })
    expect(seat.told.at(-1)).toBe('expired')
  })
  it('can be given up before the page is there', async () => {
    const { seat, session } = seatOf()
    seat.beforeMeta = async () => session.cancelSignIn()
    expect(await session.signIn()).toMatchObject({ error: { code: 'E-AUTH-TIMEOUT' } })
    expect(seat.shown).toBe(0)
    expect(session.facts().state).toBe('none')
  })
  it('leaves nobody signed in after a good-bye said meanwhile', async () => {
    const { seat, session } = seatOf()
    seat.whenShown = async () => session.signOut()
    expect(await session.signIn()).toMatchObject({ ok: false })
    expect(await session.token({ operatorId: 'op-1' })).toMatchObject({ error: { code: 'E-SIGN-IN' } })
  })
})
