// A seeded world for the sync core: virtual clocks, stores that survive crashes, a link that fails, a platform that commits, one or two
// operators at one seat. Everything that happens follows from the seed; laws that are broken are collected in `violations`.
import type { DeliveryState } from '../../src/shared/delivery.ts'
import type { CommandType } from '../../src/shared/contract/command.ts'
import type { OutboxRow, Runner, SyncPorts, WakeReason } from '../../src/renderer/sync/ports.ts'
import { createRunner } from '../../src/renderer/sync/runner.ts'
import { hashOf, seeded, uuidOf } from './world/chance.ts'
import { LAWS, type Fault, type Law } from './world/laws.ts'
import { createPlatform, type Commit, type Made, type Nature } from './world/platform.ts'
import { createSeat, type Seat } from './world/seat.ts'
import { createCopies, type Keeping } from './world/stores.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const YEAR = 365 * 24 * 60 * MINUTE
/** Longest honest wait: a Retry-After at its cap with its spread, and two intervals of an open breaker. */
const PATIENCE = 100 * MINUTE

export type WorldOptions = {
  seed: number
  /** Commands that operators make, beside corrections and decisions. */
  commands?: number
  /** Changes the ports before the core gets them: how mutants are planted. */
  tamper?: (ports: SyncPorts, world: World, seat: Seat) => SyncPorts
  keeping?: Keeping
}
export type Violation = { law: Law; text: string }
export type World = {
  violations: Violation[]
  seats: readonly Seat[]
  commits: readonly Commit[]
  versions: ReadonlyMap<string, number>
  /** A delayed act that a crash undoes. */
  later: (ms: number, act: () => void) => void
  random: () => number
  faults: Map<Fault, number>
  /** Steps of the delivery table that rows took, as `from>event`. */
  walked: Set<string>
  requests: number
  run: () => Promise<void>
}

