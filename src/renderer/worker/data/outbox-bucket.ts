// Drafts and commands as they lie on disk, held in memory beside it. One writer: changes run one after another, memory follows the commit.
// After a write whose outcome is not known, memory is read anew before anything else happens. Every reading compares with the journal.
import { z } from 'zod'
import type { Draft } from '../../../shared/contract/draft.ts'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { Repair } from '../../../shared/workspace.ts'
import type { Sealer } from '../seal.ts'
import { createCommandMemory, type CommandLookup, type CommandMemory } from './command-memory.ts'
import type { OutboxDatabase } from './database.ts'
import type { Journal, JournalView } from './journal.ts'
import { openRows, quarantineRows } from './quarantine.ts'
import { differencesOf, keepRows, restoreRows } from './restore.ts'
import { agreeOnShift, OPEN_SHIFT, openShiftSchema, type OpenShift } from './shift-rows.ts'
import { guardStorage } from './storage-guard.ts'
import { openDraft, openQueued, readSealed, sealKeyValue, type Queued } from './stored-rows.ts'

/** Ids whose draft or command appeared, changed or went. */
export type BucketChange = { drafts: readonly string[]; commands: readonly string[] }
export type OutboxBucket = {
  database: OutboxDatabase
  sealer: Sealer
  journal: Journal
  drafts: ReadonlyMap<string, Draft>
  commands: ReadonlyMap<string, Queued>
  lookup: CommandLookup
  /** Drafts that were queued in this run or whose command is still here. */
  sentDrafts: ReadonlySet<string>
  openDraftId: () => string | null
  openShift: () => OpenShift | null
  /** What the readings of this run found broken and what they brought back. */
  repair: () => Repair
  /** The journal has this command, the database perhaps not, and its author was told that it was not queued. */
  doubt: (commandId: string) => void
  /**
   * One change: `seal` before, `write` inside the transaction's turn, `settle` into memory after the commit. Failures of storage
   * are E-DISK and E-DB; then memory is read anew before the next change.
   */
  change: <T>(steps: (memory: BucketMemory) => Promise<Result<T>>) => Promise<Result<T>>
  /** The guarded commit within a change. */
  commit: <T>(work: () => PromiseLike<T>) => Promise<Result<T>>
  /** Reads everything from disk. E-KEY-BAD: not one row opens with this key; E-NEWER: of the journal; nothing was touched. */
  load: () => Promise<Result<null>>
  /** Rows set aside raw, over all starts. */
  quarantined: () => Promise<number>
  /** Resolves after every change that was begun. */
  idle: () => Promise<void>
}
export type BucketMemory = { drafts: Map<string, Draft>; commands: CommandMemory; sentDrafts: Set<string>; setOpenDraftId: (id: string | null) => void; setOpenShift: (shift: OpenShift | null) => void; tell: (change: BucketChange) => void }

const OUTBOX_KV = 'outbox.kv'
export const OPEN_DRAFT = 'open-draft'
/** Written once the journal has a file: if there is none later, it was lost. */
const JOURNAL_KNOWN = 'journal-known'
/** Names nothing; written so that the journal's file exists before anything is in it. */
const NO_DRAFT = '00000000-0000-0000-0000-000000000000'
/** A sealed row that is always there, so that a wrong key is told from damaged rows. */
const KEY_CHECK = 'key-check'
export const sealOutboxFact = (sealer: Sealer, key: string, value: unknown) => sealKeyValue(sealer, OUTBOX_KV, key, value)

