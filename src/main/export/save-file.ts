// A file of a person's choice: the dialog of the system, then the whole file or none. Failures are told by what the person can do about them.
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { app, BrowserWindow, dialog, type WebContents } from 'electron'
import { fail, ok, type ErrorCode, type Failure, type Result } from '../../shared/errors.ts'
import type { Saved } from '../../shared/export-files.ts'

const DENIED = ['EACCES', 'EPERM', 'EROFS']
const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG']

export type FileKind = { extension: 'pdf' | 'xlsx'; /** Of the dialog's filter. */ name: string; title: string }

/** E-SAVE-DENIED, E-SAVE-DISK, E-SAVE. Nothing is made before the person has chosen a place; `make` may fail on its own. */
export const saveAs = async (page: WebContents, fileName: string, kind: FileKind, make: () => Promise<Result<Uint8Array>>): Promise<Result<Saved>> => {
  const options = { title: kind.title, defaultPath: join(app.getPath('documents'), `${fileName}.${kind.extension}`), filters: [{ name: kind.name, extensions: [kind.extension] }] }
  const window = BrowserWindow.fromWebContents(page)
  const chosen = window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options)
  if (chosen.canceled || chosen.filePath === '') return ok({ outcome: 'cancelled' })
  const bytes = await make()
  if (!bytes.ok) return bytes
  const path = chosen.filePath.toLowerCase().endsWith(`.${kind.extension}`) ? chosen.filePath : `${chosen.filePath}.${kind.extension}`
  const written = await writeWhole(path, bytes.value)
  return written.ok ? ok({ outcome: 'saved' }) : written
}

/** Written beside, synced, renamed: a file that was there is replaced by the whole new one or stays. */
export const writeWhole = async (path: string, bytes: Uint8Array): Promise<Result<null>> => {
  const beside = join(dirname(path), `.${basename(path)}.part`)
  try {
    await rm(beside, { force: true })
    const file = await open(beside, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
    return ok(null)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined) // the folder may be gone; what matters is told below
    return saveFailure(error)
  }
}

const saveFailure = (error: unknown): { ok: false; error: Failure } => {
  const reason = (error as NodeJS.ErrnoException).code
  if (typeof reason !== 'string') throw error
  const code: ErrorCode = DENIED.includes(reason) ? 'E-SAVE-DENIED' : FULL.includes(reason) ? 'E-SAVE-DISK' : 'E-SAVE'
  return fail(code, { reason })
}
