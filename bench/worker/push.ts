// Push: a queue that waited for the link, to the last receipt stored; against a plain loop of fetch and bulkPut.
import { v7 as uuid } from 'uuid'
import { API, GATEWAY_PREFIX } from '../../src/shared/api.ts'
import type { Command, CommandResult } from '../../src/shared/contract/command.ts'
import { DEFAULT_LIMITS } from '../../src/shared/contract/limits.ts'
import type { Submission } from '../../src/shared/contract/submission.ts'
import { judgeDraft } from '../../src/shared/submit.ts'
import { databaseNames, OutboxDatabase } from '../../src/renderer/worker/data/database.ts'
import { openQueued, sealQueued, type Frozen, type Queued } from '../../src/renderer/worker/data/stored-rows.ts'
import { createSealer, payloadHash, type Owner } from '../../src/renderer/worker/seal.ts'
import { CONTROL, DICTIONARY, draftAt, messageAt, SENTINEL } from '../corpus/messages.ts'
import { cabinetOf, type Job, type JobResult, type Proof } from '../jobs.ts'
import { emptyResult, interleave, proofOf, sampler, timed } from './measuring.ts'
import { openPlain, plainRow } from './reference.ts'
import { newOwner, openSeat, realFactories } from './seat.ts'

const QUEUED_AT = '2026-11-22T07:00:00.000Z'
/** Everything but the feed: pulling is another measure. */
const commandsOnly = (path: string): boolean => !path.startsWith(GATEWAY_PREFIX + API.changes.path)
const SUBMIT_FACTS = { dictionary: DICTIONARY, limits: DEFAULT_LIMITS, today: '2026-11-22' }

const submissionAt = (round: number, index: number, mark: typeof SENTINEL | typeof CONTROL): Submission => {
  const judged = judgeDraft(draftAt(round, index, mark), SUBMIT_FACTS)
  if (judged.submission === null) throw new Error(`draft: ${judged.issues.map(({ path, code }) => `${path} ${code}`).join(', ')}`)
  return judged.submission
}
const commandAt = (round: number, index: number, mark: typeof SENTINEL | typeof CONTROL): Command => ({
  id: uuid(), at: QUEUED_AT, cabinetId: cabinetOf(round), type: 'message.submit', payload: submissionAt(round, index, mark),
})
const queuedAt = async (round: number, index: number): Promise<Queued> => {
  const command = commandAt(round, index, SENTINEL)
  const frozen: Frozen = {
    command, draft: draftAt(round, index, SENTINEL), seq: index + 1, messageKey: command.id, payloadHash: await payloadHash(command.payload), notBefore: null, queuedAt: QUEUED_AT, about: null, shift: null,
  }
  return { frozen, progress: { state: 'queued', attempts: 0, nextAttemptAt: null, failure: null, issues: [], receipt: null } }
}

const withOutbox = async <T>(owner: Owner, work: (database: OutboxDatabase) => Promise<T>): Promise<T> => {
  const database = new OutboxDatabase((await databaseNames(owner.mode, owner.operatorId)).outbox, await realFactories())
  try {
    return await work(database)
  } finally {
    database.close()
  }
}
const fillOutbox = async (owner: Owner, round: number, size: number): Promise<void> => {
  const sealer = createSealer(owner)
  const rows = await Promise.all(Array.from({ length: size }, async (_, index) => sealQueued(sealer, await queuedAt(round, index))))
  await withOutbox(owner, (database) => database.outbox.bulkPut(rows))
}
/** What lies on disk as done, with a receipt for that very payload. */
const proofOnDisk = (owner: Owner, round: number): Promise<Proof> =>
  withOutbox(owner, async (database) => {
    const sealer = createSealer(owner)
    const opened = await Promise.all((await database.outbox.toArray()).map((row) => openQueued(sealer, row)))
    const done = opened.flatMap((one) => (one.ok && one.value.progress.state === 'done' && one.value.progress.receipt?.payloadHash === one.value.frozen.payloadHash ? [one.value] : []))
    return proofOf('pushed', cabinetOf(round), done.map(({ frozen }) => [frozen.command.id, (frozen.command.payload as Submission).description] as const))
  })

const pushPlain = async (round: number, size: number): Promise<number> => {
  // a cabinet of its own, so that the server's account of ours stays exact
  const commands = Array.from({ length: size }, (_, index) => ({ ...commandAt(round, index, CONTROL), cabinetId: -round }))
  const rows = commands.map(({ id }, index) => plainRow({ ...messageAt(round, index, CONTROL), id }, index))
  const plain = await openPlain(`push-${round}`, 'strict')
  const took = await timed(async () => {
    for (let from = 0; from < size; from += DEFAULT_LIMITS.batchCommands) {
      const batch = commands.slice(from, from + DEFAULT_LIMITS.batchCommands)
      const response = await fetch(GATEWAY_PREFIX + API.sendCommands.path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ commands: batch }) })
      const { results } = (await response.json()) as { results: CommandResult[] }
      if (results.some(({ outcome }) => outcome !== 'accepted')) throw new Error('the server refused')
      await plain.messages.bulkPut(rows.slice(from, from + batch.length))
    }
  })
  plain.close()
  return took
}

export const measurePush = async (job: Extract<Job, { measure: 'push' }>): Promise<JobResult> => {
  const result = emptyResult()
  const sample = sampler(result.samples)
  await interleave(job, async (variant, round) => {
    if (variant === 'reference') {
      sample('push', 'reference', round, await pushPlain(round, job.size))
      return
    }
    const owner = await newOwner(`push-${round}`)
    await fillOutbox(owner, round, job.size)
    const seat = await openSeat(owner)
    await seat.until(({ queued, failure }) => queued === job.size && failure !== null)
    sample('push', 'ours', round, await timed(async () => {
      seat.connect(commandsOnly)
      await seat.until(({ queued, unknown }) => queued + unknown === 0)
    }))
    await seat.close()
    result.proofs.push(await proofOnDisk(owner, round))
  })
  return result
}
