// What transfer files change in the outbox: a command that is taken in from elsewhere, the note that a copy of one has left, and which
// commands were ever taken in here.
import { z } from 'zod'
import { advanceDelivery } from '../../../shared/delivery.ts'
import { ok, type Result } from '../../../shared/errors.ts'
import { sealOutboxFact, type OutboxBucket } from './outbox-bucket.ts'
import { readSealed, sealProgress, sealQueued, type Progress, type Queued } from './stored-rows.ts'

/** Ids of commands that were taken in at this seat, so that a second time is told even after their rows have gone. */
const TAKEN = 'transfer-taken'
const TAKEN_AT_MOST = 20_000
const takenSchema = z.array(z.string())

/** The journal first, as with every command that is queued (docs/adr/0009). False: it is here already. */
export const takeIn = (bucket: OutboxBucket, given: Queued): Promise<Result<boolean>> =>
  bucket.change(async ({ commands, sentDrafts, tell }) => {
    const { database, journal, sealer } = bucket
    const { id } = given.frozen.command
    if (commands.rows.has(id)) return ok(false)
    const queued: Queued = { ...given, frozen: { ...given.frozen, seq: commands.lookup.lastSeq() + 1 } }
    const [row, entry] = await Promise.all([sealQueued(sealer, queued), journal.command(queued.frozen)])
    const kept = await journal.append([entry])
    if (!kept.ok) {
      journal.owe([{ kind: 'settled', id }])
      return kept
    }
    const written = await bucket.commit(() => database.transaction('rw', database.outbox, () => database.outbox.add(row)))
    if (!written.ok) {
      bucket.doubt(id)
      return written
    }
    commands.set(queued)
    if (queued.frozen.draft !== null) sentDrafts.add(queued.frozen.draft.id)
    tell({ drafts: [], commands: [id] })
    return ok(true)
  })

const exported = (progress: Progress, at: string): Progress => {
  const step = advanceDelivery(progress.state, 'export')
  return { ...progress, state: step.allowed ? step.to : progress.state, exportedAt: at }
}
/** Notes that copies have left. What waited to be sent is in doubt from now on: another seat may bring it first. */
export const markExported = (bucket: OutboxBucket, ids: readonly string[], at: string): Promise<Result<null>> =>
  bucket.change(async ({ commands, tell }) => {
    const { database, sealer } = bucket
    const marked = ids.flatMap((id): Queued[] => {
      const queued = commands.rows.get(id)
      return queued === undefined || queued.progress.state === 'done' || queued.progress.state === 'withdrawn' ? [] : [{ ...queued, progress: exported(queued.progress, at) }]
    })
    const columns = await Promise.all(marked.map(({ frozen, progress }) => sealProgress(sealer, frozen.command.id, progress)))
    const written = await bucket.commit(() =>
      database.transaction('rw', database.outbox, async () => {
        const rows = await database.outbox.bulkGet(marked.map(({ frozen }) => frozen.command.id))
        await database.outbox.bulkPut(rows.flatMap((row, index) => (row === undefined ? [] : [{ ...row, ...columns[index] }])))
      }),
    )
    if (!written.ok) return written
    for (const queued of marked) commands.set(queued)
    tell({ drafts: [], commands: marked.map(({ frozen }) => frozen.command.id) })
    return ok(null)
  })

const TABLE = 'outbox.kv'
export const readTaken = async (bucket: OutboxBucket): Promise<Result<ReadonlySet<string>>> => {
  const row = await bucket.commit(() => bucket.database.kv.get(TAKEN))
  if (!row.ok) return row
  if (row.value === undefined) return ok(new Set())
  const taken = await readSealed(bucket.sealer, { table: TABLE, id: TAKEN, schemaVersion: row.value.schemaVersion }, row.value.sealed, takenSchema)
  // a list that does not open costs only the words «already here»: the platform knows each id
  return ok(new Set(taken.ok ? taken.value : []))
}
export const noteTaken = async (bucket: OutboxBucket, ids: readonly string[]): Promise<Result<null>> => {
  const before = await readTaken(bucket)
  if (!before.ok) return before
  const row = await sealOutboxFact(bucket.sealer, TAKEN, [...new Set([...before.value, ...ids])].slice(-TAKEN_AT_MOST))
  const written = await bucket.commit(() => bucket.database.kv.put(row))
  return written.ok ? ok(null) : written
}
