// What the page may ask of the data worker, and what the worker tells unasked. Types only: both ends are ours and built together.
import type { Choice } from './conflict/rows.ts'
import type { ActionName } from './contract/actions.ts'
import type { CommandType } from './contract/command.ts'
import type { Dictionary } from './contract/dictionary.ts'
import type { Draft } from './contract/draft.ts'
import type { HandOver } from './contract/hand-over.ts'
import type { Limits } from './contract/limits.ts'
import type { Message } from './contract/message.ts'
import type { Mode } from './contract/meta.ts'
import type { Me } from './contract/person.ts'
import type { ShiftNote } from './contract/shift.ts'
import type { DeliveryState } from './delivery.ts'
import type { ErrorCode, Failure, Result } from './errors.ts'
import type { FileType } from './files/file-types.ts'
import type { Folder } from './folders.ts'
import type { Console, Role } from './roles.ts'
import type { ShiftCard, ShiftLine, ShiftReport } from './shift.ts'
import type { Kind, TermState } from './terms.ts'
import type { TransferCalls } from './transfer/view.ts'

/** A reason beside a field. `path` is the draft's own: `applicant.phone`, `appeal.text`, `intake.readBack`. */
export type FieldIssue = { path: string; code: ErrorCode; params?: Readonly<Record<string, string | number>> }

export type SortKey = 'term' | 'number' | 'subject' | 'applicant' | 'category' | 'status' | 'updated'
export type ListQuery = {
  folder: Folder
  /** Full text in Russian over everything local; empty: no search. */
  search: string
  /** Chip above the list; null: all. */
  term: TermState | null
  sort: { key: SortKey; descending: boolean }
  offset: number
  /** At most 100. */
  limit: number
  now: number
  timeZone: string
}
/** One row of any folder. Names are short («Образцова В. П.»), made in the worker. */
export type ListRow = {
  id: string
  of: 'draft' | 'command' | 'message' | 'hand-over'
  number: number | null
  code: string | null
  kind: Kind
  subject: string
  fact: string | null
  category: string
  place: string
  who: string
  status: { of: 'message'; value: Message['status'] } | { of: 'delivery'; value: DeliveryState } | { of: 'draft' } | { of: 'hand-over' }
  registeredAt: string | null
  answerAt: string | null
  closedAt: string | null
  regime: Draft['appeal']['regime']
  postponed: boolean
  /** Draft saved, command queued or message changed. */
  updatedAt: string
  /** A decision of this person is laid over it that the platform does not have yet. */
  pending?: boolean
}
export type ListPage = { total: number; rows: ListRow[]; terms: Readonly<Record<TermState, number>>; folderTotal: number }
export type FolderCounts = Readonly<Record<Folder, number>> & { unread: number }

/** A file of a draft or a command with its way to the platform. */
export type FileView = {
  id: string
  name: string
  kind: FileType
  type: string
  size: number
  /** `waiting`: not a byte is on its way. `refused`: the platform said no, `code` says why. */
  state: 'waiting' | 'sending' | 'sent' | 'refused'
  /** Bytes that the platform has. */
  sent: number
  code: ErrorCode | null
}
/** What was picked, dropped or pasted; `isFolder` as far as the page can tell. */
export type PickedFile = { file: FileBytes; isFolder: boolean }
/** What we use of the browser's File: this zone knows no DOM. */
export type FileBytes = { name: string; type: string; size: number; slice: (from: number, to: number) => { arrayBuffer: () => Promise<ArrayBuffer> } }
/** Why one of them was not taken; `name` is safe to show. */
export type FileRefusal = { name: string; code: ErrorCode; params?: Readonly<Record<string, string | number>> }

/** Why a record was taken out of the tray: by its author, or because the coordinator has it now. */
export const WITHDRAWAL_REASONS = ['duplicate', 'changed-mind', 'by-mistake', 'other'] as const
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number]
export type Withdrawal = { reason: WithdrawalReason | 'handed-over'; comment: string; at: string }
/** A part of a draft, as a card in the tray changes it. */
export type DraftChange = { applicant?: Partial<Draft['applicant']>; appeal?: Partial<Draft['appeal']>; intake?: Partial<Draft['intake']> }

