// Small files that must be whole after a power cut: written beside, synced, renamed, the folder synced.
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Replaces the file or leaves the old one; readable by its owner only. Throws on a full or broken disk. */
export const writeFileAtomically = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const beside = `${path}.new`
  rmSync(beside, { force: true })
  writeAndSync(beside, text)
  renameSync(beside, path)
  if (process.platform !== 'win32') syncFolder(dirname(path))
}

const writeAndSync = (path: string, text: string): void => {
  const file = openSync(path, 'wx', 0o600)
  try {
    const bytes = Buffer.from(text, 'utf8')
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

const syncFolder = (path: string): void => {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** The text of a file, or undefined when there is none. */
export const readFileIfAny = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
