// Small facts that may be lost without harm: a window's place, the last known mode. Unreadable means absent.
import type { z } from 'zod'
import { readFileIfAny, writeFileAtomically } from './atomic-file.ts'
import { parseJson } from './parse-json.ts'

/** What is stored at `path`, or undefined when there is nothing readable. */
export const readStored = <T>(path: string, schema: z.ZodType<T>): T | undefined => {
  const text = readFileIfAny(path)
  return text === undefined ? undefined : schema.safeParse(parseJson(text)).data
}

/** Replaces it; whether it is kept. A disk that refuses leaves the old facts, which is no reason to stop anything. */
export const writeStored = (path: string, value: unknown): boolean => {
  try {
    writeFileAtomically(path, `${JSON.stringify(value)}\n`)
    return true
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code === 'string') return false
    throw error
  }
}
