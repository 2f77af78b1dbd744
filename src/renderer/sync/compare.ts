// Two copies of what an operator has not had answered: what each start makes of their differences (design §5.9). Pure: facts in, work out.
// The journal is written first and never holds back; the store tells how far a command got. Nothing is ever thrown away on doubt:
// what only one of them has is copied to the other, except what the journal itself says is over.
import type { DeliveryState } from '../../shared/delivery.ts'

/** `draftId`: what it was made from. `sequence`: order of writing in the journal. */
export type JournalCommand = { id: string; sequence: number; draftId: string | null }
export type JournalDraft = { id: string; sequence: number; updatedAt: string }
export type StoredCommand = { id: string; state: DeliveryState; draftId: string | null }
export type StoredDraft = { id: string; updatedAt: string }
export type Copies = {
  journal: { commands: readonly JournalCommand[]; drafts: readonly JournalDraft[] }
  store: { commands: readonly StoredCommand[]; drafts: readonly StoredDraft[] }
  /** Commands of this run whose write into the store failed after the journal had them: their author was told that nothing was queued. */
  doubts: ReadonlySet<string>
}
export type Differences = {
  /** Into the store, from the journal. Commands come back as `unknown`: the platform is asked before anything is sent. */
  restoreCommands: string[]
  restoreDrafts: string[]
  /** Drafts of the store that became one of `restoreCommands`: removed in the same transaction. */
  dropDrafts: string[]
  /** Into the journal, from the store. */
  keepCommands: string[]
  keepDrafts: string[]
  /** Over: the journal may forget them. */
  settle: string[]
  gone: string[]
  /** Of what comes back: rows that the store had lost, as against writes that a crash cut in two. For the report. */
  lost: number
}

const isOver = (state: DeliveryState): boolean => state === 'done' || state === 'withdrawn'

/** What has to be done so that both copies agree. Agreeing copies give empty lists. */
export const compareCopies = ({ journal, store, doubts }: Copies): Differences => {
  const stored = new Map(store.commands.map((command) => [command.id, command]))
  const storedDrafts = new Map(store.drafts.map((draft) => [draft.id, draft]))
  const journalDrafts = new Map(journal.drafts.map((draft) => [draft.id, draft]))
  const lastCommand = new Map<string, JournalCommand>()
  for (const command of journal.commands) {
    if (command.draftId === null) continue
    const other = lastCommand.get(command.draftId)
    if (other === undefined || other.sequence < command.sequence) lastCommand.set(command.draftId, command)
  }
  const sentBy = new Map(store.commands.flatMap(({ id, draftId }) => (draftId === null ? [] : [[draftId, id] as const])))

  /** A draft makes one command: an attempt that was given up for a later one, or for more typing, was never queued. */
  const isGivenUp = ({ id, sequence, draftId }: JournalCommand): boolean => {
    if (doubts.has(id)) return true
    if (draftId === null) return false
    return sentBy.has(draftId) || lastCommand.get(draftId)?.id !== id || (journalDrafts.get(draftId)?.sequence ?? 0) > sequence
  }
  const missing = journal.commands.filter(({ id }) => !stored.has(id))
  const restored = missing.filter((command) => !isGivenUp(command))
  const sent = new Set([...sentBy.keys(), ...restored.flatMap(({ draftId }) => (draftId === null ? [] : [draftId]))])
  const dropDrafts = restored.flatMap(({ draftId }) => (draftId !== null && storedDrafts.has(draftId) ? [draftId] : []))
  const restoreDrafts = journal.drafts.filter(({ id, updatedAt }) => {
    const mine = storedDrafts.get(id)
    return !sent.has(id) && (mine === undefined || Date.parse(mine.updatedAt) < Date.parse(updatedAt))
  })

  return {
    restoreCommands: restored.map(({ id }) => id),
    restoreDrafts: restoreDrafts.map(({ id }) => id),
    dropDrafts,
    keepCommands: store.commands.filter(({ id, state }) => !isOver(state) && !journal.commands.some((command) => command.id === id)).map(({ id }) => id),
    keepDrafts: store.drafts.filter(({ id }) => !journalDrafts.has(id) && !sent.has(id)).map(({ id }) => id),
    settle: [
      ...missing.filter(isGivenUp).map(({ id }) => id),
      ...journal.commands.filter(({ id }) => isOver(stored.get(id)?.state ?? 'queued')).map(({ id }) => id),
    ],
    gone: journal.drafts.filter(({ id }) => sent.has(id)).map(({ id }) => id),
    lost: restored.length - dropDrafts.length + restoreDrafts.filter(({ id }) => !storedDrafts.has(id)).length,
  }
}
