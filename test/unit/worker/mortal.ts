// Seats that die as after a SIGKILL: their connections refuse everything, what they had not committed is undone, their journal answers nobody.
import { IDBDatabase } from 'fake-indexeddb'
import { afterAll, vi } from 'vitest'
import type { JournalPort } from '../../../src/renderer/sync/ports.ts'
import type { Factories } from '../../../src/renderer/worker/data/database.ts'

/** Connections of killed seats refuse everything, and what they had not committed is undone: as after a SIGKILL. */
const dead = new Set<object>()
const seen = new Set<object>()
const open = new Set<{ abort: () => void }>()
type Running = { abort: () => void; addEventListener: (name: string, listener: () => void) => void }
const note = (transaction: Running): void => {
  open.add(transaction)
  for (const end of ['complete', 'abort']) transaction.addEventListener(end, () => open.delete(transaction))
}
const begin = IDBDatabase.prototype.transaction
const spy = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: object, ...args: unknown[]) {
  if (dead.has(this)) throw new DOMException('killed', 'UnknownError')
  seen.add(this)
  const transaction = (begin as (...args: unknown[]) => unknown).apply(this, args) as IDBTransaction & { addEventListener: (name: string, listener: () => void) => void }
  note(transaction as never)
  return transaction as never
})
afterAll(() => spy.mockRestore())
/** Ends every seat that is open now. */
export const kill = (): void => {
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
export const after = async (turns: number, steps: number): Promise<void> => {
  for (let count = 0; count < turns; count += 1) await turn()
  for (let count = 0; count < steps; count += 1) await Promise.resolve()
}

/** A journal whose disk takes a turn before and after it writes, and that answers nobody once the app is dead. */
export const mortalJournal = (port: JournalPort, life: { alive: boolean }): JournalPort => {
  const outlived = async <T>(work: () => Promise<T>): Promise<T> => {
    await turn()
    if (!life.alive) return new Promise<never>(() => undefined)
    const value = await work()
    await turn()
    return life.alive ? value : new Promise<never>(() => undefined)
  }
  return { read: () => outlived(port.read), append: (entries) => outlived(() => port.append(entries)), snapshot: (parts, last) => outlived(() => port.snapshot(parts, last)), whyNotWritten: () => outlived(port.whyNotWritten) }
}
/** Storage that nobody opens again once the app is dead. */
export const mortalStores = (stores: Factories, life: { alive: boolean }): Factories => {
  const guarded = (factory: IDBFactory): IDBFactory =>
    new Proxy(factory, {
      get: (target, name) => {
        const member = Reflect.get(target, name, target) as unknown
        if (typeof member !== 'function') return member
        return (...args: unknown[]) => {
          if (!life.alive) throw new DOMException('killed', 'InvalidAccessError')
          const answer = (member as (...args: unknown[]) => unknown).apply(target, args)
          // an upgrade is a transaction too, and nobody asked a connection for it
          if (name === 'open') (answer as IDBOpenDBRequest).addEventListener('upgradeneeded', () => note((answer as IDBOpenDBRequest).transaction as never))
          return answer
        }
      },
    })
  return { outbox: guarded(stores.outbox), history: guarded(stores.history), keyRange: stores.keyRange }
}
