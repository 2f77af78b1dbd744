// One record through several commands: a correction or a hand-over stands for the command that was refused before it. What the fate of
// the successor means for those behind it, written in the same transaction. Pure.
import { advanceDelivery } from '../../../shared/delivery.ts'
import { receiptCode } from '../../../shared/receipt-code.ts'
import type { DeliveryFields, Transition } from '../../sync/ports.ts'
import { codeOf, type Queued } from './stored-rows.ts'

type Commands = ReadonlyMap<string, Queued>

/** The command that this one stands for. */
export const predecessorOf = ({ frozen: { command, about } }: Queued): string | null => {
  if (about?.replaces != null) return about.replaces
  const { replaces, commandId } = command.payload as { replaces?: string | null; commandId?: string }
  return (command.type === 'intake.hand-over' ? commandId : replaces) ?? null
}
const isHandOver = ({ frozen }: Queued): boolean => frozen.command.type === 'intake.hand-over'

/** Back along the chain, without the command itself. */
export const chainOf = (queued: Queued, commands: Commands): Queued[] => {
  const chain: Queued[] = []
  for (let id = predecessorOf(queued); id !== null; ) {
    const old = commands.get(id)
    if (old === undefined || chain.includes(old)) break
    chain.push(old)
    id = predecessorOf(old)
  }
  return chain
}
/** The code that the caller heard of the record behind a command. */
export const codeHeard = (commands: Commands, id: string): string => {
  const queued = commands.get(id)
  return queued === undefined ? receiptCode(id) : codeOf(queued.frozen)
}
/** Commands that were passed on and whose successor is nowhere, as after damage to both copies of it: they need their author again. */
export const orphansOf = (commands: Commands): Queued[] => {
  const named = new Set([...commands.values()].map(predecessorOf))
  return [...commands.values()].filter(({ frozen, progress }) => progress.state === 'passed-on' && !named.has(frozen.command.id))
}
const stepped = ({ frozen, progress }: Queued, event: Transition['event'], change: Partial<DeliveryFields>): Transition[] => {
  const advanced = advanceDelivery(progress.state, event)
  return advanced.allowed ? [{ id: frozen.command.id, from: progress.state, event, fields: { ...progress, nextAttemptAt: null, ...change, state: advanced.to } }] : []
}

/**
 * The transitions with those of predecessors: accepted, it makes them good; a hand-over that was refused gives its record back to its
 * author with the reason and is itself over, so that one record never stands in the tray twice. `now`: ISO instant.
 */
export const withSuccession = (transitions: readonly Transition[], commands: Commands, now: string): Transition[] =>
  transitions.flatMap((transition) => {
    const queued = commands.get(transition.id)
    if (queued === undefined) return [transition]
    const { state, failure } = transition.fields
    // a decision of a conflict stands for the old one as soon as it can no longer be taken back
    if (state === 'sending' && queued.frozen.about != null) return [transition, ...chainOf(queued, commands).flatMap((old) => stepped(old, 'withdraw', {}))]
    if (state === 'done') {
      const withdrawal = isHandOver(queued) ? { withdrawal: { reason: 'handed-over' as const, comment: '', at: now } } : {}
      const [record, ...older] = chainOf(queued, commands)
      return [transition, ...(record === undefined ? [] : stepped(record, 'withdraw', withdrawal)), ...older.flatMap((old) => stepped(old, 'withdraw', {}))]
    }
    if (state !== 'needs-attention' || !isHandOver(queued)) return [transition]
    const record = commands.get(predecessorOf(queued) ?? '')
    // the record is gone from here: its words are in the hand-over, which stays
    if (record === undefined) return [transition]
    return [{ ...transition, fields: { ...transition.fields, state: 'withdrawn' } }, ...stepped(record, 'pass-back', failure === null ? {} : { handOverFailure: failure })]
  })
