// The outbox as the sync core uses it: what it writes, and what it refuses to.
import { v7 as uuid } from 'uuid'
import { describe, expect, it } from 'vitest'
import { openDatabases } from '../../../src/renderer/worker/data/database.ts'
import { createOutbox } from '../../../src/renderer/worker/data/outbox.ts'
import { createJournal } from '../../../src/renderer/worker/data/journal.ts'
import { createOutboxBucket } from '../../../src/renderer/worker/data/outbox-bucket.ts'
import { sealQueued, type Queued } from '../../../src/renderer/worker/data/stored-rows.ts'
import { attempt, recover, step } from '../../../src/renderer/sync/settle.ts'
import { journalOn, memoryDisk } from '../../support/journal.ts'
import { factories, NOW, sealerOf } from './seat.ts'

const confirmation = { type: 'checklist.confirm', cabinetId: 1, payload: { console: 'backoffice', role: 'operator', textVersion: 1, trained: true, cabinetReady: true } } as const
const openOutbox = async () => {
  const databases = await openDatabases(factories(), 'training', 'op-1', async () => ({ ok: true, value: null }))
  if (!databases.ok) throw new Error(databases.error.code)
  const sealer = await sealerOf()
  const bucket = createOutboxBucket(databases.value.outbox, sealer, createJournal(journalOn(memoryDisk()), sealer), () => undefined)
  await bucket.load()
  const outbox = createOutbox(bucket, { now: () => NOW, newId: uuid, areFilesSettled: () => true })
  const queue = async (): Promise<Queued> => {
    const queued = await outbox.enqueue(confirmation, null)
    if (!queued.ok) throw new Error(queued.error.code)
    return queued.value
  }
  const [first, second] = [await queue(), await queue()]
  return { bucket, outbox, sealer, database: databases.value.outbox, first: first.frozen.command.id, second: second.frozen.command.id }
}

describe('the outbox', () => {
  it('writes a step only from the state it was planned from, and the other steps all the same', async () => {
    const { outbox, first, second } = await openOutbox()
    const [one, other] = (await outbox.load()) as [Awaited<ReturnType<typeof outbox.load>>[number], Awaited<ReturnType<typeof outbox.load>>[number]]
    await outbox.apply([step(one, 'withdraw')])
    expect(await outbox.apply([attempt(one), attempt(other)])).toEqual([second])
    expect((await outbox.load()).map(({ id, state }) => [id, state])).toEqual([[second, 'sending']])
    expect(await outbox.apply([recover({ ...one, state: 'sending' })])).toEqual([])
    expect((await outbox.load()).some(({ id }) => id === first)).toBe(false)
  })
  it('forgets what is done, and nothing that still waits', async () => {
    const { bucket, outbox, database, first, second } = await openOutbox()
    expect(await outbox.forget([first, second])).toMatchObject({ ok: true })
    expect([bucket.commands.size, await database.outbox.count()]).toEqual([2, 2])
  })
  it('never hands out a payload that is not the one that was frozen', async () => {
    const { bucket, outbox, sealer, database, first, second } = await openOutbox()
    const queued = bucket.commands.get(first) as Queued
    const { command } = queued.frozen
    const other = { ...queued, frozen: { ...queued.frozen, command: { ...command, payload: { ...confirmation.payload, console: 'admin' } } } } as Queued
    await database.outbox.put(await sealQueued(sealer, other))
    expect((await outbox.commands([first, second])).map(({ id }) => id)).toEqual([second])
  })
})
