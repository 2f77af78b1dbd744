// From a picked file to sealed chunks and a line in its draft: read, judged, hashed, sealed, and only then named. One after another.
import type { Draft, DraftFile } from '../../../shared/contract/draft.ts'
import type { FileLimits } from '../../../shared/contract/limits.ts'
import { fail, ok, type ErrorCode, type Result } from '../../../shared/errors.ts'
import { safeFileName } from '../../../shared/files/file-name.ts'
import { judgeFile } from '../../../shared/files/judge-file.ts'
import { megabytes } from '../../../shared/submit.ts'
import type { FileBytes, FileRefusal, PickedFile } from '../../../shared/workspace.ts'
import type { Drafts } from '../data/drafts.ts'
import type { FileChunks } from '../data/file-chunks.ts'
import { CHUNK_BYTES, newFileKey } from './sealed-chunks.ts'

export type Attaching = { drafts: Drafts; chunks: FileChunks; limits: () => FileLimits; newId: () => string }

type Judged = Result<DraftFile, Omit<FileRefusal, 'name'>>
const no = (code: ErrorCode, params?: FileRefusal['params']): Judged => ({ ok: false, error: params === undefined ? { code } : { code, params } })

/** No fault of the file. */
const OF_STORAGE: readonly ErrorCode[] = ['E-DISK', 'E-DB', 'E-READ-ONLY', 'E-LOCKED-SENT']

/** Attaches what can be; names the others. A failure of storage ends it: what was attached before stays. */
export const attachFiles = async (parts: Attaching, draftId: string, picked: readonly PickedFile[]): Promise<Result<{ refused: FileRefusal[] }>> => {
  const refused: FileRefusal[] = []
  for (const one of picked) {
    const draft = parts.drafts.get(draftId)
    if (!draft.ok) return draft
    const outcome = await attachOne(parts, draft.value, one)
    if (outcome.ok) continue
    if (OF_STORAGE.includes(outcome.error.code)) return fail(outcome.error.code)
    refused.push({ name: safeFileName(one.file.name), ...outcome.error })
  }
  return ok({ refused })
}

const attachOne = async (parts: Attaching, { id, files }: Draft, { file, isFolder }: PickedFile): Promise<Judged> => {
  if (isFolder) return no('E-FILE-KIND')
  const limits = parts.limits()
  if (files.length >= limits.perMessage) return no('E-FILE-COUNT', { limit: limits.perMessage })
  if (file.size > limits.bytesEach) return no('E-FILE-SIZE', { limit: megabytes(limits.bytesEach) })
  if (files.reduce((sum, { size }) => sum + size, file.size) > limits.bytesTogether) return no('E-FILE-SUM', { limit: megabytes(limits.bytesTogether) })
  const read = await readFile(file)
  if (!read.ok) return no(read.error.code)
  return keepFile(parts, id, { name: file.name, declaredType: file.type, bytes: read.value }, (before, added) => [...before, added])
}

/** Judges, seals and names bytes in a draft by `place`; whatever fails leaves nothing behind. */
export const keepFile = async (
  { drafts, chunks, limits, newId }: Attaching,
  draftId: string,
  given: { name: string; declaredType: string; bytes: Uint8Array<ArrayBuffer> },
  place: (files: readonly DraftFile[], added: DraftFile) => readonly DraftFile[],
): Promise<Judged> => {
  const judged = judgeFile(given, limits().types)
  if (!judged.ok) return no(judged.error.code)
  const { name, kind, mime } = judged.value
  const file: DraftFile = { id: newId(), name, kind, type: mime, size: given.bytes.length, sha256: await sha256(given.bytes), key: newFileKey() }
  const written = await chunks.write(file, given.bytes)
  const named = written.ok ? await drafts.setFiles(draftId, (files) => place(files, file)) : written
  if (named.ok) return { ok: true, value: file }
  await chunks.sweep([file.id])
  return no(named.error.code)
}

const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** Names of File API errors (W3C); whatever breaks after the first bytes is a drive that went away. */
const codeOfRead = (error: unknown, at: number): ErrorCode => {
  if (!(error instanceof DOMException) && !(error instanceof Error)) throw error
  if (at > 0) return 'E-FILE-READ'
  if (error.name === 'NotFoundError') return 'E-FILE-GONE'
  return error.name === 'NotReadableError' || error.name === 'SecurityError' || error.name === 'NotAllowedError' ? 'E-FILE-DENIED' : 'E-FILE-READ'
}
/** The whole file, read slice by slice: nothing is taken of one that breaks off. */
const readFile = async (file: FileBytes): Promise<Result<Uint8Array<ArrayBuffer>>> => {
  const bytes = new Uint8Array(file.size)
  for (let at = 0; at < file.size; at += CHUNK_BYTES) {
    try {
      const part = await file.slice(at, Math.min(at + CHUNK_BYTES, file.size)).arrayBuffer()
      // a file that shrank meanwhile
      if (part.byteLength !== Math.min(CHUNK_BYTES, file.size - at)) return fail('E-FILE-READ')
      bytes.set(new Uint8Array(part), at)
    } catch (error) {
      return fail(codeOfRead(error, at))
    }
  }
  return ok(bytes)
}
