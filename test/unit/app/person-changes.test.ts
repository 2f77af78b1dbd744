// The page's wiring with the test as main and as the browser: workers run the shipping occupancy in this thread over fake-indexeddb.
import { MessageChannel } from 'node:worker_threads'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ok } from '../../../src/shared/errors.ts'
import type { SessionFacts } from '../../../src/shared/ipc.ts'
import type { JournalRequest } from '../../../src/shared/journal.ts'
import type { FromWorker, ToWorker } from '../../../src/shared/workspace.ts'
import type * as StateModule from '../../../src/renderer/app/app-state.ts'
import type * as WiringModule from '../../../src/renderer/app/wiring.ts'
import type * as StoreModule from '../../../src/renderer/store.ts'
import { createOccupancy, type Occupancy } from '../../../src/renderer/worker/occupancy.ts'
import { journalOn } from '../../support/journal.ts'
import { diskOf, factories, filled, platformOf, worldOf } from '../worker/seat.ts'

const stores = factories()
const platform = platformOf()
platform.link = false
const workers: PageWorker[] = []
/** What the page knows of a worker; the other side is the shipping code. */
class PageWorker extends EventTarget {
  isTerminated = false
  readonly occupancy: Occupancy
  constructor() {
    super()
    workers.push(this)
    this.occupancy = createOccupancy({ tell: (message) => this.post(message), factories: async () => stores, newWorld: async (journal) => worldOf(stores, platform, { journal }) })
  }
  post(data: FromWorker): void {
    setImmediate(() => { if (!this.isTerminated) this.dispatchEvent(Object.assign(new Event('message'), { data })) })
  }
  postMessage(message: ToWorker, ports: MessagePort[]): void {
    if (!this.isTerminated) this.occupancy.hear(message, ports[0])
  }
  terminate(): void { this.isTerminated = true }
}

const listeners = new Map<string, (payload: unknown) => void>()
const asked: [string, unknown][] = []
/** Grants wait here until the test lets them go. */
let held: (() => void)[] | null = null
const newPage = () => Object.assign(new EventTarget(), {
  bridge: {
    on: (event: string, listener: (payload: unknown) => void) => void listeners.set(event, listener),
    invoke: async (name: string, request: unknown) => {
      asked.push([name, request])
      if (name === 'session:facts') return ok({ state: 'none' })
      if (name === 'vault:open') {
        const { operatorId } = request as { operatorId: string }
        if (held === null) grant(operatorId)
        else held.push(() => grant(operatorId))
      }
      if (name === 'session:sign-out') listeners.get('session:changed')?.({ state: 'none' })
      return name === 'vault:open' || name.startsWith('session:') || name === 'app:report' ? ok(undefined) : { ok: false, error: { code: 'E-IPC' } }
    },
  },
})
let page = newPage()
const grant = (operatorId: string): void => {
  const { port1, port2 } = new MessageChannel()
  const journal = journalOn(diskOf(stores), operatorId)
  port2.on('message', async (request: JournalRequest) => {
    const result = request.kind === 'journal-read' ? await journal.read() : request.kind === 'journal-append' ? await journal.append(request.entries) : ok(null)
    port2.postMessage({ kind: 'journal-answer', id: request.id, result })
  })
  port2.postMessage({ kind: 'vault-key', operatorId, mode: 'training', keyId: 'k1', key: new Uint8Array(32).fill(operatorId.length) })
  page.dispatchEvent(Object.assign(new Event('message'), { source: page, data: { kind: 'priyom:vault-port', operatorId }, ports: [port1] }))
}

let wiring: typeof WiringModule
let state: typeof StateModule
let store: typeof StoreModule
const session = (facts: SessionFacts): void => listeners.get('session:changed')?.(facts)
const signedIn = (operatorId: string): SessionFacts => ({ state: 'signed-in', operatorId, until: '2026-11-22T12:00:00.000Z' })
const openFor = async (operatorId: string): Promise<void> => {
  session(signedIn(operatorId))
  await expect.poll(() => state.appState().vault, { timeout: 10_000 }).toMatchObject({ state: 'open', operatorId })
}
const alive = () => workers.filter(({ isTerminated }) => !isTerminated)

