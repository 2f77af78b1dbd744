// Every kind of proof, run and counted: types of each zone, lint, vitest suites, the end-to-end suite.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runAsPerson } from './person.mjs'
import { filesBelow } from './set-up.mjs'
import { readJson, root, run } from './shell.mjs'

/** @typedef {{ name: string, passed: number, failed: number, notRun: number, seconds: number, why: string }} Row */

const results = join(root, 'test-results')
const zones = ['src/shared', 'src/main', 'src/preload', 'src/platform', 'src/renderer', 'src/renderer/worker', 'src/renderer/sync', 'test', 'bench', 'scripts']

/** Type-checks every zone by its own tsconfig: what a zone may not use does not exist there. */
export async function typesSuite() {
  const startedAt = performance.now()
  const present = zones.filter((zone) => filesBelow(join(root, zone)).some((file) => /\.(ts|tsx|mjs)$/.test(file)))
  const outcomes = []
  for (let at = 0; at < present.length; at += 2) outcomes.push(...(await Promise.all(present.slice(at, at + 2).map(checkZone))))
  const failed = outcomes.filter((isRight) => !isRight).length
  return row('types', { passed: outcomes.length - failed, failed }, startedAt)
}

async function checkZone(zone) {
  const { code, output } = await collect([join(root, 'node_modules/typescript/bin/tsc'), '-p', zone])
  if (code !== 0) process.stderr.write(`types of ${zone}:\n${output}\n`)
  return code === 0
}

export async function lintSuite() {
  const startedAt = performance.now()
  const { code, output } = await collect([join(root, 'node_modules/oxlint/bin/oxlint'), '--deny-warnings'])
  if (code !== 0) process.stderr.write(`lint:\n${output}\n`)
  return row('lint', { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }, startedAt)
}

/** Runs the tests of one folder below test/ with vitest. */
export async function vitestSuite(name) {
  const startedAt = performance.now()
  if (!existsSync(join(root, 'test', name))) return row(name, { why: 'no such folder' }, startedAt)
  const report = freshReport(`${name}.json`)
  const args = ['run', `test/${name}/`, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  // only pure tests share the machine with each other: suites with servers and clocks of their own run one file after another
  if (name === 'unit') args.push('--maxWorkers=2')
  const code = await run(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], { stdio: ['ignore', 2, 2] })
  return row(name, withExit(code, vitestCounts(report)), startedAt)
}

/** Counts in a report of vitest. */
export function vitestCounts(report) {
  if (!existsSync(report)) return { passed: 0, failed: 1 }
  const told = readJson(report)
  const unloaded = told.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  return { passed: told.numPassedTests, failed: told.numFailedTests + unloaded, notRun: told.numPendingTests + told.numTodoTests }
}

/** On the machine of others a screen may be slow once; faults and proofs never get a second try. */
const secondTry = process.env.CI ? ['--retries=1'] : []

/** The built app, driven as an ordinary person under a real Chromium sandbox. */
export async function endToEndSuite(extraArgs = []) {
  const startedAt = performance.now()
  if (!existsSync(join(root, 'test/e2e'))) return row('e2e', { why: 'no such folder' }, startedAt)
  const report = freshReport('playwright.json')
  const code = await runAsPerson(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), 'test', ...secondTry, ...extraArgs], {
    screen: true,
    stdio: ['ignore', 2, 2],
  })
  return row('e2e', withExit(code, playwrightCounts(report)), startedAt)
}

/** The real app under faults, at the small size; as an ordinary person too. */
export async function faultsSuite(extraArgs = []) {
  const startedAt = performance.now()
  const report = freshReport('faults-app.json')
  const line = [join(root, 'node_modules/@playwright/test/cli.js'), 'test', `--config=${join(root, 'test/faults/faults.config.ts')}`, '--grep-invert=@stated', ...extraArgs]
  const code = await runAsPerson(process.execPath, line, { screen: true, smallDisk: true, stdio: ['ignore', 2, 2] })
  return row('faults-app', withExit(code, playwrightCounts(report)), startedAt)
}

/** Counts in a report of Playwright. */
export function playwrightCounts(report) {
  if (!existsSync(report)) return { passed: 0, failed: 1 }
  const { stats } = readJson(report)
  if (stats.flaky > 0) process.stderr.write(`${stats.flaky} passed at the second try only: look into them\n`)
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, notRun: stats.skipped }
}

/** A runner that ends badly has failed something, even when every test passed. */
function withExit(code, counts) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/** @returns {Row} */
function row(name, { passed = 0, failed = 0, notRun = 0, why = '' }, startedAt) {
  return { name, passed, failed, notRun, seconds: (performance.now() - startedAt) / 1000, why }
}

function freshReport(name) {
  mkdirSync(results, { recursive: true })
  const path = join(results, name)
  rmSync(path, { force: true })
  return path
}

function collect(args) {
  return new Promise((settle, fail) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', fail)
    child.on('close', (code) => settle({ code, output }))
  })
}

/** Prints the table and, as the last line alone, `N passed, N failed`. Returns the exit code. */
export function printTable(rows) {
  const lines = rows.map(({ name, passed, failed, notRun, seconds, why }) =>
    [name.padEnd(10), `${passed} passed`.padStart(12), `${failed} failed`.padStart(10), `${notRun} not run`.padStart(11), `${seconds.toFixed(1)} s`.padStart(9), why ? `  not run: ${why}` : ''].join(' '),
  )
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0)
  process.stdout.write(`\n${lines.map((line) => line.trimEnd()).join('\n')}\n\n${sum('passed')} passed, ${sum('failed')} failed\n`)
  return sum('failed') === 0 && sum('passed') > 0 ? 0 : 1
}
