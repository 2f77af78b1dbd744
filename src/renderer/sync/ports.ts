// What the sync core asks of the world: storage, transport, clock, chance, timer. Types only; the worker and the test world implement them.
// The core never sees a citizen's word: rows are the plain view of the outbox, payloads pass from store to transport unread.
import type { Change } from '../../shared/contract/change.ts'
import type { Command, CommandFate, CommandFates, CommandResult, CommandType, Receipt } from '../../shared/contract/command.ts'
import type { Dictionary } from '../../shared/contract/dictionary.ts'
import type { HandOver } from '../../shared/contract/hand-over.ts'
import type { Message } from '../../shared/contract/message.ts'
import type { Me } from '../../shared/contract/person.ts'
import type { Problem } from '../../shared/contract/problem.ts'
import type { ShiftNote } from '../../shared/contract/shift.ts'
import type { DeliveryEvent, DeliveryState } from '../../shared/delivery.ts'
import type { ErrorCode, Failure, Result } from '../../shared/errors.ts'
import type { JournalContents, JournalEntry, SnapshotPart } from '../../shared/journal.ts'
import type { FieldIssue, SyncFacts, Topic, Withdrawal } from '../../shared/workspace.ts'

/** The fields of a row that the core changes. Everything else in a row is frozen when it is queued. */
export type DeliveryFields = {
  state: DeliveryState
  /** Raised before every send, in the transaction that makes the row `sending`. */
  attempts: number
  /** For the screen only (ms of this computer's clock): the core waits by monotonic time and never reads it. */
  nextAttemptAt: number | null
  /** Why it waits or was set aside. */
  failure: Failure | null
  /** Reasons beside fields, by the draft's own paths. */
  issues: FieldIssue[]
  /** Only a receipt that matches id and payload hash ever gets here. */
  receipt: Receipt | null
  /** What stood on the platform when it said that the command was decided on another version; passed on unread. */
  conflict?: Clash | null
  /** Why it was taken out of the tray. */
  withdrawal?: Withdrawal
  /** Why the coordinator could not be given it. */
  handOverFailure?: Failure
}
/** `now` null: the message is out of this person's sight. `at`: ms of this computer's clock. */
export type Clash = { now: Message | null; at: number }

/** One command of the outbox, unsealed and without its payload. */
export type OutboxRow = DeliveryFields & {
  /** The command's id: the idempotency key, never changed. */
  id: string
  /** Order of intake, rising by one; independent of any clock. */
  seq: number
  /** Order is kept among rows of one key: the message's id (for a submission its own id, so submissions never wait for each other). */
  messageKey: string
  type: CommandType
  cabinetId: number
  /** SHA-256 (hex) of the canonical JSON of the payload, fixed when queued. */
  payloadHash: string
  /** Not to be sent before this (ms of this computer's clock); null: at once. Waited out by monotonic time, 10 s at most. */
  notBefore: number | null
  queuedAt: string
  /** Its files are not yet on the platform: it holds its place and is not sent. */
  waitsForFiles?: boolean
  /** It was made on top of a command that a person has to decide about first. */
  isHeld?: boolean
}

/** One step of one row. Written only if the stored state is still `from`; `event` is its reason in the delivery table. */
export type Transition = { id: string; from: DeliveryState; event: DeliveryEvent; fields: DeliveryFields }

export type OutboxStore = {
  /** Every row but `done` and `withdrawn` ones, by `seq`. `needs-attention` rows are among them. */
  load: () => Promise<readonly OutboxRow[]>
  /**
   * All in ONE strict transaction; resolves when committed, with the ids that were written. A row whose stored state is no
   * longer `from` (taken back meanwhile) is left alone and not named; the others are still written. Throws AppError (E-DISK, E-DB).
   */
  apply: (transitions: readonly Transition[]) => Promise<readonly string[]>
  /**
   * The frozen commands of these rows, in the order asked; one made on top of another of this seat stands on what that one came to. One that cannot be unsealed, parsed, or whose payload no longer has
   * its hash is left out: the core sets that row aside (E-INTEGRITY) and sends the rest.
   */
  commands: (ids: readonly string[]) => Promise<readonly Command[]>
}

