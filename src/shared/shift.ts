// A shift and its arithmetic: which calls it has, how each of them stands, and whether three sources tell the same. Pure.
import type { DeliveryState } from './delivery.ts'
import type { Failure } from './errors.ts'

/** How one call of a shift stands. `handedOver`: to a coordinator; `withdrawn`: taken back by its author and not replaced. */
export const STANDINGS = ['accepted', 'waiting', 'unknown', 'setAside', 'handedOver', 'withdrawn'] as const
export type Standing = (typeof STANDINGS)[number]
/** recorded = the sum of all the others, or something is missing. */
export type ShiftCounts = { recorded: number } & Record<Standing, number>

const STANDING_OF: Readonly<Record<DeliveryState, Standing>> = {
  queued: 'waiting', sending: 'waiting', unknown: 'unknown', 'needs-attention': 'setAside', done: 'accepted', withdrawn: 'withdrawn',
  // a correction under way speaks for itself; without one it is a hand-over
  'passed-on': 'handedOver',
}
/** `isHandedOver`: a coordinator has it, or will have it as soon as the link allows. */
export const standingOf = (state: DeliveryState, isHandedOver = false): Standing => {
  const standing = STANDING_OF[state]
  return isHandedOver && standing !== 'accepted' ? 'handedOver' : standing
}

/** One command of a shift. `standing` null: known from another source only, nobody can say how it stands. `order`: of intake. */
export type ShiftRecord = { id: string; order: number; replaces: string | null; standing: Standing | null }
/** A correction and what it corrects are one call. `id`: the command that stands for it now. */
export type ShiftCall = { id: string; ids: readonly string[]; standing: Standing | null }

const NONE: ShiftCounts = { recorded: 0, accepted: 0, waiting: 0, unknown: 0, setAside: 0, handedOver: 0, withdrawn: 0 }

/** An accepted one speaks for its chain; else the latest that was not taken back. */
const spokesman = (chain: readonly ShiftRecord[]): ShiftRecord => {
  const known = chain.filter(({ standing }) => standing !== null)
  const standing = known.filter((record) => record.standing !== 'withdrawn')
  return known.find((record) => record.standing === 'accepted') ?? standing.at(-1) ?? known.at(-1) ?? (chain.at(-1) as ShiftRecord)
}

/** The calls behind these commands, in the order of intake. Named twice, a command is one. */
export const callsOf = (records: readonly ShiftRecord[]): ShiftCall[] => {
  const byId = new Map(records.map((record) => [record.id, record]))
  const rootOf = (id: string): string => {
    const seen = new Set<string>()
    let at = id
    for (let before = byId.get(at)?.replaces ?? null; before !== null && byId.has(before) && !seen.has(before); before = byId.get(at)?.replaces ?? null) {
      seen.add(before)
      at = before
    }
    return at
  }
  const chains = new Map<string, ShiftRecord[]>()
  for (const record of [...byId.values()].sort((left, right) => left.order - right.order)) {
    const root = rootOf(record.id)
    chains.set(root, [...(chains.get(root) ?? []), record])
  }
  return [...chains.values()].map((chain) => {
    const { id, standing } = spokesman(chain)
    return { id, ids: chain.map((record) => record.id), standing }
  })
}

export const countCalls = (calls: readonly ShiftCall[]): ShiftCounts => {
  const counts = { ...NONE, recorded: calls.length }
  for (const { standing } of calls) if (standing !== null) counts[standing] += 1
  return counts
}
export const sumOf = (counts: ShiftCounts): number => STANDINGS.reduce((sum, standing) => sum + counts[standing], 0)

/** One row of the store as it was read just now. */
export type StoredCall = ShiftRecord & {
  /** `unreadable`: its seal is broken; `changed`: it opened, and its payload has no longer the hash that was frozen with it. */
  state: 'whole' | 'unreadable' | 'changed'
  /** Of an accepted one: whether its receipt names this command and this payload. */
  hasReceipt: boolean
}
/** What the second copy has of the shift. */
export type JournalledCall = { id: string; order: number; replaces: string | null }
/** What the platform says of a command that we hold for accepted. */
export type PlatformWord = 'accepted' | 'rejected' | 'unknown' | 'other-content'

