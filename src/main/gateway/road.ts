// The only HTTP exit of the app: Electron's network stack (the system's proxy and authorities) without cookies, cache
// or redirects, under deadlines. The training switch «Сеть включена» closes it.
import { Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { net, type ClientRequest, type IncomingMessage, type Session } from 'electron'
import { AppError } from '../../shared/errors.ts'
import { PLAIN_DEADLINES, type Deadlines } from './deadlines.ts'
import { guardStream } from './stream.ts'

export type Outgoing = { url: string; method: string; headers: Readonly<Record<string, string>>; /** A stream is sent chunk by chunk as it comes. */ body?: Uint8Array | ReadableStream<Uint8Array> | undefined; isForPage?: boolean }
export type Incoming = { status: number; headers: Headers; body: ReadableStream<Uint8Array> }
export type Road = {
  /** Rejects with an AppError of ours or Electron's `net::ERR_...`; `readFailure` understands both. */
  send: (outgoing: Outgoing, deadlines?: Deadlines) => Promise<Incoming>
  isOpen: () => boolean
  /** Closing cuts what is under way, as an outage would. */
  setOpen: (isOpen: boolean) => void
  /** Ends what runs for the page: it is gone or starts anew, and nobody reads. */
  cutPage: () => void
}

/** A road over the given session. */
export const createRoad = (session: Session): Road => {
  const running = new Map<AbortController, Outgoing>()
  let open = true
  const cut = (isMeant: (outgoing: Outgoing) => boolean): void => {
    for (const [stop, outgoing] of running) if (isMeant(outgoing)) stop.abort(new AppError('E-OFFLINE', { isSent: true }))
  }
  return {
    send: async (outgoing, deadlines = PLAIN_DEADLINES) => {
      if (!open) throw new AppError('E-OFFLINE', { isSent: false })
      const stop = new AbortController()
      running.set(stop, outgoing)
      const late = deadlines.totalMs === null ? undefined : setTimeout(() => stop.abort(new AppError('E-TIMEOUT')), deadlines.totalMs)
      const whenOver = (): void => {
        running.delete(stop)
        clearTimeout(late)
      }
      try {
        const answer = await exchange(session, outgoing, deadlines.headersMs, stop)
        const source = Readable.toWeb(answer as unknown as Readable) as NodeReadableStream<Uint8Array> as ReadableStream<Uint8Array>
        return { status: answer.statusCode, headers: headersOf(answer), body: guardStream(source, deadlines, stop, whenOver) }
      } catch (error) {
        whenOver()
        throw error
      }
    },
    isOpen: () => open,
    setOpen: (isOpen) => {
      open = isOpen
      if (!isOpen) cut(() => true)
    },
    cutPage: () => cut((outgoing) => outgoing.isForPage === true),
  }
}

/** Sends and waits for the head of the answer. */
const exchange = (session: Session, outgoing: Outgoing, headersMs: number, stop: AbortController): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const request = net.request({
      session,
      url: outgoing.url,
      method: outgoing.method,
      redirect: 'manual',
      credentials: 'omit',
      useSessionCookies: false,
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    })
    let timer = setTimeout(() => stop.abort(new AppError('E-TIMEOUT')), headersMs)
    const wroteMore = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => stop.abort(new AppError('E-TIMEOUT')), headersMs)
    }
    stop.signal.addEventListener('abort', () => {
      reject(stop.signal.reason)
      request.abort()
    }, { once: true })
    request.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    // a platform never redirects its API: somebody else answers, for example the portal of a hotel
    request.on('redirect', () => stop.abort(new AppError('E-PORTAL')))
    request.on('login', (authentication, answer) => {
      if (authentication.isProxy) stop.abort(new AppError('E-PROXY', { isSent: false }))
      else answer()
    })
    request.on('response', (response) => {
      clearTimeout(timer)
      if (response.statusCode === 407) stop.abort(new AppError('E-PROXY', { isSent: false }))
      else resolve(response)
    })
    for (const [name, value] of Object.entries(outgoing.headers)) request.setHeader(name, value)
    const { body } = outgoing
    if (body instanceof ReadableStream) {
      request.chunkedEncoding = true
      pour(body, request, stop.signal, wroteMore).catch(() => stop.abort(new AppError('E-OFFLINE', { isSent: true })))
      return
    }
    if (body !== undefined) request.write(Buffer.from(body))
    request.end()
  })

/** Waits for each chunk to leave before the next one is read, so that memory stays bounded. */
const pour = async (body: ReadableStream<Uint8Array>, request: ClientRequest, signal: AbortSignal, wroteMore: () => void): Promise<void> => {
  const reader = body.getReader()
  // its reader is gone with the request; there is nobody to tell
  signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined), { once: true })
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const bytes = Buffer.from(part.value)
    await new Promise<void>((resolve) => request.write(bytes, undefined, () => resolve()))
    wroteMore()
  }
  if (!signal.aborted) request.end()
}

const headersOf = (answer: IncomingMessage): Headers => {
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers)) for (const one of [value].flat()) headers.append(name, one)
  return headers
}
