// The shipping data worker's workspace with its real storage and the shipping gateway behind fetch; only the link can be held shut.
import { GATEWAY_HEADER, GATEWAY_SENT_HEADER } from '../../src/shared/api.ts'
import type { SyncFacts, WorkspaceCall, WorkspaceCalls } from '../../src/shared/workspace.ts'
import type { JournalPort } from '../../src/renderer/sync/ports.ts'
import type { Factories } from '../../src/renderer/worker/data/database.ts'
import { realWorld } from '../../src/renderer/worker/real-world.ts'
import { importKey, type Owner } from '../../src/renderer/worker/seal.ts'
import { openWorkspace } from '../../src/renderer/worker/workspace.ts'
import { linkTransfer } from '../../src/renderer/worker/transfer/transfer-port.ts'
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

/** Not measured here: what main's journal adds to a save is a disk's fsync, the same for any reference. docs/benchmarks.md says so. */
const NO_JOURNAL: JournalPort = {
  read: async () => ({ ok: true, value: { live: [], report: { tornTail: false, damaged: 0, absent: true } } }),
  append: async () => ({ ok: true, value: null }),
  snapshot: async () => ({ ok: true, value: null }),
  whyNotWritten: async () => ({ ok: true, value: null }),
}

/** Nothing is measured of transfer files. */
const NO_TRANSFER = linkTransfer(() => undefined)

/** As the shipping worker chooses them. */
export const realFactories = async (): Promise<Factories> => (await realWorld(NO_JOURNAL, NO_TRANSFER)).factories
export const newOwner = async (operatorId: string): Promise<Owner> => ({
  mode: 'training', operatorId, keyId: operatorId, key: await importKey(crypto.getRandomValues(new Uint8Array(32))),
})

const shut = (): Response => new Response(null, { status: 503, headers: { [GATEWAY_HEADER]: 'E-OFFLINE', [GATEWAY_SENT_HEADER]: 'no' } })

/** The indexer pauses between portions: when a pause is over and no other follows, it has nothing left. */
const createPauses = (pause: World['pause']): { pause: World['pause']; over: () => Promise<void> } => {
  let begun = 0
  let isPausing = false
  let waiting: (() => void)[] = []
  return {
    pause: async (ms) => {
      begun += 1
      isPausing = true
      const own = begun
      await pause(ms)
      // after this turn the indexer has begun its next pause, or has none left
      setTimeout(() => {
        if (own !== begun) return
        isPausing = false
        for (const done of waiting) done()
        waiting = []
      })
    },
    over: () => (isPausing ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
  }
}

/** Opens the operator's workspace with the link shut. */
export const openSeat = async (owner: Owner): Promise<Seat> => {
  let mayPass: (path: string) => boolean = () => false
  const listeners = new Set<() => void>()
  const real = await realWorld(NO_JOURNAL, NO_TRANSFER)
  const pauses = createPauses(real.pause)
  const world: World = { ...real, fetch: async (path, init) => (mayPass(path) ? real.fetch(path, init) : shut()), pause: pauses.pause }
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
