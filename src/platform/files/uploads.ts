// The requests of tus 1.0 at /v1/files: rights, limits and names are judged here, the protocol itself is @tus/server's.
import { Metadata, Server } from '@tus/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { API, type Route } from '../../shared/api.ts'
import type { Limits } from '../../shared/contract/limits.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import { safeFileName } from '../../shared/files/file-name.ts'
import type { Clock } from '../clock.ts'
import { breakOff, type Faults } from '../faults.ts'
import { bearerOf, sendProblem } from '../http.ts'
import { problemOf } from '../problems.ts'
import { mayImportFor } from '../commands/author.ts'
import { anyFile } from './file-rows.ts'
import type { FileStore } from './file-store.ts'
import { insertFile, refuseFile } from './new-file.ts'
import type { Database } from '../database.ts'

export type UploadOptions = { database: Database; personOf: (accessToken: string) => Promise<string | undefined>; faults: Faults | null; limits: Limits; clock: Clock }

/** Not in the registry of HTTP; tus.io gives it to a checksum that does not match. */
const CHECKSUM_MISMATCH = 460

/** One spelling: the id names a file on the disk. */
const idSchema = z.uuid().refine((id) => id === id.toLowerCase())
const metadataSchema = z.object({ id: idSchema, filename: z.string().min(1).max(1000), filetype: z.string().max(200), sha256: z.string().regex(/^[0-9a-f]{64}$/), /** Whose file it is, when somebody else brings it in a transfer file. */ author: z.string().min(1).max(100).optional() })
const lengthSchema = z.coerce.number().int().nonnegative()

/** Registers the tus routes of the table. Bodies stay streams. */
export const registerUploads = async (app: FastifyInstance, files: FileStore, options: UploadOptions): Promise<void> => {
  const server = new Server({
    path: API.createFile.path,
    datastore: files.tus,
    relativeLocation: true,
    allowedOrigins: () => false,
    namingFunction: (_request, metadata) => String(metadata?.['id']),
    onUploadFinish: async (_request, { id }) => {
      const settled = await files.settle(id, options.limits.files.types)
      if (settled.state === 'refused') throw { status_code: 422, body: JSON.stringify(problemOf(422, settled.code)) }
      if (settled.state === 'open') throw { status_code: CHECKSUM_MISMATCH, body: JSON.stringify(problemOf(CHECKSUM_MISMATCH, 'E-FILE-DAMAGED')) }
      return {}
    },
  })
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    for (const route of Object.values(API) as Route[]) {
      if (route.tus === undefined) continue
      scope.route({ method: route.method, url: route.path, handler: (request, reply) => serveUpload(server, files, options, request, reply) })
    }
  })
}

type Verdict = { ok: true } | { ok: false; status: number; code: ErrorCode }
const may: Verdict = { ok: true }
const no = (status: number, code: ErrorCode): Verdict => ({ ok: false, status, code })

const serveUpload = async (server: Server, files: FileStore, options: UploadOptions, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  const fault = options.faults?.take(request.url)
  if (fault !== undefined && (await fault.strikeBefore(reply))) return reply
  const token = bearerOf(request)
  const personId = token === undefined ? undefined : await options.personOf(token)
  if (personId === undefined) return sendProblem(reply.header('www-authenticate', 'Bearer'), 401, 'E-SIGN-IN')
  if (request.method !== 'PATCH') await files.forgetStale(options.clock.now())
  const verdict = request.method === 'OPTIONS' ? may : request.method === 'POST' ? await judgeNew(request, personId, options) : await judgeKnown(request, personId, files, options)
  if (!verdict.ok) return sendProblem(reply, verdict.status, verdict.code)
  if (fault?.breaksOff !== undefined && fault.breaksOff !== null) {
    breakOff(reply)
    return reply
  }
  reply.hijack()
  await server.handle(request.raw, reply.raw)
  return reply
}

/** The same upload again is the same upload; another one under a known id, or a stranger's, is refused. */
const judgeNew = async ({ headers }: FastifyRequest, personId: string, { database, limits, clock }: UploadOptions): Promise<Verdict> => {
  const metadata = metadataSchema.safeParse(parseMetadata(headers['upload-metadata']))
  const length = lengthSchema.safeParse(headers['upload-length'])
  if (!metadata.success || !length.success) return no(400, 'E-VALIDATION')
  const { id, filename, filetype, sha256, author = personId } = metadata.data
  if (author !== personId && !(await mayImportFor(database, personId, author))) return no(403, 'E-FORBIDDEN')
  const facts = { id, personId: author, name: safeFileName(filename), type: filetype, size: length.data, sha256, createdAt: clock.now() }
  if (facts.size === 0) return refuseFile(database, facts, 'E-FILE-EMPTY').then(() => no(422, 'E-FILE-EMPTY'))
  if (facts.size > limits.files.bytesEach) return refuseFile(database, facts, 'E-FILE-SIZE').then(() => no(413, 'E-FILE-SIZE'))
  await insertFile(database, facts)
  const known = await anyFile(database, id)
  if (known?.personId !== author || known.sha256 !== sha256 || known.size !== facts.size) return no(422, 'E-KEY-REUSED')
  return known.state === 'refused' ? no(422, known.refused ?? 'E-FILE-TYPE') : may
}
const parseMetadata = (header: string | string[] | undefined): Record<string, string | null> => {
  try {
    return Metadata.parse(String(header ?? ''))
  } catch {
    return {}
  }
}

const judgeKnown = async (request: FastifyRequest, personId: string, files: FileStore, { database, limits }: UploadOptions): Promise<Verdict> => {
  const id = idSchema.safeParse((request.params as { id?: string }).id)
  const row = id.success ? await anyFile(database, id.data) : undefined
  if (row === undefined || (row.personId !== personId && !(await mayImportFor(database, personId, row.personId)))) return no(404, 'E-NOT-FOUND')
  if (request.method === 'DELETE') return row.messageId === null ? may : no(403, 'E-FORBIDDEN')
  // a crash between the last byte and the judgement: judged now
  if (row.state === 'open' && request.method === 'HEAD') await files.settle(row.id, limits.files.types)
  return may
}
