// One operator's workspace in the seeded world: stores that survive crashes, and the ports that the shipping core is given.
import type { Command } from '../../../src/shared/contract/command.ts'
import { GATEWAY_HEADER } from '../../../src/shared/api.ts'
import type { OutboxRow, RawReply, SyncPorts, Transition } from '../../../src/renderer/sync/ports.ts'
import { BROKEN_OFF, readFate, readSend } from '../../../src/renderer/sync/reply.ts'
import { hashOf } from './chance.ts'
import type { Law } from './laws.ts'
import { gateway, type Made, type ModelPlatform } from './platform.ts'
import type { Copies } from './stores.ts'

/** Written by hand from design §5.4, so that a slip in the shared table shows. */
const LEGAL = new Set([
  'queued>sending', 'queued>withdrawn', 'sending>queued', 'sending>unknown', 'sending>done', 'sending>needs-attention', 'unknown>queued',
  'unknown>done', 'unknown>needs-attention',
])
const HOUR = 3_600_000
/** More sends of one command than that within a second are no longer tries. A batch of five is halved twice. */
const TRIES_AT_ONCE = 5

export type Surroundings = {
  owner: number
  copies: Copies
  platform: ModelPlatform
  made: ReadonlyMap<string, Made>
  filesDone: ReadonlySet<string>
  time: () => number
  wall: () => number
  chance: () => number
  between: (low: number, high: number) => number
  /** A port call: takes time, and the process may die before or after its effect. */
  call: <T>(act: () => T, ms?: number) => Promise<T>
  isLinkUp: () => boolean
  /** Under whose name this workspace's requests travel now; null: under nobody's. */
  author: () => number | null
  broken: (law: Law, what: string) => void
  requested: () => void
  walked: (step: string) => void
  /** For as long as this process lives. */
  later: (ms: number, act: () => void) => void
  timer: () => SyncPorts['timer']
}

