// One program per data folder: PGlite does not guard its files, and two writers would ruin them.
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '../shared/errors.ts'

const TOUCH_MS = 5000
/** A number of a dead process may be given to another one: only a lock that is also touched lately is believed. */
const STALE_MS = 30_000
/** The one before may still be on its way out. */
const WAIT_MS = 5000
const POLL_MS = 100

/** Takes the folder (made when absent) or throws E-DB when somebody keeps it. Returns how to give it back. */
export const lockFolder = async (folder: string): Promise<() => void> => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'platform.lock')
  const giveUpAt = performance.now() + WAIT_MS
  while (!take(path)) {
    if (!isHeld(path)) rmSync(path, { force: true })
    else if (performance.now() > giveUpAt) throw new AppError('E-DB', { reason: 'folder-in-use' })
    else await pause(POLL_MS)
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
  try {
    if (Date.now() - statSync(path).mtimeMs > STALE_MS) return false
    const owner = Number(readFileSync(path, 'utf8'))
    return Number.isInteger(owner) && owner > 0 && isAlive(owner)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

const isAlive = (processId: number): boolean => {
  try {
    process.kill(processId, 0)
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
  return !isZombie(processId)
}
/** A killed program whose parent is gone too may stay in the table for long. */
const isZombie = (processId: number): boolean => {
  if (process.platform !== 'linux') return false
  try {
    return /\) Z /.test(readFileSync(`/proc/${processId}/stat`, 'utf8'))
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH') return true
    throw error
  }
}
