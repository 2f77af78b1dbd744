// userData/vault/keys.json: the wrapped data keys of the operators of this seat. A damaged file is never written over:
// it may still be read by hand, and without it everything sealed is lost.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '../../shared/canonical-json.ts'
import { MODES } from '../../shared/contract/meta.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import { readFileIfAny, writeFileAtomically } from '../atomic-file.ts'
import { NO_RIGHT } from '../journal/why-not-written.ts'
import { parseJson } from '../parse-json.ts'

export const keyRecordSchema = z.strictObject({
  keyId: z.uuid(),
  operatorId: z.string().min(1).max(100),
  mode: z.enum(MODES),
  /** How `key` is kept: by the system's key ring, or plain (training only). A PIN becomes a further kind. */
  wrap: z.enum(['keyring', 'plain']),
  /** The ring that wrapped it, or basic_text. */
  backend: z.string(),
  /** base64 */
  key: z.string().min(1),
  createdAt: z.iso.datetime(),
})
export type KeyRecord = z.infer<typeof keyRecordSchema>

/** Persisted. 1: the first one. */
export const VAULT_VERSION = 1
const operatorSchema = z.string().max(100).nullable()
const keyFileSchema = z.strictObject({
  version: z.literal(VAULT_VERSION),
  keys: z.array(keyRecordSchema),
  lastOperator: z.strictObject({ training: operatorSchema, live: operatorSchema }),
})
export type KeyFile = z.infer<typeof keyFileSchema>
/** On the disk with a sum over the whole: a flipped bit in an operator's id must not look like an operator without a key. */
const storedSchema = keyFileSchema.extend({ sum: z.string() })
const sumOf = (file: KeyFile): string => createHash('sha256').update(canonicalJson(file)).digest('hex')
const EMPTY: KeyFile = { version: VAULT_VERSION, keys: [], lastOperator: { training: null, live: null } }

/** The file's content; a missing one is empty. E-NEWER for one of a newer app, E-KEY-BAD for a damaged one. */
export const readKeyFile = (path: string): Result<KeyFile> => {
  const text = readFileIfAny(path)
  if (text === undefined) return ok(EMPTY)
  const json = parseJson(text)
  const parsed = storedSchema.safeParse(json)
  if (parsed.success) {
    const { sum, ...file } = parsed.data
    return sum === sumOf(file) ? ok(file) : fail('E-KEY-BAD', { reason: 'sum' })
  }
  const version = (json as { version?: unknown } | null | undefined)?.version
  return typeof version === 'number' && version > EMPTY.version ? fail('E-NEWER', { version }) : fail('E-KEY-BAD', { reason: 'file' })
}

/** Reads, changes, writes whole. A file that cannot be read stays as it is. */
export const changeKeyFile = (path: string, change: (file: KeyFile) => KeyFile): Result<KeyFile> => {
  const file = readKeyFile(path)
  if (!file.ok) return file
  const next = change(file.value)
  try {
    writeFileAtomically(path, `${JSON.stringify({ ...next, sum: sumOf(next) }, null, 2)}\n`)
  } catch (error) {
    const reason = String((error as NodeJS.ErrnoException).code ?? 'write')
    return fail(NO_RIGHT.includes(reason) ? 'E-READ-ONLY' : 'E-DISK-OPEN', { reason })
  }
  return ok(next)
}
