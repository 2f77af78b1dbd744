// Runs every measure in fresh profiles, checks what came of it, writes test-results/benchmarks.md. Started by scripts/bench.mjs.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CONTROL, SENTINEL } from './corpus/messages.ts'
import { cabinetOf, type Job, type JobResult, type Proof, type Variant } from './jobs.ts'
import { runJob, runStart, withProfile } from './launch.ts'
import { filesHolding } from './profile-scan.ts'
import { pageText, tableText, type Check, type Outcome } from './report.ts'
import { startServer, type BenchServer } from './server.ts'

const isFull = process.argv.includes('--full')
const only = process.argv.find((word) => word.startsWith('--only='))?.slice('--only='.length).split(',')
const BOTH: readonly Variant[] = ['ours', 'reference']
const SIZES = isFull
  ? { start: 100_000, startPairs: 5, savePairs: 5, savePull: 10_000, push: 10_000, pushPairs: 5, pull: 100_000, pullPairs: 3, read: 100_000, readPairs: 5 }
  : { start: 1_000, startPairs: 5, savePairs: 5, savePull: 2_000, push: 1_000, pushPairs: 5, pull: 10_000, pullPairs: 3, read: 10_000, readPairs: 5 }

type Gathered = Pick<JobResult, 'samples' | 'notes'> & { checks: Check[] }
type Measure = (server: BenchServer) => Promise<Gathered>

const say = (line: string): void => void process.stderr.write(`bench: ${line}\n`)
const sameProof = (told: Proof, expected: Proof): Check => ({
  what: told.kind === 'pushed' ? `round ${told.cabinetId - cabinetOf(0)}: what is stored as done is what the server took` : 'what lies on disk is what the server holds',
  holds: told.count === expected.count && told.digest === expected.digest,
  detail: `${told.count} of ${expected.count}, SHA-256 of ids and texts ${told.digest.slice(0, 12)}`,
})
const wordChecks = (profile: string, measure: string, hasReference: boolean): Check[] => {
  const leaked = filesHolding(profile, SENTINEL)
  const seen = filesHolding(profile, CONTROL)
  const sealed: Check = { what: `${measure}: no file of the profile holds a word of a message, in UTF-8 or UTF-16LE`, holds: leaked === 0, detail: `${leaked} files` }
  const control: Check = { what: `${measure}: the same search finds the word of the plain rows`, holds: seen > 0, detail: `${seen} files` }
  return hasReference ? [sealed, control] : [sealed]
}

const runMeasure = (job: Job & { variants: readonly Variant[] }, server: BenchServer, expected: (told: Proof) => Proof): Promise<Gathered> =>
  withProfile(async (profile) => {
    const { samples, proofs, notes } = await runJob(job, profile, server.url)
    return { samples, notes, checks: [...proofs.map((told) => sameProof(told, expected(told))), ...wordChecks(profile, job.measure, job.variants.includes('reference'))] }
  })
const joined = (parts: readonly Gathered[]): Gathered => ({
  samples: parts.flatMap(({ samples }) => samples),
  notes: Object.assign({}, ...parts.map(({ notes }) => notes)) as JobResult['notes'],
  checks: parts.flatMap(({ checks }) => checks),
})

const start: Measure = (server) =>
  withProfile(async (profile) => {
    server.hold(SIZES.start)
    await runJob({ measure: 'fill', size: SIZES.start, grant: { operatorId: 'bench', keyId: '', key: '' } }, profile, server.url)
    const samples: JobResult['samples'] = []
    const app = { platformUrl: server.url, rows: SIZES.start }
    // the first starts fill the caches of disk and code
    await withProfile((bare) => runStart(bare))
    await runStart(profile, app)
    for (let round = 0; round < SIZES.startPairs; round += 1) {
      const bare = await withProfile((fresh) => runStart(fresh))
      const { first, whole } = await runStart(profile, app)
      samples.push({ name: 'start-bare', variant: 'reference', round, value: bare.whole })
      samples.push({ name: 'start-first', variant: 'ours', round, value: first }, { name: 'start-whole', variant: 'ours', round, value: whole })
    }
    return { samples, notes: {}, checks: wordChecks(profile, 'start', false) }
  })
const save: Measure = (server) => {
  const expected = server.hold(SIZES.savePull)
  return runMeasure({ measure: 'save', size: SIZES.savePull, rounds: SIZES.savePairs, first: 0, variants: BOTH }, server, () => expected)
}
const push: Measure = (server) => {
  server.hold(0)
  return runMeasure({ measure: 'push', size: SIZES.push, rounds: SIZES.pushPairs, first: 10, variants: BOTH }, server, ({ cabinetId }) => server.taken(cabinetId))
}
/** The large pull has a fresh profile for each side: what one leaves to the store's housekeeping slows the next. */
const pull: Measure = async (server) => {
  const expected = server.hold(SIZES.pull)
  if (!isFull) return runMeasure({ measure: 'pull', size: SIZES.pull, rounds: SIZES.pullPairs, first: 0, variants: BOTH }, server, () => expected)
  const parts: Gathered[] = []
  for (let first = 0; first < SIZES.pullPairs; first += 1) {
    for (const variant of first % 2 === 0 ? BOTH : [...BOTH].reverse()) parts.push(await runMeasure({ measure: 'pull', size: SIZES.pull, rounds: 1, first, variants: [variant] }, server, () => expected))
  }
  return joined(parts)
}
const read: Measure = (server) => {
  const expected = server.hold(SIZES.read)
  return runMeasure({ measure: 'read', size: SIZES.read, rounds: SIZES.readPairs, first: 0, variants: BOTH }, server, () => expected)
}

const MEASURES: Readonly<Record<string, Measure>> = { start, save, push, pull, read }
const main = async (): Promise<void> => {
  const begunAt = performance.now()
  const server = await startServer()
  const parts: Gathered[] = []
  for (const [name, measure] of Object.entries(MEASURES)) {
    if (only !== undefined && !only.includes(name)) continue
    const from = performance.now()
    parts.push(await measure(server))
    say(`${name}: ${((performance.now() - from) / 1000).toFixed(0)} s`)
  }
  server.close()
  const outcome: Outcome = {
    ...joined(parts),
    sizes: [
      `start: a profile of ${SIZES.start} messages, signed out, the platform apart`, `save: ${SIZES.savePairs * 40} drafts and commands, then some beside pulls of ${SIZES.savePull}`,
      `push: ${SIZES.push} commands, 200 at once`, `pull: ${SIZES.pull} messages`, `list and search: ${SIZES.read} messages`,
    ],
    seconds: (performance.now() - begunAt) / 1000,
  }
  const folder = join(import.meta.dirname, '../../test-results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'benchmarks.md'), pageText(outcome, process.env['PRIYOM_COMMIT'] ?? 'unknown'))
  process.stdout.write(`\n${tableText(outcome)}\n\n${Object.entries(outcome.notes).map(([name, value]) => `${name}: ${value.toFixed(3)}`).join('\n')}\n\n`)
  for (const { what, holds, detail } of outcome.checks) process.stdout.write(`${holds ? 'holds' : 'FAILED'}: ${what} (${detail})\n`)
  process.exitCode = outcome.checks.every(({ holds }) => holds) ? 0 : 1
}
await main()
