// A command's road to its receipt (design §5.4) as a table on the one engine.
import { advance, type Advance, type Row } from './lifecycles/advance.ts'

/**
 * `withdrawn`: taken back by its author, or made good by a successor. `passed-on`: refused, and a successor that is under way (a
 * correction, a hand-over to the coordinator) stands for it. `sending` never survives a restart: it becomes `unknown`.
 */
export const DELIVERY_STATES = ['queued', 'sending', 'unknown', 'needs-attention', 'done', 'withdrawn', 'passed-on'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]
export type DeliveryEvent =
  | 'attempt' | 'receipt' | 'refusal' | 'no-answer' | 'not-sent' | 'restart' | 'fate-accepted' | 'fate-rejected' | 'fate-unknown' | 'withdraw'
  | 'pass-on' | 'pass-back' | 'return' | 'export'

type DeliveryRow = Row<DeliveryState, DeliveryEvent, 'outbox'>
const by = ['outbox'] as const
export const DELIVERY_TABLE: readonly DeliveryRow[] = [
  { from: ['queued'], action: 'attempt', by, to: 'sending' },
  { from: ['sending'], action: 'receipt', by, to: 'done' },
  { from: ['sending'], action: 'refusal', by, to: 'needs-attention' },
  // the request left, nothing trustworthy came back: only asking by id may decide
  { from: ['sending'], action: 'no-answer', by, to: 'unknown' },
  // the platform certainly never read it (no link, 401, 429, 503): the same command waits for the next run
  { from: ['sending'], action: 'not-sent', by, to: 'queued' },
  { from: ['sending'], action: 'restart', by, to: 'unknown' },
  { from: ['unknown'], action: 'fate-accepted', by, to: 'done' },
  { from: ['unknown'], action: 'fate-rejected', by, to: 'needs-attention' },
  { from: ['unknown'], action: 'fate-unknown', by, to: 'queued' },
  { from: ['queued', 'needs-attention', 'passed-on'], action: 'withdraw', by, to: 'withdrawn' },
  { from: ['needs-attention'], action: 'pass-on', by, to: 'passed-on' },
  // the hand-over was refused: the record needs its author again
  { from: ['passed-on'], action: 'pass-back', by, to: 'needs-attention' },
  // «Вернуть»: only of what its author has taken out of the tray
  { from: ['withdrawn'], action: 'return', by, to: 'needs-attention' },
  // a copy has left on a medium: another seat may bring it first, so only asking by id may decide
  { from: ['queued'], action: 'export', by, to: 'unknown' },
]
/** The next state of a command, or why the event cannot happen there. */
export const advanceDelivery = (state: DeliveryState, event: DeliveryEvent): Advance<DeliveryState> =>
  advance(DELIVERY_TABLE, state, event, 'outbox', new Set<string>())
