// What an outcome means for one row. Pure: row and outcome in, delivery event and next fields out. Storage decides nothing.
import { codeOfProblem, type Problem } from '../../shared/contract/problem.ts'
import type { Receipt } from '../../shared/contract/command.ts'
import { advanceDelivery, type DeliveryEvent } from '../../shared/delivery.ts'
import { isErrorCode, type ErrorCode } from '../../shared/errors.ts'
import { draftPath } from '../../shared/submit.ts'
import type { FieldIssue } from '../../shared/workspace.ts'
import type { DeliveryFields, FateOutcome, OutboxRow, SendOutcome, SendResult, Transition } from './ports.ts'

type Change = Partial<Omit<DeliveryFields, 'state'>>

/** The step of a row by an event of the delivery table; a step that the table does not know is a bug and throws. */
export const step = (row: OutboxRow, event: DeliveryEvent, change: Change = {}): Transition => {
  const advanced = advanceDelivery(row.state, event)
  if (!advanced.allowed) throw new Error(`delivery: ${event} from ${row.state}`)
  const { attempts, nextAttemptAt, failure, issues, receipt } = row
  return { id: row.id, from: row.state, event, fields: { attempts, nextAttemptAt, failure, issues, receipt, ...change, state: advanced.to } }
}

/** Before the request leaves: `sending`, and one more attempt. */
export const attempt = (row: OutboxRow): Transition => step(row, 'attempt', { attempts: row.attempts + 1, nextAttemptAt: null })
/** A row found `sending` when nothing is under way: its request may have arrived. */
export const recover = (row: OutboxRow): Transition => step(row, 'restart', { nextAttemptAt: null })

const issuesOf = (problem: Problem): FieldIssue[] =>
  (problem.errors ?? [])
    .map(({ pointer, code, params }): FieldIssue => {
      const parts = pointer.split('/').filter((part) => part !== '').slice(0, 2)
      // a pointer to the whole names no field
      return { path: parts.length === 0 ? '' : draftPath(parts), code: isErrorCode(code) ? code : 'E-FIELD', ...(params === undefined ? {} : { params }) }
    })
    .filter(({ path, code }, index, all) => all.findIndex((other) => other.path === path && other.code === code) === index)

/** Only a receipt that names this very command and this very payload means done; a submission's also carries its «Номер». */
export const isReceiptOf = (receipt: Receipt, row: Pick<OutboxRow, 'id' | 'payloadHash' | 'type'>): boolean =>
  receipt.commandId === row.id && receipt.payloadHash === row.payloadHash && (row.type !== 'message.submit' || receipt.message !== undefined)

type Told = { /** Wall clock of the next attempt, for the screen. */ nextAttemptAt: number | null; /** Wall clock of the answer, for the screen. */ at?: number }
const done = (row: OutboxRow, event: 'receipt' | 'fate-accepted', receipt: Receipt): Transition =>
  step(row, event, { receipt, failure: null, issues: [], nextAttemptAt: null })
const aside = (row: OutboxRow, event: 'refusal' | 'fate-rejected', code: ErrorCode, problem: Problem | null): Transition =>
  step(row, event, { failure: { code }, issues: problem === null ? [] : issuesOf(problem), nextAttemptAt: null })
const inDoubt = (row: OutboxRow, code: ErrorCode, { nextAttemptAt }: Told): Transition => step(row, 'no-answer', { failure: { code }, nextAttemptAt })
const stillWaiting = (row: OutboxRow, code: ErrorCode, { nextAttemptAt }: Told): Transition => step(row, 'not-sent', { failure: { code }, nextAttemptAt })

const settleRejection = (row: OutboxRow, problem: Problem, fallback: ErrorCode, told: Told): Transition => {
  // trouble of the platform itself is no judgement of the command
  if (problem.status === 429 || problem.status === 503) return stillWaiting(row, 'E-BUSY', told)
  if (problem.status >= 500) return inDoubt(row, 'E-SERVER', told)
  return aside(row, 'refusal', codeOfProblem(problem.type) ?? fallback, problem)
}

const settleResult = (row: OutboxRow, results: readonly SendResult[], told: Told): Transition => {
  const mine = results.filter(({ id }) => id === row.id)
  const [result] = mine
  // no answer for this command, or two: nothing that could be trusted
  if (result === undefined || mine.length > 1) return inDoubt(row, 'E-PROTO', told)
  if (result.outcome === 'unreadable') return inDoubt(row, result.code, told)
  if (result.outcome === 'rejected') return settleRejection(row, result.problem, 'E-VALIDATION', told)
  if (result.outcome === 'conflict') return step(row, 'refusal', { failure: { code: 'E-CONFLICT' }, issues: [], nextAttemptAt: null, conflict: { now: result.current, at: told.at ?? 0 } })
  return isReceiptOf(result.receipt, row) ? done(row, 'receipt', result.receipt) : inDoubt(row, 'E-RECEIPT', told)
}

/**
 * The step of a `sending` row by the outcome of its request. `alone`: no other command was in it; a definite no to a request of
 * many judges none of them (the next requests are smaller).
 */
export const settle = (row: OutboxRow, outcome: SendOutcome, told: Told & { alone: boolean }): Transition => {
  switch (outcome.kind) {
    case 'answered':
      return settleResult(row, outcome.results, told)
    case 'no-answer':
      return inDoubt(row, outcome.code, told)
    case 'refused':
      return told.alone ? aside(row, 'refusal', outcome.code, outcome.problem) : stillWaiting(row, outcome.code, told)
    case 'not-sent':
    case 'paused':
      return stillWaiting(row, outcome.code, told)
  }
}

/** The step of an `unknown` row by what the platform says of its fate; null: still unknown, nothing to write. */
export const settleFate = (row: OutboxRow, outcome: FateOutcome): Transition | null => {
  if (outcome.kind !== 'answered') return null
  const { fate } = outcome
  if (fate.fate === 'unknown') return step(row, 'fate-unknown', { nextAttemptAt: null })
  if (fate.fate === 'rejected') return aside(row, 'fate-rejected', codeOfProblem(fate.problem.type) ?? 'E-VALIDATION', fate.problem)
  return isReceiptOf(fate.receipt, row) ? done(row, 'fate-accepted', fate.receipt) : null
}
