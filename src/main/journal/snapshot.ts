// What the databases held before a migration: sealed rows as they lay, one JSON line per part, beside the journal. Only the last one is kept.
import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { once } from 'node:events'
import type { SnapshotPart } from '../../shared/journal.ts'

export type Snapshot = {
  /** Throws what the disk says. `last` gives the file its name. */
  add: (parts: readonly SnapshotPart[], last: boolean) => Promise<void>
}

/** Binary columns as { "base64": ... }, so that a later version can read them without us. */
const plain = (_: string, value: unknown): unknown => (value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value)

/** `path` is replaced when the new snapshot is whole; a broken one leaves the former. */
export const createSnapshot = (path: string): Snapshot => {
  const beside = `${path}.new`
  let stream: WriteStream | null = null
  const begin = async (): Promise<WriteStream> => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const opened = createWriteStream(beside, { mode: 0o600, flush: true })
    await once(opened, 'open')
    return opened
  }
  return {
    add: async (parts, last) => {
      stream ??= await begin()
      const file = stream
      for (const part of parts) {
        await new Promise<void>((resolve, reject) => file.write(`${JSON.stringify(part, plain)}\n`, (error) => (error == null ? resolve() : reject(error))))
      }
      if (!last) return
      stream = null
      file.end()
      await once(file, 'close')
      await rename(beside, path)
      if (process.platform === 'win32') return
      const folder = await open(dirname(path), 'r')
      await folder.sync().finally(() => folder.close())
    },
  }
}
