// The app's log: JSON lines of allow-listed fields. Never a body, a name, a token or an address with a query.
import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

const FIELDS = ['code', 'route', 'status', 'channel', 'reason', 'ms', 'count', 'exitCode', 'state', 'check', 'url', 'files', 'known', 'failed'] as const
export type LogFields = { [F in (typeof FIELDS)[number]]?: string | number | boolean | undefined }
export type Log = (level: 'info' | 'warn' | 'error', event: string, fields?: LogFields) => void

const FILES = 10
const FILE_BYTES = 5 * 1024 * 1024
const VALUE_CHARACTERS = 200

/** One line of the log: unknown fields are dropped, long values cut, an address loses its query. */
export const formatLine = (at: Date, level: string, event: string, fields: LogFields): string => {
  const kept = FIELDS.flatMap((name) => (fields[name] === undefined ? [] : [[name, tidy(name, fields[name])] as const]))
  return `${JSON.stringify({ at: at.toISOString(), level, event, ...Object.fromEntries(kept) })}\n`
}

const tidy = (name: string, value: string | number | boolean): string | number | boolean => {
  if (typeof value !== 'string') return value
  const bare = name === 'url' ? value.replace(/[?#].*$/s, '') : value
  return bare.slice(0, VALUE_CHARACTERS)
}

/** Appends to `folder`/app.log; at 5 MB it becomes app.1.log, of which ten are kept. */
export const openLog = (folder: string): Log => {
  const path = join(folder, 'app.log')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  let size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  return (level, event, fields = {}) => {
    const line = formatLine(new Date(), level, event, fields)
    if (size + line.length > FILE_BYTES) {
      rotate(folder)
      size = 0
    }
    size += line.length
    append(path, line)
  }
}

/** A full disk must not take the app down with it: a line that cannot be kept is shown on stderr instead. */
const append = (path: string, line: string): void => {
  try {
    appendFileSync(path, line, { mode: 0o600 })
  } catch {
    process.stderr.write(line)
  }
}

const rotate = (folder: string): void => {
  const name = (number: number): string => join(folder, number === 0 ? 'app.log' : `app.${number}.log`)
  rmSync(name(FILES - 1), { force: true })
  for (let number = FILES - 2; number >= 0; number -= 1) {
    if (statSync(name(number), { throwIfNoEntry: false }) !== undefined) renameSync(name(number), name(number + 1))
  }
}
