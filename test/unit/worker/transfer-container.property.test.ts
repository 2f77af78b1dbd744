// The transfer file by itself: whatever happens to one byte of it, nothing is taken; wrong seat, wrong key and later version are told apart.
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { AppError, type Result } from '../../../src/shared/errors.ts'
import { TRAINING_FINGERPRINT, TRAINING_PRIVATE_KEY, TRAINING_PUBLIC_KEY } from '../../../src/shared/transfer/training-keys.ts'
import { BLOCK_BYTES, createBody, openBody } from '../../../src/renderer/worker/transfer/container.ts'
import { prepareExport, writeExport } from '../../../src/renderer/worker/transfer/export-queue.ts'
import { hex, readPrivateKey, readPublicKey, type NamedKey } from '../../../src/renderer/worker/transfer/keys.ts'
import { judgeHead, unlockFile, visitFile, type Medium, type Opened } from '../../../src/renderer/worker/transfer/read-file.ts'
import { fromRecord, toRecord } from '../../../src/renderer/worker/transfer/records.ts'
import { payloadHash } from '../../../src/renderer/worker/seal.ts'
import type { Queued } from '../../../src/renderer/worker/data/stored-rows.ts'
import { pairOfKeys } from '../../support/key-pair.ts'
import { wholeDraft } from '../../support/arbitraries.ts'

const TRANSFER_ID = '0192f0c1-0000-7000-8000-000000000009'
const COMMAND_ID = '0192f0c1-0000-7000-8000-000000000001'
const FILE_ID = '0192f0c1-0000-7000-8000-0000000000f1'
const ME = { id: 'op-1', name: 'Тестова А.' }
const content = new Uint8Array(2500).map((_, at) => at % 251)

