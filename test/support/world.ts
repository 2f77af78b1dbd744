// A seeded world for the sync core: virtual clocks, a store that survives crashes, a link that fails, a platform that commits.
// Everything that happens follows from the seed; laws that are broken are collected in `violations`.
import { createHash } from 'node:crypto'
import { GATEWAY_HEADER, GATEWAY_SENT_HEADER } from '../../src/shared/api.ts'
import type { Command, CommandFate, CommandResult, Receipt } from '../../src/shared/contract/command.ts'
import type { Message } from '../../src/shared/contract/message.ts'
import { problemType } from '../../src/shared/contract/problem.ts'
import type { DeliveryState } from '../../src/shared/delivery.ts'
import type { ErrorCode } from '../../src/shared/errors.ts'
import { canonicalJson } from '../../src/shared/canonical-json.ts'
import type { ChangeLine, OutboxRow, RawReply, Runner, SyncPorts, Transition, WakeReason } from '../../src/renderer/sync/ports.ts'
import { readFate, readSend, BROKEN_OFF } from '../../src/renderer/sync/reply.ts'
import { compareCopies } from '../../src/renderer/sync/compare.ts'
import { createRunner } from '../../src/renderer/sync/runner.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const YEAR = 365 * 24 * 60 * MINUTE

/** Small, fast, seeded chance (mulberry32). */
const seeded = (seed: number) => {
  let state = seed >>> 0
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
export const uuidOf = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
export const hashOf = (payload: unknown): string => createHash('sha256').update(canonicalJson(payload)).digest('hex')

/** Written by hand from design §5.4, so that a slip in the shared table shows. */
const LEGAL = new Set([
  'queued>sending', 'queued>withdrawn', 'sending>queued', 'sending>unknown', 'sending>done', 'sending>needs-attention', 'unknown>queued',
  'unknown>done', 'unknown>needs-attention',
])

export type Nature = 'good' | 'bad' | 'poison' | 'riddle'
/** Ways in which the keeping of two copies could be wrong. */
export type Keeping = { journalSkipped?: boolean; noAad?: boolean; relaxed?: boolean }
export type WorldOptions = {
  seed: number
  /** Commands that the operator makes. */
  commands?: number
  /** Changes the ports before the core gets them: how mutants are planted. */
  tamper?: (ports: SyncPorts, world: World) => SyncPorts
  /** Null: one store that never loses anything, as in the seeds from before the journal. */
  keeping?: Keeping | null
}
export type World = {
  violations: string[]
  rows: Map<string, OutboxRow>
  payloads: Map<string, unknown>
  natures: Map<string, Nature>
  /** Messages that the platform made, with the payload's hash, in order. */
  serverMessages: { id: string; key: string; seq: number; hash: string }[]
  serverAnswers: Map<string, CommandResult>
  history: Map<string, number>
  serverVersions: Map<string, number>
  /** A delayed act that a crash undoes. */
  later: (ms: number, act: () => void) => void
  random: () => number
  isAlive: () => boolean
  crashes: number
  /** Crashes that took one of the two stores, or changed it, with them. */
  robberies: number
  requests: number
  run: () => Promise<void>
}

export const createWorld = ({ seed, commands: amount = 8, tamper = (ports) => ports, keeping = {} }: WorldOptions): World => {
  const random = seeded(seed)
  // a stream of its own, so that what happens to the stores does not move the weather
  const fate = seeded(seed ^ 0x5bd1_e995)
  const chance = (probability: number): boolean => random() < probability
  const between = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1))
  const violations: string[] = []
  const broken = (law: string): void => void violations.push(`${law} (seed ${seed}, at ${Math.round(time)} ms)`)

  // time
  let time = 0
  let wallOffset = Date.parse('2026-11-22T08:00:00Z')
  let nextEvent = 0
  const events: { at: number; order: number; act: () => void }[] = []
  const at = (ms: number, act: () => void): void => {
    const event = { at: time + Math.max(0, ms), order: (nextEvent += 1), act }
    let index = events.length
    while (index > 0 && (events[index - 1]!.at > event.at)) index -= 1
    events.splice(index, 0, event)
  }

  // character of this world: some are calm, some are cruel
  const troubleRate = [0, 0.15, 0.4, 0.7][between(0, 3)]!
  const crashRate = [0, 0, 0.004, 0.02][between(0, 3)]!
  const healAt = between(1, 40) * MINUTE
  const sizeLimit = between(1, 6)
  let isHealed = false
  let isLinkUp = true
  let isSignedIn = true

  // the process
  let life = 0
  let runner: Runner | null = null
  let isOn = false
  let ringer = 0
  let flights = 0
  const inFlight = new Map<string, number>()

  const rows = new Map<string, OutboxRow>()
  const payloads = new Map<string, unknown>()
  const natures = new Map<string, Nature>()
  const hashes = new Map<string, string>()
  const serverMessages: World['serverMessages'] = []
  const serverAnswers = new Map<string, CommandResult>()
  const serverVersions = new Map<string, number>()
  const feed: string[] = []
  let feedBegins = 0
  const history = new Map<string, number>()
  let cursor: string | null = null
  let keyOf = new Map<string, { key: string; seq: number }>()

  const world: World = {
    violations, rows, payloads, natures, serverMessages, serverAnswers, history, serverVersions, random, crashes: 0, robberies: 0, requests: 0,
    later: (ms, act) => {
      const mine = life
      at(ms, () => mine === life && act())
    },
    isAlive: () => isOn,
    run: () => runWorld(),
  }

  // the second copy: what the journal's disk has, and what an operator was told is saved
  const journal = new Map<string, { sequence: number; row: OutboxRow; payload: unknown }>()
  const told = new Set<string>()
  /** Rows that were over when their store was lost. */
  const archive = new Map<string, OutboxRow>()
  /** With relaxed durability: writes that a power cut takes back. */
  let unsynced: (() => void)[] = []
  let lastSequence = 0
  const isOver = ({ state }: OutboxRow): boolean => state === 'done' || state === 'withdrawn'
  const writeStore = (row: OutboxRow): void => {
    rows.set(row.id, row)
    if (keeping?.relaxed === true) unsynced.push(() => rows.delete(row.id))
  }
  const writeJournal = (row: OutboxRow): void => {
    if (keeping?.journalSkipped === true) return
    journal.set(row.id, { sequence: (lastSequence += 1), row, payload: payloads.get(row.id) })
    if (keeping?.relaxed === true) unsynced.push(() => journal.delete(row.id))
  }
  const loseStore = (): void => {
    for (const row of rows.values()) if (isOver(row)) archive.set(row.id, row)
    rows.clear()
  }
  const swapPayloads = (): void => {
    const [first, second] = [...rows.values()].filter((row) => !isOver(row))
    if (first === undefined || second === undefined) return
    const [mine, theirs] = [payloads.get(first.id), payloads.get(second.id)]
    payloads.set(first.id, theirs)
    payloads.set(second.id, mine)
    if (keeping?.noAad === true) return
    // what lies in a foreign place does not open: both rows are set aside
    for (const id of [first.id, second.id]) rows.delete(id)
  }
  const rob = (): void => {
    if (keeping === null || isHealed) return
    // a power cut, not only a kill
    for (const undo of unsynced.splice(0)) undo()
    const act = [loseStore, () => journal.clear(), swapPayloads][Math.floor(fate() * 8)]
    if (act === undefined) return
    world.robberies += 1
    act()
  }
  /** As the worker does at every opening. */
  const agree = (): void => {
    const found = compareCopies({
      journal: { commands: [...journal].map(([id, { sequence }]) => ({ id, sequence, draftId: null })), drafts: [] },
      store: { commands: [...rows.values()].map(({ id, state }) => ({ id, state, draftId: null })), drafts: [] },
      doubts: new Set(),
    })
    for (const id of found.restoreCommands) {
      const kept = journal.get(id)!
      payloads.set(id, kept.payload)
      rows.set(id, { ...kept.row, state: 'unknown', attempts: 0 })
    }
    for (const id of found.settle) journal.delete(id)
    for (const id of found.keepCommands) writeJournal(rows.get(id)!)
    unsynced = []
  }

  const crash = (): void => {
    world.crashes += 1
    rob()
    life += 1
    isOn = false
    runner = null
    flights = 0
    inFlight.clear()
    at(between(1, 30) * SECOND, boot)
  }
  const mayCrash = (): boolean => !isHealed && crashRate > 0 && chance(crashRate)
  /** A port call: takes time, and the process may die before or after its effect. */
  const call = <T>(act: () => T, ms = between(0, 20)): Promise<T> =>
    new Promise((resolve, reject) => {
      const mine = life
      if (mayCrash()) return crash()
      at(ms, () => {
        if (mine !== life) return
        let value: T
        try {
          value = act()
        } catch (error) {
          reject(error as Error)
          return
        }
        if (mayCrash()) return crash()
        resolve(value)
      })
    })

  // the platform
  const receiptOf = (command: Command): Receipt => ({
    commandId: command.id, payloadHash: hashOf(command.payload), acceptedAt: '2026-11-22T08:00:00.000Z',
    entity: { kind: 'message', id: command.id, version: 1 },
    message: { number: 900_000_000, epguNumber: 9_000_000_000, registeredAt: '2026-11-22T08:00:00.000Z', answerAt: null }, warnings: [],
  })
  const problem = (code: ErrorCode, status: number) => ({ type: problemType(code), title: code, status })
  const accept = (command: Command): CommandResult => {
    const known = serverAnswers.get(command.id)
    if (known) {
      if (known.outcome === 'accepted') {
        if (known.receipt.payloadHash !== hashOf(command.payload)) return { id: command.id, outcome: 'rejected', problem: problem('E-KEY-REUSED', 422) }
        return { id: command.id, outcome: 'duplicate', receipt: known.receipt }
      }
      return known
    }
    const answer: CommandResult =
      natures.get((command.payload as unknown as { n: string }).n) === 'bad'
        ? { id: command.id, outcome: 'rejected', problem: { ...problem('E-VALIDATION', 422), errors: [{ pointer: '/applicant/phone', code: 'E-PHONE' }] } }
        : { id: command.id, outcome: 'accepted', receipt: receiptOf(command) }
    serverAnswers.set(command.id, answer)
    if (answer.outcome === 'accepted') {
      const { n } = command.payload as unknown as { n: string }
      serverMessages.push({ id: command.id, hash: hashOf(command.payload), ...keyOf.get(n)!, })
      serverVersions.set(command.id, 1)
      feed.push(command.id)
    }
    return answer
  }
  const json = (status: number, body: unknown, headers: RawReply['headers'] = {}): RawReply => ({
    status, headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', ...headers }, body: JSON.stringify(body),
  })
  const gateway = (code: ErrorCode, sent?: 'no'): RawReply => ({ status: 502, headers: { [GATEWAY_HEADER]: code, [GATEWAY_SENT_HEADER]: sent }, body: '' })
  const portal: RawReply = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Оплатите интернет</html>' }
  const isTroubled = (): boolean => !isHealed && chance(troubleRate)
  const retryAfter = (): string => ['1', '30', '120', '99999999', '-5', 'Sun, 22 Nov 2026 08:05:00 GMT', 'скоро'][between(0, 6)]!

  const serve = (commands: readonly Command[]): RawReply => {
    if (!isSignedIn) return json(401, {})
    if (commands.length > sizeLimit && sizeLimit < 4) return { status: 413, headers: { 'content-type': 'text/html' }, body: '<h1>413</h1>' }
    if (commands.some(({ payload }) => natures.get((payload as unknown as { n: string }).n) === 'poison')) return json(500, {})
    const results: unknown[] = commands.map((command) =>
      natures.get((command.payload as unknown as { n: string }).n) === 'riddle' ? { id: command.id, outcome: 'sealed' } : accept(command))
    if (!isHealed && chance(0.3)) results.reverse()
    return json(200, { results })
  }
  const spoil = (commands: readonly Command[]): RawReply => {
    const whole = (): RawReply => serve(commands)
    switch (between(0, 12)) {
      case 0: return gateway('E-TIMEOUT')
      case 1: return whole(), gateway('E-TIMEOUT')
      case 2: return json(500, {})
      case 3: return whole(), json(502, {}, { 'retry-after': retryAfter() })
      case 4: return json(429, {}, { 'retry-after': retryAfter(), date: 'Sun, 22 Nov 2026 08:00:00 GMT' })
      case 5: return json(503, {}, { 'retry-after': retryAfter() })
      case 6: return portal
      case 7: return whole(), { status: 200, headers: {}, body: '{"results": [{"id' }
      case 8: return whole(), json(200, { results: [] })
      case 9: return whole(), json(200, { results: commands.map((command) => ({ id: command.id, outcome: 'accepted', receipt: { ...receiptOf(command), commandId: uuidOf(999_999) } })) })
      case 10: return json(200, { results: commands.map((command) => ({ id: command.id, outcome: 'accepted', receipt: { ...receiptOf(command), payloadHash: 'f'.repeat(64) } })) })
      case 11: {
        // late: the app gives up, the request arrives afterwards
        at(between(1, 300) * SECOND, whole)
        return gateway('E-TIMEOUT')
      }
      default: {
        whole()
        const again = serve(commands)
        isSignedIn = chance(0.8)
        return isSignedIn ? again : json(401, {})
      }
    }
  }

  const transport: SyncPorts['transport'] = {
    send: async (commands) => {
      world.requests += 1
      flights += 1
      if (flights > 1) broken('two requests with commands at once')
      for (const { id } of commands) {
        inFlight.set(id, (inFlight.get(id) ?? 0) + 1)
        if (inFlight.get(id)! > 1) broken('a command is in flight twice')
      }
      const sent = new Set(commands.map(({ id }) => id))
      for (const row of rows.values()) if (row.state === 'sending' && !sent.has(row.id) && commands.every(({ payload }) => payload !== payloads.get(row.id))) broken('a row is `sending` without a request')
      const reply = await call(() => {
        if (!isLinkUp) return gateway('E-OFFLINE', 'no')
        return isTroubled() ? spoil(commands) : serve(commands)
      }, between(5, 400))
      flights -= 1
      for (const { id } of commands) inFlight.delete(id)
      return readSend(reply, wall())
    },
    fate: async (id) => {
      world.requests += 1
      return readFate(await call(() => {
        if (!isLinkUp) return gateway('E-OFFLINE', 'no')
        if (isTroubled()) return [gateway('E-TIMEOUT'), json(500, {}), portal, json(200, { fate: 'frozen' }), { status: 200, headers: {}, body: '{"fa' }][between(0, 4)]!
        if (!isSignedIn) return json(401, {})
        const answer = serverAnswers.get(id)
        const fate: CommandFate = answer === undefined ? { fate: 'unknown' } : 'receipt' in answer ? { fate: 'accepted', receipt: answer.receipt } : { fate: 'rejected', problem: answer.problem }
        return json(200, fate)
      }, between(5, 200)), wall())
    },
    changes: async (since, onLines) => {
      const head = await call(() => (isLinkUp ? (isTroubled() ? between(0, 2) : 9) : -1), between(5, 100))
      if (head === -1) return { kind: 'not-sent', code: 'E-OFFLINE', retryAfterMs: null }
      if (!isSignedIn) return { kind: 'paused', code: 'E-SIGN-IN' }
      if (head === 0) return { kind: 'no-answer', code: 'E-SERVER', retryAfterMs: null }
      if (head === 1 && chance(0.3)) feedBegins = feed.length
      // cursors of a snapshot under way (`s3`) outlive what is forgotten meanwhile
      const isSnapshot = since === null || since.startsWith('s')
      const from = Number((since ?? '0').replace('s', ''))
      if (!isSnapshot && from < feedBegins) return { kind: 'gone' }
      const cursorAt = (place: number): string => (isSnapshot && place < feed.length ? `s${place}` : String(place))
      const isCut = head === 2
      const page = feed.slice(from, from + 3)
      const lines: ChangeLine[] = page.map((id, index) => ({ kind: 'message', cursor: cursorAt(from + index + 1), message: { id, version: serverVersions.get(id) } as Message }))
      if (isCut) lines.splice(between(0, lines.length))
      else lines.push({ kind: 'end', cursor: cursorAt(from + page.length), more: from + page.length < feed.length })
      for (const line of lines) await onLines([line])
      return isCut ? BROKEN_OFF : { kind: 'ended' }
    },
    dictionary: () => call(() => (isTroubled() ? { kind: 'no-answer', code: 'E-PROTO', retryAfterMs: null } : { kind: 'same' })),
    me: () => call(() => {
      if (!isLinkUp) return { kind: 'not-sent', code: 'E-OFFLINE', retryAfterMs: null }
      if (!isSignedIn) return { kind: 'paused', code: 'E-SIGN-IN' }
      return { kind: 'answered', me: { id: 'p', surname: '', name: '', patronymic: null, memberships: [], checklists: [] } }
    }),
  }

  // the store
  const applyOne = ({ id, from, fields }: Transition): boolean => {
    const row = rows.get(id)
    if (row?.state !== from) return false
    if (!LEGAL.has(`${from}>${fields.state}`)) broken(`illegal step ${from} > ${fields.state}`)
    if (fields.state === 'done') {
      const truth = serverAnswers.get(id)
      if (fields.receipt?.commandId !== id || fields.receipt.payloadHash !== hashes.get(id)) broken('done without a matching receipt')
      if (truth?.outcome !== 'accepted') broken('done, but the platform never accepted it')
    }
    rows.set(id, { ...row, ...fields })
    if (fields.state === 'done') journal.delete(id)
    return true
  }
  const outbox: SyncPorts['outbox'] = {
    load: () => call(() => [...rows.values()].filter(({ state }) => state !== 'done' && state !== 'withdrawn')),
    apply: (transitions) => call(() => transitions.filter(applyOne).map(({ id }) => id)),
    commands: (ids) => call(() => ids.map((id) => ({ id, type: 'message.submit', at: '2026-11-22T08:00:00Z', cabinetId: 1, payload: payloads.get(id) }) as unknown as Command)),
  }
  const historyStore: SyncPorts['history'] = {
    cursor: () => call(() => cursor),
    versions: (ids) => call(() => new Map(ids.flatMap((id) => (history.has(id) ? [[id, history.get(id)!] as const] : [])))),
    applyBatch: (batch) => call(() => {
      for (const { id, version } of batch.messages) {
        const known = history.get(id) ?? 0
        // only a snapshot (its batches bring no cursor) may write the same version again: after a change of role it shows another part
        if (version < known || (version === known && batch.cursor !== null)) broken('an older version was written')
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

  const wall = (): number => wallOffset + time
  const portsOfLife = (): SyncPorts => {
    const mine = life
    return {
      outbox, history: historyStore, transport,
      reference: { etag: () => call(() => null), saveDictionary: () => call(() => undefined), saveMe: () => call(() => undefined) },
      clock: { now: wall, monotonic: () => time }, chance: random,
      timer: {
        arm: (ms, ring) => {
          ringer += 1
          const bell = ringer
          at(ms, () => mine === life && bell === ringer && ring())
        },
        cancel: () => void (ringer += 1),
      },
      reports: { facts: () => undefined, moved: () => undefined, trouble: ({ code }, error) => { if (error !== null) broken(`a port threw ${code}: ${String(error)}`) } },
    }
  }
  const boot = (): void => {
    if (keeping !== null) agree()
    isOn = true
    runner = createRunner(tamper(portsOfLife(), world), { batchCommands: () => 5 })
    runner.start()
  }
  const wake = (reason: WakeReason): void => runner?.wake(reason)

  // the operator and the weather
  let lastSeq = 0
  /** The journal, then the store, then the word «Сохранено»: the process may die between any two. */
  const keepTwice = (row: OutboxRow): void => {
    const mine = life
    const steps = [() => writeJournal(row), () => writeStore(row), () => {
      told.add(row.id)
      wake('row')
    }]
    const next = (): void => {
      if (mine !== life) return
      if (!isHealed && crashRate > 0 && fate() < crashRate) return crash()
      steps.shift()?.()
      if (steps.length > 0) at(fate() * 20, next)
    }
    next()
  }
  const queue = (): void => {
    if (keeping !== null && !isOn) return at(SECOND, queue)
    const n = `c${(lastSeq += 1)}`
    const id = uuidOf(lastSeq)
    const roll = random()
    natures.set(n, roll < 0.08 ? 'poison' : roll < 0.12 ? 'riddle' : roll < 0.25 ? 'bad' : 'good')
    natures.set(id, natures.get(n)!)
    const messageKey = natures.get(n) === 'good' && chance(0.4) ? 'shared' : id
    const payload = { n, text: 'Не убран снег' }
    keyOf = keyOf.set(n, { key: messageKey, seq: lastSeq })
    payloads.set(id, payload)
    hashes.set(id, hashOf(payload))
    const row: OutboxRow = {
      id, seq: lastSeq, messageKey, type: 'message.submit', cabinetId: 1, payloadHash: hashes.get(id)!, notBefore: chance(0.2) ? wall() + 10 * SECOND : null,
      queuedAt: new Date(wall()).toISOString(), state: 'queued', attempts: 0, nextAttemptAt: null, failure: null, issues: [], receipt: null,
    }
    if (keeping !== null) return keepTwice(row)
    rows.set(id, row)
    told.add(id)
    wake('row')
  }
  const takeBack = (): void => {
    const row = [...rows.values()].find(({ state, attempts }) => state === 'queued' && attempts === 0)
    if (row === undefined || (keeping !== null && !isOn)) return
    rows.set(row.id, { ...row, state: 'withdrawn' })
    journal.delete(row.id)
  }
  const weather = (): void => {
    if (isHealed) return
    const roll = random()
    if (roll < 0.4) isLinkUp = !isLinkUp
    else if (roll < 0.5) wallOffset += (chance(0.5) ? 1 : -1) * between(0, 10) * YEAR
    else if (roll < 0.6) wake('operator')
    else if (roll < 0.7) takeBack()
    else if (roll < 0.8) wake(isLinkUp ? 'link' : 'poke')
    else if (roll < 0.85 && serverMessages.length > 0) {
      const { id } = serverMessages[between(0, serverMessages.length - 1)]!
      serverVersions.set(id, serverVersions.get(id)! + 1)
      feed.push(id)
    } else if (!isSignedIn) {
      isSignedIn = true
      wake('session')
    }
    at(between(1, 5 * 60) * SECOND, weather)
  }
  const heal = (): void => {
    isHealed = true
    isLinkUp = true
    isSignedIn = true
  }

  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  const runUntil = async (end: number): Promise<void> => {
    let steps = 0
    while (events.length > 0 && events[0]!.at <= end && violations.length === 0) {
      const event = events.shift()!
      time = Math.max(time, event.at)
      event.act()
      await turn()
      if ((steps += 1) > 20_000) return broken('the core never rests')
    }
    time = end
  }
  /** Longest honest wait: a Retry-After at its cap with its spread, and two intervals of an open breaker. */
  const PATIENCE = 100 * MINUTE
  const runWorld = async (): Promise<void> => {
    for (let made = 0; made < amount; made += 1) at(between(0, healAt), queue)
    at(between(1, 60) * SECOND, weather)
    boot()
    await turn()
    await runUntil(healAt)
    heal()
    await runUntil(healAt + PATIENCE)
    if (violations.length > 0) return
    judgeEnd()
    life += 1
  }
  const judgeEnd = (): void => {
    for (const id of told) if (!rows.has(id) && !archive.has(id)) broken('a row is lost')
    for (const [id, row] of archive) if (!rows.has(id)) rows.set(id, row)
    for (const row of rows.values()) {
      const nature = natures.get(row.id)!
      const made = serverMessages.filter(({ hash }) => hash === hashes.get(row.id)).length
      if (hashOf(payloads.get(row.id)) !== row.payloadHash) broken('a payload changed')
      const expected: readonly DeliveryState[] = row.state === 'withdrawn' ? ['withdrawn'] : { good: ['done'], bad: ['needs-attention'], poison: ['queued', 'sending', 'unknown'], riddle: ['queued', 'sending', 'unknown'] }[nature] as DeliveryState[]
      if (!expected.includes(row.state)) broken(`a ${nature} command ended as ${row.state}`)
      if (made !== (row.state === 'done' ? 1 : 0)) broken(`${made} messages for a command that is ${row.state}`)
    }
    const shared = serverMessages.filter(({ key }) => key === 'shared').map(({ seq }) => seq)
    if (shared.some((seq, index) => index > 0 && seq < shared[index - 1]!)) broken('commands of one message arrived out of order')
    for (const { id } of serverMessages) if (history.get(id) !== serverVersions.get(id)) broken('history did not follow the platform')
  }
  return world
}
