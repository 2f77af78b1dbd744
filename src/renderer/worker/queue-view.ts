// Commands as their author may see them: the queue's screen, one command, and what a receipt shows. Pure.
import type { ChecklistPayload } from '../../shared/contract/command.ts'
import type { DraftFile } from '../../shared/contract/draft.ts'
import type { Message } from '../../shared/contract/message.ts'
import type { Me } from '../../shared/contract/person.ts'
import type { DeliveryState } from '../../shared/delivery.ts'
import { receiptCode } from '../../shared/receipt-code.ts'
import { typeOfName } from '../../shared/files/file-types.ts'
import type { FileView, GaugeFacts, JournalFacts, QueueItem, QueueView } from '../../shared/workspace.ts'
import { forPage } from './files/workspace-files.ts'
import type { DictionaryNames } from './data/dictionary-names.ts'
import { rowOfHandingOver, wordsOfHandingOver } from './data/hand-over-rows.ts'
import { rowOfCommand, rowOfMessage } from './data/list-rows.ts'
import { successorOf } from './data/standing.ts'
import type { OutboxBucket } from './data/outbox-bucket.ts'
import { codeOf, type Queued } from './data/stored-rows.ts'

const isWaiting = (state: DeliveryState): boolean => state === 'queued' || state === 'sending'
type Commands = ReadonlyMap<string, Queued>
type ViewsOf = (files: readonly DraftFile[]) => FileView[]

const itemOf = (queued: Queued, position: number | null, names: DictionaryNames, viewsOf: ViewsOf): QueueItem => {
  const { frozen, progress } = queued
  const receipt = progress.receipt
  const row = rowOfHandingOver(queued, names) ?? rowOfCommand(queued, names)
  return {
    id: frozen.command.id,
    type: frozen.command.type,
    code: codeOf(frozen),
    state: progress.state,
    position,
    row,
    queuedAt: frozen.queuedAt,
    attempts: progress.attempts,
    nextAttemptAt: progress.nextAttemptAt,
    failure: progress.failure,
    issues: progress.issues,
    draft: wordsOfHandingOver(queued) ?? (frozen.draft && forPage(frozen.draft)),
    files: viewsOf(frozen.draft?.files ?? []),
    withdrawal: progress.withdrawal ?? null,
    handOverFailure: progress.handOverFailure ?? null,
    receipt: receipt?.message === undefined ? null : { ...receipt.message, warnings: receipt.warnings },
    author: frozen.carried?.authorName ?? null,
    exportedAt: progress.exportedAt ?? null,
  }
}
const waitingOf = (commands: Commands): Queued[] =>
  [...commands.values()].filter(({ progress }) => isWaiting(progress.state)).sort((left, right) => left.frozen.seq - right.frozen.seq)

export const queueItem = (commands: Commands, queued: Queued, names: DictionaryNames, viewsOf: ViewsOf): QueueItem => {
  if (!isWaiting(queued.progress.state)) return itemOf(queued, null, names, viewsOf)
  let position = 1
  for (const { frozen, progress } of commands.values()) if (isWaiting(progress.state) && frozen.seq < queued.frozen.seq) position += 1
  return itemOf(queued, position, names, viewsOf)
}

type Copies = Pick<OutboxBucket, 'commands' | 'drafts' | 'journal'>
/** How many of the unsent lie in both places. */
const journalFacts = ({ commands, drafts, journal }: Copies): JournalFacts => {
  let [inBoth, total] = [0, 0]
  const note = (kind: 'command' | 'draft', id: string): void => {
    total += 1
    if (journal.has(kind, id)) inBoth += 1
  }
  for (const [id, { progress }] of commands) if (progress.state !== 'done' && progress.state !== 'withdrawn') note('command', id)
  for (const id of drafts.keys()) note('draft', id)
  return { inBoth, total, failure: journal.failure() }
}
const UNSENT: readonly DeliveryState[] = ['queued', 'sending', 'unknown']
/** For the status line. */
export const gaugeFacts = (copies: Copies): GaugeFacts => {
  let oldest: Queued | undefined
  for (const queued of copies.commands.values()) if (UNSENT.includes(queued.progress.state) && (oldest === undefined || queued.frozen.seq < oldest.frozen.seq)) oldest = queued
  return { journal: journalFacts(copies), oldest: oldest === undefined ? null : { code: codeOf(oldest.frozen), queuedAt: oldest.frozen.queuedAt } }
}

/** Screen c. Groups in their order, each by order of intake. */
export const queueView = ({ commands, drafts, journal }: Pick<OutboxBucket, 'commands' | 'drafts' | 'journal'>, names: DictionaryNames, viewsOf: ViewsOf, lastDrainedAt: string | null, arrivedElsewhere: ReadonlySet<string> = new Set()): QueueView => {
  const inState = (state: DeliveryState, isWanted: (queued: Queued) => boolean = () => true) =>
    [...commands.values()].filter((queued) => queued.progress.state === state && isWanted(queued)).sort((left, right) => left.frozen.seq - right.frozen.seq).map((queued) => itemOf(queued, null, names, viewsOf))
  return {
    // what a person has decided anew is waited for under its new record
    needsAttention: inState('needs-attention').filter(({ id }) => successorOf(commands, id) === undefined),
    unknown: inState('unknown'),
    handedOver: inState('withdrawn', ({ frozen, progress }) => progress.withdrawal?.reason === 'handed-over' && !arrivedElsewhere.has(frozen.command.id)),
    removed: inState('withdrawn', ({ progress }) => progress.withdrawal !== undefined && progress.withdrawal.reason !== 'handed-over'),
    waiting: waitingOf(commands).map((queued, index) => itemOf(queued, index + 1, names, viewsOf)),
    lastDrainedAt,
    journal: journalFacts({ commands, drafts, journal }),
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
  files: message.attachments.flatMap(({ id, name, type, size }): FileView[] => {
    const kind = typeOfName(name)
    return kind === undefined ? [] : [{ id, name, kind, type, size, state: 'sent', sent: size, code: null }]
  }),
  withdrawal: null,
  handOverFailure: null,
  receipt: { number: message.number, epguNumber: message.epguNumber, registeredAt: message.createdAt, answerAt: message.answerAt, warnings: [] },
  author: null,
  exportedAt: null,
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
