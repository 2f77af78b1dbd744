// Attached files as sealed chunks in the outbox database. Whoever names a file (draft or command) keeps it; what nobody names is swept.
import { AppError, fail, ok, type Result } from '../../../shared/errors.ts'
import type { DraftFile } from '../../../shared/contract/draft.ts'
import type { DeliveryFields } from '../../sync/ports.ts'
import { chunkCount, CHUNK_BYTES, openChunk, sealChunk } from '../files/sealed-chunks.ts'
import type { OutboxBucket } from './outbox-bucket.ts'

export type FileChunks = {
  /** Seals and writes chunk by chunk, each with its own strict commit. E-DISK, E-DB. */
  write: (file: Pick<DraftFile, 'id' | 'key'>, bytes: Uint8Array<ArrayBuffer>) => Promise<Result<null>>
  /** Seals and writes one chunk of a file that comes piece by piece. E-DISK, E-DB. */
  writeOne: (file: Pick<DraftFile, 'id' | 'key' | 'size'>, index: number, bytes: Uint8Array<ArrayBuffer>) => Promise<Result<null>>
  /** Bytes from `from` up to `to` with at most two chunks in memory. E-FILE-MISSING: a chunk is gone; E-INTEGRITY: damaged. */
  read: (file: Pick<DraftFile, 'id' | 'key' | 'size'>, from: number, to: number) => Promise<Result<Uint8Array<ArrayBuffer>>>
  /** Removes those of these files that no draft and no open command names. */
  sweep: (ids: readonly string[]) => Promise<void>
  /** The same of everything stored: what a crash left behind. */
  sweepAll: () => Promise<void>
}

/** A command needs its files until it is over; one that its author took out may come back. */
export const keepsFiles = ({ state, withdrawal }: DeliveryFields): boolean => state !== 'done' && (state !== 'withdrawn' || (withdrawal !== undefined && withdrawal.reason !== 'handed-over'))

export const createFileChunks = (bucket: OutboxBucket): FileChunks => {
  const { database } = bucket
  const isNamed = (id: string): boolean =>
    [...bucket.drafts.values()].some(({ files }) => files.some((file) => file.id === id)) ||
    [...bucket.commands.values()].some(({ frozen, progress }) => keepsFiles(progress) && (frozen.draft?.files ?? []).some((file) => file.id === id))
  const readChunk = async ({ id, key, size }: Pick<DraftFile, 'id' | 'key' | 'size'>, index: number): Promise<Result<Uint8Array<ArrayBuffer>>> => {
    const row = await bucket.commit(() => database.files.get([id, index]))
    if (!row.ok) throw new AppError(row.error.code)
    return row.value === undefined ? fail('E-FILE-MISSING', { id }) : openChunk(key, { id, index, count: chunkCount(size) }, row.value.sealed)
  }
  const remove = async (id: string): Promise<void> => {
    const removed = await bucket.commit(() => database.files.where('[id+index]').between([id, 0], [id, Number.MAX_SAFE_INTEGER], true, true).delete())
    if (!removed.ok) throw new AppError(removed.error.code)
  }
  const sweep = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) if (!isNamed(id)) await remove(id)
  }

  const writeOne: FileChunks['writeOne'] = async ({ id, key, size }, index, bytes) => {
    const sealed = await sealChunk(key, { id, index, count: chunkCount(size) }, bytes)
    const written = await bucket.commit(() => database.transaction('rw', database.files, () => database.files.put({ id, index, size: sealed.length, sealed })))
    return written.ok ? ok(null) : written
  }

  return {
    writeOne,
    write: async ({ id, key }, bytes) => {
      for (let index = 0; index < chunkCount(bytes.length); index += 1) {
        const written = await writeOne({ id, key, size: bytes.length }, index, bytes.slice(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES))
        if (!written.ok) return written
      }
      return ok(null)
    },
    read: async (file, from, to) => {
      const end = Math.min(to, file.size)
      const found = new Uint8Array(Math.max(0, end - from))
      for (let at = from; at < end; ) {
        const index = Math.floor(at / CHUNK_BYTES)
        const chunk = await readChunk(file, index)
        if (!chunk.ok) return chunk
        const part = chunk.value.subarray(at - index * CHUNK_BYTES, end - index * CHUNK_BYTES)
        if (part.length === 0) return fail('E-INTEGRITY', { id: file.id })
        found.set(part, at - from)
        at += part.length
      }
      return ok(found)
    },
    sweep,
    sweepAll: async () => {
      const keys = await bucket.commit(() => database.files.toCollection().primaryKeys())
      if (!keys.ok) throw new AppError(keys.error.code)
      await sweep([...new Set(keys.value.map(([id]) => id))])
    },
  }
}
