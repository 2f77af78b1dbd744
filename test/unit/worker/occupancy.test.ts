// The worker's tenant, with the test as page and main: the vault's port is a real one, storage and platform are those of the seat.
import { MessageChannel } from 'node:worker_threads'
import { describe, expect, it, vi } from 'vitest'
import { ok } from '../../../src/shared/errors.ts'
import type { JournalContents, JournalRequest } from '../../../src/shared/journal.ts'
import type { FromWorker, WorkspaceCall, WorkspaceCalls } from '../../../src/shared/workspace.ts'
import { databaseNames } from '../../../src/renderer/worker/data/database.ts'
import { createOccupancy } from '../../../src/renderer/worker/occupancy.ts'
import { pdf } from '../../support/file-bytes.ts'
import { journalOn } from '../../support/journal.ts'
import { diskOf, factories, filled, newDraft, openSeat, ownerOf, platformOf, query, takeCall, worldOf, type Platform } from './seat.ts'

/** Main's end of the vault's port: grants the key, answers for the journal, and notes that the worker let go of it. */
const vaultOf = (stores: ReturnType<typeof factories>, operatorId: string) => {
  const { port1, port2 } = new MessageChannel()
  const journal = journalOn(diskOf(stores), operatorId)
  const state = { isClosed: false }
  port2.on('message', async (request: JournalRequest) => {
    const result = request.kind === 'journal-read' ? await journal.read() : request.kind === 'journal-append' ? await journal.append(request.entries) : ok<JournalContents | null>(null)
    port2.postMessage({ kind: 'journal-answer', id: request.id, result })
  })
  port2.on('close', () => { state.isClosed = true })
  port2.postMessage({ kind: 'vault-key', operatorId, mode: 'training', keyId: 'k1', key: new Uint8Array(32).fill(7) })
  return { port: port1 as unknown as MessagePort, state }
}
const occupied = async (stores: ReturnType<typeof factories>, platform: Platform, operatorId = 'op-1') => {
  const heard: FromWorker[] = []
  const vault = vaultOf(stores, operatorId)
  const occupancy = createOccupancy({
    tell: (message) => heard.push(message),
    factories: async () => stores,
    newWorld: async (journal) => {
      const world = worldOf(stores, platform, { journal })
      // the patience with a last request is over at once
      return { ...world, newTimer: () => { const timer = world.newTimer(); return { ...timer, arm: (ms, ring) => timer.arm(ms === 3000 ? 0 : ms, ring) } } }
    },
  })
  let id = 0
  const ask = (name: WorkspaceCall, ...args: readonly unknown[]): number => {
    id += 1
    occupancy.hear({ kind: 'call', id, name, args }, undefined)
    return id
  }
  const answerOf = async <N extends WorkspaceCall>(name: N, ...args: WorkspaceCalls[N]['args']): Promise<WorkspaceCalls[N]['answer']> => {
    const asked = ask(name, ...args)
    await expect.poll(() => heard.some((message) => message.kind === 'answer' && message.id === asked), { timeout: 10_000 }).toBe(true)
    return (heard.find((message) => message.kind === 'answer' && message.id === asked) as unknown as { value: never }).value
  }
  const leave = async (): Promise<void> => {
    occupancy.hear({ kind: 'leave' }, undefined)
    await expect.poll(() => heard.at(-1)?.kind, { timeout: 15_000 }).toBe('left')
  }
  occupancy.hear({ kind: 'port' }, vault.port)
  await expect.poll(() => heard.some((message) => message.kind === 'event' && message.event === 'opened'), { timeout: 10_000 }).toBe(true)
  return { heard, vault, ask, answerOf, leave }
}

