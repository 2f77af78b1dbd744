// The commands of the outbox in memory, with what a new one has to be compared with kept at hand: queueing must not grow with the queue.
import type { Submission } from '../../../shared/contract/submission.ts'
import type { DeliveryState } from '../../../shared/delivery.ts'
import { receiptCode } from '../../../shared/receipt-code.ts'
import { callKey } from '../call-key.ts'
import type { Frozen, Queued } from './stored-rows.ts'

export type CommandLookup = {
  countIn: (...states: readonly DeliveryState[]) => number
  /** The command that this draft became. */
  ofDraft: (draftId: string) => Queued | undefined
  /** Submissions of one call (call-key.ts), in order of intake. */
  ofCall: (key: string) => Iterable<Queued>
  /** Decisions about a message, in order of intake. */
  ofMessage: (messageId: string) => Queued[]
  /** Whether a command that was not withdrawn has this receipt code. */
  hasCode: (code: string) => boolean
  /** The largest place in the order of intake that was ever held here; 0 when none was. */
  lastSeq: () => number
}
export type CommandMemory = {
  rows: ReadonlyMap<string, Queued>
  lookup: CommandLookup
  set: (queued: Queued) => void
  delete: (id: string) => void
  clear: () => void
}

const keyOfCall = ({ command }: Frozen): string | undefined => {
  if (command.type !== 'message.submit') return undefined
  const { applicant, subsubjectId, place } = command.payload as Submission
  return callKey({ phone: applicant.phone, subsubjectId, place })
}
const add = <K>(sets: Map<K, Set<string>>, key: K, id: string): void => {
  const known = sets.get(key)
  if (known === undefined) sets.set(key, new Set([id]))
  else known.add(id)
}
const take = <K>(sets: Map<K, Set<string>>, key: K, id: string): void => {
  const known = sets.get(key)
  known?.delete(id)
  if (known?.size === 0) sets.delete(key)
}

export const createCommandMemory = (): CommandMemory => {
  const rows = new Map<string, Queued>()
  const states = new Map<DeliveryState, Set<string>>()
  const codes = new Map<string, Set<string>>()
  const drafts = new Map<string, string>()
  const calls = new Map<string, Set<string>>()
  const keys = new Map<string, string>()
  const decisions = new Map<string, Set<string>>()
  let lastSeq = 0

  const forgetSteps = (id: string): void => {
    const known = rows.get(id)
    if (known === undefined) return
    take(states, known.progress.state, id)
    take(codes, receiptCode(id), id)
  }
  const forgetFrozen = (id: string): void => {
    const draftId = rows.get(id)?.frozen.draft?.id
    if (draftId !== undefined && drafts.get(draftId) === id) drafts.delete(draftId)
    const key = keys.get(id)
    if (key !== undefined) take(calls, key, id)
    keys.delete(id)
    const messageId = rows.get(id)?.frozen.about?.shown.id
    if (messageId !== undefined) take(decisions, messageId, id)
  }
  const noteFrozen = (id: string, frozen: Frozen): void => {
    if (rows.get(id)?.frozen === frozen) return
    forgetFrozen(id)
    const key = keyOfCall(frozen)
    if (key !== undefined) {
      keys.set(id, key)
      add(calls, key, id)
    }
    if (frozen.about !== null) add(decisions, frozen.about.shown.id, id)
    if (frozen.draft !== null) drafts.set(frozen.draft.id, id)
    lastSeq = Math.max(lastSeq, frozen.seq)
  }

  return {
    rows,
    lookup: {
      countIn: (...wanted) => wanted.reduce((sum, state) => sum + (states.get(state)?.size ?? 0), 0),
      ofDraft: (draftId) => rows.get(drafts.get(draftId) ?? ''),
      ofCall: (key) => [...(calls.get(key) ?? [])].map((id) => rows.get(id) as Queued),
      ofMessage: (messageId) => [...(decisions.get(messageId) ?? [])].map((id) => rows.get(id) as Queued).sort((left, right) => left.frozen.seq - right.frozen.seq),
      hasCode: (code) => codes.has(code),
      lastSeq: () => lastSeq,
    },
    set: (queued) => {
      const { frozen, progress } = queued
      const { id } = frozen.command
      forgetSteps(id)
      noteFrozen(id, frozen)
      rows.set(id, queued)
      add(states, progress.state, id)
      if (progress.state !== 'withdrawn') add(codes, receiptCode(id), id)
    },
    delete: (id) => {
      forgetSteps(id)
      forgetFrozen(id)
      rows.delete(id)
    },
    clear: () => {
      for (const held of [rows, states, codes, drafts, calls, keys, decisions]) held.clear()
    },
  }
}
