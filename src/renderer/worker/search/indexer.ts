// Feeds the index a little at a time, so that no question waits for it, and slowly while the stores are being written: search may lag,
// saving and syncing may not. What is asked for soon after a change is put in at once.
import type { Searchable, SearchIndex } from './index-port.ts'

/** About five milliseconds of work. */
const PORTION = 20
/** Between two portions while the stores are busy. */
const REST_MS = 30
/** So many are put in on the spot when somebody searches. */
const ON_THE_SPOT = 200

/** `pause` lets other work in, for so many ms at least; it comes from the outside, because there is no clock here. `isBusy`: the stores are being written. */
export const createIndexer = (index: SearchIndex, pause: (ms: number) => Promise<void>, isBusy: () => boolean): SearchIndex & { settled: () => Promise<void> } => {
  const waiting = new Map<string, Searchable>()
  let draining: Promise<void> | undefined

  const takeUp = (count: number): void => {
    for (const [id, content] of waiting) {
      if (count-- <= 0) return
      waiting.delete(id)
      index.put(id, content)
    }
  }
  const drain = async (): Promise<void> => {
    while (waiting.size > 0) {
      await pause(isBusy() ? REST_MS : 0)
      takeUp(PORTION)
    }
    draining = undefined
  }
  return {
    put: (id, content) => {
      waiting.delete(id)
      waiting.set(id, content)
      draining ??= drain()
    },
    remove: (id) => {
      waiting.delete(id)
      index.remove(id)
    },
    find: (query) => {
      takeUp(ON_THE_SPOT)
      return index.find(query)
    },
    settled: () => draining ?? Promise.resolve(),
  }
}
