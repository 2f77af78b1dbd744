// Counts what a transfer file would bring to this seat, and takes it into the outbox. A record is taken in only when all its files are here.
import type { Me } from '../../../shared/contract/person.ts'
import { AppError, type Result } from '../../../shared/errors.ts'
import { can } from '../../../shared/roles.ts'
import type { TransferCounts, TransferPreview } from '../../../shared/transfer/view.ts'
import type { FileChunks } from '../data/file-chunks.ts'
import type { OutboxBucket } from '../data/outbox-bucket.ts'
import type { Queued } from '../data/stored-rows.ts'
import { takeIn } from '../data/transfers.ts'
import type { Medium, Opened } from './read-file.ts'
import { visitFile } from './read-file.ts'
import { fromRecord, type RecordOutline } from './records.ts'

export type TakingIn = {
  bucket: OutboxBucket
  chunks: Pick<FileChunks, 'writeOne' | 'sweep'>
  me: Me
  /** Whether a command is, or ever was, here. */
  isKnown: (id: string) => boolean
}
const mayImportInto = (me: Me, cabinetId: number): boolean => me.memberships.some(({ cabinet, roles }) => cabinet.id === cabinetId && can(roles, 'transfer:import'))
/** The command as it would be taken in; undefined when it cannot be at this seat. */
const readable = async (whole: unknown, transferId: string, me: Me): Promise<Queued | undefined> => {
  const queued = await fromRecord(whole, transferId, me.id)
  return queued.ok && mayImportInto(me, queued.value.frozen.command.cabinetId) ? queued.value : undefined
}

/** Reads the whole file once and says what is in it. Throws E-BACKUP-BAD and what the medium says; nothing is kept. */
export const previewFile = async (opened: Opened, medium: Medium, name: string, { me, isKnown }: Pick<TakingIn, 'me' | 'isKnown'>): Promise<TransferPreview> => {
  const authors = new Map<string, { name: string; count: number }>()
  const counts = { fresh: 0, known: 0, failed: 0 }
  let [from, to]: [string | null, string | null] = [null, null]
  const head = await visitFile(opened, medium, {
    record: async ({ author, queuedAt, command }, whole) => {
      authors.set(author.id, { name: author.name, count: (authors.get(author.id)?.count ?? 0) + 1 })
      if (from === null || queuedAt < from) from = queuedAt
      if (to === null || queuedAt > to) to = queuedAt
      if (isKnown(command.id)) counts.known += 1
      else if ((await readable(whole, opened.head.transferId, me)) === undefined) counts.failed += 1
      else counts.fresh += 1
    },
    piece: () => undefined,
  })
  return {
    name, exporter: head.exporter.name, exportedAt: head.at, authors: [...authors.values()].sort((left, right) => right.count - left.count),
    commands: head.commands, files: head.files, bytes: head.bytes, from, to, ...counts,
  }
}

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new AppError(result.error.code, result.error.details)
  return result.value
}
/** What happens to one record: taken in, here already, or not to be taken in at this seat. */
type Told = (id: string, fate: keyof TransferCounts) => void
/** Takes the records in, one after another, and tells of each. Throws what storage and the medium say: what was taken in before stays. */
export const takeInFile = async (opened: Opened, medium: Medium, { bucket, chunks, me, isKnown }: TakingIn, tell: Told): Promise<void> => {
  let current: Queued | undefined
  const fileOf = (id: string) => current?.frozen.draft?.files.find((file) => file.id === id)
  const begin = async ({ command }: RecordOutline, whole: unknown): Promise<void> => {
    current = undefined
    if (isKnown(command.id)) tell(command.id, 'known')
    else if ((current = await readable(whole, opened.head.transferId, me)) === undefined) tell(command.id, 'failed')
  }
  try {
    await visitFile(opened, medium, {
      record: begin,
      piece: async (_, { id }, index, bytes) => {
        const file = fileOf(id)
        // what the exporting seat could not open is missing here too: the upload will tell it, and the record can be corrected
        if (file !== undefined && bytes !== null) must(await chunks.writeOne(file, index, bytes))
      },
      recordEnd: async ({ command }) => {
        if (current === undefined) return
        tell(command.id, must(await takeIn(bucket, current)) ? 'taken' : 'known')
        current = undefined
      },
    })
  } catch (error) {
    // chunks of a record that was cut off are named by nobody
    const files = current?.frozen.draft?.files ?? []
    await chunks.sweep(files.map(({ id }) => id)).catch(() => undefined) // the next start sweeps them
    throw error
  }
}