export const createWorld = ({ seed, commands: amount = 8, tamper = (ports) => ports, keeping = {} }: WorldOptions): World => {
  const random = seeded(seed)
  // a stream of its own, so that what happens to the stores does not move the weather
  const fate = seeded(seed ^ 0x5bd1_e995)
  const chance = (probability: number): boolean => random() < probability
  const between = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1))

  // time
  let time = 0
  let wallOffset = Date.parse('2026-11-22T08:00:00Z')
  const events: { at: number; act: () => void }[] = []
  const at = (ms: number, act: () => void): void => {
    const due = time + Math.max(0, ms)
    let index = events.length
    while (index > 0 && events[index - 1]!.at > due) index -= 1
    events.splice(index, 0, { at: due, act })
  }
  const wall = (): number => wallOffset + time

  const violations: Violation[] = []
  const broken = (law: Law, what: string): void => void violations.push({ law, text: `${law} ${LAWS[law]}: ${what} (seed ${seed}, commands ${amount}, at ${Math.round(time)} ms)` })
  const faults = new Map<Fault, number>()
  const happened = (fault: Fault): void => void faults.set(fault, (faults.get(fault) ?? 0) + 1)

  // character of this world: some are calm, some are cruel
  const troubleRate = [0, 0.15, 0.4, 0.7][between(0, 3)]!
  const crashRate = [0, 0, 0.004, 0.02][between(0, 3)]!
  const healAt = between(1, 40) * MINUTE
  const sizeLimit = between(1, 6)
  let isHealed = false
  let isLinkUp = true

  // the process, and who sits before it
  let life = 0
  let isOn = false
  let runner: Runner | null = null
  let ringer = 0
  let current = 0
  let session: number | null = 0

  const made = new Map<string, Made>()
  const byName = new Map<string, Made>()
  const told = new Set<string>()
  const filesDone = new Set<string>()
  const platform = createPlatform(
    { random, at, isHealed: () => isHealed, madeBy: (n) => byName.get(n)!, broken, happened, signOut: () => void (session = null) },
    { sizeLimit, troubleRate },
  )
  const later = (ms: number, act: () => void): void => {
    const mine = life
    at(ms, () => mine === life && act())
  }
  const mayCrash = (): boolean => !isHealed && crashRate > 0 && chance(crashRate)
  const call = <T>(act: () => T, ms = between(0, 20)): Promise<T> =>
    new Promise((resolve, reject) => {
      if (mayCrash()) return crash()
      later(ms, () => {
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
  const timer = (): SyncPorts['timer'] => {
    const mine = life
    return {
      arm: (ms, ring) => {
        const bell = (ringer += 1)
        at(ms, () => mine === life && bell === ringer && ring())
      },
      cancel: () => void (ringer += 1),
    }
  }
  const world: World = { violations, seats: [], commits: platform.commits, versions: platform.versions, later, random, faults, walked: new Set(), requests: 0, run: () => runWorld() }
  const seats = Array.from({ length: fate() < 0.25 ? 2 : 1 }, (_, owner) => createSeat({
    owner, copies: createCopies(keeping, happened), platform, made, filesDone, time: () => time, wall, chance: random, between, call,
    isLinkUp: () => isLinkUp, author: () => (session === owner || keeping.anyToken === true ? session : null), broken, later, timer,
    requested: () => void (world.requests += 1), walked: (step) => void world.walked.add(step),
  }))
  world.seats = seats
  const here = (): Seat => seats[current]!

  const end = (): void => {
    life += 1
    isOn = false
    runner = null
    for (const seat of seats) seat.forget(true)
  }
  const crash = (): void => {
    happened('crash')
    if (!isHealed) here().copies.rob(fate())
    end()
    at(between(1, 30) * SECOND, boot)
  }
  const boot = (): void => {
    if (isOn) return
    for (const _ of here().copies.agree()) if (!isHealed && crashRate > 0 && fate() < crashRate) return crash()
    isOn = true
    runner = createRunner(tamper(here().ports(), world, here()), { batchCommands: () => 5 })
    for (const row of here().rows.values()) if (row.waitsForFiles === true) upload(row.id)
    runner.start()
  }
  const wake = (reason: WakeReason): void => {
    if (reason === 'link' || reason === 'operator' || reason === 'session') here().forget(false)
    runner?.wake(reason)
  }
  const shiftChange = (to: number): void => {
    if (to === current) return
    happened('shift change')
    end()
    current = to
    // the one who left may still be signed in when the next one's work is opened
    if (isHealed || fate() < 0.5) session = to
    at(SECOND, boot)
  }

  // the operator
  /** Carries a message's files over, however often it takes; whoever finishes wakes the core. */
  const upload = (id: string): void => later(between(1, 3 * 60) * SECOND, () => {
    if (here().rows.get(id)?.waitsForFiles !== true) return
    const isHeld = !isLinkUp || session !== current
    if (isHeld) happened('file held up')
    if (isHeld || platform.isTroubled()) {
      if (!isHeld) happened('file lost its way')
      return upload(id)
    }
    filesDone.add(id)
    here().change(id, { waitsForFiles: false })
    wake('row')
  })
  /** The journal, then the store, then the word «Сохранено»: the process may die between any two. */
  const keepTwice = (row: OutboxRow): void => {
    const seat = here()
    const say = (): void => void told.add(row.id)
    const write = [() => seat.copies.writeJournal(row), () => seat.copies.writeStore(row)]
    const wakeUp = (): void => {
      if (row.waitsForFiles === true) upload(row.id)
      wake('row')
    }
    const steps = [...(keeping.toldFirst === true ? [say, ...write] : [...write, say]), wakeUp]
    const next = (): void => {
      if (!isHealed && crashRate > 0 && fate() < crashRate) return crash()
      steps.shift()?.()
      if (steps.length > 0) later(fate() * 20, next)
    }
    next()
  }
  let lastSeq = 0
  let awaited = amount
  const make = (nature: Nature, base: Made['base'], hasFiles: boolean, sharesKey: boolean): void => {
    const seq = (lastSeq += 1)
    const id = uuidOf(seq)
    const payload = { n: `c${seq}`, text: 'Не убран снег' }
    const mine: Made = { id, seq, nature, owner: current, key: base?.id ?? (sharesKey ? `shared${current}` : id), payload, base }
    made.set(id, mine)
    byName.set(payload.n, mine)
    here().payloads.set(id, payload)
    keepTwice({
      id, seq, messageKey: mine.key, type: (base === null ? 'message.submit' : 'message.assign') as CommandType, cabinetId: 1, payloadHash: hashOf(payload), notBefore: chance(0.2) ? wall() + 10 * SECOND : null,
      queuedAt: new Date(wall()).toISOString(), state: 'queued', attempts: 0, nextAttemptAt: null, failure: null, issues: [], receipt: null,
      ...(hasFiles ? { waitsForFiles: true } : {}),
    })
  }
  const known = (): Made['base'] => {
    const messages = [...here().history]
    const [id, version] = messages[Math.floor(fate() * messages.length)] ?? []
    return id === undefined || version === undefined ? null : { id, version }
  }
  const queue = (): void => {
    if (!isOn) return at(SECOND, queue)
    awaited -= 1
    const base = fate() < 0.3 ? known() : null
    if (base !== null) return make('good', base, false, false)
    const roll = random()
    const nature = roll < 0.08 ? 'poison' : roll < 0.12 ? 'riddle' : roll < 0.25 ? 'bad' : 'good'
    const hasFiles = fate() < 0.15
    make(nature, null, hasFiles, !hasFiles && nature === 'good' && chance(0.4))
  }
  const withdraw = (row: OutboxRow): void => {
    const seat = here()
    world.walked.add(`${row.state}>withdraw`)
    seat.change(row.id, { state: 'withdrawn' })
    later(fate() * 20, () => seat.copies.journal.delete(row.id))
  }
  const takeBack = (): void => {
    const row = [...here().rows.values()].find(({ state, attempts }) => state === 'queued' && attempts === 0)
    if (row !== undefined && isOn) withdraw(row)
  }
  /** «Оставить моё» or «принять их», and «исправить» or «удалить»: what was set aside is over, and often something new follows. */
  const decide = (): void => {
    const row = [...here().rows.values()].find(({ state }) => state === 'needs-attention')
    if (row === undefined || !isOn) return
    const { base } = made.get(row.id)!
    const again = fate() < 0.5
    withdraw(row)
    if (again) make('good', base === null ? null : { id: base.id, version: platform.versions.get(base.id)! }, false, false)
  }
  /** The queue is carried away in a file: another seat may bring it to the platform before this one does. */
  const carryAway = (): void => {
    for (const row of here().rows.values()) {
      if (row.state !== 'queued') continue
      world.walked.add('queued>export')
      here().change(row.id, { state: 'unknown' })
    }
  }
  const weather = (): void => {
    if (isHealed) return
    const roll = random()
    if (roll < 0.4) {
      isLinkUp = !isLinkUp
      if (!isLinkUp) happened('link down')
    } else if (roll < 0.5) {
      happened('clock jump')
      wallOffset += (chance(0.5) ? 1 : -1) * between(0, 10) * YEAR
    } else if (roll < 0.55) wake('operator')
    else if (roll < 0.6) decide()
    else if (roll < 0.7) takeBack()
    else if (roll < 0.8) wake(isLinkUp ? 'link' : 'poke')
    else if (roll < 0.85) platform.changeSome()
    else if (session !== current) {
      session = current
      wake('session')
    } else if (roll < 0.92 && seats.length > 1) shiftChange(1 - current)
    else if (roll > 0.97 && isOn) carryAway()
    at(between(1, 5 * 60) * SECOND, weather)
  }

  // ticks run once every promise that can go on has gone on: no turn of the real event loop is needed
  const turn = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve))
  const runUntil = async (until: number): Promise<void> => {
    let steps = 0
    while (events.length > 0 && events[0]!.at <= until && violations.length === 0) {
      const event = events.shift()!
      time = Math.max(time, event.at)
      event.act()
      await turn()
      if ((steps += 1) > 20_000) return broken('I12', 'the core never rests')
    }
    time = until
  }
  const runWorld = async (): Promise<void> => {
    for (let count = 0; count < amount; count += 1) at(between(0, healAt), queue)
    at(between(1, 60) * SECOND, weather)
    boot()
    await turn()
    await runUntil(healAt)
    isHealed = true
    isLinkUp = true
    session = current
    // everybody at this seat has a shift in the healed world
    for (const shift of seats.length > 1 ? [current, 1 - current] : [current]) {
      if (shift !== current) shiftChange(shift)
      for (let minutes = 0; minutes < PATIENCE / MINUTE && violations.length === 0 && !isCalm(); minutes += 1) await runUntil(time + MINUTE)
      // and it stays so
      await runUntil(time + 2 * MINUTE)
    }
    if (violations.length > 0) return
    for (const seat of seats) judge(seat)
    judgeCommits()
    life += 1
  }
  /** Nothing more is to come for who sits here, but for what is hopeless. */
  const isCalm = (): boolean => {
    const { rows, history } = here()
    const isOpen = ({ id, state }: OutboxRow): boolean => ['queued', 'sending', 'unknown'].includes(state) && ['good', 'bad'].includes(made.get(id)!.nature)
    return isOn && awaited === 0 && ![...rows.values()].some(isOpen) && ![...platform.versions].some(([id, version]) => history.get(id) !== version)
  }
  const judge = (seat: Seat): void => {
    const { rows, payloads, history, copies } = seat
    for (const id of told) if (made.get(id)!.owner === seat.owner && !rows.has(id) && !copies.archive.has(id)) broken('I11', 'a row is lost')
    for (const row of [...rows.values(), ...[...copies.archive.values()].filter(({ id }) => !rows.has(id))]) {
      const { nature, payload, base } = made.get(row.id)!
      const commits = platform.commits.filter(({ hash }) => hash === hashOf(payload)).length
      if (payloads.get(row.id) !== payload) broken(hashOf(payloads.get(row.id)!) === hashOf(payload) ? 'I4' : 'I8', 'a payload changed')
      const waiting: DeliveryState[] = ['queued', 'sending', 'unknown']
      const expected: DeliveryState[] = row.state === 'withdrawn' ? ['withdrawn'] : { good: base === null ? ['done'] : ['done', 'needs-attention'], bad: ['needs-attention'], poison: waiting, riddle: waiting }[nature] as DeliveryState[]
      if (!expected.includes(row.state)) broken('I7', `a ${nature} command ended as ${row.state}`)
      if (commits !== (row.state === 'done' ? 1 : 0)) broken('I1', `${commits} on the platform for a command that is ${row.state}`)
    }
    // who went home before the last shift has not heard of it yet
    if (seat === here()) for (const [id, version] of platform.versions) if (history.get(id) !== version) broken('I14', 'history did not follow the platform')
  }
  const judgeCommits = (): void => {
    const lineOf = ({ key, owner }: Commit): string => `${key} of ${owner}`
    for (const line of new Set(platform.commits.map(lineOf))) {
      const order = platform.commits.filter((commit) => lineOf(commit) === line).map(({ seq }) => seq)
      if (order.some((seq, index) => index > 0 && seq < order[index - 1]!)) broken('I5', 'commands of one message arrived out of order')
    }
  }
  return world
}
