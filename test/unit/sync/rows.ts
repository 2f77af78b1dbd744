// Rows, receipts and outcomes for the tables of the sync core.
import type { Receipt } from '../../../src/shared/contract/command.ts'
import { problemType } from '../../../src/shared/contract/problem.ts'
import type { ErrorCode } from '../../../src/shared/errors.ts'
import type { OutboxRow } from '../../../src/renderer/sync/ports.ts'
import { uuidOf } from '../../support/world/chance.ts'

export const HASH = 'a'.repeat(64)
export const rowOf = (n: number, change: Partial<OutboxRow> = {}): OutboxRow => ({
  id: uuidOf(n), seq: n, messageKey: uuidOf(n), type: 'message.submit', cabinetId: 900001, payloadHash: HASH, notBefore: null, queuedAt: '2026-11-22T08:00:00Z',
  state: 'queued', attempts: 0, nextAttemptAt: null, failure: null, issues: [], receipt: null, ...change,
})
export const receiptOf = (id: string, change: Partial<Receipt> = {}): Receipt => ({
  commandId: id, payloadHash: HASH, acceptedAt: '2026-11-22T08:00:00Z', entity: { kind: 'message', id, version: 1 },
  message: { number: 900000101, epguNumber: 9000001010, registeredAt: '2026-11-22T08:00:00Z', answerAt: null }, warnings: [], ...change,
})
export const problemOf = (code: ErrorCode, status: number, errors?: { pointer: string; code: string }[]) => ({
  type: problemType(code), title: code, status, ...(errors === undefined ? {} : { errors }),
})
