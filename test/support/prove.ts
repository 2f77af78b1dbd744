// How a proof learns its size and tells its figures. Under `npm test` sizes are small and figures go nowhere.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { proofNamed } from '../../scripts/proofs.mjs'

/** What one proof, or one part of it, has to tell. Everything but the name is zero or absent when it has nothing to say. */
export type Figures = {
  /** As in scripts/proofs.mjs. */
  name: string
  /** When a proof has several rows: which one. Parts of the same name are added up. */
  part?: string
  /** What was repeated, and how often. */
  rounds?: number
  faults?: number
  lost?: number
  doubled?: number
  /** Times that a store, a journal or the app would not open. */
  unopened?: number
  /** With which the same rounds come again. */
  seed?: number
  /** Further figures for the document: numbers of one name are added up over the shards, words stay. */
  figures?: Record<string, number | string>
  /** Why this computer cannot run it: then nothing was proved. */
  notRun?: string
}

/** Tag of a test in a proof that runs at the stated size only: `npm test` has no time for it. */
export const STATED = '@stated'

type Order = { folder: string; rounds: Record<string, number>; limits: Record<string, number>; seed: number; shard: number }
const ordered = (): Order | null => (process.env.PRIYOM_PROVE === undefined ? null : (JSON.parse(process.env.PRIYOM_PROVE) as Order))
const proofOf = (name: string) => {
  const proof = proofNamed(name)
  if (proof === undefined) throw new Error(`scripts/proofs.mjs knows no proof called ${name}`)
  return proof
}

/** How many rounds this process has to run. */
export const roundsOf = (name: string): number => ordered()?.rounds[name] ?? proofOf(name).rounds.test
/** Milliseconds that it may take: the limit for a test's `timeout`. */
export const limitOf = (name: string): number => (ordered()?.limits[name] ?? 120) * 1_000
/** Chance begins here; another number in each shard, and in each run unless `--seed` names one. */
export const seedOf = (name: string): number => {
  const order = ordered()
  // a fixed beginning of its own for each proof, so that `npm test` is the same every time
  const own = [...name].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, 7)
  return order === null ? own : (order.seed + Math.imul(order.shard, 0x9e37_79b9)) >>> 0
}

/** Tells the figures to `npm run prove`. Call it also when the proof failed (`finally`), so that the table shows by how much. */
export const report = (figures: Figures): void => {
  const order = ordered()
  if (order === null) return
  mkdirSync(order.folder, { recursive: true })
  const file = [figures.name, figures.part ?? 'all', order.shard].join('--').replaceAll(/[^\w-]+/g, '-')
  writeFileSync(join(order.folder, `${file}.figures.json`), `${JSON.stringify(figures)}\n`)
}