/** A command in the queue as its author may see it. */
export type QueueItem = {
  id: string
  type: CommandType
  code: string
  state: DeliveryState
  /** Place in the order of intake among those that wait, from 1. */
  position: number | null
  row: ListRow
  queuedAt: string
  attempts: number
  nextAttemptAt: number | null
  /** Why it was set aside or is waiting. */
  failure: Failure | null
  issues: FieldIssue[]
  draft: Draft | null
  files: FileView[]
  withdrawal: Withdrawal | null
  /** Why the coordinator could not be given it. */
  handOverFailure: Failure | null
  receipt: { number: number; epguNumber: number; registeredAt: string; answerAt: string | null; warnings: string[] } | null
  /** Short name of whose it is, when it came in a transfer file of somebody else. */
  author: string | null
  /** When a copy last left in a transfer file. */
  exportedAt: string | null
}
/** How many of the unsent commands and drafts lie in both places. `failure`: why the last record was not taken. */
export type JournalFacts = { inBoth: number; total: number; failure: Failure | null }
/** What the status line tells of everything unsent; cheap however long the queue is. */
export type GaugeFacts = { journal: JournalFacts; /** Of what is not sent and needs no decision. */ oldest: { code: string; queuedAt: string } | null }
/** Screen c in one answer: groups in their order; `done` ones are not here. */
export type QueueView = {
  needsAttention: QueueItem[]
  unknown: QueueItem[]
  waiting: QueueItem[]
  /** With the coordinator, until the message of it arrives. */
  handedOver: QueueItem[]
  /** Taken out of the tray with a reason, kept on record. */
  removed: QueueItem[]
  lastDrainedAt: string | null
  journal: JournalFacts
}

/** A message opened beside its list; pending local effects are laid over it. */
export type MessageCard = {
  message: Message
  subject: string
  category: string
  fact: string | null
  cabinetName: string
  currentCabinetName: string
  /** Own decisions that the platform does not have yet, in their order. */
  pending: PendingMark[]
  /** An own decision about it that met another version. */
  conflictId: string | null
}

/** What a person decides about a message. `shown`: as it was on the screen, with its version. */
export type ActRequest = { shown: Message; action: ActionName; payload: unknown; cabinetId: number }
/** A decision on its way. `undoUntil`: ms of this computer's clock until when it may be taken back; null: it has left. */
export type PendingMark = { id: string; action: ActionName; messageId: string; number: number; state: DeliveryState; at: string; undoUntil: number | null }
/** Screen g: one decision that was made on another version than the platform has. `now` null: the message is out of sight. Times: ms of this computer's clock. */
export type ConflictView = {
  id: string
  action: ActionName
  payload: unknown
  cabinetId: number
  was: Message
  now: Message | null
  queuedAt: string
  foundAt: number | null
  offlineSince: number | null
}

export type LinkState = 'unknown' | 'online' | 'offline' | 'signed-out'
export type SyncFacts = {
  link: LinkState
  /** Since when the link is down (ms of this computer's clock), or null. */
  offlineSince: number | null
  lastContactAt: number | null
  nextAttemptAt: number | null
  /** Why the last run paused. */
  failure: Failure | null
  queued: number
  needsAttention: number
  unknown: number
  /** Platform's clock minus ours, ms; null until the first answer. */
  clockOffsetMs: number | null
  pulling: boolean
}

/**
 * What the start found broken: rows brought back from the journal, rows of the database set aside raw, a last record of the journal
 * that was cut off, places of the journal that were changed or lost; `missing`: of the rows set aside, those that no copy brought back;
 * `journalLost`: the second copy was gone whole and was made again; `rekept`: commands that a journal which was there had lost.
 */
