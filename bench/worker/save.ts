// Save: one draft, one command, each durable before it is called saved; against one plain row put strictly. Then the same while a pull runs.
import { v7 as uuid } from 'uuid'
import { API, GATEWAY_PREFIX } from '../../src/shared/api.ts'
import type { Draft } from '../../src/shared/contract/draft.ts'
import { CONTROL, draftAt, SENTINEL } from '../corpus/messages.ts'
import { percentile } from '../figures.ts'
import { cabinetOf, type Job, type JobResult } from '../jobs.ts'
import { emptyResult, sampler, timed } from './measuring.ts'
import { openPlain } from './reference.ts'
import { everything } from './pull.ts'
import { newOwner, openSeat, type Seat } from './seat.ts'

const SAVES_PER_ROUND = 40
/** An operator types on while the pull goes on. */
const BETWEEN_MS = 20
const referenceOnly = (path: string): boolean => [API.me.path, API.dictionaries.path, API.meta.path].some((allowed) => path === GATEWAY_PREFIX + allowed)
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const sure = (outcome: { ok: boolean; error?: unknown }): void => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error))
}
/** The draft that a form would hold by now, under the id that the worker gave it. */
const typedDraft = async (seat: Seat, index: number): Promise<Draft> => {
  const created = await seat.call('drafts:create', cabinetOf(0))
  if (!created.ok) throw new Error(created.error.code)
  return { ...draftAt(0, index, SENTINEL), id: created.value.id, startedAt: created.value.startedAt, updatedAt: new Date().toISOString() }
}
type Times = { draft: number; enqueue: number }
const saveOne = async (seat: Seat, index: number): Promise<Times> => {
  const draft = await typedDraft(seat, index)
  const saved = await timed(async () => sure(await seat.call('drafts:save', draft)))
  const enqueued = await timed(async () => sure(await seat.call('outbox:submit', draft, { allowDuplicate: true })))
  return { draft: saved, enqueue: enqueued }
}

/** Types on until the pull is over; the times of queueing meanwhile. */
const saveWhilePulling = async (seat: Seat, size: number): Promise<number[]> => {
  const pull = { isOver: false }
  const pulled = seat.until(async ({ pulling }) => !pulling && (await seat.call('lists:counts')).messages >= size).then(() => {
    pull.isOver = true
  })
  const times: number[] = []
  seat.connect(everything)
  for (let index = SAVES_PER_ROUND; !pull.isOver; index += 1) {
    times.push((await saveOne(seat, index)).enqueue)
    await pause(BETWEEN_MS)
  }
  await pulled
  return times
}

export const measureSave = async (job: Extract<Job, { measure: 'save' }>): Promise<JobResult> => {
  const result = emptyResult()
  const sample = sampler(result.samples)
  const plain = await openPlain('save', 'strict')
  let busyCount = 0
  for (let round = 0; round < job.rounds; round += 1) {
    const seat = await openSeat(await newOwner(`save-${round}`))
    seat.connect(referenceOnly)
    await seat.until(async () => (await seat.call('dictionary:get')) !== null)
    const ours: Times[] = []
    const theirs: number[] = []
    for (let turn = 0; turn < SAVES_PER_ROUND; turn += 1) {
      ours.push(await saveOne(seat, turn))
      theirs.push(await timed(() => plain.drafts.put({ ...draftAt(1, turn, CONTROL), id: uuid() })))
    }
    const busy = await saveWhilePulling(seat, job.size)
    busyCount += busy.length
    await seat.close()

    const idle = ours.map(({ enqueue }) => enqueue)
    for (const [name, share] of [['p50', 0.5], ['p95', 0.95]] as const) {
      sample(`draft-${name}`, 'ours', round, percentile(ours.map(({ draft }) => draft), share))
      sample(`enqueue-${name}`, 'ours', round, percentile(idle, share))
      sample(`put-${name}`, 'reference', round, percentile(theirs, share))
    }
    sample('enqueue-pulling', 'ours', round, percentile(busy, 0.95))
    sample('enqueue-idle', 'reference', round, percentile(idle, 0.95))
  }
  result.notes['commands queued during the pulls'] = busyCount
  plain.close()
  return result
}
