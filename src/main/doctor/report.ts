// Runs the checks, each under a deadline, and writes the report: one JSON document or a table.
import type { Mode } from '../../shared/contract/meta.ts'
import type { Language } from '../../shared/ipc.ts'
import { wordsOf } from '../words.ts'
import { failed, type Check, type CheckData, type Outcome } from './check.ts'

export type Finding = { id: string; severity: Check['severity']; status: Outcome['status']; message: string; fix: string | null; data: CheckData }
/** `schema` 1: the first one; a reader refuses a higher one. */
export type Report = { schema: 1; product: string; version: string; mode: Mode; ok: boolean; checks: Finding[] }

const CHECK_MS = 18_000

/** The outcomes in words, in the order of the checks. They run at once; a check that hangs or breaks has failed. */
export const examine = async (checks: readonly Check[], language: Language): Promise<Finding[]> => {
  const outcomes = await Promise.all(checks.map((check) => runOne(check)))
  return checks.map((check, at) => describe(check, outcomes[at] ?? failed('broken'), language))
}

const runOne = async (check: Check): Promise<Outcome> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve(failed('late', { seconds: CHECK_MS / 1000 })), CHECK_MS)
  })
  try {
    return await Promise.race([check.run(), late])
  } catch (error) {
    return failed('broken', { error: error instanceof Error ? error.name : 'unknown' })
  } finally {
    clearTimeout(timer)
  }
}

/** `platform.reach` -> `platformReach`: the group of its sentences in the catalogue. */
const groupOf = (id: string): string => id.replaceAll(/\.([a-z])/g, (_dot, letter: string) => letter.toUpperCase())
/** Sentences that are the same for every check. */
const SHARED_REASONS = new Set(['late', 'broken', 'skipped'])

const describe = (check: Check, outcome: Outcome, language: Language): Finding => {
  const t = wordsOf(language)
  const group = SHARED_REASONS.has(outcome.reason) ? 'any' : groupOf(check.id)
  const key = `system.doctor.${group}.${outcome.reason}`
  const fix = t(`${key}Fix`, { ...outcome.data, defaultValue: '' })
  return { id: check.id, severity: check.severity, status: outcome.status, message: t(key, { ...outcome.data }), fix: fix === '' ? null : fix, data: outcome.data }
}

/** Whether nothing that must hold has failed. */
export const isHealthy = (findings: readonly Finding[]): boolean => !findings.some(({ severity, status }) => severity === 'must' && status === 'fail')

const MARKS: Record<Outcome['status'], string> = { pass: '+', warn: '!', fail: 'x', skipped: '-' }

/** A table for a person at a terminal. */
export const formatTable = (report: Report, language: Language): string => {
  const t = wordsOf(language)
  const width = Math.max(...report.checks.map(({ id }) => id.length))
  const lines = report.checks.flatMap(({ id, status, message, fix }) => [
    `${MARKS[status]} ${id.padEnd(width)}  ${message}`,
    ...(fix === null ? [] : [`${' '.repeat(width + 4)}${fix}`]),
  ])
  const head = `${report.product} ${report.version}, ${t(`system.doctor.mode.${report.mode}`)}`
  return `${[head, ...lines, t(report.ok ? 'system.doctor.healthy' : 'system.doctor.unhealthy')].join('\n')}\n`
}
