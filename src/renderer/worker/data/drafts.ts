// Drafts: created, saved on every pause, deleted by a person only. A draft that was queued is out of reach.
import { emptyDraft, type Draft, type DraftFile } from '../../../shared/contract/draft.ts'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import { OPEN_DRAFT, sealOutboxFact, type BucketMemory, type OutboxBucket } from './outbox-bucket.ts'
import { sealDraft } from './stored-rows.ts'

export type Drafts = {
  create: (cabinetId: number) => Promise<Result<Draft>>
  /** A draft that was made from something else: a refused command. */
  add: (draft: Draft) => Promise<Result<Draft>>
  get: (id: string) => Result<Draft>
  /**
   * Resolves after the strict commit and the journal's fsync. An older `updatedAt` than the stored one loses and changes nothing. E-NOT-FOUND: deleted, or
   * another operator's: a late autosave must neither raise the dead nor carry words into a stranger's vault. E-LOCKED-SENT: queued.
   */
  save: (draft: Draft) => Promise<Result<{ savedAt: string }>>
  /** The list of files is the worker's alone: the page saves words. The instant of the last edit stays. */
  setFiles: (id: string, change: (files: readonly DraftFile[]) => readonly DraftFile[]) => Promise<Result<null>>
  remove: (id: string) => Promise<Result<null>>
  setOpen: (id: string | null) => Promise<Result<null>>
}
type Sources = { now: () => number; newId: () => string }

/** The page has words; files and whose command it corrects are the worker's. */
export const withOwnParts = (typed: Draft, { files, carried }: Draft): Draft => {
  const draft = { ...typed, files }
  if (carried === undefined) delete draft.carried
  else draft.carried = carried
  return draft
}

export const createDrafts = (bucket: OutboxBucket, { now, newId }: Sources): Drafts => {
  const { database, journal, sealer } = bucket
  const missing = (id: string) => (bucket.sentDrafts.has(id) ? fail('E-LOCKED-SENT') : fail('E-NOT-FOUND'))
  const write = async (draft: Draft, { drafts, tell }: BucketMemory): Promise<Result<Draft>> => {
    const [row, entry] = await Promise.all([sealDraft(sealer, draft), journal.draft(draft)])
    // both at once: whichever copy has the newer text gives it to the other at the next start, and one copy is better than none
    const [written, kept] = await Promise.all([bucket.commit(() => database.transaction('rw', database.drafts, () => database.drafts.put(row))), journal.append([entry])])
    if (!written.ok) return written
    drafts.set(draft.id, draft)
    tell({ drafts: [draft.id], commands: [] })
    return kept.ok ? ok(draft) : kept
  }

  return {
    create: (cabinetId) =>
      bucket.change((memory) => write(emptyDraft({ id: newId(), cabinetId, startedAt: new Date(now()).toISOString() }), memory)),
    add: (draft) => bucket.change((memory) => write(draft, memory)),
    get: (id) => {
      const draft = bucket.drafts.get(id)
      return draft === undefined ? missing(id) : ok(draft)
    },
    save: async (draft) => {
      const outcome = await bucket.change(async (memory): Promise<Result<unknown>> => {
        if (bucket.sentDrafts.has(draft.id)) return fail('E-LOCKED-SENT')
        const stored = memory.drafts.get(draft.id)
        if (stored === undefined) return fail('E-NOT-FOUND')
        if (Date.parse(stored.updatedAt) > Date.parse(draft.updatedAt)) return ok(null)
        return write(withOwnParts(draft, stored), memory)
      })
      return outcome.ok ? ok({ savedAt: new Date(now()).toISOString() }) : outcome
    },
    setFiles: (id, change) =>
      bucket.change(async (memory): Promise<Result<null>> => {
        const stored = memory.drafts.get(id)
        if (stored === undefined) return missing(id)
        const written = await write({ ...stored, files: [...change(stored.files)] }, memory)
        return written.ok ? ok(null) : written
      }),
    remove: (id) =>
      bucket.change(async ({ drafts, tell }) => {
        if (!drafts.has(id)) return missing(id)
        const kept = await journal.append([{ kind: 'draft-gone', id }])
        if (!kept.ok) return kept
        const written = await bucket.commit(() => database.transaction('rw', database.drafts, () => database.drafts.delete(id)))
        if (!written.ok) return written
        drafts.delete(id)
        tell({ drafts: [id], commands: [] })
        return ok(null)
      }),
    setOpen: (id) =>
      bucket.change(async ({ setOpenDraftId }) => {
        const row = await sealOutboxFact(sealer, OPEN_DRAFT, id)
        const written = await bucket.commit(() => database.transaction('rw', database.kv, () => database.kv.put(row)))
        if (!written.ok) return written
        setOpenDraftId(id)
        return ok(null)
      }),
  }
}
