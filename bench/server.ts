// A loopback platform that costs as little as possible: it answers receipts, streams a feed made beforehand, and remembers what it took.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { API } from '../src/shared/api.ts'
import { canonicalJson } from '../src/shared/canonical-json.ts'
import type { Command, CommandResult } from '../src/shared/contract/command.ts'
import { DEFAULT_LIFECYCLE } from '../src/shared/contract/lifecycle.ts'
import { DEFAULT_LIMITS } from '../src/shared/contract/limits.ts'
import { CONTRACT_VERSION, type Meta } from '../src/shared/contract/meta.ts'
import type { Submission } from '../src/shared/contract/submission.ts'
import { DICTIONARY, ME, messageAt, SENTINEL } from './corpus/messages.ts'
import { digestInput } from './digest.ts'
import type { Proof } from './jobs.ts'

export type BenchServer = {
  url: string
  /** How many messages the feed holds from now on; they are made here and now. */
  hold: (size: number) => Proof
  /** What was accepted for that cabinet. */
  taken: (cabinetId: number) => Proof
  close: () => void
}

const LINES_PER_CHUNK = 500
const REGISTERED_AT = '2026-11-22T08:00:00.000Z'
const ANSWER_AT = '2026-12-22T08:00:00.000Z'
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
const json = (response: ServerResponse, value: unknown): void => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}
const resultOf = ({ id, payload }: Command, number: number): CommandResult => ({
  id,
  outcome: 'accepted',
  receipt: {
    commandId: id, payloadHash: sha256(canonicalJson(payload)), acceptedAt: REGISTERED_AT, entity: { kind: 'message', id, version: 1 },
    message: { number: 100_000_000 + number, epguNumber: 4_000_000_000 + number, registeredAt: REGISTERED_AT, answerAt: ANSWER_AT }, warnings: [],
  },
})

/** Starts listening on a free port of this computer. */
export const startServer = async (): Promise<BenchServer> => {
  const accepted = new Map<number, Map<string, string>>()
  let numbers = 0
  let feed: { chunks: Buffer[]; end: string } = { chunks: [], end: '0' }

  const accept = (command: Command): CommandResult => {
    const ofCabinet = accepted.get(command.cabinetId) ?? new Map<string, string>()
    accepted.set(command.cabinetId, ofCabinet.set(command.id, (command.payload as Submission).description))
    return resultOf(command, (numbers += 1))
  }
  const sendFeed = async (response: ServerResponse, since: string | null): Promise<void> => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' })
    for (const chunk of since === feed.end ? [] : feed.chunks) if (!response.write(chunk)) await once(response, 'drain')
    response.end(`${JSON.stringify({ kind: 'end', cursor: feed.end, more: false })}\n`)
  }
  const meta = (url: string): Meta => ({
    name: 'bench', mode: 'training', lifecycle: DEFAULT_LIFECYCLE, serverTime: new Date().toISOString(), contractVersion: CONTRACT_VERSION, oldestClientVersion: '0.0.0', issuer: url,
    limits: DEFAULT_LIMITS, dictionaryVersion: DICTIONARY.version,
  })
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', url)
    if (pathname === API.meta.path) json(response, meta(url))
    else if (pathname === API.me.path) json(response, ME)
    else if (pathname === API.dictionaries.path) json(response, DICTIONARY)
    else if (pathname === API.sendCommands.path) json(response, { results: (JSON.parse(await bodyOf(request)) as { commands: Command[] }).commands.map(accept) })
    else if (pathname === API.changes.path) await sendFeed(response, searchParams.get('since'))
    else if (pathname === API.events.path) response.writeHead(200, { 'content-type': 'text/event-stream' }).write(`data: ${JSON.stringify({ kind: 'hello', at: REGISTERED_AT })}\n\n`)
    else response.writeHead(404).end()
  }

  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    url,
    hold: (size) => {
      const entries: [string, string][] = []
      const chunks: Buffer[] = []
      for (let from = 0; from < size; from += LINES_PER_CHUNK) {
        let text = ''
        for (let index = from; index < Math.min(size, from + LINES_PER_CHUNK); index += 1) {
          const message = messageAt(0, index, SENTINEL)
          entries.push([message.id, message.description])
          text += `${JSON.stringify({ kind: 'message', cursor: String(index + 1), message })}\n`
        }
        chunks.push(Buffer.from(text))
      }
      feed = { chunks, end: String(size) }
      return { kind: 'pulled', cabinetId: 0, count: entries.length, digest: sha256(digestInput(entries)) }
    },
    taken: (cabinetId) => {
      const entries = accepted.get(cabinetId) ?? new Map<string, string>()
      return { kind: 'pushed', cabinetId, count: entries.size, digest: sha256(digestInput(entries)) }
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
