// How long calls can be taken and kept without a link, and what ends first. Pure.
import type { SessionFacts } from '../../../shared/ipc.ts'
import type { JournalFacts } from '../../../shared/workspace.ts'

/** A queued message with its seal and index takes about this much of the disk, rounded up. */
const BYTES_PER_MESSAGE = 16_384
const MEGABYTE = 1024 ** 2
/** Below the first there is something to think of; below the second files are not taken any more. */
export const DISK_WARN_BYTES = 500 * MEGABYTE
export const DISK_FULL_BYTES = 100 * MEGABYTE
/** A clock that is further off is told as E-CLOCK; half of that is worth a look. */
export const CLOCK_OFF_MS = 5 * 60_000
export const CLOCK_LOOK_MS = 2 * 60_000
export const CLOCK_EXACT_MS = 5_000
export const SESSION_SOON_MS = 60 * 60_000

export type Level = 'calm' | 'soon' | 'burn'
export const messagesThatFit = (freeBytes: number): number => Math.floor(freeBytes / BYTES_PER_MESSAGE)
export const diskLevel = (freeBytes: number | null): Level => (freeBytes === null || freeBytes >= DISK_WARN_BYTES ? 'calm' : freeBytes >= DISK_FULL_BYTES ? 'soon' : 'burn')
export const clockLevel = (offsetMs: number | null): Level => {
  const off = Math.abs(offsetMs ?? 0)
  return off <= CLOCK_LOOK_MS ? 'calm' : off <= CLOCK_OFF_MS ? 'soon' : 'burn'
}
export const sessionLevel = (session: SessionFacts, now: number): Level => {
  if (session.state === 'signing-in') return 'calm'
  if (session.state !== 'signed-in') return 'burn'
  return Date.parse(session.until) - now < SESSION_SOON_MS ? 'soon' : 'calm'
}
export const journalLevel = (journal: JournalFacts | undefined): Level => {
  if (journal === undefined) return 'calm'
  return journal.failure !== null ? 'burn' : journal.inBoth < journal.total ? 'soon' : 'calm'
}

export type SupplyEnd = { first: 'session'; until: string | null } | { first: 'disk' | 'journal'; until: null }
/** What ends first. A disk that is nearly full or a journal that cannot be written end it sooner than any sign-in. */
export const supplyEnd = ({ session, freeBytes, journal }: { session: SessionFacts; freeBytes: number | null; journal: JournalFacts | undefined }): SupplyEnd => {
  if (journalLevel(journal) === 'burn') return { first: 'journal', until: null }
  if (diskLevel(freeBytes) === 'burn') return { first: 'disk', until: null }
  return { first: 'session', until: session.state === 'signed-in' ? session.until : null }
}
