// Which records of a journal still matter. Pure: what is settled or gone is dead weight that the next compaction leaves behind.
import type { LiveRecord } from '../../shared/journal.ts'
import type { JournalRecord } from './format.ts'

export type LiveRecords = Map<string, LiveRecord>

/** Applies one record, in the order of sequence. A draft that is written again takes the place of its former state. */
export const applyRecord = (live: LiveRecords, { kind, id, sequence, payload }: JournalRecord): void => {
  if (kind === 'settled') live.delete(`command ${id}`)
  else if (kind === 'draft-gone') live.delete(`draft ${id}`)
  else if (kind === 'shift-closed') closeShift(live, id)
  else {
    live.delete(`${kind} ${id}`)
    if (kind === 'counted') live.delete(`command ${id}`)
    if (kind === 'shift') forget(live, ['shift'])
    live.set(`${kind} ${id}`, { kind, id, sequence, sealed: payload })
  }
}

const forget = (live: LiveRecords, kinds: readonly LiveRecord['kind'][]): void => {
  for (const [key, { kind }] of live) if (kinds.includes(kind)) live.delete(key)
}
/** One shift is open at a time; what is said of another one changes nothing. */
const closeShift = (live: LiveRecords, id: string): void => {
  const isOther = !live.has(`shift ${id}`) && [...live.values()].some(({ kind }) => kind === 'shift')
  if (!isOther) forget(live, ['shift', 'counted'])
}

/** By sequence: the order in which they were written. */
export const liveRecords = (live: LiveRecords): LiveRecord[] => [...live.values()].sort((left, right) => left.sequence - right.sequence)
