// How much waits at this seat, whoever queued it: counted by the plain column of states, without anybody's key and without a word of theirs.
import { Dexie } from 'dexie'
import type { DeliveryState } from '../../../shared/delivery.ts'
import type { Mode } from '../../../shared/contract/meta.ts'
import { isOutboxName, type Factories } from './database.ts'
import { withinDeadline } from './storage-guard.ts'

/** As written in the plain column. */
const OVER: readonly string[] = ['done', 'withdrawn'] satisfies DeliveryState[]

const countIn = async (name: string, { outbox, keyRange }: Factories): Promise<number> => {
  // as the version that wrote it left it: nothing is migrated for a count
  const database = await withinDeadline(new Dexie(name, { indexedDB: outbox, IDBKeyRange: keyRange }).open())
  try {
    if (!database.tables.some((table) => table.name === 'outbox')) return 0
    let count = 0
    await withinDeadline(database.table<{ state: string }>('outbox').each(({ state }) => { if (!OVER.includes(state)) count += 1 }))
    return count
  } finally {
    database.close()
  }
}

/** Commands of all operators of that mode that are not yet answered for good. Throws what storage says. */
export const countUnsent = async (factories: Factories, mode: Mode): Promise<number> => {
  const found = await withinDeadline(factories.outbox.databases())
  let count = 0
  for (const { name } of found) if (name !== undefined && isOutboxName(name, mode)) count += await countIn(name, factories)
  return count
}