/** What kept a request from a good answer. `serverAt`: the platform's clock (header `date`, ms), when an answer came at all. */
type Heard = { serverAt?: number | null }
/** Certainly never read by the platform (no link, TLS, proxy, 425, 429, 503): E-OFFLINE, E-TLS, E-PROXY, E-BUSY, E-TIMEOUT while connecting. */
export type NotSent = Heard & { kind: 'not-sent'; code: ErrorCode; retryAfterMs: number | null }
/** It left, and nothing trustworthy came back: E-TIMEOUT, E-SERVER, E-PORTAL, E-PROTO, E-PROTO-NEW, E-OFFLINE (cut after sending). */
export type NoAnswer = Heard & { kind: 'no-answer'; code: ErrorCode; retryAfterMs: number | null }
/** Nobody may pass until a person acts: E-SIGN-IN, E-ROLE, E-CLIENT-OLD. Nothing was done with the request. */
export type Paused = Heard & { kind: 'paused'; code: ErrorCode }
/** A definite no to the request as a whole (4xx): nothing of it was done. E-VALIDATION, E-FORBIDDEN, E-SERVER-SIZE, E-NOT-FOUND, E-KEY-REUSED ... */
export type Refused = Heard & { kind: 'refused'; code: ErrorCode; problem: Problem | null }
export type Trouble = NotSent | NoAnswer | Paused | Refused

/** One answer of a batch; `unreadable`: it names the command but says something that we do not understand. */
export type SendResult = CommandResult | { id: string; outcome: 'unreadable'; code: 'E-PROTO' | 'E-PROTO-NEW' }
export type SendOutcome = Trouble | (Heard & { kind: 'answered'; results: readonly SendResult[] })
export type FateOutcome = Trouble | (Heard & { kind: 'answered'; fate: CommandFate })
export type FatesOutcome = Trouble | (Heard & { kind: 'answered'; fates: CommandFates })
export type DictionaryOutcome = Trouble | (Heard & { kind: 'answered'; dictionary: Dictionary; etag: string | null }) | (Heard & { kind: 'same' })
export type MeOutcome = Trouble | (Heard & { kind: 'answered'; me: Me })
/** `ended`: the body is over (whether it was whole is judged by its last line). `gone`: 410, take a snapshot anew. */
export type ChangesOutcome = Trouble | (Heard & { kind: 'ended' }) | (Heard & { kind: 'gone' })

/** A line of the feed, or one that could not be read (`id`: the message that it is about, if it says so): what we have of it stays. */
export type ChangeLine = Change | { kind: 'unreadable'; code: 'E-PROTO' | 'E-PROTO-NEW'; id: string | null }

/**
 * The road to the platform. Never throws for an expected trouble. `reply.ts` judges a raw reply; the worker only fetches.
 * Every call has its own deadline (gateway).
 */
export type Transport = {
  send: (commands: readonly Command[]) => Promise<SendOutcome>
  fate: (id: string) => Promise<FateOutcome>
  /** Streams the feed; waits for `onLines` before it reads on, so memory stays bounded. `since` null: from the beginning. */
  changes: (since: string | null, onLines: (lines: readonly ChangeLine[]) => Promise<void>) => Promise<ChangesOutcome>
  dictionary: (etag: string | null) => Promise<DictionaryOutcome>
  me: () => Promise<MeOutcome>
}

