// Fetches of the data worker: every request goes to the gateway in main by its own address; sync/reply.ts judges what comes back.
import { API, GATEWAY_PREFIX } from '../../shared/api.ts'
import { metaSchema, type Meta } from '../../shared/contract/meta.ts'
import { AppError } from '../../shared/errors.ts'
import type { ChangeLine, ChangesOutcome, FatesOutcome, RawReply, Transport } from '../sync/ports.ts'
import { BROKEN_OFF, judgeStatus, readChangeLine, readChangesHead, readDictionary, readFate, readFates, readMe, readSend } from '../sync/reply.ts'
import { linesOf } from './stream-lines.ts'

/** Lines handed over together: enough to write at once, few enough to keep memory small. */
const LINES_TOGETHER = 200

export type Fetch = (path: string, init: RequestInit) => Promise<Response>
export type WorkerTransport = Transport & {
  /** What the platform says of itself; null when it could not be asked. */
  meta: () => Promise<Meta | null>
  /** What became of at most 200 commands: for the closing of a shift, no part of sending. */
  fates: (ids: readonly string[]) => Promise<FatesOutcome>
}
export type TransportParts = {
  fetch: Fetch
  now: () => number
  /** Called with the text of each line that only a newer app understands, before the line is reported. */
  park: (line: string) => Promise<void>
}

const withoutBody = (response: Response): RawReply => ({ status: response.status, headers: Object.fromEntries(response.headers), body: '' })
const rawReply = async (response: Response): Promise<RawReply> => ({ ...withoutBody(response), body: await response.text() })

/** fetch and bodies fail with these two; anything else is a bug. */
const asBroken = (error: unknown): undefined => {
  if (error instanceof TypeError || error instanceof DOMException) return undefined
  throw error
}

/** Hands lines over in bounded groups, waiting for each before more is read. */
const readLines = async (body: ReadableStream<Uint8Array>, park: TransportParts['park'], onLines: (lines: readonly ChangeLine[]) => Promise<void>): Promise<void> => {
  let group: ChangeLine[] = []
  for await (const text of linesOf(body)) {
    const line = readChangeLine(text)
    if (line.kind === 'unreadable' && line.code === 'E-PROTO-NEW') await park(text)
    group.push(line)
    if (group.length < LINES_TOGETHER) continue
    await onLines(group)
    group = []
  }
  if (group.length > 0) await onLines(group)
}

export const createTransport = ({ fetch, now, park }: TransportParts): WorkerTransport => {
  /** Undefined: the request or its body broke off, so nobody knows what reached the platform. */
  const ask = async (path: string, init: RequestInit = {}): Promise<RawReply | undefined> => {
    const response = await fetch(GATEWAY_PREFIX + path, { cache: 'no-store', ...init }).catch(asBroken)
    return response && (await rawReply(response).catch(asBroken))
  }

  return {
    send: async (commands) => {
      const reply = await ask(API.sendCommands.path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ commands }) })
      return reply === undefined ? BROKEN_OFF : readSend(reply, now())
    },
    fate: async (id) => {
      const reply = await ask(API.commandFate.path.replace(':id', encodeURIComponent(id)))
      return reply === undefined ? BROKEN_OFF : readFate(reply, now())
    },
    fates: async (ids) => {
      const reply = await ask(API.commandFates.path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ids }) })
      return reply === undefined ? BROKEN_OFF : readFates(reply, now())
    },
    me: async () => {
      const reply = await ask(API.me.path)
      return reply === undefined ? BROKEN_OFF : readMe(reply, now())
    },
    dictionary: async (etag) => {
      const reply = await ask(API.dictionaries.path, etag === null ? {} : { headers: { 'if-none-match': etag } })
      return reply === undefined ? BROKEN_OFF : readDictionary(reply, now())
    },
    changes: async (since, onLines): Promise<ChangesOutcome> => {
      const response = await fetch(GATEWAY_PREFIX + API.changes.path + (since === null ? '' : `?since=${encodeURIComponent(since)}`), { cache: 'no-store' }).catch(asBroken)
      if (response === undefined) return BROKEN_OFF
      if (!response.ok || response.body === null) {
        const reply = await rawReply(response).catch(asBroken)
        return reply === undefined ? BROKEN_OFF : readChangesHead(reply, now())
      }
      const head = readChangesHead(withoutBody(response), now())
      if (head.kind !== 'ended') return head
      try {
        await readLines(response.body, park, onLines)
        return head
      } catch (error) {
        // storage has other codes, and the core must hear of them
        if (error instanceof AppError && error.code === 'E-PROTO') return BROKEN_OFF
        throw error
      }
    },
    meta: async () => {
      const reply = await ask(API.meta.path)
      if (reply === undefined || judgeStatus(reply, now()) !== null) return null
      try {
        return metaSchema.safeParse(JSON.parse(reply.body)).data ?? null
      } catch {
        return null
      }
    },
  }
}
