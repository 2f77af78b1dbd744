// Watches every call of IndexedDB: after a full disk a transaction may never settle (security-reliability §0), and nobody may wait for it.
import type { Dexie } from 'dexie'
import { AppError, fail, ok, type ErrorCode, type Result } from '../../../shared/errors.ts'

const DEADLINE_MS = 5000
/** For what is asked of the factory itself (open, upgrade, list): throws E-DB when it has not settled in time. */
export const withinDeadline = async <T>(work: PromiseLike<T>, deadlineMs = DEADLINE_MS): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError('E-DB', { late: true })), deadlineMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
const NO_SPACE = ['QuotaExceededError', 'QuotaExceeded']

export type Guard = {
  /** Runs one piece of work on the database. E-DISK: no space; E-DB: it did not answer, or refused; outcome unknown, so what is in memory must be read anew. */
  run: <T>(work: () => PromiseLike<T>) => Promise<Result<T>>
}

const namesOf = (error: unknown): string[] => {
  const names: string[] = []
  for (let seen = error; seen !== null && typeof seen === 'object' && names.length < 5; seen = (seen as { inner?: unknown }).inner) {
    if ('name' in seen) names.push(String(seen.name))
    for (const failure of 'failures' in seen && Array.isArray(seen.failures) ? seen.failures : []) names.push(String((failure as { name?: unknown }).name))
  }
  return names
}
/** Dexie's own errors that carry no inner one; a BulkError lists what the database said of each row. */
const OF_STORAGE = ['DatabaseClosedError', 'OpenFailedError', 'BulkError']
const isOfStorage = (error: unknown): boolean =>
  error instanceof DOMException || (error instanceof Error && 'inner' in error) || namesOf(error).some((name) => OF_STORAGE.includes(name))
/** The code of what storage threw; bugs of ours are thrown on. */
export const codeOfStorage = (error: unknown): ErrorCode => {
  if (namesOf(error).some((name) => NO_SPACE.includes(name))) return 'E-DISK'
  if (isOfStorage(error)) return 'E-DB'
  throw error
}

/** `reopen` runs after a failure, so that the next call meets a fresh connection. */
export const guardStorage = (database: Dexie, reopened: () => void, deadlineMs = DEADLINE_MS): Guard => {
  const reopen = (): void => {
    // one that failed to open would refuse everything from then on; one that was closed on purpose (another operator) stays closed
    if (database.isOpen() || database.hasFailed()) database.close({ disableAutoOpen: false })
    reopened()
  }
  return {
    run: async (work) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const late = new Promise<Result<never>>((resolve) => {
        timer = setTimeout(() => resolve(fail('E-DB', { late: true })), deadlineMs)
      })
      try {
        const outcome = await Promise.race([Promise.resolve(work()).then((value) => ok(value)), late])
        if (!outcome.ok) reopen()
        return outcome
      } catch (error) {
        const code = codeOfStorage(error)
        reopen()
        return fail(code)
      } finally {
        clearTimeout(timer)
      }
    },
  }
}
