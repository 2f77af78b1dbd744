// A transfer file on a medium that may be full, read-only, or pulled out at any moment. Until everything is synced it lies under a name of
// its own, so that nothing half-written ever looks whole. Knows bytes only.
import { open, rename, rm, stat, statfs, type FileHandle } from 'node:fs/promises'
import { basename, dirname, extname } from 'node:path'
import { AppError, type Failure } from '../../shared/errors.ts'

const EXTENSION = '.priyom'
const MEGABYTE = 1024 * 1024
const NO_SPACE = ['ENOSPC', 'EDQUOT', 'EFBIG']
const NOT_ALLOWED = ['EACCES', 'EPERM', 'EROFS', 'EISDIR', 'EEXIST']
/** File systems of removable media that cannot sync a folder. */
const NO_FOLDER_SYNC = ['EINVAL', 'ENOTSUP', 'EPERM', 'EISDIR', 'EBADF']

const reasonOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code ?? 'unknown')
const megabytesOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / MEGABYTE))
/** What the system's refusal means. E-DISK with `neededMb`; E-BACKUP-WRITE with `reason`: `denied` or `gone`. */
export const writeFailure = (error: unknown, bytes: number): Failure => {
  if (error instanceof AppError) return { code: error.code, ...(error.details === undefined ? {} : { details: error.details }) }
  const reason = reasonOf(error)
  if (NO_SPACE.includes(reason)) return { code: 'E-DISK', details: { neededMb: megabytesOf(bytes) } }
  return { code: 'E-BACKUP-WRITE', details: { reason: NOT_ALLOWED.includes(reason) ? 'denied' : 'gone' } }
}

export type WritingMedium = {
  name: string
  write: (bytes: Uint8Array) => Promise<void>
  /** Synced, measured and given its name; only then is there a file. */
  finish: () => Promise<void>
  abort: () => Promise<void>
}
type FreeBytes = (folder: string) => Promise<number>
const freeBytesOf: FreeBytes = async (folder) => {
  const disk = await statfs(folder)
  return disk.bavail * disk.bsize
}

/** Begins a file at the chosen path. `bytes` must be free there. Throws AppErrors of `writeFailure` and what the system says. */
export const createOnMedium = async (chosen: string, bytes: number, free: FreeBytes = freeBytesOf): Promise<WritingMedium> => {
  const path = extname(chosen).toLowerCase() === EXTENSION ? chosen : chosen + EXTENSION
  // the dialog has asked about replacing the name that was typed, not the one that we made of it
  if (path !== chosen && (await exists(path))) throw new AppError('E-BACKUP-WRITE', { reason: 'exists' })
  const room = await free(dirname(path))
  if (room < bytes) throw new AppError('E-DISK', { neededMb: megabytesOf(bytes), freeMb: Math.floor(room / MEGABYTE) })
  const beside = `${path}.part`
  await rm(beside, { force: true })
  const file = await open(beside, 'wx', 0o600)
  let written = 0
  let isOver = false
  const abort = async (): Promise<void> => {
    if (isOver) return
    isOver = true
    await file.close().catch(ignoreGone)
    await rm(beside, { force: true }).catch(ignoreGone)
  }
  return {
    name: basename(path),
    write: async (part) => {
      for (let at = 0; at < part.length; ) at += (await file.write(part, at)).bytesWritten
      written += part.length
    },
    finish: async () => {
      await file.sync()
      if ((await file.stat()).size !== written) throw new AppError('E-BACKUP-WRITE', { reason: 'gone' })
      await file.close()
      await rename(beside, path)
      isOver = true
      await syncFolder(dirname(path))
    },
    abort,
  }
}
/** The medium may be out already: then there is nothing left to remove. */
const ignoreGone = (): void => undefined
const exists = (path: string): Promise<boolean> => stat(path).then(() => true, () => false)
const syncFolder = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return // NTFS journals its names
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } catch (error) {
    if (!NO_FOLDER_SYNC.includes(reasonOf(error))) throw error
  } finally {
    await folder.close()
  }
}

export type ReadingMedium = { name: string; size: number; read: (at: number, length: number) => Promise<Uint8Array<ArrayBuffer>>; close: () => Promise<void> }
/** Opens a plain file for reading. Throws E-BACKUP-READ for a folder or a device, and what the system says. */
export const openOnMedium = async (path: string): Promise<ReadingMedium> => {
  const file: FileHandle = await open(path, 'r')
  const facts = await file.stat()
  if (!facts.isFile()) {
    await file.close()
    throw new AppError('E-BACKUP-READ')
  }
  return {
    name: basename(path),
    size: facts.size,
    read: async (at, length) => {
      const bytes = new Uint8Array(length)
      let filled = 0
      while (filled < length) {
        const { bytesRead } = await file.read(bytes, filled, length - filled, at + filled)
        // it became shorter than it was
        if (bytesRead === 0) throw new AppError('E-BACKUP-READ')
        filled += bytesRead
      }
      return bytes
    },
    close: () => file.close().catch(ignoreGone),
  }
}

const KEY_FILE_AT_MOST = 20_000
/** A key file: small, or it is none. E-BACKUP-KEY. */
export const readKeyText = async (path: string): Promise<Uint8Array<ArrayBuffer>> => {
  const medium = await openOnMedium(path)
  try {
    if (medium.size === 0 || medium.size > KEY_FILE_AT_MOST) throw new AppError('E-BACKUP-KEY', { reason: 'form' })
    return await medium.read(0, medium.size)
  } finally {
    await medium.close()
  }
}
