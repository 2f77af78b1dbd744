// npm run prove: the proofs of reliability, one after another, at the stated size. The last line is a summary that begins with
// `N passed, N failed`. Options: --large, --only=a,b, --size a=N,b=N, --seed=N. A whole run writes docs/reliability.md.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROOFS } from './proofs.mjs'
import { runAsPerson } from './person.mjs'
import { reliabilityText, tableText, totalsOf } from './reliability-text.mjs'
import { ensureDependencies, ensureNode, setUp } from './set-up.mjs'
import { PlainError, readJson, root, run, runScript, say } from './shell.mjs'

const folder = join(root, 'test-results/prove')

await runScript(async () => {
  const wanted = readOptions(process.argv.slice(2))
  ensureNode()
  ensureDependencies()
  if (wanted.proofs.some(({ build, app }) => build || app)) await setUp()
  const { playwrightCounts, vitestCounts } = await import('./suites.mjs')
  const counters = { playwright: playwrightCounts, vitest: vitestCounts }
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })

  const rows = []
  for (const proof of wanted.proofs) {
    say(`${proof.name}: ${wanted.sizeOf(proof)} ${proof.unit}, seed ${wanted.seed}`)
    const row = await prove(proof, wanted, counters)
    rows.push(row)
    if (row.failed > 0) say(howToRepeat(proof, row))
  }
  process.stdout.write(`\n${tableText(rows)}\n\n`)
  const totals = totalsOf(rows)
  if (wanted.isWhole && totals.failed === 0) writeFileSync(join(root, 'docs/reliability.md'), reliabilityText(rows, wanted.tier))
  process.stdout.write(`${totals.line}\n`)
  return totals.failed === 0 && totals.passed > 0 ? 0 : 1
})

function readOptions(words) {
  const value = (name) => {
    const at = words.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`))
    if (at === -1) return undefined
    return words[at].includes('=') ? words[at].slice(words[at].indexOf('=') + 1) : words[at + 1]
  }
  const only = value('only')?.split(',')
  const unknown = (only ?? []).filter((name) => !PROOFS.some((proof) => proof.name === name))
  if (unknown.length > 0) throw new PlainError(`No proof is called ${unknown.join(', ')}. There are: ${PROOFS.map(({ name }) => name).join(', ')}.`)
  const sizes = new Map((value('size')?.split(',') ?? []).map((pair) => [pair.split('=')[0], Number(pair.split('=')[1])]))
  const tier = words.includes('--large') ? 'large' : 'prove'
  return {
    tier,
    proofs: PROOFS.filter(({ name }) => only === undefined || only.includes(name)),
    isWhole: only === undefined && sizes.size === 0,
    seed: Number(value('seed') ?? Date.now() % 1_000_000_000),
    sizeOf: ({ name, rounds }) => sizes.get(name) ?? rounds[tier],
    // a size that was asked for by hand takes what it takes
    limitOf: ({ name, limit }) => (sizes.has(name) ? limit.large : limit[tier]),
  }
}

/** Runs one proof in all its shards and reads what its tests and its figures say. */
async function prove(proof, wanted, counters) {
  const startedAt = performance.now()
  const shards = Array.from({ length: proof.shards ?? 1 }, (_, shard) => shard)
  const size = Math.ceil(wanted.sizeOf(proof) / shards.length)
  const limit = wanted.limitOf(proof)
  const outcomes = await Promise.all(shards.map(async (shard) => {
    const counts = join(folder, `${proof.name}--${shard}.counts.json`)
    const order = { folder, rounds: { [proof.name]: size }, limits: { [proof.name]: limit }, seed: wanted.seed, shard }
    const code = await start(proof, counts, { PRIYOM_PROVE: JSON.stringify(order) }, limit)
    const { passed, failed, notRun = 0 } = counters[proof.by](counts)
    return { passed, notRun, failed: code !== 0 && failed === 0 ? 1 : failed }
  }))
  const told = readdirSync(folder).filter((file) => file.startsWith(`${proof.name}--`) && file.endsWith('.figures.json')).sort().map((file) => readJson(join(folder, file)))
  const sum = (values) => values.reduce((total, value) => total + (value ?? 0), 0)
  const seconds = (performance.now() - startedAt) / 1000
  const harm = sum(told.flatMap(({ lost, doubled, unopened }) => [lost, doubled, unopened]))
  const failed = sum(outcomes.map((outcome) => outcome.failed))
  // the same tests run in every shard: they are counted once
  const passed = Math.max(...outcomes.map((outcome) => outcome.passed))
  const silent = told.length === 0 && failed === 0
  if (silent) say(`${proof.name} told no figures`)
  return { proof, told, seconds, passed, failed: failed > 0 ? failed : Number(harm > 0 || silent), notRun: Math.max(...outcomes.map((outcome) => outcome.notRun)), seed: wanted.seed }
}

function start(proof, counts, env, limit) {
  const isVitest = proof.by === 'vitest'
  const line = isVitest
    ? [join(root, 'node_modules/vitest/vitest.mjs'), 'run', proof.file, '--reporter=default', '--reporter=json', `--outputFile.json=${counts}`, ...(proof.only ? ['-t', proof.only] : [])]
    : [join(root, 'node_modules/@playwright/test/cli.js'), 'test', ...(proof.config ? [`--config=${join(root, proof.config)}`] : []), proof.file, '--reporter=list,json', `--timeout=${limit * 1000}`, `--global-timeout=${limit * 1000}`, ...(proof.only ? ['-g', proof.only] : [])]
  // a little later than the tests' own limit, which has more to tell
  /** @type {{ stdio: import('node:child_process').StdioOptions, timeout: number }} */
  const options = { stdio: ['ignore', 2, 2], timeout: (limit + 20) * 1000 }
  const more = isVitest ? env : { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: counts }
  if (proof.app) return runAsPerson(process.execPath, line, { ...options, screen: true, smallDisk: proof.config !== undefined, env: more })
  return run(process.execPath, line, { ...options, env: { ...process.env, ...more } })
}

function howToRepeat({ name, file }, { seed }) {
  return `${name} failed. Again, the same: npm run prove -- --only=${name} --seed=${seed}; its tests are in ${file}. A schedule that it names belongs into test/support/seeds.ts.`
}