export const createOutboxBucket = (database: OutboxDatabase, sealer: Sealer, journal: Journal, told: (change: BucketChange) => void): OutboxBucket => {
  const drafts = new Map<string, Draft>()
  const commands = createCommandMemory()
  const sentDrafts = new Set<string>()
  let openDraftId: string | null = null
  let openShift: OpenShift | null = null
  let repair: Repair = { restored: 0, quarantined: 0, tornTail: false, damaged: 0, missing: 0, journalLost: false, rekept: 0 }
  let isStale = false
  let wasRead = false
  const doubts = new Set<string>()
  let last: Promise<unknown> = Promise.resolve()
  const guard = guardStorage(database, () => {
    isStale = true
  })
  const memory: BucketMemory = {
    drafts,
    commands,
    sentDrafts,
    setOpenDraftId: (id) => {
      openDraftId = id
    },
    setOpenShift: (shift) => {
      openShift = shift
    },
    tell: told,
  }

  /** Chromium does not say why a write failed: main knows whether there is room, and the right to write. */
  const commit = async <T>(work: () => PromiseLike<T>): Promise<Result<T>> => {
    const outcome = await guard.run(work)
    if (outcome.ok || outcome.error.code !== 'E-DB') return outcome
    const reason = await journal.whyNotWritten()
    return reason.ok ? outcome : fail(reason.error.code)
  }

  const openFact = async (key: string): Promise<Result<unknown> | undefined> => {
    const row = await database.kv.get(key)
    return row && readSealed(sealer, { table: OUTBOX_KV, id: key, schemaVersion: row.schemaVersion }, row.sealed, z.unknown())
  }
  /** What this run knows and the database no longer has can come from the journal only: until that is read, it stays in memory. */
  const isRobbed = (stored: ReadonlySet<string>): boolean =>
    [...drafts.keys()].some((id) => !stored.has(id)) || [...commands.rows].some(([id, { progress }]) => !stored.has(id) && progress.state !== 'done' && progress.state !== 'withdrawn')
  const read = async (view: JournalView | null): Promise<Result<null>> => {
    const [draftRows, outboxRows, marker, shift, check, known] = await Promise.all([
      database.drafts.toArray(), database.outbox.toArray(), openFact(OPEN_DRAFT), openFact(OPEN_SHIFT), openFact(KEY_CHECK), openFact(JOURNAL_KNOWN),
    ])
    if (view === null && isRobbed(new Set([...draftRows, ...outboxRows].map(({ id }) => id)))) return fail('E-DB')
    const [openedDrafts, openedCommands] = await Promise.all([
      openRows(draftRows, (row) => openDraft(sealer, row)),
      openRows(outboxRows, (row) => openQueued(sealer, row)),
    ])
    const bad = openedDrafts.bad.length + openedCommands.bad.length + (check?.ok === false ? 1 : 0)
    const isKeyProved = check?.ok === true || openedDrafts.good.length + openedCommands.good.length > 0 || (view !== null && view.commands.size + view.drafts.size > 0)
    if (bad > 0 && !isKeyProved) return fail('E-KEY-BAD')
    await quarantineRows(database, database.drafts, openedDrafts.bad, ({ id }) => id)
    await quarantineRows(database, database.outbox, openedCommands.bad, ({ id }) => id)
    if (check?.ok !== true) await database.kv.put(await sealOutboxFact(sealer, KEY_CHECK, true))
    repair = { ...repair, quarantined: repair.quarantined + openedDrafts.bad.length + openedCommands.bad.length }

    const before: BucketChange = { drafts: [...drafts.keys()], commands: [...commands.rows.keys()] }
    drafts.clear()
    commands.clear()
    for (const { value } of openedDrafts.good) drafts.set(value.id, value)
    for (const { value } of openedCommands.good.sort((left, right) => left.value.frozen.seq - right.value.frozen.seq)) {
      commands.set(value)
      if (value.frozen.draft !== null) sentDrafts.add(value.frozen.draft.id)
    }
    openDraftId = marker?.ok === true && typeof marker.value === 'string' ? marker.value : null
    openShift = (shift?.ok === true ? openShiftSchema.safeParse(shift.value).data : undefined) ?? null
    if (view !== null) await agree(view, check === undefined, known?.ok === true)
    const unread = [...openedDrafts.bad, ...openedCommands.bad].filter(({ id }) => !drafts.has(id) && !sentDrafts.has(id) && commands.rows.get(id) === undefined)
    repair = { ...repair, missing: repair.missing + unread.length }
    if (openDraftId !== null && !drafts.has(openDraftId)) openDraftId = null
    isStale = false
    told({ drafts: [...new Set([...before.drafts, ...drafts.keys()])], commands: [...new Set([...before.commands, ...commands.rows.keys()])] })
    return ok(null)
  }
  /**
   * `isNew`: there was no database at all, or all of it is gone; then the draft that was written last is the one to go on with.
   * `hadJournal`: an earlier start saw its file.
   */
  const agree = async (view: JournalView, isNew: boolean, hadJournal: boolean): Promise<void> => {
    const found = differencesOf({ commands: commands.rows, drafts }, view, doubts)
    const [last] = found.restoreDrafts.toSorted((left, right) => (view.drafts.get(right)?.sequence ?? 0) - (view.drafts.get(left)?.sequence ?? 0))
    const reopened = isNew ? (last ?? null) : null
    const back = await restoreRows(database, sealer, view, found, reopened === null ? null : await sealOutboxFact(sealer, OPEN_DRAFT, reopened))
    for (const draft of back.drafts) drafts.set(draft.id, draft)
    for (const id of back.dropped) drafts.delete(id)
    for (const queued of back.commands) {
      commands.set(queued)
      if (queued.frozen.draft !== null) sentDrafts.add(queued.frozen.draft.id)
    }
    if (reopened !== null) openDraftId = reopened
    const isLost = hadJournal && view.report.absent && !wasRead
    if (view.report.absent && !wasRead) journal.owe([{ kind: 'draft-gone', id: NO_DRAFT }])
    await keepShift(view)
    await keepRows(journal, { commands: commands.rows, drafts }, found, openShift)
    if (!hadJournal && journal.failure() === null) await database.kv.put(await sealOutboxFact(sealer, JOURNAL_KNOWN, true))
    doubts.clear()
    const rekept = hadJournal && !isLost && !wasRead ? found.keepCommands.length : 0
    repair = { ...repair, restored: repair.restored + back.lost, journalLost: repair.journalLost || isLost, rekept: repair.rekept + rekept }
  }
  /** Both copies hold the same open shift, or none. */
  const keepShift = async (view: JournalView): Promise<void> => {
    const stored = openShift
    openShift = agreeOnShift(stored, view, commands.rows)
    if (openShift === null && stored !== null) await database.kv.delete(OPEN_SHIFT)
    if (openShift !== null && openShift !== stored) await database.kv.put(await sealOutboxFact(sealer, OPEN_SHIFT, openShift))
    if (openShift !== null && openShift !== view.shift) journal.owe([await journal.shift(openShift)])
    if (openShift === null && view.shift !== null) journal.owe([{ kind: 'shift-closed', id: view.shift.id }])
  }
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work)
    last = turn
    return turn
  }
  const load = async (): Promise<Result<null>> => {
    const view = await journal.read()
    // without the journal nothing may begin; once under way, sending goes on and the next start compares
    if (!view.ok && !wasRead) return view
    const outcome = await guard.run(() => read(view.ok ? view.value : null))
    if (!outcome.ok) return outcome
    if (!outcome.value.ok || !view.ok) return outcome.value.ok || view.ok ? outcome.value : view
    if (!wasRead) repair = { ...repair, tornTail: view.value.report.tornTail, damaged: view.value.report.damaged + view.value.unreadable }
    wasRead = true
    return outcome.value
  }

  return {
    database,
    sealer,
    journal,
    drafts,
    commands: commands.rows,
    lookup: commands.lookup,
    sentDrafts,
    openDraftId: () => openDraftId,
    openShift: () => openShift,
    repair: () => repair,
    doubt: (commandId) => doubts.add(commandId),
    commit,
    load: () => inTurn(load),
    quarantined: async () => {
      const count = await guard.run(() => database.quarantine.count())
      return count.ok ? count.value : 0
    },
    idle: () => inTurn(async () => undefined),
    change: (steps) =>
      inTurn(async () => {
        if (isStale) {
          const renewed = await guard.run(() => database.renew())
          if (!renewed.ok) return renewed
          const fresh = await load()
          if (!fresh.ok) return fresh
        }
        return steps(memory)
      }),
  }
}
