// Why the disk takes nothing more: asked after a store failed, because Chromium says only that something went wrong.
import { constants } from 'node:fs'
import { access, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, type Result } from '../../shared/errors.ts'

/** A database writes its log in pieces of 4 MB; with less room than this a failure is one of room. */
const ROOM_BYTES = 8 * 1024 * 1024
/** What may not be written although there is room. */
export const NO_RIGHT: readonly string[] = ['EACCES', 'EPERM', 'EROFS']
const FOLDERS = ['', 'journal', 'WebStorage', 'IndexedDB']

const mayWrite = async (folder: string): Promise<boolean> => {
  try {
    await access(folder, constants.W_OK)
    return true
  } catch (error) {
    return !NO_RIGHT.includes(String((error as NodeJS.ErrnoException).code))
  }
}

/** E-READ-ONLY: the right to write is missing in the profile; E-DISK: no room. Ok: neither, so it was something else. */
export const whyNotWritten = async (profile: string): Promise<Result<null>> => {
  const rights = await Promise.all(FOLDERS.map((folder) => mayWrite(join(profile, folder))))
  if (rights.includes(false)) return fail('E-READ-ONLY')
  const { bavail, bsize } = await statfs(profile)
  return bavail * bsize < ROOM_BYTES ? fail('E-DISK') : ok(null)
}
