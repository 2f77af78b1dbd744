// One program per data folder: PGlite does not guard its files, and two writers would ruin them.
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../shared/errors.ts'

const TOUCH_MS = 5000
/** A number of a dead process may be given to another one: only a lock that is also touched lately is believed. */
const STALE_MS = 30_000

/** Takes the folder (made when absent) or throws E-DB. Returns how to give it back. */
export const lockFolder = (folder: string): (() => void) => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'platform.lock')
  if (!take(path)) {
    if (isHeld(path)) throw new AppError('E-DB', { reason: 'folder-in-use' })
    rmSync(path, { force: true })
    if (!take(path)) throw new AppError('E-DB', { reason: 'folder-in-use' })
  }
  const timer = setInterval(() => {
    const now = new Date()
    utimesSync(path, now, now)
  }, TOUCH_MS)
  timer.unref()
  return () => {
    clearInterval(timer)
    rmSync(path, { force: true })
  }
}

const codeOf = (error: unknown): unknown => (error as NodeJS.ErrnoException).code

const take = (path: string): boolean => {
  try {
    const file = openSync(path, 'wx', 0o600)
    writeSync(file, String(process.pid))
    closeSync(file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

const isHeld = (path: string): boolean => {
  const owner = Number(readFileSync(path, 'utf8'))
  if (Date.now() - statSync(path).mtimeMs > STALE_MS || !Number.isInteger(owner) || owner <= 0) return false
  try {
    process.kill(owner, 0)
    return true
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}