beforeEach(async () => {
  vi.resetModules()
  workers.splice(0)
  asked.splice(0)
  held = null
  page = newPage()
  vi.stubGlobal('window', page)
  vi.stubGlobal('Worker', PageWorker)
  wiring = await import('../../../src/renderer/app/wiring.ts')
  state = await import('../../../src/renderer/app/app-state.ts')
  store = await import('../../../src/renderer/store.ts')
  await wiring.startWiring()
})
afterEach(() => vi.unstubAllGlobals())

const draftOf = async () => {
  const draft = await store.call('drafts:create', 1)
  if (!draft.ok) throw new Error(draft.error.code)
  return draft.value
}

it('who signs out leaves a saved draft and no worker; the next person gets a fresh one', async () => {
  await openFor('anna')
  const [first] = alive()
  const draft = await draftOf()
  // as a form does: it saves when asked to, and once more when it is left
  const stop = store.beforeLeaving(async () => (await store.call('drafts:save', filled(draft, { text: 'почти всё' }))).ok)
  // what is left goes on: one question after another, the last of them a save
  store.whenLeaving(() => void store.call('drafts:get', draft.id).then(() => store.call('drafts:get', draft.id)).then(() => store.call('drafts:save', filled(draft, { text: 'до последней буквы' }))))
  const leaving = wiring.signOut()
  stop()
  await leaving
  expect(state.appState()).toMatchObject({ vault: { state: 'closed' }, sync: { queued: 0, lastContactAt: null } })
  expect(first?.isTerminated).toBe(true)
  expect(alive()).toHaveLength(1)

  await openFor('boris.b')
  expect(await store.call('drafts:get', draft.id)).toMatchObject({ ok: false, error: { code: 'E-NOT-FOUND' } })
  await wiring.signOut()
  await openFor('anna')
  expect(await store.call('drafts:get', draft.id)).toMatchObject({ ok: true, value: { appeal: { text: 'до последней буквы' } } })
  expect(workers).toHaveLength(3)
  await wiring.signOut()
})
it('who cannot save stays, unless they say that they will go without it', async () => {
  await openFor('anna')
  store.beforeLeaving(async () => false)
  await wiring.signOut()
  expect(state.appState()).toMatchObject({ leavingUnsaved: true, vault: { state: 'open' } })
  expect(asked.filter(([name]) => name === 'session:sign-out')).toEqual([])
  await wiring.signOut(true)
  expect(state.appState()).toMatchObject({ leavingUnsaved: false, vault: { state: 'closed' } })
})
it('a sign-in that has ended changes nothing of what is open', async () => {
  await openFor('anna')
  const [first] = alive()
  session({ state: 'expired', operatorId: 'anna' })
  await draftOf()
  session(signedIn('anna'))
  expect(state.appState().vault.state).toBe('open')
  expect(alive()).toEqual([first])
  await wiring.signOut()
})
it('somebody else who signs in over an open workspace gets a worker of their own', async () => {
  await openFor('anna')
  const draft = await draftOf()
  session({ state: 'expired', operatorId: 'anna' })
  await openFor('boris.b')
  expect(workers).toHaveLength(2)
  expect(await store.call('drafts:get', draft.id)).toMatchObject({ ok: false })
  await wiring.signOut()
})
it('a key that arrives after its person has left is heard by nobody', async () => {
  held = []
  session(signedIn('anna'))
  await expect.poll(() => held?.length).toBe(1)
  await wiring.signOut()
  held[0]?.()
  held = null
  await openFor('boris.b')
  expect(state.appState().vault).toMatchObject({ operatorId: 'boris.b' })
  await wiring.signOut()
})
it('a worker that met a bug is named to main and replaced once; the second time within a minute a person is asked', async () => {
  await openFor('anna')
  const draft = await draftOf()
  workers[0]?.occupancy.crash(new RangeError('secret words'))
  await expect.poll(() => workers.length).toBe(2)
  await expect.poll(() => state.appState().vault, { timeout: 10_000 }).toMatchObject({ state: 'open', turn: 2 })
  expect(state.appState().wasRestarted).toBe(true)
  expect(await store.call('drafts:get', draft.id)).toMatchObject({ ok: true })
  expect(asked).toContainEqual(['app:report', { event: 'worker.crashed', name: 'RangeError' }])
  workers[1]?.occupancy.crash(new RangeError('secret words'))
  await expect.poll(() => state.appState().vault).toMatchObject({ state: 'failed', failure: { code: 'E-INTERNAL' } })
  await expect.poll(() => workers.length).toBe(3)
})
