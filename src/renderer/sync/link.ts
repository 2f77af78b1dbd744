// What the core remembers of the road while it lives: failures in a row, whom to spare, when to try again. Nothing of it is stored:
// after a restart the first attempt is at once. Pure: memory and outcome in, memory out.
import type { ErrorCode, Failure } from '../../shared/errors.ts'
import type { LinkState } from '../../shared/workspace.ts'
import { CEILING_MS, jitteredDelay, retryDelay } from './backoff.ts'
import { UNDO_WINDOW_MS, type Road, type RowWait } from './plan.ts'
import type { ChangesOutcome, FateOutcome, NoAnswer, OutboxRow, SendOutcome, Trouble } from './ports.ts'

/** How often the feed is asked without any poke; it is also how a return of the link is noticed. */
export const POLL_MS = 60_000
/** «Online» means: an authenticated answer within this time. */
export const ONLINE_MS = 150_000
/** A batch grows so many times with every answer, from one command after trouble back to the limit. */
const GROWTH = 4

export type LinkMemory = Road & {
  failures: number
  failingSince: number | null
  /** Until then the platform asked to be left alone (monotonic): no later failure or answer shortens it, only a person or a link that returns. */
  patientUntil: number
  /** `road`: nobody gets through; `server`: commands fail although the platform is there. */
  blame: 'road' | 'server' | null
  pausedBy: ErrorCode | null
  failure: Failure | null
  /** Monotonic and wall time of the last authenticated answer. */
  contactAt: number | null
  lastContactAt: number | null
  offlineSince: number | null
  clockOffsetMs: number | null
  pullAt: number
  pullFailures: number
}
/** The instant at which something is judged: both clocks, one chance, and the platform's limit of a batch. */
export type Moment = { now: number; monotonic: number; random: number; batchLimit: number }

export const freshLink = ({ monotonic, batchLimit }: Moment): LinkMemory => ({
  openAt: monotonic, batch: batchLimit, waits: new Map(), failures: 0, failingSince: null, patientUntil: monotonic, blame: null, pausedBy: null, failure: null,
  contactAt: null, lastContactAt: null, offlineSince: null, clockOffsetMs: null, pullAt: monotonic, pullFailures: 0,
})

/** The operator asked, the link or the sign-in came back: every wait is over, who travels alone still does. */
export const reopened = (memory: LinkMemory, { monotonic }: Moment): LinkMemory => ({
  ...memory,
  openAt: monotonic, patientUntil: monotonic, failures: 0, failingSince: null, pausedBy: null, pullAt: monotonic, pullFailures: 0,
  waits: new Map([...memory.waits].map(([id, wait]) => [id, wait.strikes > 0 ? { ...wait, until: monotonic } : wait])),
})

/** Forgets rows that are settled and notes new ones that undo still holds back. */
export const admit = (memory: LinkMemory, rows: readonly OutboxRow[], { now, monotonic }: Moment): LinkMemory => {
  const waits = new Map<string, RowWait>()
  for (const { id, state, notBefore } of rows) {
    if (state === 'needs-attention') continue
    const known = memory.waits.get(id)
    if (known) waits.set(id, known)
    else if (notBefore !== null && notBefore > now) waits.set(id, { until: monotonic + Math.min(notBefore - now, UNDO_WINDOW_MS), strikes: 0, alone: false })
  }
  return { ...memory, waits }
}

const heard = (memory: LinkMemory, serverAt: number | null | undefined, { now, monotonic }: Moment): LinkMemory => ({
  ...memory,
  contactAt: monotonic, lastContactAt: now, offlineSince: null, pausedBy: null,
  clockOffsetMs: serverAt === null || serverAt === undefined ? memory.clockOffsetMs : serverAt - now,
})
const eased = (memory: LinkMemory, { monotonic }: Moment): LinkMemory => ({
  ...memory, failures: 0, failingSince: null, blame: null, failure: null, openAt: Math.max(monotonic, memory.patientUntil),
})
const withStrike = (memory: LinkMemory, id: string, alone: boolean, { monotonic, random }: Moment): LinkMemory => {
  const known = memory.waits.get(id)
  const strikes = (known?.strikes ?? 0) + 1
  const wait = { until: monotonic + jitteredDelay(strikes, random), strikes, alone: alone || known?.alone === true }
  return { ...memory, waits: new Map(memory.waits).set(id, wait) }
}
const withBatch = (memory: LinkMemory, batch: number, { batchLimit }: Moment): LinkMemory => ({ ...memory, batch: Math.min(batchLimit, Math.max(1, batch)) })

const isRoadTrouble = ({ kind, code }: Trouble): boolean => code === 'E-OFFLINE' || (kind === 'not-sent' && code !== 'E-BUSY')

/** Counts a failure; `closes`: nothing more leaves until the wait is over. */
const stumbled = (memory: LinkMemory, trouble: Trouble, closes: boolean, moment: Moment): LinkMemory => {
  const { now, monotonic, random } = moment
  const failure = { code: trouble.code }
  if (trouble.kind === 'paused') return { ...memory, failure, pausedBy: trouble.code, openAt: Math.max(monotonic + CEILING_MS, memory.patientUntil), blame: 'road', offlineSince: null }
  const failures = memory.failures + 1
  const failingSince = memory.failingSince ?? monotonic
  const retryAfterMs = trouble.kind === 'refused' ? null : trouble.retryAfterMs
  const onRoad = isRoadTrouble(trouble)
  const wait = retryDelay({ failures, failingForMs: monotonic - failingSince, retryAfterMs }, random)
  const patientUntil = closes && retryAfterMs !== null ? Math.max(memory.patientUntil, monotonic + wait) : memory.patientUntil
  return {
    ...memory,
    failure, failures, failingSince, patientUntil, pausedBy: null,
    blame: onRoad ? 'road' : 'server',
    offlineSince: onRoad || failures > 1 ? (memory.offlineSince ?? now) : memory.offlineSince,
    // a platform that asks for patience is left alone by the feed too
    pullAt: retryAfterMs === null ? memory.pullAt : Math.max(memory.pullAt, monotonic + retryAfterMs),
    openAt: closes ? Math.max(monotonic + wait, patientUntil) : memory.openAt,
  }
}