export const createSeat = ({ owner, copies, platform, made, filesDone, time, wall, chance, between, call, isLinkUp, author, broken, requested, walked, later, timer }: Surroundings) => {
  const { rows, payloads, journal } = copies
  const history = new Map<string, number>()
  let cursor: string | null = null
  /** Commands whose fate must be asked for before they are sent again. */
  const doubted = new Set<string>()
  // what lives as long as the process
  let flights = 0
  const inFlight = new Set<string>()
  let patientUntil = 0
  let tries = new Map<string, number[]>()

  const noteTry = (id: string): void => {
    const times = [...(tries.get(id) ?? []), time()].slice(-TRIES_AT_ONCE - 1)
    tries.set(id, times)
    if (times.length > TRIES_AT_ONCE && time() - times[0]! < 1_000) broken('I12', 'a command is tried without a pause')
  }
  const watchSend = (commands: readonly Command[]): void => {
    requested()
    flights += 1
    if (flights > 1) broken('I12', 'two requests with commands at once')
    if (time() < patientUntil) broken('I12', 'the platform asked for patience')
    for (const { id } of commands) {
      if (inFlight.has(id)) broken('I12', 'a command is in flight twice')
      inFlight.add(id)
      noteTry(id)
      if (doubted.has(id)) broken('I13', 'sent again without asking')
      const mine = made.get(id)
      if (mine !== undefined && rows.get(id)?.waitsForFiles === true && !filesDone.has(id)) broken('I5', 'sent before its files')
    }
    const sent = new Set(commands.map(({ id }) => id))
    for (const row of rows.values()) if (row.state === 'sending' && !sent.has(row.id) && commands.every(({ payload }) => payload !== payloads.get(row.id))) broken('I3', 'a row is `sending` without a request')
  }
  const throughLink = (answer: () => RawReply): RawReply => (isLinkUp() ? answer() : gateway('E-OFFLINE', 'no'))
  const transport: SyncPorts['transport'] = {
    send: async (commands) => {
      watchSend(commands)
      const reply = await call(() => throughLink(() => platform.send(commands, author())), between(5, 400))
      flights -= 1
      for (const { id } of commands) inFlight.delete(id)
      const outcome = readSend(reply, wall())
      // a platform that takes less at once is asked with less: that is progress, not a try
      if (outcome.kind === 'answered') tries = new Map()
      if (outcome.kind === 'not-sent' && outcome.code === 'E-BUSY') patientUntil = time() + Math.min(outcome.retryAfterMs ?? 0, HOUR)
      return outcome
    },
    fate: async (id) => {
      requested()
      const reply = await call(() => throughLink(() => platform.fate(id, author())), between(5, 200))
      if (reply.status === 200 && reply.headers[GATEWAY_HEADER] === undefined && reply.body.startsWith('{"fate":"unknown"')) doubted.delete(id)
      return readFate(reply, wall())
    },
    changes: async (since, onLines) => {
      const page = await call(() => (!isLinkUp() ? 'offline' as const : author() === null ? 'nobody' as const : platform.changes(since)), between(5, 100))
      if (page === 'offline') return { kind: 'not-sent', code: 'E-OFFLINE', retryAfterMs: null }
      if (page === 'nobody') return { kind: 'paused', code: 'E-SIGN-IN' }
      if (page === 'gone') return { kind: 'gone' }
      if (page === null) return { kind: 'no-answer', code: 'E-SERVER', retryAfterMs: null }
      for (const line of page.lines) await onLines([line])
      return page.cut ? BROKEN_OFF : { kind: 'ended' }
    },
    dictionary: () => call(() => (platform.isTroubled() ? { kind: 'no-answer', code: 'E-PROTO', retryAfterMs: null } : { kind: 'same' })),
    me: () => call(() => {
      if (!isLinkUp()) return { kind: 'not-sent', code: 'E-OFFLINE', retryAfterMs: null }
      if (author() === null) return { kind: 'paused', code: 'E-SIGN-IN' }
      return { kind: 'answered', me: { id: `p${owner}`, surname: '', name: '', patronymic: null, memberships: [], checklists: [] } }
    }),
  }

  const watchStep = ({ id, from, event, fields }: Transition): void => {
    walked(`${from}>${event}`)
    if (!LEGAL.has(`${from}>${fields.state}`)) broken('I3', `illegal step ${from} > ${fields.state}`)
    if (fields.state === 'unknown') doubted.add(id)
    if (fields.state !== 'done') return
    if (fields.receipt?.commandId !== id || fields.receipt.payloadHash !== hashOf(made.get(id)!.payload)) broken('I2', 'done without a matching receipt')
    if (platform.answers.get(id)?.outcome !== 'accepted') broken('I2', 'done, but the platform never accepted it')
  }
  const applyOne = (transition: Transition): boolean => {
    const { id, from, fields } = transition
    const row = rows.get(id)
    if (row?.state !== from) return false
    watchStep(transition)
    rows.set(id, { ...row, ...fields })
    if (fields.state === 'done') later(between(0, 20), () => journal.delete(id))
    return true
  }
  const outbox: SyncPorts['outbox'] = {
    load: () => call(() => [...rows.values()].filter(({ state }) => state !== 'done' && state !== 'withdrawn')),
    apply: (transitions) => call(() => transitions.filter(applyOne).map(({ id }) => id)),
    commands: (ids) => call(() => ids.map((id) => {
      const base = made.get(id)?.base
      return { id, type: 'message.submit', at: '2026-11-22T08:00:00Z', cabinetId: 1, payload: payloads.get(id), ...(base ? { base: { entity: 'message', ...base } } : {}) } as unknown as Command
    })),
  }
  const historyStore: SyncPorts['history'] = {
    cursor: () => call(() => cursor),
    versions: (ids) => call(() => new Map(ids.flatMap((id) => (history.has(id) ? [[id, history.get(id)!] as const] : [])))),
    applyBatch: (batch) => call(() => {
      for (const { id, version } of batch.messages) {
        const known = history.get(id) ?? 0
        // only a snapshot (its batches bring no cursor) may write the same version again: after a change of role it shows another part
        if (version < known || (version === known && batch.cursor !== null)) broken('I14', 'an older version was written')
        history.set(id, version)
      }
      for (const id of batch.removed) history.delete(id)
      if (batch.cursor !== null) cursor = batch.cursor
    }),
    finishSnapshot: (kept, at) => call(() => {
      for (const id of history.keys()) if (!kept.has(id)) history.delete(id)
      cursor = at
    }),
  }
  return {
    owner, copies, rows, payloads, history,
    /** All ports for one life of the process. */
    ports: (): SyncPorts => {
      for (const { id, state } of rows.values()) if (state === 'unknown') doubted.add(id)
      return {
      outbox, history: historyStore, transport,
      reference: { etag: () => call(() => null), saveDictionary: () => call(() => undefined), saveMe: () => call(() => undefined) },
      clock: { now: wall, monotonic: time }, chance, timer: timer(),
      reports: { facts: () => undefined, moved: () => undefined, trouble: ({ code }, error) => { if (error !== null) broken('I3', `a port threw ${code}: ${String(error)}`) } },
      }
    },
    /** Nothing that the process knew outlives it, nor does its patience once a person, the link or a sign-in asks anew. */
    forget: (whole: boolean): void => {
      patientUntil = 0
      tries = new Map()
      if (!whole) return
      flights = 0
      inFlight.clear()
    },
    change: (id: string, fields: Partial<OutboxRow>): void => {
      if (fields.state === 'unknown') doubted.add(id)
      rows.set(id, { ...rows.get(id)!, ...fields })
    },
  }
}
export type Seat = ReturnType<typeof createSeat>
