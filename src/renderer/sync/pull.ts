// Brings the platform's history: by cursor, by version, in bounded batches, resumable after any cut. Knows nothing of the outbox.
import type { HandOver } from '../../shared/contract/hand-over.ts'
import type { Message } from '../../shared/contract/message.ts'
import type { ShiftNote } from '../../shared/contract/shift.ts'
import type { ChangeLine, ChangesOutcome, HistoryStore, Transport, Trouble } from './ports.ts'

/** Messages held in memory and written in one transaction. */
export const PULL_BATCH = 200

/** A snapshot under way: which messages it has named, and how far it has come. Kept in memory; after a restart it begins anew. */
export type Snapshot = { kept: Set<string>; since: string | null }
export type Pulled = {
  outcome: Trouble | Extract<ChangesOutcome, { kind: 'ended' | 'gone' }>
  /** To be handed in next time; null: none is under way. */
  snapshot: Snapshot | null
  /** There is more, and the caller asked to pause here. */
  unfinished: boolean
  wroteMessages: boolean
  dictionaryMoved: boolean
  /** Lines that only a newer app understands. */
  unreadable: number
}
type Ports = { history: HistoryStore; transport: Pick<Transport, 'changes'> }
/** `mayGoOn` is asked between answers, so that commands never wait for a long feed. */
export type PullOptions = { snapshot: Snapshot | null; batch?: number; mayGoOn: () => boolean; onWrote?: () => void }

type Pending = Map<string, Message | 'removed'>
/** Later lines win, but an older version never replaces a newer one. */
const fold = (pending: Pending, line: Extract<ChangeLine, { kind: 'message' | 'removed' }>): void => {
  if (line.kind === 'removed') {
    pending.set(line.id, 'removed')
    return
  }
  const known = pending.get(line.message.id)
  if (known === undefined || known === 'removed' || known.version < line.message.version) pending.set(line.message.id, line.message)
}

type HandOverLine = Extract<ChangeLine, { kind: 'hand-over' | 'hand-over-closed' }>
const isOfHandOver = (line: ChangeLine): line is HandOverLine => line.kind === 'hand-over' || line.kind === 'hand-over-closed'
/** A closed one never opens again. */
const foldHandOver = (handed: Map<string, HandOver | 'closed'>, line: HandOverLine): void => {
  if (line.kind === 'hand-over-closed') handed.set(line.id, 'closed')
  else if (handed.get(line.handOver.id) !== 'closed') handed.set(line.handOver.id, line.handOver)
}

type Answer = { outcome: ChangesOutcome; cursor: string | null; end: { more: boolean } | null; wrote: boolean; dictionaryMoved: boolean; unreadable: number }

