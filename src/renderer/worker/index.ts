/// <reference lib="webworker" />
// Entry of the one data worker: the key and the journal's answers arrive on the vault's port, questions from the page.
import '../../shared/jitless.ts'
import type { ToWorker } from '../../shared/workspace.ts'
import { createOccupancy } from './occupancy.ts'
import { realFactories, realWorld } from './real-world.ts'

declare const self: DedicatedWorkerGlobalScope

const occupancy = createOccupancy({ tell: (message) => self.postMessage(message), factories: realFactories, newWorld: realWorld })
self.addEventListener('message', (event: MessageEvent<ToWorker>) => occupancy.hear(event.data, event.ports[0]))
// a hint only: the answer of the platform decides
self.addEventListener('online', () => occupancy.wake('link'))
self.addEventListener('unhandledrejection', ({ reason }) => occupancy.crash(reason))
