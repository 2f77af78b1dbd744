// Settings of this seat: language, theme, key hints. A damaged file gives the defaults and is kept beside.
import { copyFileSync } from 'node:fs'
import { z } from 'zod'
import { settingsSchema, type Settings } from '../shared/ipc.ts'
import { readFileIfAny, writeFileAtomically } from './atomic-file.ts'
import { parseJson } from './parse-json.ts'

export const DEFAULT_SETTINGS: Settings = { language: 'ru', theme: 'system', keyHints: true, view: null }

// version 1: the first one
const storedSchema = settingsSchema.partial().extend({ version: z.literal(1) })

export type SettingsStore = {
  read: () => Settings
  /** Stores and returns the whole; throws when the disk refuses. */
  change: (patch: Partial<Settings>) => Settings
  /** Whether the file could not be read and the defaults stand in. */
  wasDamaged: boolean
}

/** Opens the file at `path`; `first` overrides the defaults where nothing is stored yet. */
export const openSettings = (path: string, first: Partial<Settings> = {}): SettingsStore => {
  const text = readFileIfAny(path)
  const stored = text === undefined ? undefined : storedSchema.safeParse(parseJson(text))
  const wasDamaged = stored?.success === false
  if (wasDamaged) copyFileSync(path, `${path}.damaged`)
  const { version: _, ...kept } = stored?.success === true ? stored.data : { version: 1 }
  let current: Settings = { ...DEFAULT_SETTINGS, ...first, ...kept }
  return {
    read: () => current,
    change: (patch) => {
      const next = settingsSchema.parse({ ...current, ...patch })
      writeFileAtomically(path, `${JSON.stringify({ version: 1, ...next }, null, 2)}\n`)
      current = next
      return next
    },
    wasDamaged,
  }
}
