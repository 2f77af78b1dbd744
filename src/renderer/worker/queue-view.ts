// Commands as their author may see them: the queue's screen, one command, and what a receipt shows. Pure.
import type { ChecklistPayload } from '../../shared/contract/command.ts'
import type { Message } from '../../shared/contract/message.ts'
import type { Me } from '../../shared/contract/person.ts'
import type { DeliveryState } from '../../shared/delivery.ts'
import { receiptCode } from '../../shared/receipt-code.ts'
import type { QueueItem, QueueView } from '../../shared/workspace.ts'
import type { DictionaryNames } from './data/dictionary-names.ts'
import { rowOfCommand, rowOfMessage } from './data/list-rows.ts'
import type { Queued } from './data/stored-rows.ts'

const isWaiting = (state: DeliveryState): boolean => state === 'queued' || state === 'sending'
type Commands = ReadonlyMap<string, Queued>

const itemOf = (queued: Queued, position: number | null, names: DictionaryNames): QueueItem => {
  const { frozen, progress } = queued
  const receipt = progress.receipt
  return {
    id: frozen.command.id,
    type: frozen.command.type,
    code: receiptCode(frozen.command.id),
    state: progress.state,
    position,
    row: rowOfCommand(queued, names),
    queuedAt: frozen.queuedAt,
    attempts: progress.attempts,
    nextAttemptAt: progress.nextAttemptAt,
    failure: progress.failure,
    issues: progress.issues,
    draft: frozen.draft,
    receipt: receipt?.message === undefined ? null : { ...receipt.message, warnings: receipt.warnings },
  }
}
const waitingOf = (commands: Commands): Queued[] =>
  [...commands.values()].filter(({ progress }) => isWaiting(progress.state)).sort((left, right) => left.frozen.seq - right.frozen.seq)

export const queueItem = (commands: Commands, queued: Queued, names: DictionaryNames): QueueItem => {
  if (!isWaiting(queued.progress.state)) return itemOf(queued, null, names)
  let position = 1
  for (const { frozen, progress } of commands.values()) if (isWaiting(progress.state) && frozen.seq < queued.frozen.seq) position += 1
  return itemOf(queued, position, names)
}

/** Screen c. Groups in their order, each by order of intake. */
export const queueView = (commands: Commands, names: DictionaryNames, lastDrainedAt: string | null): QueueView => {
  const inState = (state: DeliveryState) =>
    [...commands.values()].filter(({ progress }) => progress.state === state).sort((left, right) => left.frozen.seq - right.frozen.seq).map((queued) => itemOf(queued, null, names))
  return {
    needsAttention: inState('needs-attention'),
    unknown: inState('unknown'),
    waiting: waitingOf(commands).map((queued, index) => itemOf(queued, index + 1, names)),
    lastDrainedAt,
  }
}

/** A command whose message has arrived: its row is gone, the receipt stays readable. */
export const itemOfMessage = (message: Message, names: DictionaryNames): QueueItem => ({
  id: message.id,
  type: 'message.submit',
  code: message.receiptCode ?? receiptCode(message.id),
  state: 'done',
  position: null,
  row: rowOfMessage(message, names),
  queuedAt: message.intake?.callAt ?? message.createdAt,
  attempts: 0,
  nextAttemptAt: null,
  failure: null,
  issues: [],
  draft: null,
  receipt: { number: message.number, epguNumber: message.epguNumber, registeredAt: message.createdAt, answerAt: message.answerAt, warnings: [] },
})

const CONFIRMS: readonly DeliveryState[] = ['queued', 'sending', 'unknown', 'done']
/** Confirmations that are on their way, or answered and not yet among the person's facts. */
export const pendingChecklists = (commands: Commands): Me['checklists'] =>
  [...commands.values()]
    .filter(({ frozen, progress }) => frozen.command.type === 'checklist.confirm' && CONFIRMS.includes(progress.state))
    .map(({ frozen }) => ({ cabinetId: frozen.command.cabinetId, console: (frozen.command.payload as ChecklistPayload).console, confirmedAt: frozen.command.at }))
/** The person's facts with pending confirmations laid over them, so that the dialog is not asked again offline. */
export const withPendingChecklists = (me: Me, commands: Commands): Me => {
  const isNew = (fact: Me['checklists'][number]) => !me.checklists.some(({ cabinetId, console }) => cabinetId === fact.cabinetId && console === fact.console)
  return { ...me, checklists: [...me.checklists, ...pendingChecklists(commands).filter(isNew)] }
}
/** Confirmations that the platform's own facts now show. */
export const confirmedCommands = (me: Me, commands: Commands): string[] =>
  [...commands.values()]
    .filter(({ frozen, progress }) => {
      if (frozen.command.type !== 'checklist.confirm' || progress.state !== 'done') return false
      const { console } = frozen.command.payload as ChecklistPayload
      return me.checklists.some((fact) => fact.cabinetId === frozen.command.cabinetId && fact.console === console)
    })
    .map(({ frozen }) => frozen.command.id)