/**
 * After a request about one row stayed without an answer. Once may be the row's fault: others are tried before anybody waits. A row
 * that is known for it counts no more against the road: it waits by itself, longer each time.
 */
const stumbledOver = (memory: LinkMemory, trouble: NoAnswer, id: string, moment: Moment): LinkMemory => {
  const isKnown = memory.waits.get(id)?.alone === true && !isRoadTrouble(trouble)
  const closes = isRoadTrouble(trouble) || memory.failures > 0
  const next = isKnown ? { ...memory, failure: { code: trouble.code } } : stumbled(memory, trouble, closes, moment)
  return withStrike(next, id, true, moment)
}

/** After a request with commands. `kept`: those of its rows that are not settled for good. */
export const afterSend = (memory: LinkMemory, outcome: SendOutcome, ids: readonly string[], kept: readonly string[], moment: Moment): LinkMemory => {
  const alone = ids.length === 1
  if (outcome.kind === 'answered') {
    const calm = withBatch(eased(heard(memory, outcome.serverAt, moment), moment), memory.batch * GROWTH, moment)
    return kept.reduce((next, id) => withStrike(next, id, alone, moment), calm)
  }
  if (outcome.kind === 'refused') {
    // a definite no to many: the smaller half goes at once, nothing has failed
    return withBatch(heard(memory, outcome.serverAt, moment), alone ? memory.batch * GROWTH : Math.floor(ids.length / 2), moment)
  }
  const [id] = ids
  if (!alone || id === undefined || outcome.kind !== 'no-answer') return withBatch(stumbled(memory, outcome, true, moment), 1, moment)
  return withBatch(stumbledOver(memory, outcome, id, moment), 1, moment)
}

/** After asking for the fate of one row. `settled`: the answer decided something. Answers to questions never ease trouble with sending. */
export const afterAsk = (memory: LinkMemory, outcome: FateOutcome, id: string, settled: boolean, moment: Moment): LinkMemory => {
  if (outcome.kind === 'answered') {
    const next = heard(memory, outcome.serverAt, moment)
    return settled ? next : withStrike(next, id, true, moment)
  }
  // the platform speaks, of something that only a newer app understands
  if (outcome.kind === 'refused' || outcome.code === 'E-PROTO-NEW') return withStrike(heard(memory, outcome.serverAt, moment), id, true, moment)
  return outcome.kind === 'no-answer' ? stumbledOver(memory, outcome, id, moment) : stumbled(memory, outcome, true, moment)
}

/** After the feed (or a look at person and dictionary) was asked. `idle`: no command waits, so its answer speaks for the whole road. */
export const afterPull = (memory: LinkMemory, outcome: Trouble | Extract<ChangesOutcome, { kind: 'ended' | 'gone' }>, next: { idle: boolean; again: boolean }, moment: Moment): LinkMemory => {
  if (outcome.kind === 'ended' || outcome.kind === 'gone') {
    const calm = heard(memory, outcome.serverAt, moment)
    const pulled = { ...calm, pullFailures: 0, pullAt: moment.monotonic + (next.again ? 0 : POLL_MS) }
    return memory.blame === 'server' && !next.idle ? pulled : eased(pulled, moment)
  }
  const pullFailures = memory.pullFailures + 1
  const retryAfterMs = 'retryAfterMs' in outcome ? outcome.retryAfterMs : null
  const pullAt = moment.monotonic + retryDelay({ failures: pullFailures, failingForMs: 0, retryAfterMs }, moment.random)
  if (outcome.kind === 'paused' || isRoadTrouble(outcome)) {
    const closed = stumbled(memory, outcome, true, moment)
    return { ...closed, pullFailures, pullAt: closed.openAt }
  }
  const offlineSince = pullFailures > 1 && outcome.kind !== 'refused' ? (memory.offlineSince ?? moment.now) : memory.offlineSince
  return { ...memory, pullFailures, pullAt, offlineSince, failure: { code: outcome.code } }
}

/** After a port threw: wait as after any failure, whatever it was. */
export const afterCrash = (memory: LinkMemory, code: ErrorCode, moment: Moment): LinkMemory => {
  const next = stumbled(memory, { kind: 'no-answer', code, retryAfterMs: null }, true, moment)
  return { ...next, offlineSince: memory.offlineSince, pullAt: Math.max(memory.pullAt, next.openAt) }
}

/** When the feed may be asked: commands that the platform cannot digest never keep news back. Monotonic ms. */
export const pullDueAt = ({ blame, openAt, pullAt }: LinkMemory): number => (blame === 'server' ? pullAt : Math.max(openAt, pullAt))

/** What the status line may claim of the link. */
export const linkState = (memory: LinkMemory, monotonic: number): LinkState => {
  if (memory.pausedBy === 'E-SIGN-IN') return 'signed-out'
  if (memory.offlineSince !== null) return 'offline'
  return memory.contactAt !== null && monotonic - memory.contactAt <= ONLINE_MS ? 'online' : 'unknown'
}
