// The table on the screen and the page in docs/. Says plainly what misses its bound.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { compare, type Compared } from './figures.ts'
import { GOALS, type Goal } from './goals.ts'
import type { Sample } from './jobs.ts'

export type Check = { what: string; holds: boolean; detail: string }
export type Outcome = {
  /** Sizes and rounds in words. */
  sizes: readonly string[]
  samples: readonly Sample[]
  notes: Readonly<Record<string, number>>
  checks: readonly Check[]
  seconds: number
}
type Line = Goal & { figures: Compared }

const linesOf = (samples: readonly Sample[]): Line[] =>
  GOALS.map((goal) => ({ ...goal, figures: compare(samples, goal.ours, goal.reference) })).filter(({ figures }) => figures.pairs > 0)
const figure = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value >= 0.1 ? value.toFixed(2) : value.toFixed(3))
const verdict = ({ must, ambitious, figures }: Line): string => {
  if (must === null) return 'no bound'
  if (figures.ratio.median > must) return 'MISSED'
  return ambitious !== null && figures.ratio.median <= ambitious ? 'ambitious' : 'met'
}
const cells = (line: Line): string[] => {
  const { ours, reference, ratio, pairs } = line.figures
  const bound = (value: number | null): string => (value === null ? '' : `${value}`)
  return [line.id, line.what, line.against, figure(ours.median), figure(reference.median), `${figure(ratio.min)} / ${figure(ratio.median)} / ${figure(ratio.max)}`, String(pairs), bound(line.must), bound(line.ambitious), verdict(line)]
}
const HEAD = ['', 'measure', 'reference in the same run', 'ours, ms', 'reference, ms', 'ratio min / median / max', 'pairs', 'must', 'aim', 'verdict']
const row = (words: readonly string[]): string => `| ${words.join(' | ')} |`

/** For a terminal: columns of one width. */
export const tableText = ({ samples }: Outcome): string => {
  const table = [HEAD, ...linesOf(samples).map(cells)]
  const widths = HEAD.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)))
  return table.map((line) => line.map((word, column) => word.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n')
}

const system = (): string => {
  const name = /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? process.platform
  return `${name}, kernel ${release()}`
}
/** Versions as the runtime itself tells them. */
const runtime = (): string => {
  const told = execFileSync(process.env['ELECTRON_EXEC_PATH'] ?? 'electron', ['-p', 'JSON.stringify(process.versions)'], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, encoding: 'utf8' })
  const { electron, chrome, node } = JSON.parse(told) as Record<string, string>
  return `Electron ${electron}, Chromium ${chrome}, Node ${node}`
}
const machine = (): string[] => [
  `- processor: ${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores`,
  `- memory: ${(totalmem() / 2 ** 30).toFixed(0)} GB`,
  `- system: ${system()}`,
  `- runtime: ${runtime()}`,
]

/** docs/benchmarks.md. `commit`: what was measured. */
export const pageText = (outcome: Outcome, commit: string): string => {
  const lines = linesOf(outcome.samples)
  const missed = lines.filter((line) => verdict(line) === 'MISSED')
  return `# Benchmarks

Written by \`npm run bench\` (\`--full\` for the large sizes); do not edit. Every figure is a ratio of our time to that of a reference
measured in the same run, in interleaved pairs; milliseconds hold for this machine only. Ours is what ships: sealed, durable, through
the app's own gateway; without the journal's sync in main, which adds the same to every save. The references are plain.

- measured: ${new Date().toISOString().slice(0, 10)}, commit ${commit}, ${Math.round(outcome.seconds)} s
${machine().join('\n')}
${outcome.sizes.map((size) => `- ${size}`).join('\n')}

${row(HEAD)}
${row(HEAD.map(() => '---'))}
${lines.map((line) => row(cells(line))).join('\n')}

${missed.length === 0 ? 'Every bound is met.' : `**Missed: ${missed.map(({ id, what, must, figures }) => `${id} ${what} (${figure(figures.ratio.median)}, must be at most ${must})`).join('; ')}.**`}

## Beside the ratios

${Object.entries(outcome.notes).map(([name, value]) => `- ${name}: ${figure(value)}`).join('\n')}

## Correctness in the same run

${outcome.checks.map(({ what, holds, detail }) => `- ${holds ? 'holds' : '**FAILED**'}: ${what} (${detail})`).join('\n')}
`
}
