// Which records of a journal still matter. Pure: what is settled or gone is dead weight that the next compaction leaves behind.
import type { LiveRecord } from '../../shared/journal.ts'
import type { JournalRecord } from './format.ts'

export type LiveRecords = Map<string, LiveRecord>

/** Applies one record, in the order of sequence. A draft that is written again takes the place of its former state. */
export const applyRecord = (live: LiveRecords, { kind, id, sequence, payload }: JournalRecord): void => {
  if (kind === 'settled') live.delete(`command ${id}`)
  else if (kind === 'draft-gone') live.delete(`draft ${id}`)
  else {
    live.delete(`${kind} ${id}`)
    live.set(`${kind} ${id}`, { kind, id, sequence, sealed: payload })
  }
}

/** By sequence: the order in which they were written. */
export const liveRecords = (live: LiveRecords): LiveRecord[] => [...live.values()].sort((left, right) => left.sequence - right.sequence)
