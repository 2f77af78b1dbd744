// The files of the journal: everything that is called done here has been synced. One writer per file, readable by its owner only.
import { constants } from 'node:fs'
import { copyFile, mkdir, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'

/** An open journal file. `append` writes at its end and resolves after fdatasync: with a new length the disk has the bytes and the length. */
export type OpenFile = { append: (bytes: Uint8Array) => Promise<void>; cut: (length: number) => Promise<void>; close: () => Promise<void> }
export type Disk = {
  /** Undefined: there is no such file. */
  read: (path: string) => Promise<Buffer | undefined>
  open: (path: string) => Promise<OpenFile>
  /** The new file whole or the old one: written beside, synced, renamed, the folder synced. */
  replace: (path: string, bytes: Uint8Array) => Promise<void>
  copy: (from: string, to: string) => Promise<void>
}

const writeAll = async (file: FileHandle, bytes: Uint8Array): Promise<void> => {
  for (let written = 0; written < bytes.length; ) written += (await file.write(bytes, written)).bytesWritten
}
const syncFolder = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return // folders cannot be synced there; NTFS journals its names
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}

export const realDisk: Disk = {
  read: async (path) => {
    try {
      return await readFile(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  },
  open: async (path) => {
    const file = await open(path, constants.O_WRONLY | constants.O_APPEND)
    return {
      append: async (bytes) => {
        await writeAll(file, bytes)
        await file.datasync()
      },
      cut: async (length) => {
        await file.truncate(length)
        await file.datasync()
      },
      close: () => file.close(),
    }
  },
  replace: async (path, bytes) => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const beside = `${path}.new`
    await rm(beside, { force: true })
    const file = await open(beside, 'wx', 0o600)
    try {
      await writeAll(file, bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
    await syncFolder(dirname(path))
  },
  copy: async (from, to) => {
    await copyFile(from, to, constants.COPYFILE_EXCL)
    const file = await open(to, 'r+')
    await file.sync().finally(() => file.close())
    await syncFolder(dirname(to))
  },
}