let organisation: NamedKey
let privateKey: NamedKey
let queued: Queued
let file: Uint8Array<ArrayBuffer>
let unwrapped: Opened | undefined
const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new AppError(result.error.code, result.error.details)
  return result.value
}
const mediumOf = (bytes: Uint8Array<ArrayBuffer>): Medium => ({ size: bytes.length, read: async (at, length) => bytes.slice(at, at + length) })
const seat = () => ({ mode: 'training' as const, fingerprint: organisation.fingerprint })
/** The code that a reading of the whole file ends with; null: it was taken. */
const outcomeOf = async (bytes: Uint8Array<ArrayBuffer>): Promise<string | null> => {
  try {
    const medium = mediumOf(bytes)
    const head = must(await judgeHead(medium, seat()))
    // the same head gives the same key: unwrapped once, for it is what takes longest
    unwrapped ??= must(await unlockFile(head, privateKey))
    const isSame = hex(head.sum) === hex(unwrapped.head.sum)
    await visitFile(isSame ? unwrapped : must(await unlockFile(head, privateKey)), medium, { record: () => undefined, piece: () => undefined })
    return null
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

beforeAll(async () => {
  organisation = (await readPublicKey(TRAINING_PUBLIC_KEY))!
  privateKey = must(await readPrivateKey(TRAINING_PRIVATE_KEY))
  const payload = { text: 'снег' }
  const draft = { ...wholeDraft(), files: [{ id: FILE_ID, name: 'фото.png', kind: 'png' as const, type: 'image/png', size: content.length, sha256: '0'.repeat(64), key: 'secret of the seat' }] }
  queued = {
    frozen: { command: { id: COMMAND_ID, type: 'message.submit', at: '2026-11-22T09:00:00.000Z', cabinetId: 1, payload }, draft, seq: 3, messageKey: COMMAND_ID, payloadHash: await payloadHash(payload), notBefore: null, queuedAt: '2026-11-22T09:00:00.000Z', about: null, shift: null },
    progress: { state: 'queued', attempts: 2, nextAttemptAt: 5, failure: null, issues: [], receipt: null },
  }
  const parts: Uint8Array[] = []
  await writeExport(
    { commands: [queued], chunks: { read: async (_, from, to) => ({ ok: true, value: content.slice(from, to) }) }, organisation, mode: 'training', me: ME, transferId: TRANSFER_ID, at: '2026-11-22T10:00:00.000Z', write: async (sealed) => void parts.push(sealed), onProgress: () => undefined },
    prepareExport([queued], ME),
  )
  file = new Uint8Array(Buffer.concat(parts))
})

describe('a transfer file', () => {
  it('gives back the command, its author and the bytes of its file, and says nothing of them outside', async () => {
    const medium = mediumOf(file)
    const opened = must(await unlockFile(must(await judgeHead(medium, seat())), privateKey))
    const pieces: Uint8Array[] = []
    const records: unknown[] = []
    const head = await visitFile(opened, medium, { record: (_, whole) => void records.push(whole), piece: (_outline, _file, _index, bytes) => void pieces.push(bytes!) })
    expect(head).toMatchObject({ exporter: ME, commands: 1, files: 1, bytes: content.length, transferId: TRANSFER_ID })
    expect(Buffer.concat(pieces).equals(content)).toBe(true)
    const back = must(await fromRecord(records[0], TRANSFER_ID, 'admin'))
    expect(back.frozen).toMatchObject({ command: { ...queued.frozen.command, carried: { authorId: ME.id, transferId: TRANSFER_ID } }, carried: { authorId: ME.id, authorName: ME.name, transferId: TRANSFER_ID }, payloadHash: queued.frozen.payloadHash })
    expect(back.progress).toMatchObject({ state: 'unknown', attempts: 0 })
    expect(back.frozen.draft!.files[0]!.key).not.toBe(queued.frozen.draft!.files[0]!.key)
    expect(must(await fromRecord(records[0], TRANSFER_ID, ME.id)).frozen.carried).toBeUndefined()
    const text = Buffer.from(file).toString('latin1')
    for (const word of ['снег', COMMAND_ID, 'op-1', 'secret of the seat']) expect(text.includes(Buffer.from(word).toString('latin1')), word).toBe(false)
  })

  it('is refused as a whole with any one byte changed, wherever it is', async () => {
    expect(await outcomeOf(file)).toBeNull()
    const outcomes = new Map<string, number>()
    for (let at = 0; at < file.length; at += 1) {
      const changed = file.slice()
      changed[at] = (changed[at] ?? 0) ^ (1 << at % 8)
      const outcome = await outcomeOf(changed)
      outcomes.set(String(outcome), (outcomes.get(String(outcome)) ?? 0) + 1)
    }
    expect(outcomes.get('null')).toBeUndefined()
    // a version byte that grew is the one thing that cannot be told from a later version
    expect([...outcomes.keys()].filter((code) => code !== 'E-BACKUP-BAD' && code !== 'E-NEWER')).toEqual([])
    expect(outcomes.get('E-NEWER') ?? 0).toBeLessThanOrEqual(1)
  })

  it('is refused as a whole when it is cut anywhere, or has more than it should', async () => {
    for (let length = 0; length < file.length; length += 1) expect(await outcomeOf(file.slice(0, length)), String(length)).toBe('E-BACKUP-BAD')
    await fc.assert(fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 64 }), async (more) => {
      expect(await outcomeOf(new Uint8Array(Buffer.concat([file, more])))).toBe('E-BACKUP-BAD')
    }), { numRuns: 50 })
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (noise) => {
      expect(await outcomeOf(new Uint8Array(noise))).toBe('E-BACKUP-BAD')
    }), { numRuns: 200 })
  })

  it('75: of another organisation is told so, 52: and so is the private key of another pair', async () => {
    const other = pairOfKeys()
    const stranger = (await readPublicKey(other.publicKey))!
    expect(await judgeHead(mediumOf(file), { mode: 'training', fingerprint: stranger.fingerprint })).toEqual({ ok: false, error: { code: 'E-BACKUP-ORG' } })
    const head = must(await judgeHead(mediumOf(file), seat()))
    expect(await unlockFile(head, must(await readPrivateKey(other.privateKey)))).toEqual({ ok: false, error: { code: 'E-BACKUP-KEY', details: { reason: 'other' } } })
  })

  it('of training is refused by a live seat, whatever its head says', async () => {
    expect(await judgeHead(mediumOf(file), { mode: 'live', fingerprint: organisation.fingerprint })).toMatchObject({ ok: false, error: { code: 'E-BACKUP-MODE' } })
    const parts: Uint8Array[] = []
    await writeExport(
      { commands: [], chunks: { read: async () => ({ ok: false, error: { code: 'E-DB' } }) }, organisation, mode: 'live', me: ME, transferId: TRANSFER_ID, at: '2026-11-22T10:00:00.000Z', write: async (sealed) => void parts.push(sealed), onProgress: () => undefined },
      prepareExport([], ME),
    )
    expect(await judgeHead(mediumOf(new Uint8Array(Buffer.concat(parts))), { mode: 'live', fingerprint: organisation.fingerprint })).toMatchObject({ ok: false, error: { code: 'E-BACKUP-MODE' } })
  })

  it('of a later version is told so and not looked into', async () => {
    const later = file.slice()
    later[8] = 2
    expect(await outcomeOf(later)).toBe('E-NEWER')
  })
})

