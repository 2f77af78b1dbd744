// The real clock, chance, timers, storage and network of the data worker. Nothing here decides anything.
import { v7 as uuid } from 'uuid'
import type { JournalPort, Timer } from '../sync/ports.ts'
import type { Factories } from './data/database.ts'
import type { TransferPort } from './transfer/transfer-port.ts'
import type { World } from './world.ts'

/** Not in the library of types yet. */
type StorageBuckets = { open: (name: string) => Promise<{ indexedDB: IDBFactory }> }
type Scheduler = { postTask: (task: () => void, how: { priority: 'background'; delay: number }) => Promise<void> }

const newTimer = (): Timer => {
  let alarm: ReturnType<typeof setTimeout> | undefined
  return {
    arm: (ms, ring) => {
      clearTimeout(alarm)
      alarm = setTimeout(ring, ms)
    },
    cancel: () => clearTimeout(alarm),
  }
}
/** Behind everything else that waits in this thread. Timers that follow each other would be held up to 4 ms each. */
const pause = (ms: number): Promise<void> => {
  const { scheduler } = globalThis as unknown as { scheduler: Scheduler }
  return scheduler.postTask(() => undefined, { priority: 'background', delay: ms })
}
/** Drafts and outbox in a bucket of their own: saving during a long pull costs 1.4 ms instead of 45 (performance §1). */
const outboxFactory = async (): Promise<Pick<Factories, 'outbox' | 'renew'>> => {
  const buckets = (navigator as { storageBuckets?: StorageBuckets }).storageBuckets
  if (buckets === undefined) return { outbox: indexedDB, renew: async () => undefined }
  let current = (await buckets.open('outbox')).indexedDB
  return {
    outbox: {
      open: (name, version) => current.open(name, version),
      deleteDatabase: (name) => current.deleteDatabase(name),
      databases: () => current.databases(),
      cmp: (first, second) => current.cmp(first, second),
    },
    renew: async () => {
      current = (await buckets.open('outbox')).indexedDB
    },
  }
}
export const realFactories = async (): Promise<Factories> => ({ ...(await outboxFactory()), history: indexedDB, keyRange: IDBKeyRange })
export const realWorld = async (journal: JournalPort, transfer: TransferPort): Promise<World> => ({
  journal,
  transfer,
  factories: await realFactories(),
  clock: { now: () => Date.now(), monotonic: () => performance.now() },
  chance: () => Math.random(),
  newTimer,
  newId: () => uuid(),
  fetch: (path, init) => fetch(path, init),
  pause,
})
