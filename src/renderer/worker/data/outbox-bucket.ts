// Drafts and commands as they lie on disk, held in memory beside it. One writer: changes run one after another, memory follows the commit.
// After a write whose outcome is not known, memory is read anew before anything else happens.
import { z } from 'zod'
import type { Draft } from '../../../shared/contract/draft.ts'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { Sealer } from '../seal.ts'
import { createCommandMemory, type CommandLookup, type CommandMemory } from './command-memory.ts'
import type { OutboxDatabase } from './database.ts'
import { openRows, quarantineRows } from './quarantine.ts'
import { guardStorage } from './storage-guard.ts'
import { openDraft, openQueued, readSealed, sealKeyValue, type Queued } from './stored-rows.ts'

/** Ids whose draft or command appeared, changed or went. */
export type BucketChange = { drafts: readonly string[]; commands: readonly string[] }
export type OutboxBucket = {
  database: OutboxDatabase
  sealer: Sealer
  drafts: ReadonlyMap<string, Draft>
  commands: ReadonlyMap<string, Queued>
  lookup: CommandLookup
  /** Drafts that were queued in this run or whose command is still here. */
  sentDrafts: ReadonlySet<string>
  openDraftId: () => string | null
  quarantined: () => number
  /**
   * One change: `seal` before, `write` inside the transaction's turn, `settle` into memory after the commit. Failures of storage
   * are E-DISK and E-DB; then memory is read anew before the next change.
   */
  change: <T>(steps: (memory: BucketMemory) => Promise<Result<T>>) => Promise<Result<T>>
  /** The guarded commit within a change. */
  commit: <T>(work: () => PromiseLike<T>) => Promise<Result<T>>
  /** Reads everything from disk. E-KEY-BAD: not one row opens with this key, nothing was touched. */
  load: () => Promise<Result<null>>
}
export type BucketMemory = { drafts: Map<string, Draft>; commands: CommandMemory; sentDrafts: Set<string>; setOpenDraftId: (id: string | null) => void; tell: (change: BucketChange) => void }

const OUTBOX_KV = 'outbox.kv'
export const OPEN_DRAFT = 'open-draft'
/** A sealed row that is always there, so that a wrong key is told from damaged rows. */
const KEY_CHECK = 'key-check'
export const sealOutboxFact = (sealer: Sealer, key: string, value: unknown) => sealKeyValue(sealer, OUTBOX_KV, key, value)

export const createOutboxBucket = (database: OutboxDatabase, sealer: Sealer, told: (change: BucketChange) => void): OutboxBucket => {
  const drafts = new Map<string, Draft>()
  const commands = createCommandMemory()
  const sentDrafts = new Set<string>()
  let openDraftId: string | null = null
  let quarantined = 0
  let isStale = false
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
    tell: told,
  }

  const openFact = async (key: string): Promise<Result<unknown> | undefined> => {
    const row = await database.kv.get(key)
    return row && readSealed(sealer, { table: OUTBOX_KV, id: key, schemaVersion: row.schemaVersion }, row.sealed, z.unknown())
  }
  const read = async (): Promise<Result<null>> => {
    const [draftRows, outboxRows, marker, check] = await Promise.all([database.drafts.toArray(), database.outbox.toArray(), openFact(OPEN_DRAFT), openFact(KEY_CHECK)])
    const [openedDrafts, openedCommands] = await Promise.all([
      openRows(draftRows, (row) => openDraft(sealer, row)),
      openRows(outboxRows, (row) => openQueued(sealer, row)),
    ])
    const bad = openedDrafts.bad.length + openedCommands.bad.length + (check?.ok === false ? 1 : 0)
    if (bad > 0 && openedDrafts.good.length + openedCommands.good.length === 0 && check?.ok !== true) return fail('E-KEY-BAD')
    await quarantineRows(database, database.drafts, openedDrafts.bad, ({ id }) => id)
    await quarantineRows(database, database.outbox, openedCommands.bad, ({ id }) => id)
    if (check?.ok !== true) await database.kv.put(await sealOutboxFact(sealer, KEY_CHECK, true))
    quarantined = await database.quarantine.count()

    const before: BucketChange = { drafts: [...drafts.keys()], commands: [...commands.rows.keys()] }
    drafts.clear()
    commands.clear()
    for (const { value } of openedDrafts.good) drafts.set(value.id, value)
    for (const { value } of openedCommands.good.sort((left, right) => left.value.frozen.seq - right.value.frozen.seq)) {
      commands.set(value)
      if (value.frozen.draft !== null) sentDrafts.add(value.frozen.draft.id)
    }
    openDraftId = marker?.ok === true && typeof marker.value === 'string' && drafts.has(marker.value) ? marker.value : null
    isStale = false
    told({ drafts: [...new Set([...before.drafts, ...drafts.keys()])], commands: [...new Set([...before.commands, ...commands.rows.keys()])] })
    return ok(null)
  }
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work)
    last = turn
    return turn
  }
  const load = async (): Promise<Result<null>> => {
    const outcome = await guard.run(read)
    return outcome.ok ? outcome.value : outcome
  }

  return {
    database,
    sealer,
    drafts,
    commands: commands.rows,
    lookup: commands.lookup,
    sentDrafts,
    openDraftId: () => openDraftId,
    quarantined: () => quarantined,
    commit: guard.run,
    load: () => inTurn(load),
    change: (steps) =>
      inTurn(async () => {
        if (isStale) {
          const fresh = await load()
          if (!fresh.ok) return fresh
        }
        return steps(memory)
      }),
  }
}
