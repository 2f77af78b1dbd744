// Pull: an empty profile to all messages listed and durable, and to all of them searchable; against plain rows that are in memory already.
import { HistoryDatabase, databaseNames } from '../../src/renderer/worker/data/database.ts'
import { createSealer, type Owner } from '../../src/renderer/worker/seal.ts'
import { SCHEMA_VERSION } from '../../src/renderer/worker/data/stored-rows.ts'
import type { Message } from '../../src/shared/contract/message.ts'
import { CONTROL, messageAt } from '../corpus/messages.ts'
import type { Job, JobResult, Proof } from '../jobs.ts'
import { emptyResult, interleave, proofOf, sampler, timed } from './measuring.ts'
import { addAll, openPlain, plainRow } from './reference.ts'
import { newOwner, openSeat, realFactories, type Seat } from './seat.ts'

export const everything = (): boolean => true

/** Resolves when the list counts that many messages and the engine rests. */
export const pullAll = async (seat: Seat, size: number): Promise<void> => {
  seat.connect(everything)
  await seat.until(async ({ pulling }) => !pulling && (await seat.call('lists:counts')).messages === size)
}

/** Read back from disk with the owner's key, past all memory. */
const proofOnDisk = async (owner: Owner): Promise<Proof> => {
  const database = new HistoryDatabase((await databaseNames(owner.mode, owner.operatorId)).history, await realFactories())
  const sealer = createSealer(owner)
  const entries: [string, string][] = []
  await database.messages.each((row) => void entries.push([row.id, '']))
  for (const entry of entries) {
    const row = await database.messages.get(entry[0])
    const opened = row && (await sealer.open({ table: 'messages', id: row.id, schemaVersion: SCHEMA_VERSION }, row.sealed))
    entry[1] = opened?.ok === true ? (opened.value as Message).description : 'unreadable'
  }
  database.close()
  return proofOf('pulled', 0, entries)
}

export const measurePull = async (job: Extract<Job, { measure: 'pull' }>): Promise<JobResult> => {
  const result = emptyResult()
  const sample = sampler(result.samples)
  await interleave(job, async (variant, round) => {
    if (variant === 'reference') {
      const rows = Array.from({ length: job.size }, (_, index) => plainRow(messageAt(0, index, CONTROL), index))
      const plain = await openPlain(`pull-${round}`, 'relaxed')
      sample('pull', 'reference', round, await timed(() => addAll(plain, rows)))
      plain.close()
      return
    }
    const owner = await newOwner(`pull-${round}`)
    const seat = await openSeat(owner)
    const from = performance.now()
    await pullAll(seat, job.size)
    sample('pull', 'ours', round, performance.now() - from)
    await seat.indexed()
    sample('pull-searchable', 'ours', round, performance.now() - from)
    await seat.close()
    if (round === job.first) result.proofs.push(await proofOnDisk(owner))
  })
  return result
}
