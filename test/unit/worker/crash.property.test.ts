import { IDBDatabase } from 'fake-indexeddb'
import fc from 'fast-check'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { journalOn } from '../../support/journal.ts'
import type { JournalPort } from '../../../src/renderer/sync/ports.ts'
import { diskOf, factories, filled, newDraft, openSeat, platformOf, query, readySeat, type Platform, type Seat } from './seat.ts'
import type { Factories } from '../../../src/renderer/worker/data/database.ts'
import type { World } from '../../../src/renderer/worker/world.ts'

/** Connections of killed seats refuse everything, and what they had not committed is undone: as after a SIGKILL. */
const dead = new Set<object>()
const seen = new Set<object>()
const open = new Set<{ abort: () => void }>()
const begin = IDBDatabase.prototype.transaction
const spy = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: object, ...args: unknown[]) {
  if (dead.has(this)) throw new DOMException('killed', 'UnknownError')
  seen.add(this)
  const transaction = (begin as (...args: unknown[]) => unknown).apply(this, args) as IDBTransaction & { addEventListener: (name: string, listener: () => void) => void }
  open.add(transaction as never)
  for (const end of ['complete', 'abort']) transaction.addEventListener(end, () => open.delete(transaction as never))
  return transaction as never
})
afterAll(() => spy.mockRestore())
const kill = (): void => {
  for (const connection of seen) dead.add(connection)
  for (const transaction of open) {
    try {
      transaction.abort()
    } catch (error) {
      if (!(error instanceof DOMException)) throw error
    }
  }
  open.clear()
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const after = async (turns: number, steps: number): Promise<void> => {
  for (let count = 0; count < turns; count += 1) await turn()
  for (let count = 0; count < steps; count += 1) await Promise.resolve()
}

/** A network that hangs for ever once the app is dead. */
const mortal = (platform: Platform) => {
  const life = { alive: true }
  const fetch: World['fetch'] = async (path, init) => {
    if (!life.alive) return new Promise<never>(() => undefined)
    const response = await platform.fetch(path, init)
    return life.alive ? response : new Promise<never>(() => undefined)
  }
  return { life, fetch }
}
/** A journal whose disk takes a turn before and after it writes, and that answers nobody once the app is dead. */
const mortalJournal = (port: JournalPort, life: { alive: boolean }): JournalPort => {
  const outlived = async <T>(work: () => Promise<T>): Promise<T> => {
    await turn()
    if (!life.alive) return new Promise<never>(() => undefined)
    const value = await work()
    await turn()
    return life.alive ? value : new Promise<never>(() => undefined)
  }
  return { read: () => outlived(port.read), append: (entries) => outlived(() => port.append(entries)), snapshot: (parts, last) => outlived(() => port.snapshot(parts, last)) }
}
/** Storage that nobody opens again once the app is dead. */
const mortalStores = (stores: Factories, life: { alive: boolean }): Factories => {
  const guarded = (factory: IDBFactory): IDBFactory =>
    new Proxy(factory, {
      get: (target, name) => {
        const member = Reflect.get(target, name, target) as unknown
        if (typeof member !== 'function') return member
        return (...args: unknown[]) => {
          if (!life.alive) throw new DOMException('killed', 'InvalidAccessError')
          return (member as (...args: unknown[]) => unknown).apply(target, args)
        }
      },
    })
  return { outbox: guarded(stores.outbox), history: guarded(stores.history), keyRange: stores.keyRange }
}
const places = async (seat: Seat, id: string) => {
  await seat.workspace.settled()
  const draft = await seat.call('drafts:get', id)
  const view = await seat.call('outbox:view')
  const commands = [...view.waiting, ...view.unknown, ...view.needsAttention].filter((item) => item.draft?.id === id)
  return { isDraft: draft.ok, text: draft.ok ? draft.value.appeal.text : undefined, open: commands, sent: (await seat.call('lists:page', query({ folder: 'sent' }))).rows }
}

describe('killed at any await', () => {
  it.each(['nothing', 'the databases', 'the journal'] as const)('and robbed of %s: has the draft or its command, exactly one of them, and the platform has it at most once', async (robbed) => {
    await fc.assert(
      fc.asyncProperty(fc.nat(70), fc.nat(12), fc.boolean(), async (turns, steps, link) => {
        const [stores, platform] = [factories(), platformOf()]
        const first = await readySeat(stores, platform, link)
        await first.workspace.close()
        const { life, fetch } = mortal(platform)
        const seat = await openSeat(mortalStores(stores, life), platform, { world: { fetch, journal: mortalJournal(journalOn(diskOf(stores), 'op-1'), life) } })
        const draft = await newDraft(seat, { text: 'первая редакция' })
        const told = { saved: false, queued: false }
        const work = async () => {
          told.saved = (await seat.call('drafts:save', draft)).ok
          told.queued = (await seat.call('outbox:submit', filled(draft, { text: 'вторая редакция' }), { allowDuplicate: true })).ok
          await seat.call('sync:now')
        }
        void work()
        await after(turns, steps)
        life.alive = false
        kill()
        const promised = { ...told }

        platform.link = false
        if (robbed === 'the journal') diskOf(stores).files.clear()
        const left = robbed === 'the databases' ? factories() : stores
        const second = await openSeat(left, platform, { world: { journal: journalOn(diskOf(stores), 'op-1') } })
        const found = await places(second, draft.id)
        const count = Number(found.isDraft) + found.open.length + found.sent.length
        // a row that is done was forgotten by the journal: the platform has it, and history brings it
        expect(count === 0 ? platform.accepted.size : count).toBe(1)
        if (count === 0) expect(robbed).toBe('the databases')
        if (promised.queued) expect(found.isDraft).toBe(false)
        if (promised.saved && found.isDraft) expect(found.text).toBe('первая редакция')
        platform.link = true
        await second.call('sync:now')
        expect(platform.accepted.size).toBe(found.isDraft ? 0 : 1)
        expect((await places(second, draft.id)).open).toEqual([])
        await second.workspace.close()
      }),
      { numRuns: robbed === 'nothing' ? 100 : 60 },
    )
  })
})
