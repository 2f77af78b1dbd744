// The three sources of a shift's count, each read for itself: rows of the store unsealed anew, the journal from its file, the platform by ids.
import { ok, type Result } from '../../../shared/errors.ts'
import { callsOf, standingOf, type JournalledCall, type PlatformWord, type ShiftCall, type StoredCall } from '../../../shared/shift.ts'
import { isReceiptOf } from '../../sync/settle.ts'
import type { OutboxRow } from '../data/database.ts'
import type { OutboxBucket } from '../data/outbox-bucket.ts'
import { isCallOf, replacedBy, type OpenShift } from '../data/shift-rows.ts'
import { openQueued, type Queued } from '../data/stored-rows.ts'
import { payloadHash } from '../seal.ts'
import type { Syncing } from '../syncing.ts'

/** As many as one question to the platform may name. */
const TOGETHER = 200

/** Calls of the shift as they lie in memory, for the card and the lists. */
export const queuedIn = ({ commands }: Pick<OutboxBucket, 'commands'>, shift: OpenShift): Queued[] => [...commands.values()].filter((queued) => isCallOf(shift, queued))
export const callsInMemory = (bucket: Pick<OutboxBucket, 'commands'>, shift: OpenShift): ShiftCall[] =>
  callsOf(queuedIn(bucket, shift).map(({ frozen, progress }) => ({ id: frozen.command.id, order: frozen.seq, replaces: replacedBy(frozen), standing: standingOf(progress.state, progress.withdrawal?.reason === 'handed-over') })))

export type LocalSources = { stored: StoredCall[]; journalled: JournalledCall[]; journalDamage: number; /** Rows that opened, by id. */ rows: ReadonlyMap<string, Queued> }

const storedCall = async ({ sealer, commands }: OutboxBucket, id: string, row: OutboxRow | undefined, rows: Map<string, Queued>): Promise<StoredCall> => {
  const remembered = commands.get(id)
  const lost = { id, order: remembered?.frozen.seq ?? Number.MAX_SAFE_INTEGER, replaces: remembered === undefined ? null : replacedBy(remembered.frozen), standing: null, hasReceipt: false }
  const opened = row && (await openQueued(sealer, row))
  if (opened?.ok !== true || opened.value.frozen.command.id !== id) return { ...lost, state: 'unreadable' }
  const { frozen, progress } = opened.value
  rows.set(id, opened.value)
  const isWhole = (await payloadHash(frozen.command.payload)) === frozen.payloadHash
  const hasReceipt = progress.receipt !== null && isReceiptOf(progress.receipt, { id, payloadHash: frozen.payloadHash, type: frozen.command.type })
  return { id, order: frozen.seq, replaces: replacedBy(frozen), standing: standingOf(progress.state, progress.withdrawal?.reason === 'handed-over'), state: isWhole ? 'whole' : 'changed', hasReceipt }
}

/** Store and journal of one moment: nothing is written while they are read. E-DISK, E-DB, and what the journal's file says. */
export const readLocalSources = (bucket: OutboxBucket, shift: OpenShift): Promise<Result<LocalSources>> =>
  bucket.change(async (): Promise<Result<LocalSources>> => {
    const { database, journal } = bucket
    // what the journal is owed is no difference; if it takes nothing now, it shows below
    await journal.append([])
    const view = await journal.verify()
    if (!view.ok) return view
    const live = [...view.value.commands.values()].map(({ value }) => value).filter((frozen) => isCallOf(shift, { frozen }))
    const journalled: JournalledCall[] = [
      ...live.map((frozen) => ({ id: frozen.command.id, order: frozen.seq, replaces: replacedBy(frozen) })),
      ...[...view.value.counted].flatMap(([id, counted]) => (counted.shift === shift.id ? [{ id, order: counted.order, replaces: counted.replaces }] : [])),
    ]
    const inMemory = queuedIn(bucket, shift).map(({ frozen }) => frozen.command.id)
    const ids = [...new Set([...inMemory, ...journalled.map(({ id }) => id)])]
    const read = await bucket.commit(() => database.outbox.bulkGet(ids))
    if (!read.ok) return read
    const rows = new Map<string, Queued>()
    const known = new Set(inMemory)
    const stored = await Promise.all(ids.map((id, index) => (read.value[index] === undefined && !known.has(id) ? null : storedCall(bucket, id, read.value[index], rows))))
    const { report, unreadable } = view.value
    return ok({ stored: stored.filter((row) => row !== null), journalled, journalDamage: report.damaged + unreadable + (report.tornTail ? 1 : 0), rows })
  })

export type PlatformSource = { ask: (rows: ReadonlyMap<string, Queued>, ids: readonly string[]) => Promise<ReadonlyMap<string, PlatformWord> | null> }
/** Asks what became of accepted commands; null: without a link nobody was asked. What it confirmed once stays so: an answered command never changes there. */
export const createPlatformSource = ({ fates, facts }: Pick<Syncing, 'fates' | 'facts'>): PlatformSource => {
  const confirmed = new Set<string>()
  return {
    ask: async (rows, ids) => {
      const words = new Map<string, PlatformWord>(ids.filter((id) => confirmed.has(id)).map((id) => [id, 'accepted']))
      const open = ids.filter((id) => !confirmed.has(id))
      if (facts().link !== 'online') return null
      for (let from = 0; from < open.length; from += TOGETHER) {
        const outcome = await fates(open.slice(from, from + TOGETHER))
        if (outcome.kind !== 'answered') return null
        for (const { id, fate, payloadHash: hash } of outcome.fates) {
          const isSame = hash === rows.get(id)?.frozen.payloadHash
          words.set(id, fate === 'accepted' && !isSame ? 'other-content' : fate)
          if (fate === 'accepted' && isSame) confirmed.add(id)
        }
      }
      return words
    },
  }
}