const readAnswer = async ({ history, transport }: Ports, since: string | null, kept: Set<string> | null, batch: number): Promise<Answer> => {
  const answer: Omit<Answer, 'outcome'> = { cursor: since, end: null, wrote: false, dictionaryMoved: false, unreadable: 0 }
  let pending: Pending = new Map()
  let handed = new Map<string, HandOver | 'closed'>()
  let shiftNotes: ShiftNote[] = []
  let written = since
  let isBroken = false

  const flush = async (): Promise<void> => {
    if (pending.size + handed.size + shiftNotes.length === 0 && answer.cursor === written) return
    const stored = await history.versions([...pending.keys()])
    const messages: Message[] = []
    const removed: string[] = []
    for (const [id, change] of pending) {
      if (change === 'removed') {
        kept?.delete(id)
        // also what was never stored here: an unreadable line of it may be parked
        removed.push(id)
      } else {
        kept?.add(id)
        // after a change of role the same version shows more, or less: a snapshot replaces what it brings
        const known = stored.get(id) ?? 0
        if (change.version > known || (kept !== null && change.version === known)) messages.push(change)
      }
    }
    const handOvers = { put: [...handed.values()].filter((state) => state !== 'closed'), closed: [...handed].flatMap(([id, state]) => (state === 'closed' ? [id] : [])) }
    for (const { id } of handOvers.put) kept?.add(id)
    for (const id of handOvers.closed) kept?.delete(id)
    // while a snapshot is taken the stored cursor stays, so that a restart begins it anew and keeps what is local
    const cursor = kept === null ? answer.cursor : null
    const changes = messages.length + removed.length + handed.size + shiftNotes.length > 0
    if (changes || (cursor !== null && cursor !== written)) await history.applyBatch({ messages, removed, cursor, ...(handed.size === 0 ? {} : { handOvers }), ...(shiftNotes.length === 0 ? {} : { shiftNotes }) })
    answer.wrote ||= changes
    written = answer.cursor
    pending = new Map()
    handed = new Map()
    shiftNotes = []
  }

  const onLines = async (lines: readonly ChangeLine[]): Promise<void> => {
    for (const line of lines) {
      if (isBroken || answer.end !== null) return
      if (line.kind === 'unreadable') {
        if (line.code === 'E-PROTO') isBroken = true
        else answer.unreadable += 1
        if (line.id !== null) kept?.add(line.id)
        continue
      }
      if (line.kind === 'end') answer.end = { more: line.more }
      else if (line.kind === 'dictionary') answer.dictionaryMoved = true
      else if (isOfHandOver(line)) foldHandOver(handed, line)
      else if (line.kind === 'shift-note') shiftNotes.push(line.note)
      else fold(pending, line)
      answer.cursor = line.cursor
      if (pending.size + handed.size + shiftNotes.length >= batch) await flush()
    }
  }
  const outcome = await transport.changes(since, onLines)
  await flush()
  return { ...answer, outcome }
}

const CUT: Trouble = { kind: 'no-answer', code: 'E-PROTO', retryAfterMs: null }
const GONE_AGAIN: Trouble = { kind: 'no-answer', code: 'E-SNAPSHOT', retryAfterMs: null }

/**
 * Asks the feed until it is whole, there is trouble, or `mayGoOn` says no. The cursor that is asked with comes only from lines
 * already written. 410 starts a snapshot: what is local stays until the snapshot is whole, then what it did not name is removed.
 */
export const pull = async (ports: Ports, { snapshot: begun, batch = PULL_BATCH, mayGoOn, onWrote }: PullOptions): Promise<Pulled> => {
  let snapshot = begun
  let since = snapshot === null ? await ports.history.cursor() : snapshot.since
  const sum = { wroteMessages: false, dictionaryMoved: false, unreadable: 0 }
  const stop = (outcome: Pulled['outcome'], unfinished = false): Pulled => ({ outcome, snapshot, unfinished, ...sum })

  for (;;) {
    const answer = await readAnswer(ports, since, snapshot?.kept ?? null, batch)
    sum.wroteMessages ||= answer.wrote
    sum.dictionaryMoved ||= answer.dictionaryMoved
    sum.unreadable += answer.unreadable
    if (answer.wrote) onWrote?.()
    const moved = answer.cursor !== since
    if (answer.outcome.kind === 'gone') {
      const isAgain = since === null || snapshot !== null
      snapshot = since === null ? snapshot : { kept: new Set(), since: null }
      // a snapshot that is itself gone is begun anew after a wait, or the two would chase each other
      if (isAgain) return stop(GONE_AGAIN)
      since = null
      if (!mayGoOn()) return stop(answer.outcome, true)
      continue
    }
    since = answer.cursor
    if (snapshot !== null) snapshot.since = since
    if (answer.outcome.kind !== 'ended') return stop(answer.outcome)
    // cut before its end: what came is kept, the rest is asked for again
    if (answer.end === null && !moved) return stop(CUT)
    if (answer.end?.more === false || (answer.end !== null && !moved)) {
      if (snapshot !== null && since !== null) await ports.history.finishSnapshot(snapshot.kept, since)
      sum.wroteMessages ||= snapshot !== null
      snapshot = null
      return stop(answer.outcome)
    }
    if (!mayGoOn()) return stop(answer.outcome, true)
  }
}
