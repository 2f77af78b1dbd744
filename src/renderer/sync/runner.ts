// Ties plan, settle, backoff and pull to the ports: one run at a time, one request in flight. All judgement is in the pure files.
import { AppError, type ErrorCode } from '../../shared/errors.ts'
import type { SyncFacts } from '../../shared/workspace.ts'
import { admit, afterAsk, afterCrash, afterPull, afterSend, freshLink, linkState, pullDueAt, reopened, type LinkMemory, type Moment } from './link.ts'
import { plan } from './plan.ts'
import type { MeOutcome, OutboxRow, Runner, RunnerOptions, SendOutcome, SyncPorts, Transition, Trouble, WakeReason } from './ports.ts'
import { pull, type Snapshot } from './pull.ts'
import { attempt, recover, settle, settleFate, step } from './settle.ts'

const isSettled = ({ state }: { state: string }): boolean => state === 'done' || state === 'needs-attention'
const codeOf = (error: unknown): ErrorCode => (error instanceof AppError ? error.code : 'E-INTERNAL')

/** The one sync engine of an open workspace. See `Runner` in ports.ts for its calls. */
export const createRunner = (ports: SyncPorts, options: RunnerOptions): Runner => {
  const { outbox, reference, transport, clock, chance, timer, reports } = ports
  const moment = (): Moment => ({ now: clock.now(), monotonic: clock.monotonic(), random: chance(), batchLimit: Math.max(1, options.batchCommands()) })
  let memory: LinkMemory = freshLink(moment())
  let snapshot: Snapshot | null = null
  let counts = { queued: 0, needsAttention: 0, unknown: 0 }
  let rowsDueAt: number | null = null
  let isStopped = false
  let isPulling = false
  let wokenAgain = false
  let running: Promise<void> | null = null
  const wanted = { me: true, dictionary: true }

  const facts = (): SyncFacts => {
    const delay = (rowsDueAt ?? memory.openAt) - clock.monotonic()
    return {
      link: linkState(memory, clock.monotonic()),
      offlineSince: memory.offlineSince,
      lastContactAt: memory.lastContactAt,
      nextAttemptAt: delay > 0 ? clock.now() + delay : null,
      failure: memory.failure,
      ...counts,
      clockOffsetMs: memory.clockOffsetMs,
      pulling: isPulling,
    }
  }
  const remember = (next: LinkMemory): void => {
    memory = next
    reports.facts(facts())
  }

  const load = async (): Promise<readonly OutboxRow[]> => {
    const rows = await outbox.load()
    const count = (...states: string[]): number => rows.filter(({ state }) => states.includes(state)).length
    counts = { queued: count('queued', 'sending'), needsAttention: count('needs-attention'), unknown: count('unknown') }
    remember(admit(memory, rows, moment()))
    return rows
  }
  const write = async (transitions: readonly Transition[]): Promise<readonly string[]> => {
    if (transitions.length === 0) return []
    const written = await outbox.apply(transitions)
    reports.moved(['outbox'])
    if (transitions.some(({ fields }) => fields.state === 'done')) {
      memory = { ...memory, pullAt: Math.min(memory.pullAt, clock.monotonic()) }
      wanted.me = wanted.me || transitions.some(({ fields }) => fields.receipt?.entity.kind === 'checklist')
    }
    return written
  }

  const sendBatch = async (chosen: readonly OutboxRow[]): Promise<void> => {
    const commands = await outbox.commands(chosen.map(({ id }) => id))
    const legible = new Set(commands.map(({ id }) => id))
    const attempts = chosen.map(attempt)
    const started = new Set(await write(attempts))
    const sending = chosen.filter(({ id }) => started.has(id)).map((row) => ({ ...row, ...attempt(row).fields }))
    const damaged = sending.filter(({ id }) => !legible.has(id))
    await write(damaged.map((row) => step(row, 'refusal', { failure: { code: 'E-INTEGRITY' } })))
    const travelling = sending.filter(({ id }) => legible.has(id))
    if (travelling.length === 0) return
    const outcome = await transport.send(commands.filter(({ id }) => started.has(id)))
    await settleBatch(travelling, outcome)
  }

  const settleBatch = async (rows: readonly OutboxRow[], outcome: SendOutcome): Promise<void> => {
    const alone = rows.length === 1
    const at = moment()
    const ids = rows.map(({ id }) => id)
    const steps = rows.map((row) => settle(row, outcome, { alone, nextAttemptAt: null, at: at.now }))
    const kept = steps.filter(({ fields }) => !isSettled(fields)).map(({ id }) => id)
    const next = afterSend(memory, outcome, ids, kept, at)
    const dueAt = (id: string): number => at.now + Math.max(0, Math.max(next.openAt, next.waits.get(id)?.until ?? 0) - at.monotonic)
    // remembered before the write: a wake that comes meanwhile must not be overruled by an older judgement
    memory = next
    wanted.me ||= outcome.kind === 'paused'
    await write(steps.map((told) => (isSettled(told.fields) ? told : { ...told, fields: { ...told.fields, nextAttemptAt: dueAt(told.id) } })))
    remember(memory)
  }

  /** Whether the next question may follow at once. */
  const askFate = async (row: OutboxRow): Promise<boolean> => {
    const outcome = await transport.fate(row.id)
    const told = settleFate(row, outcome)
    memory = afterAsk(memory, outcome, row.id, told !== null, moment())
    if (told) await write([told])
    remember(memory)
    return memory.openAt <= clock.monotonic()
  }

  const askMe = async (): Promise<MeOutcome> => {
    const outcome = await transport.me()
    if (outcome.kind !== 'answered') return outcome
    await reference.saveMe(outcome.me)
    wanted.me = false
    reports.moved(['me'])
    return outcome
  }
  /** False: nobody is signed in, so that no row has to become `sending` to find it out. Any other trouble shows in sending itself. */
  const mayPass = async (): Promise<boolean> => {
    if (!wanted.me) return true
    const outcome = await askMe()
    if (outcome.kind !== 'paused') return true
    notePull(outcome)
    return false
  }

  const push = async (): Promise<void> => {
    const lost = (await outbox.load()).filter(({ state }) => state === 'sending')
    await write(lost.map(recover))
    let isFirst = true
    for (;;) {
      if (isStopped) return
      const rows = await load()
      const decision = plan(rows, clock.monotonic(), memory)
      rowsDueAt = decision.kind === 'wait' ? decision.until : null
      if (decision.kind === 'wait' || decision.kind === 'idle') return
      const wantedIds = new Set(decision.ids)
      const chosen = rows.filter(({ id }) => wantedIds.has(id))
      if (decision.kind === 'send' && isFirst && !(await mayPass())) continue
      isFirst = false
      if (isStopped) return
      if (decision.kind === 'send') await sendBatch(chosen)
      else for (const row of chosen) if (isStopped || !(await askFate(row))) break
    }
  }

  const notePull = (outcome: Trouble | { kind: 'ended' | 'gone'; serverAt?: number | null }, again = false): void =>
    remember(afterPull(memory, outcome, { idle: counts.queued + counts.unknown === 0, again }, moment()))
  const isTrouble = (outcome: { kind: string }): outcome is Trouble => ['not-sent', 'no-answer', 'paused', 'refused'].includes(outcome.kind)

  /** Person and dictionary, when they may have changed. False: there was trouble, the feed waits too. */
  const refreshReference = async (): Promise<boolean> => {
    if (wanted.me) {
      const outcome = await askMe()
      if (isTrouble(outcome)) return notePull(outcome), false
    }
    if (wanted.dictionary) {
      const outcome = await transport.dictionary(await reference.etag())
      if (isTrouble(outcome)) return notePull(outcome), false
      if (outcome.kind === 'answered') await reference.saveDictionary(outcome.dictionary, outcome.etag)
      wanted.dictionary = false
      if (outcome.kind === 'answered') reports.moved(['dictionary'])
    }
    return true
  }

  const pullFeed = async (): Promise<void> => {
    if (isStopped || pullDueAt(memory) > clock.monotonic() || !(await refreshReference())) return
    isPulling = true
    try {
      const pulled = await pull(ports, { snapshot, mayGoOn: () => !isStopped && !wokenAgain, onWrote: () => reports.moved(['messages']) })
      snapshot = pulled.snapshot
      wanted.dictionary = wanted.dictionary || pulled.dictionaryMoved
      if (pulled.unreadable > 0) reports.trouble({ code: 'E-PROTO-NEW', details: { lines: pulled.unreadable } }, null)
      notePull(pulled.outcome, pulled.unfinished || wanted.dictionary)
      if (pulled.unfinished) wokenAgain = true
    } finally {
      isPulling = false
    }
  }

  const guarded = async (part: () => Promise<void>): Promise<void> => {
    try {
      await part()
    } catch (error) {
      const code = codeOf(error)
      memory = afterCrash(memory, code, moment())
      rowsDueAt = memory.openAt
      reports.trouble({ code }, error)
    }
  }
  const armTimer = (): void => {
    if (isStopped) return
    const due = Math.min(rowsDueAt ?? Number.POSITIVE_INFINITY, pullDueAt(memory))
    timer.arm(Math.max(0, due - clock.monotonic()), () => wake('row'))
  }
  const runAll = async (): Promise<void> => {
    for (;;) {
      wokenAgain = false
      rowsDueAt = null
      await guarded(push)
      await guarded(pullFeed)
      if (isStopped || !wokenAgain) break
    }
    running = null
    armTimer()
    reports.facts(facts())
  }
  const run = (): Promise<void> => {
    // begins after this turn, so that a port which wakes us meanwhile finds a run under way
    if (running === null) running = Promise.resolve().then(runAll)
    else wokenAgain = true
    return running
  }

  const wake = (reason: WakeReason): void => {
    if (isStopped) return
    if (reason === 'link' || reason === 'session' || reason === 'operator') memory = reopened(memory, moment())
    if (reason === 'session') Object.assign(wanted, { me: true, dictionary: true })
    if (reason === 'dictionary') wanted.dictionary = true
    if ((reason === 'poke' || reason === 'dictionary') && memory.pullFailures === 0) memory = { ...memory, pullAt: clock.monotonic() }
    void run()
  }
  return {
    start: () => wake('operator'),
    wake,
    tryNow: async () => {
      wake('operator')
      await running
      return facts()
    },
    facts,
    stop: async () => {
      isStopped = true
      timer.cancel()
      await running
    },
  }
}
