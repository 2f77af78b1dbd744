// Listens to `/v1/events` while the workspace is open: a poke says that something moved, the feed says what. Losing it costs nothing but time.
import { API, GATEWAY_PREFIX } from '../../shared/api.ts'
import { pokeSchema, type Poke } from '../../shared/contract/change.ts'
import { AppError } from '../../shared/errors.ts'
import type { Chance, Timer } from '../sync/ports.ts'
import { linesOf } from './stream-lines.ts'
import type { Fetch } from './transport.ts'

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 60_000

export type EventsParts = {
  fetch: Fetch
  timer: Timer
  chance: Chance
  onPoke: (kind: Poke['kind']) => void
  /** The stream began (`up`) or broke off: the first sign of a link that returned or went. A sign only, no proof. */
  onStream: (state: 'up' | 'down') => void
}
export type Events = {
  /** Tries at once when it waits; nothing when it listens. */
  wake: () => void
  stop: () => void
}

const pokeOf = (line: string): Poke | undefined => {
  if (!line.startsWith('data:')) return undefined
  try {
    return pokeSchema.safeParse(JSON.parse(line.slice('data:'.length))).data
  } catch {
    return undefined
  }
}

/** Begins to listen; after a break waits with full jitter, at most a minute. */
export const listenToEvents = ({ fetch, timer, chance, onPoke, onStream }: EventsParts): Events => {
  const abort = new AbortController()
  let failures = 0
  let isListening = false

  const listen = async (): Promise<void> => {
    const response = await fetch(GATEWAY_PREFIX + API.events.path, { cache: 'no-store', signal: abort.signal, headers: { accept: 'text/event-stream' } })
    if (!response.ok || response.body === null || !(response.headers.get('content-type') ?? '').startsWith('text/event-stream')) return
    onStream('up')
    try {
      for await (const line of linesOf(response.body)) {
        const poke = pokeOf(line)
        if (poke === undefined) continue
        // a greeting proves nothing: a proxy that cuts every stream lets it pass, and seats would come back every second
        if (poke.kind !== 'hello') failures = 0
        onPoke(poke.kind)
      }
    } finally {
      if (!abort.signal.aborted) onStream('down')
    }
  }
  const attempt = async (): Promise<void> => {
    if (isListening || abort.signal.aborted) return
    isListening = true
    try {
      await listen()
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof DOMException || error instanceof AppError)) throw error
    } finally {
      isListening = false
    }
    if (abort.signal.aborted) return
    failures += 1
    timer.arm(FIRST_WAIT_MS + chance() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures), () => void attempt())
  }

  void attempt()
  return {
    wake: () => {
      timer.cancel()
      failures = 0
      void attempt()
    },
    stop: () => {
      timer.cancel()
      abort.abort()
    },
  }
}
