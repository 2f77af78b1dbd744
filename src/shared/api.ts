// The one route table of the workspace API. App, gateway, platform, OpenAPI and contract suite all read it.
import { z } from 'zod'
import { changeSchema, pokeSchema } from './contract/change.ts'
import { commandFateSchema, commandsRequestSchema, commandsResponseSchema, fatesRequestSchema, fatesResponseSchema } from './contract/command.ts'
import { dictionarySchema } from './contract/dictionary.ts'
import { metaSchema } from './contract/meta.ts'
import { meSchema } from './contract/person.ts'
import { faultsRequestSchema, playRequestSchema, playResponseSchema, playTimerRequestSchema } from './contract/training.ts'

/** `ndjson` and `events` stream; their schema is that of one line. `training` routes do not exist in live mode. */
export type Route = {
  method: 'GET' | 'POST' | 'HEAD' | 'PATCH' | 'DELETE' | 'OPTIONS'
  path: string
  summary: string
  access: 'open' | 'signed-in'
  only?: 'training'
  query?: z.ZodType
  request?: z.ZodType
  response: z.ZodType
  /** `file`: the bytes themselves. */
  stream?: 'ndjson' | 'events' | 'file'
  /** One of the requests of tus 1.0 (tus.io): its headers are the protocol's, `bytes` of it have a streamed body. */
  tus?: 'headers' | 'bytes'
  status?: number
}

export const changesQuerySchema = z.object({
  /** Absent: from the beginning. */
  since: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(5000).optional(),
})

export const API = {
  meta: { method: 'GET', path: '/v1/meta', summary: 'What this platform is', access: 'open', response: metaSchema },
  me: { method: 'GET', path: '/v1/me', summary: 'The signed-in person', access: 'signed-in', response: meSchema },
  dictionaries: { method: 'GET', path: '/v1/dictionaries', summary: 'All dictionaries; ETag', access: 'signed-in', response: dictionarySchema },
  sendCommands: {
    method: 'POST', path: '/v1/commands', summary: 'Up to 200 commands, an answer each, in order', access: 'signed-in',
    request: commandsRequestSchema, response: commandsResponseSchema,
  },
  commandFate: { method: 'GET', path: '/v1/commands/:id', summary: 'The fate of one command', access: 'signed-in', response: commandFateSchema },
  commandFates: {
    method: 'POST', path: '/v1/commands/fates', summary: 'What became of up to 200 commands of this person, with the hash of each payload', access: 'signed-in',
    request: fatesRequestSchema, response: fatesResponseSchema,
  },
  changes: {
    method: 'GET', path: '/v1/changes', summary: 'Change feed in the order of the platform; 410: take a snapshot anew', access: 'signed-in',
    query: changesQuerySchema, response: changeSchema, stream: 'ndjson',
  },
  events: { method: 'GET', path: '/v1/events', summary: 'Pokes: the feed moved', access: 'signed-in', response: pokeSchema, stream: 'events' },
  fileOptions: { method: 'OPTIONS', path: '/v1/files', summary: 'What of tus 1.0 this platform has', access: 'signed-in', tus: 'headers', response: z.void(), status: 204 },
  createFile: {
    method: 'POST', path: '/v1/files', summary: 'Begins an upload under the id that Upload-Metadata names (id, filename, filetype, sha256); the same one again is resumed', access: 'signed-in',
    tus: 'headers', response: z.void(), status: 201,
  },
  fileOffset: { method: 'HEAD', path: '/v1/files/:id', summary: 'How many bytes of an upload are here', access: 'signed-in', tus: 'headers', response: z.void() },
  appendFile: {
    method: 'PATCH', path: '/v1/files/:id', summary: 'More bytes at Upload-Offset; the last ones are judged with the whole file (422), a wrong sha-256 starts anew (460)', access: 'signed-in',
    tus: 'bytes', response: z.void(), status: 204,
  },
  deleteFile: { method: 'DELETE', path: '/v1/files/:id', summary: 'Takes an upload back that no message refers to', access: 'signed-in', tus: 'headers', response: z.void(), status: 204 },
  fileContent: { method: 'GET', path: '/v1/files/:id/content', summary: 'The bytes of a file of a message in sight', access: 'signed-in', stream: 'file', response: z.void() },
  trainingFaults: {
    method: 'POST', path: '/training/faults', summary: 'Sets the faults that the next requests meet', access: 'open', only: 'training',
    request: faultsRequestSchema, response: z.object({ active: z.number().int() }),
  },
  trainingPlay: {
    method: 'POST', path: '/training/play', summary: 'Plays moderator, coordinator, executor and head', access: 'open', only: 'training',
    request: playRequestSchema, response: playResponseSchema,
  },
  trainingPlayTimer: {
    method: 'POST', path: '/training/play-timer', summary: 'Plays one step every so often', access: 'open', only: 'training',
    request: playTimerRequestSchema, response: z.object({ everyMs: z.number().int().nullable() }),
  },
} as const satisfies Record<string, Route>
export type RouteName = keyof typeof API
/** Routes that are served from the table alone; the tus protocol serves its own. */
export type PlainRouteName = { [N in RouteName]: (typeof API)[N] extends { tus: string } ? never : N }[RouteName]

/** Where the gateway listens inside the app: the page fetches `app://priyom/platform` + the route's path. */
export const GATEWAY_PREFIX = '/platform'
/**
 * Header by which the gateway itself speaks: no answer of the platform. Its value is an ErrorCode
 * (E-OFFLINE, E-TIMEOUT, E-TLS, E-PROXY, E-SIGN-IN, E-FORBIDDEN). The gateway strips it from real answers.
 */
export const GATEWAY_HEADER = 'x-priyom-gateway'
/**
 * Whose workspace asks (the operator's id, percent-encoded): the gateway adds that person's token and nobody else's, so that words
 * queued by one operator never leave under the name of the next.
 */
export const OPERATOR_HEADER = 'x-priyom-operator'
/** With E-OFFLINE and E-TIMEOUT: `no` when not one byte of the request can have reached the platform. */
export const GATEWAY_SENT_HEADER = 'x-priyom-sent'