/** What one transaction of history writes. The core has already dropped what is stale. */
export type HistoryBatch = { messages: readonly Message[]; removed: readonly string[]; /** Absent: none moved. */ handOvers?: { put: readonly HandOver[]; closed: readonly string[] }; /** Notes of colleagues who closed their shift; the same one may come again. */ shiftNotes?: readonly ShiftNote[]; /** Null while a snapshot is taken: the stored cursor stays. */ cursor: string | null }
export type HistoryStore = {
  cursor: () => Promise<string | null>
  /** Versions that are stored, of those ids that are stored. */
  versions: (ids: readonly string[]) => Promise<ReadonlyMap<string, number>>
  /** One transaction; relaxed durability is enough: what is lost with its cursor is fetched again. */
  applyBatch: (batch: HistoryBatch) => Promise<void>
  /** The snapshot is whole: one transaction removes every message and hand-over that is not in `kept` and stores the cursor. */
  finishSnapshot: (kept: ReadonlySet<string>, cursor: string) => Promise<void>
}

/** Dictionary and person: small, replaced as a whole. */
export type ReferenceStore = {
  etag: () => Promise<string | null>
  saveDictionary: (dictionary: Dictionary, etag: string | null) => Promise<void>
  saveMe: (me: Me) => Promise<void>
}

/** `now`: this computer's wall clock, ms, may jump. `monotonic`: ms that never go back; only this one decides when to try. */
export type Clock = { now: () => number; monotonic: () => number }
/** From 0 up to, not including, 1. */
export type Chance = () => number
/** One alarm at a time: arming again replaces the former. */
export type Timer = { arm: (ms: number, ring: () => void) => void; cancel: () => void }

/** What the core tells unasked. */
export type Reports = {
  facts: (facts: SyncFacts) => void
  moved: (topics: readonly Topic[]) => void
  /** A port threw: code and error name, for the log. The run is tried again later. */
  trouble: (failure: Failure, error: unknown) => void
}

export type SyncPorts = {
  outbox: OutboxStore
  history: HistoryStore
  reference: ReferenceStore
  transport: Transport
  clock: Clock
  chance: Chance
  timer: Timer
  reports: Reports
}

/**
 * Why the core is woken. `row`: something was queued. `poke`: the platform says that the feed moved. `link`, `session`, `operator`
 * (link or sign-in came back, F9): whatever the back-off says, try at once.
 */
export type WakeReason = 'row' | 'poke' | 'dictionary' | 'link' | 'session' | 'operator'

/**
 * `createRunner(ports, options)` of runner.ts.
 * start: recovers `sending` rows, then the first run. wake: at once or after the run under way, never two runs.
 */
export type Runner = {
  start: () => void
  wake: (reason: WakeReason) => void
  /** An attempt at once; resolves when it is over. */
  tryNow: () => Promise<SyncFacts>
  facts: () => SyncFacts
  /** No new request after this; resolves when the one under way is over. */
  stop: () => Promise<void>
}
export type RunnerOptions = {
  /** Commands in one request, as /v1/meta tells. */
  batchCommands: () => number
}

/** A reply as it came, before anybody believed it. Header values by lower-case name; `body` is the whole text. */
export type RawReply = { status: number; headers: Readonly<Record<string, string | undefined>>; body: string }

/** The second copy, which main keeps. Never throws for an expected trouble; every call ends within 5 s. */
export type JournalPort = {
  /** E-NEWER, E-KEY-BAD: left untouched. E-DISK, E-DB. `anew`: from the disk, with every MAC verified again. */
  read: (anew?: boolean) => Promise<Result<JournalContents>>
  /** All or none, and ok only after fsync. With a failure it is not known what the disk has. */
  append: (entries: readonly JournalEntry[]) => Promise<Result<null>>
  /** Rows as they lie before a migration; `last` makes the snapshot whole. */
  snapshot: (parts: readonly SnapshotPart[], last: boolean) => Promise<Result<null>>
  /** After a store failed without a reason. E-READ-ONLY: no right to write; E-DISK: no room; ok: neither. */
  whyNotWritten: () => Promise<Result<null>>
}
