// Looks for a word in every file of a profile, as somebody with the disk would.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ENCODINGS = ['utf8', 'utf16le'] as const

/** How many files hold the word in UTF-8 or UTF-16LE. */
export const filesHolding = (profile: string, word: string): number =>
  readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .filter((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name))
      return ENCODINGS.some((encoding) => bytes.includes(Buffer.from(word, encoding)))
    }).length
