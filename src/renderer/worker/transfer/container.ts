// The outer shape of a transfer file: an open head that says for whom it is, then sealed blocks. docs/security.md describes it for others.
// Persisted on media that leave the house: another shape gets another version, and an older app refuses it by that number.
import type { Mode } from '../../../shared/contract/meta.ts'
import { AppError, fail, ok, type Result } from '../../../shared/errors.ts'
import { sha256 } from './keys.ts'

const MAGIC = [...'PRIYOM-T'].map((sign) => sign.charCodeAt(0))
const VERSION = 1
const MODES: readonly Mode[] = ['training', 'live']
const PRINT_BYTES = 32
const ID_BYTES = 16
const SUM_BYTES = 32
/** Before the wrapped key: magic, version, mode, fingerprint, id, length of the wrapped key. */
const FIXED_BYTES = MAGIC.length + 1 + 1 + PRINT_BYTES + ID_BYTES + 2
/** Enough of a file's beginning for every head of this version: a key of RSA-8192 is wrapped in 1 KiB. */
export const HEAD_AT_MOST = FIXED_BYTES + 1024 + SUM_BYTES

export const BLOCK_BYTES = 1024 * 1024
const TAG_BYTES = 16
const SEALED_BLOCK_BYTES = BLOCK_BYTES + TAG_BYTES
const IV_BYTES = 12

export type Head = { mode: Mode; fingerprint: Uint8Array; transferId: string; wrappedKey: Uint8Array<ArrayBuffer> }
/** `sum`: SHA-256 of everything before it; bound to every block, so that no block fits another head. */
export type ReadHead = Head & { length: number; sum: Uint8Array<ArrayBuffer> }

const uuidBytes = (uuid: string): number[] => (uuid.replaceAll('-', '').match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
const uuidText = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

export const writeHead = async ({ mode, fingerprint, transferId, wrappedKey }: Head): Promise<{ bytes: Uint8Array<ArrayBuffer>; sum: Uint8Array<ArrayBuffer> }> => {
  const length = wrappedKey.length
  const open = Uint8Array.from([...MAGIC, VERSION, MODES.indexOf(mode), ...fingerprint, ...uuidBytes(transferId), length >> 8, length & 0xff, ...wrappedKey])
  const sum = await sha256(open)
  return { bytes: Uint8Array.from([...open, ...sum]), sum }
}

/** E-BACKUP-BAD: no transfer file, or a damaged one. E-NEWER: of a later version. */
export const readHead = async (bytes: Uint8Array<ArrayBuffer>): Promise<Result<ReadHead>> => {
  if (bytes.length <= MAGIC.length || !MAGIC.every((byte, at) => bytes[at] === byte)) return fail('E-BACKUP-BAD')
  let at = MAGIC.length
  const take = (count: number): Uint8Array<ArrayBuffer> => bytes.slice(at, (at += count))
  const version = take(1)[0] ?? 0
  if (version > VERSION) return fail('E-NEWER', { version })
  const [mode, fingerprint, transferId, size] = [MODES[take(1)[0] ?? MODES.length], take(PRINT_BYTES), take(ID_BYTES), take(2)]
  const wrappedKey = take((size[0] ?? 0) * 0x100 + (size[1] ?? 0))
  const own = await sha256(bytes.slice(0, at))
  const sum = take(SUM_BYTES)
  if (version !== VERSION || mode === undefined || sum.length < SUM_BYTES || !sum.every((byte, index) => byte === own[index])) return fail('E-BACKUP-BAD')
  return ok({ mode, fingerprint, transferId: uuidText(transferId), wrappedKey, length: at, sum })
}

const bigEndian = (value: number): number[] => [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]
/** The key seals one file only and every block has its own number: no nonce can come twice. */
const blockFacts = (sum: Uint8Array, index: number, isLast: boolean) => ({
  name: 'AES-GCM',
  iv: Uint8Array.from([...new Uint8Array(IV_BYTES - 4), ...bigEndian(index)]),
  additionalData: Uint8Array.from([...sum, ...bigEndian(index), isLast ? 1 : 0]),
})

export type BodyWriter = { push: (bytes: Uint8Array) => Promise<void>; end: () => Promise<void> }
/** Collects whole blocks, seals and writes each; `end` writes the last one, whatever is in it. */
export const createBody = (key: CryptoKey, sum: Uint8Array, write: (sealed: Uint8Array<ArrayBuffer>) => Promise<void>): BodyWriter => {
  const block = new Uint8Array(BLOCK_BYTES)
  let filled = 0
  let index = 0
  const flush = async (isLast: boolean): Promise<void> => {
    const sealed = new Uint8Array(await crypto.subtle.encrypt(blockFacts(sum, index, isLast), key, block.slice(0, filled)))
    index += 1
    filled = 0
    await write(sealed)
  }
  return {
    push: async (bytes) => {
      for (let at = 0; at < bytes.length; ) {
        // a full block waits for what comes after it: it may be the last
        if (filled === BLOCK_BYTES) await flush(false)
        const part = bytes.subarray(at, at + BLOCK_BYTES - filled)
        block.set(part, filled)
        filled += part.length
        at += part.length
      }
    },
    end: () => flush(true),
  }
}

/** Reads exactly so many bytes, or throws an AppError. */
export type ReadAt = (at: number, length: number) => Promise<Uint8Array<ArrayBuffer>>
/** The opened blocks in order. Throws E-BACKUP-BAD at the first that is changed, moved, missing or too many. */
export async function* openBody(key: CryptoKey, { sum, length }: Pick<ReadHead, 'sum' | 'length'>, size: number, read: ReadAt): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const count = Math.max(1, Math.ceil((size - length) / SEALED_BLOCK_BYTES))
  for (let index = 0; index < count; index += 1) {
    const from = length + index * SEALED_BLOCK_BYTES
    const bytes = Math.min(SEALED_BLOCK_BYTES, size - from)
    if (bytes <= TAG_BYTES) throw new AppError('E-BACKUP-BAD')
    const sealed = await read(from, bytes)
    yield await crypto.subtle.decrypt(blockFacts(sum, index, index === count - 1), key, sealed).then(
      (opened) => new Uint8Array(opened),
      () => {
        throw new AppError('E-BACKUP-BAD')
      },
    )
  }
}