export type Repair = { restored: number; quarantined: number; tornTail: boolean; damaged: number; missing: number; journalLost: boolean; rekept: number }
/** Rows kept raw and never deleted: damaged ones, and lines of the feed that only a newer version can read. */
export type KeptRaw = { quarantined: number; parked: number }
export type Opened = { me: Me | null; dictionary: Dictionary | null; limits: Limits; openDraftId: string | null; repair: Repair }

/** name -> arguments and answer. Everything is asynchronous; failures are values. */
export type WorkspaceCalls = {
  'me:get': { args: []; answer: Me | null }
  'dictionary:get': { args: []; answer: Dictionary | null }
  /** As the platform told last; moves with the topic `dictionary`. */
  'limits:get': { args: []; answer: Limits }
  'drafts:create': { args: [cabinetId: number]; answer: Result<Draft> }
  'drafts:get': { args: [id: string]; answer: Result<Draft> }
  /** Strict commit. E-LOCKED-SENT when the draft was queued meanwhile, E-DISK, E-DB. */
  'drafts:save': { args: [draft: Draft]; answer: Result<{ savedAt: string }> }
  'drafts:delete': { args: [id: string]; answer: Result<null> }
  /** Which draft a restart reopens (null: none); kept sealed. */
  'drafts:set-open': { args: [id: string | null]; answer: null }
  /** Checks, freezes and queues in one transaction. Issues go beside the fields; E-DUP names the other command in its details. */
  'outbox:submit': { args: [draft: Draft, options: { allowDuplicate: boolean }]; answer: Result<QueueItem, { failure: Failure; issues: FieldIssue[] }> }
  'outbox:confirm-checklist': { args: [view: { cabinetId: number; console: Console; role: Role }]; answer: Result<null> }
  /** Files of a draft, in their order. */
  'files:view': { args: [draftId: string]; answer: FileView[] }
  /** Checks, seals and attaches, one after another; what could not be taken is named with its reason, the others stay. */
  'files:attach': { args: [draftId: string, picked: PickedFile[]]; answer: Result<{ refused: FileRefusal[] }> }
  'files:remove': { args: [draftId: string, fileId: string]; answer: Result<null> }
  /** A photo as a JPEG of at most 2560 pixels a side, in place of the one attached. E-FILE-SHRINK. */
  'files:shrink': { args: [draftId: string, fileId: string]; answer: Result<null> }
  /** The bytes of a file of a draft or a command that is not yet answered. E-NOT-FOUND, E-FILE-MISSING: no longer whole here. */
  'files:bytes': { args: [fileId: string]; answer: Result<Uint8Array<ArrayBuffer>> }
  'outbox:view': { args: []; answer: QueueView }
  'outbox:gauge': { args: []; answer: GaugeFacts }
  'outbox:get': { args: [id: string]; answer: QueueItem | null }
  /** Opens a rejected command as a draft again; sending that makes a new command linked to the old one. */
  'outbox:correct': { args: [id: string]; answer: Result<Draft> }
  /** Corrects a rejected command where it lies and sends it: a new command linked to the old one. Issues go beside the fields. */
  'outbox:fix': { args: [id: string, change: DraftChange, options: { allowDuplicate: boolean }]; answer: Result<QueueItem, { failure: Failure; issues: FieldIssue[] }> }
  /** Takes a rejected command out of the tray; it stays on record. E-LOCKED-SENT: a correction of it is under way. */
  'outbox:withdraw': { args: [id: string, reason: WithdrawalReason, comment: string]; answer: Result<null> }
  /** Brings it back into the tray. */
  'outbox:return': { args: [id: string]; answer: Result<null> }
  /** Queues the hand-over of a rejected command to the coordinator. E-HAND-FILES: files of it have not reached the platform. */
  'outbox:hand-over': { args: [id: string, comment: string]; answer: Result<null> }
  'handed:get': { args: [id: string]; answer: HandOver | null }
  /** A handed-over record as a draft; asked twice, it is the same draft. E-NOT-FOUND: it is done meanwhile. */
  'handed:open': { args: [id: string]; answer: Result<Draft> }
  'lists:page': { args: [query: ListQuery]; answer: ListPage }
  'lists:counts': { args: []; answer: FolderCounts }
  'messages:get': { args: [id: string]; answer: MessageCard | null }
  'messages:mark-read': { args: [id: string]; answer: null }
  /** Queues a decision on the version shown; it leaves after ten seconds. E-NOT-FOUND, E-CONFLICT (an earlier one waits for its author), E-DISK, E-DB. */
  'messages:act': { args: [request: ActRequest]; answer: Result<{ id: string; until: number }> }
  /** Takes a decision back that has not left; it stays on record. E-LOCKED-SENT: too late. */
  'acts:undo': { args: [id: string]; answer: Result<null> }
  /** What may still be taken back, newest first. */
  'acts:undoable': { args: []; answer: PendingMark[] }
  'conflicts:view': { args: []; answer: ConflictView[] }
  /** `version`: of the state that was on the screen. E-CONFLICT: it moved again. `id` null: nothing of one's own is left to send. */
  'conflicts:decide': { args: [id: string, version: number | null, choice: Choice]; answer: Result<{ id: string | null }> }
  /** F9: an attempt at once, whatever the back-off says. */
  'sync:now': { args: []; answer: SyncFacts }
  'sync:facts': { args: []; answer: SyncFacts }
  /** At a sign-in: opens a shift when none is open; one that has no record yet begins anew. */
  'shift:begin': { args: []; answer: Result<null> }
  'shift:card': { args: []; answer: ShiftCard | null }
  /** Reads store, journal and, with a link, the platform anew. E-NOT-FOUND: no shift is open. */
  'shift:report': { args: []; answer: Result<ShiftReport> }
  /** Every call of the shift, for the exported list. */
  'shift:lines': { args: []; answer: Result<ShiftLine[]> }
  'shift:save-note': { args: [note: { note: string; toPersonId: string | null }]; answer: Result<{ savedAt: string }> }
  /** Queues `shift.close`; what the report said at that moment. E-SHIFT-NOTE: the sources differ and the note is empty. */
  'shift:close': { args: [where: { cabinetId: number }]; answer: Result<ShiftReport> }
  /** What colleagues left when they closed their shift, the newest first. */
  'shift:notes': { args: []; answer: ShiftNote[] }
  'shift:put-note-away': { args: [id: string]; answer: null }
} & TransferCalls
export type WorkspaceCall = keyof WorkspaceCalls

