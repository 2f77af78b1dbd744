// Tells open event streams that something moved. Carries no data, so it needs no scope, and never grows: pokes of a kind fold into one.
import type { Poke } from '../shared/contract/change.ts'
import type { Clock } from './clock.ts'
import type { Store } from './database.ts'
import { FEED_CHANNEL } from './feed.ts'

/** A silent stream is told apart from a dead one by this. */
const HEARTBEAT_MS = 15_000

export type Pokes = {
  /** Pokes until `gone`; null is a heartbeat. Starts with `hello`. */
  subscribe: (gone: AbortSignal) => AsyncGenerator<Poke | null>
  /** Ends every stream, for an orderly stop. */
  stop: () => void
}

export const createPokes = async (store: Store, clock: Clock): Promise<Pokes> => {
  const subscribers = new Set<(kind: Poke['kind']) => void>()
  const stopped = new AbortController()
  await store.listen(FEED_CHANNEL, (kind) => {
    for (const tell of subscribers) tell(kind === 'dictionary' ? 'dictionary' : 'feed')
  })
  async function* subscribe(gone: AbortSignal): AsyncGenerator<Poke | null> {
    const waiting = new Set<Poke['kind']>(['hello'])
    let wake = (): void => undefined
    const tell = (kind: Poke['kind']) => {
      waiting.add(kind)
      wake()
    }
    const end = AbortSignal.any([gone, stopped.signal])
    end.addEventListener('abort', () => wake())
    subscribers.add(tell)
    try {
      while (!end.aborted) {
        const kinds = [...waiting]
        waiting.clear()
        for (const kind of kinds) yield { kind, at: clock.now().toISOString() }
        if (waiting.size > 0 || end.aborted) continue
        const isPoked = await new Promise<boolean>((settle) => {
          const timer = setTimeout(() => settle(false), HEARTBEAT_MS)
          wake = () => {
            clearTimeout(timer)
            settle(true)
          }
        })
        if (!isPoked) yield null
      }
    } finally {
      subscribers.delete(tell)
    }
  }
  return { subscribe, stop: () => stopped.abort() }
}
