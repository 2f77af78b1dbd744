// Makes the two copies agree: rows that the database lost come back from the journal, records that the journal lacks go into it.
// What came back was queued once, and how far it got nobody knows: the platform is asked for it before anything is sent.
import type { Draft } from '../../../shared/contract/draft.ts'
import type { DeliveryFields } from '../../sync/ports.ts'
import { compareCopies, type Differences } from '../../sync/compare.ts'
import type { Sealer } from '../seal.ts'
import type { KeyValueRow, OutboxDatabase } from './database.ts'
import type { Journal, JournalView } from './journal.ts'
import { overEntries, uncountedEntries, type OpenShift } from './shift-rows.ts'
import { sealDraft, sealQueued, type Queued } from './stored-rows.ts'

/** It may have left before: who was sent once can no longer be taken back, for a request may still be on its way. */
const CAME_BACK: DeliveryFields = { state: 'unknown', attempts: 1, nextAttemptAt: null, failure: null, issues: [], receipt: null }

export type Stored = { commands: ReadonlyMap<string, Queued>; drafts: ReadonlyMap<string, Draft> }
export type Restored = { commands: Queued[]; drafts: Draft[]; dropped: string[]; lost: number }

export const differencesOf = ({ commands, drafts }: Stored, view: JournalView, doubts: ReadonlySet<string>): Differences =>
  compareCopies({
    journal: {
      commands: [...view.commands].map(([id, { sequence, value }]) => ({ id, sequence, draftId: value.draft?.id ?? null })),
      drafts: [...view.drafts].map(([id, { sequence, value }]) => ({ id, sequence, updatedAt: value.updatedAt })),
    },
    store: {
      commands: [...commands].map(([id, { frozen, progress }]) => ({ id, state: progress.state, draftId: frozen.draft?.id ?? null })),
      drafts: [...drafts.values()].map(({ id, updatedAt }) => ({ id, updatedAt })),
    },
    doubts,
  })

/** Writes what only the journal has, in one strict transaction; `marker` goes with it. */
export const restoreRows = async (database: OutboxDatabase, sealer: Sealer, view: JournalView, found: Differences, marker: KeyValueRow | null): Promise<Restored> => {
  const commands = found.restoreCommands.flatMap((id): Queued[] => {
    const kept = view.commands.get(id)
    return kept === undefined ? [] : [{ frozen: kept.value, progress: CAME_BACK }]
  })
  const drafts = found.restoreDrafts.flatMap((id) => view.drafts.get(id)?.value ?? [])
  const [commandRows, draftRows] = await Promise.all([Promise.all(commands.map((queued) => sealQueued(sealer, queued))), Promise.all(drafts.map((draft) => sealDraft(sealer, draft)))])
  if (commandRows.length + draftRows.length > 0) {
    await database.transaction('rw', database.drafts, database.outbox, database.kv, async () => {
      await database.outbox.bulkPut(commandRows)
      await database.drafts.bulkPut(draftRows)
      await database.drafts.bulkDelete(found.dropDrafts)
      if (marker !== null) await database.kv.put(marker)
    })
  }
  return { commands, drafts, dropped: found.dropDrafts, lost: found.lost }
}

/** Brings the journal up to the store. What it does not take now is owed to it. */
export const keepRows = async (journal: Journal, { commands, drafts }: Stored, found: Differences, shift: OpenShift | null): Promise<void> => {
  const kept = await Promise.all([
    ...found.keepCommands.flatMap((id) => commands.get(id) ?? []).map(({ frozen }) => journal.command(frozen)),
    ...found.keepDrafts.flatMap((id) => drafts.get(id) ?? []).map((draft) => journal.draft(draft)),
  ])
  const over = [...(await overEntries(journal, shift, found.settle, commands)), ...(await uncountedEntries(journal, shift, new Map([...commands].filter(([id]) => !found.settle.includes(id)))))]
  journal.owe([...kept, ...over, ...found.gone.map((id) => ({ kind: 'draft-gone' as const, id }))])
  await journal.append([])
}
