// Starts Electron on a profile and waits for the one line that the harness prints.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RESULT_MARK, type Job, type JobResult } from './jobs.ts'
import type { Painted } from './start/probe.ts'

const repository = join(import.meta.dirname, '../..')
const LONGEST_MS = 600_000
const TROUBLE_LINES = 30

/** A folder of its own, gone afterwards. */
export const withProfile = async <T>(work: (profile: string) => Promise<T>): Promise<T> => {
  const profile = mkdtempSync(join(tmpdir(), 'priyom-bench-'))
  try {
    return await work(profile)
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

const launch = (args: readonly string[]): Promise<{ line: string; startedAt: number }> => {
  const executable = process.env['ELECTRON_EXEC_PATH']
  if (executable === undefined) throw new Error('ELECTRON_EXEC_PATH names no runtime: start this with npm run bench')
  return new Promise((resolve, reject) => {
    const startedAt = performance.timeOrigin + performance.now()
    const child = spawn(executable, args, { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] })
    const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS)
    let said = ''
    let trouble = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (trouble += text))
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(timer)
      const line = said.split('\n').find((one) => one.startsWith(RESULT_MARK))
      if (line === undefined) reject(new Error(`the harness ended (${code}) without a result:\n${trouble.split('\n').slice(-TROUBLE_LINES).join('\n')}`))
      else resolve({ line: line.slice(RESULT_MARK.length), startedAt })
    })
  })
}

const profiling = ({ measure }: Job): string[] =>
  process.argv.includes('--profile') ? [`--bench-profile=${join(repository, 'test-results', `bench-${measure}.cpuprofile`)}`] : []

/** One job in the benchmark's own page, on that profile. With `--profile` it leaves a CPU profile of the worker in test-results. */
export const runJob = async (job: Job, profile: string, platformUrl: string): Promise<JobResult> => {
  const text = Buffer.from(JSON.stringify(job)).toString('base64')
  const { line } = await launch([join(repository, 'bench'), `--user-data-dir=${profile}`, `--bench-platform=${platformUrl}`, `--bench-job=${text}`, ...profiling(job)])
  return JSON.parse(line) as JobResult
}

/** Milliseconds from the creation of the process to what was painted. `rows`: those that the app has to list; none: the bare window. */
export const runStart = async (profile: string, app?: { platformUrl: string; rows: number }): Promise<Painted> => {
  const own = app === undefined ? [] : [`--platform-url=${app.platformUrl}`, `--bench-rows=${app.rows}`]
  const { line, startedAt } = await launch([join(repository, 'bench/start'), `--user-data-dir=${profile}`, ...own])
  const { first, whole } = JSON.parse(line) as Painted
  return { first: first - startedAt, whole: whole - startedAt }
}
