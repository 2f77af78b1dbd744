// Reads a transfer file: first its open head, then, with the private key, all of it. A file that is cut or changed anywhere gives nothing at all.
import type { Mode } from '../../../shared/contract/meta.ts'
import { AppError, fail, ok, type Result } from '../../../shared/errors.ts'
import { TRAINING_FINGERPRINT } from '../../../shared/transfer/training-keys.ts'
import { chunkCount, CHUNK_BYTES } from '../files/sealed-chunks.ts'
import { HEAD_AT_MOST, openBody, readHead, type ReadAt, type ReadHead } from './container.ts'
import { FRAME, framesOf, jsonOfBytes } from './frames.ts'
import { hex, type NamedKey } from './keys.ts'
import { fileEndSchema, fileHeadSchema, recordSchema, type FileHead, type RecordOutline } from './records.ts'

export type Medium = { size: number; read: ReadAt }
export type Opened = { head: ReadHead; key: CryptoKey }

/** Whether this seat may open the file at all, told by its head alone. E-BACKUP-BAD, E-NEWER, E-BACKUP-MODE, E-BACKUP-ORG. */
export const judgeHead = async ({ size, read }: Medium, seat: { mode: Mode; fingerprint: Uint8Array }): Promise<Result<ReadHead>> => {
  const head = size === 0 ? fail('E-BACKUP-BAD') : await readHead(await read(0, Math.min(HEAD_AT_MOST, size)))
  if (!head.ok) return head
  const { mode, fingerprint } = head.value
  if (mode !== seat.mode || (hex(fingerprint) === TRAINING_FINGERPRINT) !== (seat.mode === 'training')) return fail('E-BACKUP-MODE', { mode })
  return hex(fingerprint) === hex(seat.fingerprint) ? head : fail('E-BACKUP-ORG')
}

/** Unwraps the file's own key. E-BACKUP-KEY with `reason: other`: the private key of another pair. E-BACKUP-BAD. */
export const unlockFile = async (head: ReadHead, privateKey: NamedKey): Promise<Result<Opened>> => {
  if (hex(privateKey.fingerprint) !== hex(head.fingerprint)) return fail('E-BACKUP-KEY', { reason: 'other' })
  try {
    const raw = new Uint8Array(await crypto.subtle.decrypt({ name: 'RSA-OAEP' }, privateKey.key, head.wrappedKey))
    const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt'])
    raw.fill(0)
    return ok({ head, key })
  } catch {
    return fail('E-BACKUP-BAD')
  }
}

/** What a reader does with the parts of a file, in their order. A `piece` of null: the exporting seat could not open it any more. */
export type FileVisitor = {
  head?: (head: FileHead) => void
  record: (outline: RecordOutline, whole: unknown) => Promise<void> | void
  piece: (outline: RecordOutline, file: RecordOutline['files'][number], index: number, bytes: Uint8Array<ArrayBuffer> | null) => Promise<void> | void
  /** All pieces of this record have come. */
  recordEnd?: (outline: RecordOutline) => Promise<void> | void
}
const bad = (): never => {
  throw new AppError('E-BACKUP-BAD')
}
const parsed = <T>(schema: { safeParse: (value: unknown) => { success: boolean; data?: T | undefined } }, value: unknown): T => schema.safeParse(value).data ?? bad()

/** Every part of the file in order. Throws E-BACKUP-BAD as soon as anything is not as the exporting seat wrote it. */
export const visitFile = async ({ head, key }: Opened, { size, read }: Medium, visitor: FileVisitor): Promise<FileHead> => {
  let facts: FileHead | undefined
  let current: { outline: RecordOutline; file: number; index: number } | undefined
  let isEnded = false
  const seen = { commands: 0, files: 0 }
  const endRecord = async (): Promise<void> => {
    if (current === undefined) return
    if (current.file < current.outline.files.length) bad()
    await visitor.recordEnd?.(current.outline)
    current = undefined
  }
  const takePiece = async (bytes: Uint8Array<ArrayBuffer> | null): Promise<void> => {
    const file = current?.outline.files[current.file]
    if (current === undefined || file === undefined) return bad()
    const length = Math.min(CHUNK_BYTES, file.size - current.index * CHUNK_BYTES)
    if (bytes !== null && bytes.length !== length) bad()
    await visitor.piece(current.outline, file, current.index, bytes)
    current.index += 1
    if (current.index < chunkCount(file.size)) return
    seen.files += 1
    current = { ...current, file: current.file + 1, index: 0 }
  }
  for await (const { kind, bytes } of framesOf(openBody(key, head, size, read))) {
    if (isEnded || (facts === undefined) !== (kind === FRAME.head)) bad()
    if (kind === FRAME.piece || kind === FRAME.damaged) {
      await takePiece(kind === FRAME.piece ? bytes : null)
      continue
    }
    await endRecord()
    const value = jsonOfBytes(bytes)
    if (kind === FRAME.head) {
      facts = parsed(fileHeadSchema, value)
      if (facts.transferId !== head.transferId || facts.mode !== head.mode) bad()
      visitor.head?.(facts)
    } else if (kind === FRAME.command) {
      const outline = parsed(recordSchema, value)
      seen.commands += 1
      current = { outline, file: 0, index: 0 }
      await visitor.record(outline, value)
    } else {
      const end = parsed(fileEndSchema, value)
      isEnded = end.commands === seen.commands && end.files === seen.files && seen.commands === facts?.commands && seen.files === facts.files
      if (!isEnded) bad()
    }
  }
  return isEnded && facts !== undefined ? facts : bad()
}
