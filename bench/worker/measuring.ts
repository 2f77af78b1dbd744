// What every measure needs: a clock around a piece of work, interleaved rounds, the digest of what a side holds.
import { hexDigest } from '../../src/renderer/worker/seal.ts'
import { digestInput } from '../digest.ts'
import type { JobResult, Proof, Sample, Variant } from '../jobs.ts'

/** Milliseconds that it took. */
export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await work()
  return performance.now() - from
}

/** ours, reference, reference, ours, ...: neither always profits from what the other left behind. */
export const interleave = async (job: { rounds: number; first: number; variants: readonly Variant[] }, run: (variant: Variant, round: number) => Promise<void>): Promise<void> => {
  for (let round = job.first; round < job.first + job.rounds; round += 1) {
    const order = round % 2 === 0 ? job.variants : [...job.variants].reverse()
    for (const variant of order) await run(variant, round)
  }
}

export const emptyResult = (): JobResult => ({ samples: [], proofs: [], notes: {} })
export const sampler = (samples: Sample[]) => (name: string, variant: Variant, round: number, value: number): void => void samples.push({ name, variant, round, value })

export const proofOf = async (kind: Proof['kind'], cabinetId: number, entries: readonly (readonly [string, string])[]): Promise<Proof> => ({
  kind, cabinetId, count: entries.length, digest: await hexDigest(digestInput(entries)),
})
