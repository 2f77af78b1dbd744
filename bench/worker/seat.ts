// The shipping data worker's workspace with its real storage and the shipping gateway behind fetch; only the link can be held shut.
import { v7 as uuid } from 'uuid'
import { GATEWAY_HEADER, GATEWAY_SENT_HEADER } from '../../src/shared/api.ts'
import type { SyncFacts, WorkspaceCall, WorkspaceCalls } from '../../src/shared/workspace.ts'
import type { Timer } from '../../src/renderer/sync/ports.ts'
import type { Factories } from '../../src/renderer/worker/data/database.ts'
import { importKey, type Owner } from '../../src/renderer/worker/seal.ts'
import { openWorkspace } from '../../src/renderer/worker/workspace.ts'
import type { World } from '../../src/renderer/worker/world.ts'

export type Seat = {
  call: <N extends WorkspaceCall>(name: N, ...args: WorkspaceCalls[N]['args']) => Promise<WorkspaceCalls[N]['answer']>
  /** Which requests may pass from now on; the engine is woken as after an outage. */
  connect: (mayPass: (path: string) => boolean) => void
  /** Resolves at the first event after which the state is as wanted. */
  until: (isSo: (facts: SyncFacts) => boolean | Promise<boolean>) => Promise<void>
  /** Resolves when search has taken up everything that was handed to it. */
  indexed: () => Promise<void>
  close: () => Promise<void>
}
type StorageBuckets = { open: (name: string) => Promise<{ indexedDB: IDBFactory }> }

/** As the shipping worker chooses them: the outbox in a Storage Bucket of its own. */
export const realFactories = async (): Promise<Factories> => {
  const buckets = (navigator as unknown as { storageBuckets: StorageBuckets }).storageBuckets
  return { outbox: (await buckets.open('outbox')).indexedDB, history: indexedDB, keyRange: IDBKeyRange }
}
export const newOwner = async (operatorId: string): Promise<Owner> => ({
  mode: 'training', operatorId, keyId: operatorId, key: await importKey(crypto.getRandomValues(new Uint8Array(32))),
})

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
const shut = (): Response => new Response(null, { status: 503, headers: { [GATEWAY_HEADER]: 'E-OFFLINE', [GATEWAY_SENT_HEADER]: 'no' } })

/** The indexer pauses between portions: when a pause is over and no other follows, it has nothing left. */
const createPauses = (): { pause: () => Promise<void>; over: () => Promise<void> } => {
  let begun = 0
  let isPausing = false
  let waiting: (() => void)[] = []
  return {
    pause: () => {
      begun += 1
      isPausing = true
      const own = begun
      return new Promise((resolve) => {
        setTimeout(() => {
          resolve()
          setTimeout(() => {
            if (own !== begun) return
            isPausing = false
            for (const done of waiting) done()
            waiting = []
          })
        })
      })
    },
    over: () => (isPausing ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
  }
}

/** Opens the operator's workspace with the link shut. */
export const openSeat = async (owner: Owner): Promise<Seat> => {
  let mayPass: (path: string) => boolean = () => false
  const listeners = new Set<() => void>()
  const pauses = createPauses()
  const world: World = {
    factories: await realFactories(),
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    chance: () => Math.random(),
    newTimer,
    newId: () => uuid(),
    fetch: async (path, init) => (mayPass(path) ? fetch(path, init) : shut()),
    pause: pauses.pause,
  }
  const opened = await openWorkspace(owner, world, () => listeners.forEach((listener) => listener()))
  if (!opened.ok) throw new Error(opened.error.code)
  const workspace = opened.value
  await workspace.settled()
  const call = (name: WorkspaceCall, ...args: readonly unknown[]): Promise<unknown> => workspace.call(name, args)

  return {
    call: call as Seat['call'],
    connect: (allowed) => {
      mayPass = allowed
      workspace.wake('link')
    },
    until: (isSo) =>
      new Promise((resolve) => {
        const look = async (): Promise<void> => {
          if (!(await isSo((await call('sync:facts')) as SyncFacts)) || !listeners.delete(listener)) return
          resolve()
        }
        const listener = (): void => void look()
        listeners.add(listener)
        listener()
      }),
    indexed: pauses.over,
    close: workspace.close,
  }
}