describe('the sealed body', () => {
  it('keeps any bytes over any number of blocks, and no block fits another place', async () => {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    const sum = new Uint8Array(32)
    const written = async (bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>[]> => {
      const blocks: Uint8Array<ArrayBuffer>[] = []
      const body = createBody(key, sum, async (sealed) => void blocks.push(sealed))
      for (let at = 0; at < bytes.length; at += 700_001) await body.push(bytes.subarray(at, at + 700_001))
      await body.end()
      return blocks
    }
    const read = async (blocks: readonly Uint8Array[]): Promise<Buffer> => {
      const all = new Uint8Array(Buffer.concat(blocks))
      const found: Uint8Array[] = []
      for await (const block of openBody(key, { sum, length: 0 }, all.length, mediumOf(all).read)) found.push(block)
      return Buffer.concat(found)
    }
    for (const size of [1, BLOCK_BYTES - 1, BLOCK_BYTES, BLOCK_BYTES + 1, 3 * BLOCK_BYTES]) {
      const bytes = Buffer.alloc(size, size % 250)
      expect((await read(await written(bytes))).equals(bytes), String(size)).toBe(true)
    }
    const [first, second, third] = await written(Buffer.alloc(3 * BLOCK_BYTES, 7)) as [Uint8Array, Uint8Array, Uint8Array]
    for (const blocks of [[first, second], [second, first, third], [first, first, third], [third]]) await expect(read(blocks)).rejects.toMatchObject({ code: 'E-BACKUP-BAD' })
  })
})

describe('keys', () => {
  it('the training pair is the one that its fingerprint names', () => {
    expect(hex(organisation.fingerprint)).toBe(TRAINING_FINGERPRINT)
    expect(hex(privateKey.fingerprint)).toBe(TRAINING_FINGERPRINT)
  })
  it('a private key under a password, a public one, a short one and no key at all are told apart', async () => {
    const locked = pairOfKeys({ password: 'invented' })
    expect(await readPrivateKey(locked.privateKey)).toMatchObject({ error: { code: 'E-BACKUP-KEY', details: { reason: 'locked' } } })
    for (const text of ['', 'nothing', TRAINING_PUBLIC_KEY, TRAINING_PRIVATE_KEY.slice(0, 900), `${'x'.repeat(30_000)}${TRAINING_PRIVATE_KEY}`]) expect(await readPrivateKey(text)).toMatchObject({ error: { code: 'E-BACKUP-KEY', details: { reason: 'form' } } })
    expect(await readPublicKey(pairOfKeys({ bits: 2048 }).publicKey)).toBeUndefined()
    expect(await readPublicKey(TRAINING_PRIVATE_KEY)).toBeUndefined()
  })
})

it('a record that contradicts itself is not taken', async () => {
  const record = toRecord(queued, ME)
  expect(await fromRecord({ ...record, receiptCode: '000-000-А' }, TRANSFER_ID, 'x')).toMatchObject({ error: { code: 'E-INTEGRITY' } })
  expect(await fromRecord({ ...record, command: { ...record.command, payload: { text: 'дождь' } } }, TRANSFER_ID, 'x')).toMatchObject({ error: { code: 'E-INTEGRITY' } })
  expect(await fromRecord({ ...record, files: [] }, TRANSFER_ID, 'x')).toMatchObject({ error: { code: 'E-INTEGRITY' } })
  expect(await fromRecord({ ...record, command: { ...record.command, type: 'message.unheard-of' } }, TRANSFER_ID, 'x')).toMatchObject({ error: { code: 'E-NEWER' } })
})
