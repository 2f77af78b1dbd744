// Drafts: created, saved on every pause, deleted by a person only. A draft that was queued is out of reach.
import { emptyDraft, type Draft } from '../../../shared/contract/draft.ts'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import { OPEN_DRAFT, sealOutboxFact, type BucketMemory, type OutboxBucket } from './outbox-bucket.ts'
import { sealDraft } from './stored-rows.ts'

export type Drafts = {
  create: (cabinetId: number) => Promise<Result<Draft>>
  /** A draft that was made from something else: a refused command. */
  add: (draft: Draft) => Promise<Result<Draft>>
  get: (id: string) => Result<Draft>
  /**
   * Resolves after the strict commit. An older `updatedAt` than the stored one loses and changes nothing. E-NOT-FOUND: deleted, or
   * another operator's: a late autosave must neither raise the dead nor carry words into a stranger's vault. E-LOCKED-SENT: queued.
   */
  save: (draft: Draft) => Promise<Result<{ savedAt: string }>>
  remove: (id: string) => Promise<Result<null>>
  setOpen: (id: string | null) => Promise<Result<null>>
}
type Sources = { now: () => number; newId: () => string }

export const createDrafts = (bucket: OutboxBucket, { now, newId }: Sources): Drafts => {
  const { database, sealer } = bucket
  const missing = (id: string) => (bucket.sentDrafts.has(id) ? fail('E-LOCKED-SENT') : fail('E-NOT-FOUND'))
  const write = async (draft: Draft, { drafts, tell }: BucketMemory): Promise<Result<Draft>> => {
    const row = await sealDraft(sealer, draft)
    const written = await bucket.commit(() => database.transaction('rw', database.drafts, () => database.drafts.put(row)))
    if (!written.ok) return written
    drafts.set(draft.id, draft)
    tell({ drafts: [draft.id], commands: [] })
    return ok(draft)
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
        return write(draft, memory)
      })
      return outcome.ok ? ok({ savedAt: new Date(now()).toISOString() }) : outcome
    },
    remove: (id) =>
      bucket.change(async ({ drafts, tell }) => {
        if (!drafts.has(id)) return missing(id)
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