/** Told unasked. `data` names what moved, so that a screen asks again only for what it shows. */
export type WorkspaceEvents = {
  opened: Opened
  'open-failed': Failure
  data: { topics: readonly Topic[] }
  sync: SyncFacts
  /** The pulled messages could not be read from the disk (null: they could, at last); it is tried again. */
  history: { failure: Failure | null }
  kept: KeptRaw
  /** What waits at this seat, all operators together; told only when it was asked for. */
  unsent: { count: number }
}
export const TOPICS = ['drafts', 'outbox', 'messages', 'dictionary', 'me', 'files', 'shift', 'transfer'] as const
export type Topic = (typeof TOPICS)[number]

export type ToWorker =
  | { kind: 'port' }
  | { kind: 'call'; id: number; name: WorkspaceCall; args: readonly unknown[] }
  /** The session or the training switch changed: try again at once. */
  | { kind: 'wake' }
  /** The person goes: answered with `left` when every call and write is over, the databases are closed and the port of the vault is. */
  | { kind: 'leave' }
  | { kind: 'count-unsent'; mode: Mode }
export type FromWorker =
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'left' }
  /** A bug in the worker: its name only, for the log. `id` 0: in no call. */
  | { kind: 'crash'; id: number; name: string }
  | { [E in keyof WorkspaceEvents]: { kind: 'event'; event: E; payload: WorkspaceEvents[E] } }[keyof WorkspaceEvents]