export const MISMATCHES = ['not-in-store', 'unreadable', 'changed', 'not-in-journal', 'no-receipt', 'not-on-platform', 'other-content'] as const
export type MismatchReason = (typeof MISMATCHES)[number]
export type Mismatch = { id: string; reason: MismatchReason }
/** `platform` null: it was not asked, receipts alone were compared. `journalDamage`: places whose MAC or order was wrong. */
export type ShiftSources = { stored: readonly StoredCall[]; journalled: readonly JournalledCall[]; journalDamage: number; platform: ReadonlyMap<string, PlatformWord> | null }
export type ShiftJudgement = {
  calls: ShiftCall[]
  counts: ShiftCounts
  /** Calls that each source has, by its own count. */
  found: { store: number; journal: number; platform: number }
  /** Missing ones first. */
  mismatches: Mismatch[]
  agrees: boolean
}

/** Compares the three sources. A row that cannot be trusted has no standing, so the sum cannot hold while one is missing. */
export const judgeShift = ({ stored, journalled, journalDamage, platform }: ShiftSources): ShiftJudgement => {
  const known = new Map(stored.map((row) => [row.id, row]))
  const second = new Set(journalled.map(({ id }) => id))
  const isSound = (row: StoredCall | undefined): boolean => row?.state === 'whole'
  const records: ShiftRecord[] = [
    ...stored.map((row) => ({ ...row, standing: isSound(row) ? row.standing : null })),
    ...journalled.filter(({ id }) => !known.has(id)).map((record) => ({ ...record, standing: null })),
  ]
  const calls = callsOf(records)
  const counts = countCalls(calls)
  const isConfirmed = (id: string): boolean => known.get(id)?.hasReceipt === true && (platform === null || platform.get(id) === 'accepted')
  const reasons = ({ id, standing }: ShiftRecord): MismatchReason[] => {
    const row = known.get(id)
    const found: MismatchReason[] = []
    if (row === undefined) found.push('not-in-store')
    else if (row.state !== 'whole') found.push(row.state)
    if (!second.has(id)) found.push('not-in-journal')
    if (standing !== 'accepted') return found
    const word = platform?.get(id)
    if (row?.hasReceipt !== true) found.push('no-receipt')
    else if (word === 'unknown' || word === 'rejected') found.push('not-on-platform')
    else if (word === 'other-content') found.push('other-content')
    return found
  }
  const mismatches = records.flatMap((record) => reasons(record).map((reason) => ({ id: record.id, reason })))
  mismatches.sort((left, right) => MISMATCHES.indexOf(left.reason) - MISMATCHES.indexOf(right.reason))
  return {
    calls,
    counts,
    found: {
      store: calls.filter(({ ids }) => ids.some((id) => isSound(known.get(id)))).length,
      journal: calls.filter(({ ids }) => ids.some((id) => second.has(id))).length,
      platform: calls.filter(({ id, standing }) => standing === 'accepted' && isConfirmed(id)).length,
    },
    mismatches,
    agrees: mismatches.length === 0 && journalDamage === 0 && sumOf(counts) === counts.recorded,
  }
}

/** A call that the platform has not accepted, as the closing of a shift shows it. */
export type OpenCall = { id: string; code: string; at: string; subject: string; standing: Exclude<Standing, 'accepted'>; failure: Failure | null }
/** One line of the exported list. */
export type ShiftLine = { code: string; at: string; subject: string; standing: Standing | null; failure: Failure | null; number: number | null }
/** Everything that the screen «Закрытие смены» shows. */
export type ShiftReport = {
  openedAt: string
  /** When the sources were compared. */
  checkedAt: string
  counts: ShiftCounts
  agrees: boolean
  found: ShiftJudgement['found']
  /** `receipts`: the platform was not asked, its receipts here were compared. */
  platformBy: 'asked' | 'receipts'
  journalDamage: number
  mismatches: { id: string; code: string; reason: MismatchReason }[]
  open: OpenCall[]
  drafts: number
  /** Mean time from the beginning of a record to its queueing, ms; null: nothing to take it from. */
  writingMs: number | null
  answersRead: number
  /** Calls per hour of the clock, by the instant at which the hour begins; hours without a call are among them. */
  hours: { at: string; calls: number }[]
  note: string
  toPersonId: string | null
}
/** The card in the rail. */
export type ShiftCard = { openedAt: string; recorded: number; accepted: number }
