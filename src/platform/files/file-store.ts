// The bytes of uploads as files named by their id, and the tus store over them. What is here and what is not tells the file's length alone.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs'
import { open, readFile, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DataStore, ERRORS, Upload } from '@tus/server'
import { and, eq, inArray, isNull, lt, sql } from 'drizzle-orm'
import { judgeFile } from '../../shared/files/judge-file.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import type { Database } from '../database.ts'
import { file, handOver, type FileRow } from '../schema.ts'
import { anyFile } from './file-rows.ts'

/** A record that waits for a coordinator still needs its files, however long that takes. */
const isHandedOver = sql`exists (
  select 1 from ${handOver} waiting, jsonb_array_elements(waiting.draft -> 'files') handed
  where waiting.closed_at is null and handed ->> 'id' = ${file.id}::text
)`

export type FileStore = {
  tus: DataStore
  read: (id: string) => Readable
  /** Takes away uploads that nobody finished or used in a week. */
  forgetStale: (now: Date) => Promise<void>
  /**
   * Judges an upload whose last byte has come: `open` while bytes are missing or after a wrong sha-256 (it begins anew), `refused`
   * with its reason, or `complete`. Asked again it says the same.
   */
  settle: (id: string, allowed: readonly string[]) => Promise<{ state: 'complete' } | { state: 'open'; wrongHash: boolean } | { state: 'refused'; code: ErrorCode }>
}

/** So long an upload waits for its end or its message. [assumed] */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000

export const createFileStore = (folder: string, database: Database): FileStore => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const pathOf = (id: string): string => join(folder, id)
  const setRow = (id: string, change: Partial<FileRow>) => database.update(file).set(change).where(eq(file.id, id))

  const settleWhole = async (row: FileRow, allowed: readonly string[]): ReturnType<FileStore['settle']> => {
    const bytes = await readFile(pathOf(row.id))
    if (createHash('sha256').update(bytes).digest('hex') !== row.sha256) {
      await truncate(pathOf(row.id), 0)
      return { state: 'open', wrongHash: true }
    }
    const judged = judgeFile({ name: row.name, declaredType: row.type, bytes }, allowed)
    if (judged.ok) {
      await sync(pathOf(row.id))
      await setRow(row.id, { state: 'complete', name: judged.value.name, type: judged.value.mime })
      return { state: 'complete' }
    }
    await setRow(row.id, { state: 'refused', refused: judged.error.code })
    await rm(pathOf(row.id), { force: true })
    return { state: 'refused', code: judged.error.code }
  }
  return {
    tus: new FolderStore(pathOf, database),
    read: (id) => createReadStream(pathOf(id)),
    forgetStale: async (now) => {
      const stale = await database
        .delete(file)
        .where(and(isNull(file.messageId), inArray(file.state, ['open', 'complete']), lt(file.createdAt, new Date(now.getTime() - KEPT_MS)), sql`not ${isHandedOver}`))
        .returning({ id: file.id })
      for (const { id } of stale) await rm(pathOf(id), { force: true })
    },
    settle: async (id, allowed) => {
      const row = await anyFile(database, id)
      if (row?.state === 'complete') return { state: 'complete' }
      if (row?.state === 'refused') return { state: 'refused', code: row.refused ?? 'E-FILE-TYPE' }
      if (row === undefined || (await lengthOf(pathOf(id))) < row.size) return { state: 'open', wrongHash: false }
      return settleWhole(row, allowed)
    },
  }
}

const lengthOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0
/** A message may refer to it only after the disk has it. */
const sync = async (path: string): Promise<void> => {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** What @tus/server answers with; 423 is asked again. */
const BEING_JUDGED = { status_code: 423, body: 'The upload is being judged\n' }

/** A class, because the library asks for one. Creation and rights are judged before a request gets here. */
class FolderStore extends DataStore {
  readonly #pathOf: (id: string) => string
  readonly #database: Database
  constructor(pathOf: (id: string) => string, database: Database) {
    super()
    this.#pathOf = pathOf
    this.#database = database
    this.extensions = ['creation', 'termination']
  }
  override async create(upload: Upload): Promise<Upload> {
    await (await open(this.#pathOf(upload.id), 'a')).close()
    return upload
  }
  override async getUpload(id: string): Promise<Upload> {
    const row = await anyFile(this.#database, id)
    if (row === undefined || row.state === 'refused') throw ERRORS.FILE_NOT_FOUND
    const offset = row.state === 'complete' ? row.size : await lengthOf(this.#pathOf(id))
    // whole, and not judged yet: who is told «all of it is there» would name it in a message that cannot have it
    if (row.state === 'open' && offset >= row.size) throw BEING_JUDGED
    return new Upload({ id, size: row.size, offset })
  }
  /** What came before a cut stays: the length of the file is the offset. */
  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    await pipeline(stream, createWriteStream(this.#pathOf(id), { flags: 'r+', start: offset }))
    return lengthOf(this.#pathOf(id))
  }
  override async remove(id: string): Promise<void> {
    await this.#database.delete(file).where(eq(file.id, id))
    await rm(this.#pathOf(id), { force: true })
  }
}