describe('the worker says good-bye', () => {
  it('after everything that was asked of it is written in both copies, with its databases and the vault closed', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const person = await occupied(stores, platform)
    const draft = await person.answerOf('drafts:create', 1)
    if (!draft.ok) throw new Error(draft.error.code)
    const paper = pdf()
    const slow = { name: 'акт.pdf', type: 'application/pdf', size: paper.length, slice: (from: number, to: number) => ({ arrayBuffer: async () => {
      for (let turns = 0; turns < 200; turns += 1) await new Promise((resolve) => setImmediate(resolve))
      return paper.slice(from, to).buffer as ArrayBuffer
    } }) }
    person.ask('files:attach', draft.value.id, [{ file: slow, isFolder: false }])
    const asked = [1, 2, 3].map((nth) => person.ask('drafts:save', filled(draft.value, { text: `слово ${nth}` })))
    await person.leave()
    for (const id of asked) expect(person.heard).toContainEqual({ kind: 'answer', id, value: { ok: true, value: { savedAt: expect.any(String) } } })
    await expect.poll(() => person.vault.state.isClosed).toBe(true)

    const journal = await journalOn(diskOf(stores), 'op-1').read()
    expect(journal.ok && journal.value.live.map(({ kind, id }) => [kind, id])).toEqual([['draft', draft.value.id]])
    const names = await databaseNames('training', 'op-1')
    const again = await openSeat(stores, platform)
    expect(await again.call('drafts:get', draft.value.id)).toMatchObject({ ok: true, value: { appeal: { text: 'слово 3' }, files: [{ name: 'акт.pdf' }] } })
    await again.workspace.close()
    for (const [factory, name] of [[stores.outbox, names.outbox], [stores.history, names.history]] as const) {
      const outcome = await new Promise((resolve) => {
        const asking = factory.deleteDatabase(name)
        asking.onsuccess = () => resolve('deleted')
        asking.onblocked = () => resolve('still open')
      })
      expect(outcome).toBe('deleted')
    }
  })
  it('although a request never ends: it is cut off, and its command stays', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const first = await openSeat(stores, platform)
    await first.call('sync:now')
    await first.workspace.close()
    const answers = platform.fetch
    let isHanging = false
    platform.fetch = (path, init) => {
      if (!path.endsWith('/commands')) return answers(path, init)
      isHanging = true
      return new Promise((_, reject) => init.signal?.addEventListener('abort', () => reject(init.signal?.reason)))
    }
    const person = await occupied(stores, platform)
    const draft = await person.answerOf('drafts:create', 1)
    if (!draft.ok) throw new Error(draft.error.code)
    expect(await person.answerOf('outbox:submit', filled(draft.value), { allowDuplicate: true })).toMatchObject({ ok: true })
    await expect.poll(() => isHanging).toBe(true)
    await person.leave()
    platform.fetch = answers
    platform.link = false
    const again = await openSeat(stores, platform)
    const view = await again.call('outbox:view')
    expect(view.unknown.length + view.waiting.length).toBe(1)
    await again.workspace.close()
  })
  it('and the next person sees nothing of the one before', async () => {
    const [stores, platform] = [factories(), platformOf()]
    platform.link = false
    const first = await occupied(stores, platform)
    const draft = await first.answerOf('drafts:create', 1)
    if (!draft.ok) throw new Error(draft.error.code)
    await first.answerOf('drafts:save', filled(draft.value))
    await first.leave()
    const second = await occupied(stores, platform, 'op-2')
    expect(await second.answerOf('lists:page', query({ folder: 'drafts' }))).toMatchObject({ total: 0 })
    expect(await second.answerOf('drafts:get', draft.value.id)).toMatchObject({ ok: false, error: { code: 'E-NOT-FOUND' } })
    expect(JSON.stringify(second.heard)).not.toContain('Канарейкина')
    await second.leave()
  })
})

describe('a store that does not open', () => {
  it('is told after 5 s with its own code, and opened without anybody asking once it answers', async () => {
    const [stores, platform] = [factories(), platformOf()]
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      let isHanging = true
      const asked: string[] = []
      const stuck = new Proxy(stores.outbox, {
        get: (target, name) => {
          if (name === 'open' && isHanging) {
            return () => {
              asked.push('open')
              return new EventTarget()
            }
          }
          const member = Reflect.get(target, name, target) as unknown
          return typeof member === 'function' ? member.bind(target) : member
        },
      })
      const heard: FromWorker[] = []
      const occupancy = createOccupancy({ tell: (message) => heard.push(message), factories: async () => stores, newWorld: async (journal) => worldOf({ ...stores, outbox: stuck }, platform, { journal }) })
      occupancy.hear({ kind: 'port' }, vaultOf(stores, 'op-1').port)
      const happens = async (event: string): Promise<void> => {
        const until = performance.now() + 10_000
        while (performance.now() < until && !heard.some((message) => message.kind === 'event' && message.event === event)) await new Promise((resolve) => setImmediate(resolve))
      }
      while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve))
      vi.advanceTimersByTime(5000)
      await happens('open-failed')
      expect(heard).toContainEqual({ kind: 'event', event: 'open-failed', payload: { code: 'E-DB-OPEN' } })
      isHanging = false
      // the first wait before another try
      vi.advanceTimersByTime(2000)
      await happens('opened')
      expect(heard).toContainEqual(expect.objectContaining({ event: 'opened' }))
    } finally {
      vi.useRealTimers()
    }
  })
})

it('what waits at a seat is counted without a key, over all its operators of one mode, and nothing else is told of it', async () => {
  const [stores, platform] = [factories(), platformOf()]
  for (const operatorId of ['op-1', 'op-2']) {
    const seat = await openSeat(stores, platform, { owner: await ownerOf(operatorId) })
    await seat.call('sync:now')
    platform.link = false
    await takeCall(seat)
    if (operatorId === 'op-2') await takeCall(seat, { phone: '+79001112244', place: 'другое место' })
    await newDraft(seat)
    await seat.workspace.close()
    platform.link = true
  }
  const heard: FromWorker[] = []
  const occupancy = createOccupancy({ tell: (message) => heard.push(message), factories: async () => stores, newWorld: async (journal) => worldOf(stores, platform, { journal }) })
  for (const mode of ['training', 'live'] as const) occupancy.hear({ kind: 'count-unsent', mode }, undefined)
  await expect.poll(() => heard).toEqual([{ kind: 'event', event: 'unsent', payload: { count: 3 } }, { kind: 'event', event: 'unsent', payload: { count: 0 } }])
})
