// tus-js-client on our own fetch and our own sealed source: one upload from wherever the platform stands to its end.
import { Upload, type DetailedError, type FileReader, type HttpRequest, type HttpResponse, type HttpStack } from 'tus-js-client'
import { API, GATEWAY_PREFIX } from '../../../shared/api.ts'
import type { DraftFile } from '../../../shared/contract/draft.ts'
import { AppError, type ErrorCode } from '../../../shared/errors.ts'
import type { NoAnswer, RawReply, Trouble } from '../../sync/ports.ts'
import { BROKEN_OFF, judgeStatus } from '../../sync/reply.ts'
import type { FileChunks } from '../data/file-chunks.ts'
import type { Fetch } from '../transport.ts'
import { CHUNK_BYTES } from './sealed-chunks.ts'

/** `refused`: the platform will never take these bytes. Anything else is tried again later. */
export type UploadOutcome = { kind: 'sent' } | { kind: 'refused'; code: ErrorCode } | { kind: 'trouble'; trouble: Trouble } | { kind: 'stopped' }
export type UploadParts = { fetch: Fetch; now: () => number; chunks: FileChunks }
/** `authorId`: whose file it is, when it came in a transfer file of somebody else. */
export type OwnedFile = { file: DraftFile; authorId: string | null }
export type RunningUpload = { done: Promise<UploadOutcome>; stop: () => void }

/** Only paths count: the gateway knows where the platform is. */
const ENDPOINT = `https://gateway.invalid${GATEWAY_PREFIX}${API.createFile.path}`
const pathOf = (url: string): string => new URL(url).pathname

const answerOf = (response: Response, body: string): HttpResponse => ({
  getStatus: () => response.status,
  getHeader: (name) => response.headers.get(name) ?? undefined,
  getBody: () => body,
  getUnderlyingObject: () => response,
})
const requestOf = (fetch: Fetch, method: string, url: string): HttpRequest => {
  const abort = new AbortController()
  const headers: Record<string, string> = {}
  return {
    getMethod: () => method,
    getURL: () => url,
    setHeader: (name, value) => {
      headers[name] = value
    },
    getHeader: (name) => headers[name],
    setProgressHandler: () => undefined,
    send: async (body: Blob | null | undefined) => {
      const response = await fetch(pathOf(url), { method, headers, cache: 'no-store', signal: abort.signal, ...(body === undefined || body === null ? {} : { body }) })
      return answerOf(response, await response.text())
    },
    abort: async () => abort.abort(),
    getUnderlyingObject: () => abort,
  }
}
const stackOf = (fetch: Fetch): HttpStack => ({ createRequest: (method, url) => requestOf(fetch, method, url), getName: () => 'gateway' })

const readerOf = (file: DraftFile, chunks: FileChunks): FileReader => ({
  openFile: async () => ({
    size: file.size,
    slice: async (from, to) => {
      const bytes = await chunks.read(file, from, to)
      if (!bytes.ok) throw new AppError(bytes.error.code)
      // a Blob, because the library asks a chunk for its `size`
      return { value: new Blob([bytes.value]), done: to >= file.size }
    },
    close: () => undefined,
  }),
})

const rawReplyOf = (response: HttpResponse): RawReply => ({
  status: response.getStatus(),
  headers: Object.fromEntries((response.getUnderlyingObject() as Response).headers),
  body: response.getBody(),
})
/** 409, 423 and 460 are moves of the protocol: asking anew for the offset puts them right. */
const AGAIN: NoAnswer = { kind: 'no-answer', code: 'E-BUSY', retryAfterMs: null }
const meaningOf = (error: Error | DetailedError, now: number): UploadOutcome => {
  const cause = 'causingError' in error ? error.causingError : null
  const told = cause ?? error
  if (told instanceof AppError) return told.code === 'E-INTEGRITY' || told.code === 'E-FILE-MISSING' ? { kind: 'refused', code: told.code } : { kind: 'trouble', trouble: { ...AGAIN, code: told.code } }
  const response = 'originalResponse' in error ? error.originalResponse : null
  if (response === null) return { kind: 'trouble', trouble: BROKEN_OFF }
  const reply = rawReplyOf(response)
  if (reply.status === 409 || reply.status === 423 || reply.status === 460) return { kind: 'trouble', trouble: AGAIN }
  const trouble = judgeStatus(reply, now) ?? AGAIN
  return trouble.kind === 'refused' ? { kind: 'refused', code: trouble.code } : { kind: 'trouble', trouble }
}

/** Asks for the offset first (404: creates), then sends chunk after chunk; `onProgress` hears of bytes that the platform has. */
export const startUpload = ({ fetch, now, chunks }: UploadParts, { file, authorId }: OwnedFile, onProgress: (sent: number) => void): RunningUpload => {
  let resolve: (outcome: UploadOutcome) => void = () => undefined
  const done = new Promise<UploadOutcome>((settle) => {
    resolve = settle
  })
  const upload = new Upload({ read: async () => ({ done: true }) } as never, {
    endpoint: ENDPOINT,
    uploadUrl: `${ENDPOINT}/${file.id}`,
    uploadSize: file.size,
    chunkSize: CHUNK_BYTES,
    metadata: { id: file.id, filename: file.name, filetype: file.type, sha256: file.sha256, ...(authorId === null ? {} : { author: authorId }) },
    retryDelays: null,
    storeFingerprintForResuming: false,
    fingerprint: async () => file.id,
    httpStack: stackOf(fetch),
    fileReader: readerOf(file, chunks),
    onChunkComplete: (_size, accepted) => onProgress(accepted),
    onSuccess: () => resolve({ kind: 'sent' }),
    onError: (error) => resolve(meaningOf(error, now())),
  })
  upload.start()
  return {
    done,
    stop: () => {
      void upload.abort()
      resolve({ kind: 'stopped' })
    },
  }
}
