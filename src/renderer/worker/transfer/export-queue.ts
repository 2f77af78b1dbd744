// Writes the queue into a transfer file: record after record, file after file, never more than a block in memory. Only sealed bytes leave.
import type { Mode } from '../../../shared/contract/meta.ts'
import { AppError, type Result } from '../../../shared/errors.ts'
import type { FileChunks } from '../data/file-chunks.ts'
import type { Queued } from '../data/stored-rows.ts'
import { chunkCount, CHUNK_BYTES } from '../files/sealed-chunks.ts'
import { createBody, writeHead, type BodyWriter } from './container.ts'
import { bytesOfJson, FRAME, frameStart, type FrameKind } from './frames.ts'
import type { NamedKey } from './keys.ts'
import { filesOf, toRecord, type Author, type FileHead } from './records.ts'

export type Exporting = {
  commands: readonly Queued[]
  chunks: Pick<FileChunks, 'read'>
  organisation: NamedKey
  mode: Mode
  me: Author
  transferId: string
  at: string
  /** Takes sealed bytes in their order; throws what ends the export. */
  write: (sealed: Uint8Array<ArrayBuffer>) => Promise<void>
  onProgress: (done: number) => void
}
export type Prepared = { records: readonly Uint8Array[]; files: number; bytes: number; total: number }

/** Records are small and are made first, so that the room needed is known before the place is chosen. */
export const prepareExport = (commands: readonly Queued[], me: Author): Prepared => {
  const records = commands.map((queued) => bytesOfJson(toRecord(queued, me)))
  const files = commands.flatMap(filesOf)
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  return { records, files: files.length, bytes, total: records.reduce((sum, { length }) => sum + length, bytes) }
}

const framed = (body: BodyWriter) => async (kind: FrameKind, bytes: Uint8Array): Promise<void> => {
  await body.push(frameStart(kind, bytes.length))
  await body.push(bytes)
}
/** Throws an AppError of storage or of `write`. A file that this seat can no longer open is told as damaged, the rest goes along. */
export const writeExport = async (parts: Exporting, { records, files, bytes }: Prepared): Promise<void> => {
  const { commands, organisation, mode, me, transferId, at } = parts
  const raw = crypto.getRandomValues(new Uint8Array(32))
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt'])
  const wrappedKey = new Uint8Array(await crypto.subtle.encrypt({ name: 'RSA-OAEP' }, organisation.key, raw))
  raw.fill(0)
  const head = await writeHead({ mode, fingerprint: organisation.fingerprint, transferId, wrappedKey })
  await parts.write(head.bytes)
  const body = createBody(key, head.sum, parts.write)
  const frame = framed(body)
  const facts: FileHead = { transferId, mode, at, exporter: me, commands: commands.length, files, bytes }
  await frame(FRAME.head, bytesOfJson(facts))
  let done = 0
  const progress = (by: number): void => parts.onProgress((done += by))
  for (const [index, queued] of commands.entries()) {
    const record = records[index] ?? new Uint8Array(0)
    await frame(FRAME.command, record)
    progress(record.length)
    for (const file of filesOf(queued)) await writeFile(parts.chunks, file, frame, progress)
  }
  await frame(FRAME.end, bytesOfJson({ commands: commands.length, files }))
  await body.end()
}

const writeFile = async (chunks: Exporting['chunks'], file: ReturnType<typeof filesOf>[number], frame: ReturnType<typeof framed>, progress: (by: number) => void): Promise<void> => {
  for (let index = 0; index < chunkCount(file.size); index += 1) {
    const piece: Result<Uint8Array<ArrayBuffer>> = await chunks.read(file, index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES)
    if (!piece.ok && piece.error.code !== 'E-INTEGRITY' && piece.error.code !== 'E-FILE-MISSING') throw new AppError(piece.error.code)
    await frame(piece.ok ? FRAME.piece : FRAME.damaged, piece.ok ? piece.value : new Uint8Array(0))
    progress(Math.min(CHUNK_BYTES, file.size - index * CHUNK_BYTES))
  }
}
