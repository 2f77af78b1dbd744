// disk.space: room for drafts and the queue under the profile.
import { failed, pass, warn, type Outcome } from '../check.ts'

const MUST_BYTES = 500 * 1024 * 1024
const WARN_BYTES = 2 * 1024 * 1024 * 1024

export const checkDiskSpace = (freeBytes: number): Outcome => {
  const data = { freeMb: Math.floor(freeBytes / 1024 / 1024) }
  if (freeBytes < MUST_BYTES) return failed('full', data)
  return freeBytes < WARN_BYTES ? warn('low', data) : pass(data)
}
