// Faults of the training platform: how the next requests go wrong, for tests and lessons. Live mode never makes one.
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import type { Fault } from '../shared/contract/training.ts'
import { problemOf } from './problems.ts'

export type Strike = {
  /** Before the handler; true when the request is over. */
  strikeBefore: (reply: FastifyReply) => Promise<boolean>
  /** After the handler committed: what the text becomes. */
  spoil: (text: string) => string
  /** Whether the answer breaks off, and where. */
  breaksOff: 'at-once' | 'half-way' | null
}
export type Faults = {
  /** Replaces all faults; answers how many are active. */
  set: (faults: readonly Fault[]) => number
  /** Uses up the first fault that waits for this address. */
  take: (url: string) => Strike | undefined
}

export const createFaults = (): Faults => {
  let waiting: Fault[] = []
  return {
    set: (faults) => {
      waiting = faults.map((fault) => ({ ...fault }))
      return waiting.length
    },
    take: (url) => {
      const fault = waiting.find(({ path }) => url.startsWith(path))
      if (fault === undefined) return undefined
      fault.times -= 1
      waiting = waiting.filter(({ times }) => times > 0)
      return strikeOf({ ...fault })
    },
  }
}

const strikeOf = (fault: Fault): Strike => ({
  strikeBefore: async (reply) => {
    if (fault.delayMs !== undefined) await pause(fault.delayMs)
    if (fault.kind === 'drop-before-commit') breakOff(reply)
    else if (fault.kind === 'status') sendStatus(reply, fault)
    else if (fault.kind === 'garbage') reply.type('application/json').send('{"results":[{]}\u0007')
    else if (fault.kind === 'portal') reply.type('text/html; charset=utf-8').send(PORTAL_PAGE)
    else return false
    return true
  },
  spoil: (text) => {
    if (fault.kind === 'wrong-receipt') return text.replaceAll(/("commandId":")[^"]+/g, '$100000000-0000-7000-8000-000000000000')
    if (fault.kind === 'unknown-enum') return text.replaceAll(/("(?:outcome|fate|status|mode)":)"[^"]+"/g, '$1"FROM_A_LATER_VERSION"')
    return text
  },
  breaksOff: fault.kind === 'drop-after-commit' ? 'at-once' : fault.kind === 'half-body' ? 'half-way' : null,
})

/** What a hotel or a provider shows instead of the platform, with status 200. */
const PORTAL_PAGE = '<!doctype html><html><head><title>Wi-Fi</title></head><body><form action="/login" method="post"><input name="phone"></form></body></html>'

/** Cuts the connection without one byte of an answer. */
export const breakOff = (reply: FastifyReply): void => {
  reply.hijack()
  reply.raw.destroy()
}

const sendStatus = (reply: FastifyReply, { status = 503, retryAfter }: Fault): void => {
  const code = status === 401 ? 'E-SIGN-IN' : status === 413 ? 'E-SERVER-SIZE' : status === 429 || status === 503 ? 'E-BUSY' : status >= 500 ? 'E-SERVER' : 'E-VALIDATION'
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter)
  reply.code(status).type('application/problem+json').send(JSON.stringify(problemOf(status, code)))
}

/** All the headers of a whole answer, half of its bytes, then silence. */
export const sendHalf = (reply: FastifyReply, text: string): void => {
  reply.hijack()
  const bytes = Buffer.from(text)
  reply.raw.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length })
  reply.raw.write(bytes.subarray(0, bytes.length >> 1), () => reply.raw.destroy())
}
