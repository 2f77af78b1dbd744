// Who is signed in. Tokens live here in memory only; a restart asks to sign in again, an ended session pauses sending only.
import type { Mode } from '../../shared/contract/meta.ts'
import { fail, ok, type Failure, type Result } from '../../shared/errors.ts'
import type { SessionFacts } from '../../shared/ipc.ts'
import type { Road } from '../gateway/road.ts'
import type { Log } from '../log.ts'
import type { PlatformLink } from '../platform-link.ts'
import { openLoopback, type Loopback } from './loopback.ts'
import type { OpenId, Tokens } from './openid.ts'
import type { Opened } from './sign-in-window.ts'

export type Session = {
  facts: () => SessionFacts
  signIn: () => Promise<Result<SessionFacts>>
  cancelSignIn: () => void
  signOut: () => void
  /**
   * That person's access token, renewed when it is about to end or was `refused`. E-SIGN-IN when nobody is signed in any more, or
   * somebody else is: what one operator queued is never sent in the name of another.
   */
  token: (asked: { operatorId: string; refused?: string }) => Promise<Result<string>>
}
export type SessionPorts = {
  road: Road
  link: PlatformLink
  /** Shows the sign-in page; `whenClosed` is told when the person gives up. Undefined: it may not be shown there. */
  open: (mode: Mode, url: string, redirectUri: string, whenClosed: () => void) => Promise<Opened | undefined>
  /** HTML that says the window may be closed. */
  returnPage: () => string
  now: () => number
  log: Log
  onChange: (facts: SessionFacts) => void
}

const SIGN_IN_MS = 120_000
/** An access token is renewed this long before its end. */
const EARLY_MS = 30_000

type Held = { openId: OpenId; tokens: Tokens }
/** One visit of the sign-in page. It can be cancelled before there is anything to close. */
type Attempt = { isCancelled: boolean; loopback: Loopback | undefined }

/** Starts with nobody signed in. */
export const createSession = (ports: SessionPorts): Session => {
  /** What is true whether or not somebody is at the sign-in page just now. */
  let settled: SessionFacts = { state: 'none' }
  let held: Held | undefined
  let attempt: Attempt | undefined
  let signing: Promise<Result<SessionFacts>> | undefined
  let refreshing: Promise<Result<string>> | undefined

  const facts = (): SessionFacts => (attempt === undefined ? settled : { state: 'signing-in' })
  const tell = (): void => {
    ports.log('info', 'session.changed', { state: facts().state })
    ports.onChange(facts())
  }
  const settle = (next: SessionFacts): void => {
    settled = next
    // the page hears of it when the attempt is over
    if (attempt === undefined) tell()
  }
  const hold = (openId: OpenId, tokens: Tokens): void => {
    const until = new Date(ports.now() + tokens.lastsMs).toISOString()
    held = { openId, tokens }
    settle({ state: 'signed-in', operatorId: tokens.operatorId, until })
  }

  const signIn = async (): Promise<Result<SessionFacts>> => {
    const mine: Attempt = { isCancelled: false, loopback: undefined }
    attempt = mine
    tell()
    try {
      const signed = await askPerson(ports, mine)
      if (signed.ok) hold(signed.value.openId, signed.value.tokens)
      else ports.log('warn', 'session.sign-in-failed', { code: signed.error.code })
      return signed.ok ? ok(settled) : signed
    } finally {
      attempt = undefined
      tell()
    }
  }

  const expire = (operatorId: string): Result<string> => {
    held = undefined
    settle({ state: 'expired', operatorId })
    return fail('E-SIGN-IN')
  }
  /** A definite no ends the session; a bad road leaves it for the next try. */
  const refresh = async (current: Held): Promise<Result<string>> => {
    const renewed = await current.openId.refresh(current.tokens)
    // signed out, or in anew, meanwhile
    if (held !== current) return held === undefined ? fail('E-SIGN-IN') : ok(held.tokens.access)
    if (renewed.ok) {
      hold(current.openId, renewed.value)
      return ok(renewed.value.access)
    }
    return isDefinite(renewed.error) ? expire(current.tokens.operatorId) : renewed
  }
  const cancel = (): void => {
    if (attempt === undefined) return
    attempt.isCancelled = true
    attempt.loopback?.close()
  }

  return {
    facts,
    signIn: () => {
      signing ??= signIn().finally(() => {
        signing = undefined
      })
      return signing
    },
    cancelSignIn: cancel,
    signOut: () => {
      cancel()
      const last = held
      held = undefined
      settle({ state: 'none' })
      if (last !== undefined) void last.openId.revoke(last.tokens)
    },
    token: async ({ operatorId, refused }) => {
      if (held?.tokens.operatorId !== operatorId) return fail('E-SIGN-IN')
      const { tokens } = held
      const isFresh = tokens.accessEndsAt - performance.now() > EARLY_MS
      // refused, but another request has renewed it already
      if (isFresh && tokens.access !== refused) return ok(tokens.access)
      refreshing ??= refresh(held).finally(() => {
        refreshing = undefined
      })
      const renewed = await refreshing
      // somebody else signed in meanwhile
      return held !== undefined && held.tokens.operatorId !== operatorId ? fail('E-SIGN-IN') : renewed
    },
  }
}

const isDefinite = (failure: Failure): boolean => failure.code === 'E-AUTH-REFUSED' || failure.code === 'E-AUTH-MISMATCH'

const askPerson = async (ports: SessionPorts, attempt: Attempt): Promise<Result<{ openId: OpenId; tokens: Tokens }>> => {
  const meta = await ports.link.meta()
  if (!meta.ok) return meta
  // the library is read when somebody signs in: the start does without it
  const { discoverOpenId } = await import('./openid.ts')
  const openId = await discoverOpenId(meta.value.issuer, ports.road)
  if (!openId.ok) return openId
  const loopback = await openLoopback(SIGN_IN_MS, ports.returnPage())
  attempt.loopback = loopback
  try {
    const begun = await openId.value.begin(loopback.redirectUri)
    loopback.expectState(begun.state)
    if (attempt.isCancelled) return fail('E-AUTH-TIMEOUT')
    const shown = await ports.open(meta.value.mode, begun.url, loopback.redirectUri, loopback.close)
    if (shown === undefined) return fail('E-AUTH-MISMATCH', { reason: 'insecure-page' })
    const returned = await loopback.returned
    shown.close()
    if (!returned.ok) return returned
    const tokens = await begun.finish(returned.value)
    if (attempt.isCancelled) return fail('E-AUTH-TIMEOUT')
    return tokens.ok ? ok({ openId: openId.value, tokens: tokens.value }) : tokens
  } finally {
    loopback.close()
  }
}
