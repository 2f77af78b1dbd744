// The answer to every call of the page. Nothing is decided here: each row asks a store, the catalog or sync.
import { CHECKLIST_TEXT_VERSION } from '../../shared/checklist.ts'
import { draftSchema, type Draft } from '../../shared/contract/draft.ts'
import type { Me } from '../../shared/contract/person.ts'
import { ok, type Result } from '../../shared/errors.ts'
import type { MessageCard, WorkspaceCall, WorkspaceCalls } from '../../shared/workspace.ts'
import { forPage } from './files/workspace-files.ts'
import { itemOfMessage, gaugeFacts, pendingChecklists, queueItem, queueView, withPendingChecklists } from './queue-view.ts'
import type { Stores } from './stores.ts'
import { createShifts } from './shift/shift-calls.ts'
import { correctCommand, submitDraft } from './submit.ts'
import type { Syncing } from './syncing.ts'
import type { Topics } from './topics.ts'
import { createTray } from './tray.ts'
import type { WorkspaceTransfer } from './transfer/workspace-transfer.ts'
import type { World } from './world.ts'

export type Calls = { [N in WorkspaceCall]: (...args: WorkspaceCalls[N]['args']) => Promise<WorkspaceCalls[N]['answer']> | WorkspaceCalls[N]['answer'] }

/** The person with pending confirmations laid over the facts. */
export const meOf = ({ facts, bucket }: Stores): Me | null => {
  const me = facts.me()
  return me && withPendingChecklists(me, bucket.commands)
}

const cardOf = async ({ acting, history, shown }: Stores, id: string): Promise<MessageCard | null> => {
  const stored = await history.read(id)
  if (stored === null) return null
  const { message, pending, conflictId } = acting.overlaid(stored)
  const names = shown.names()
  const { category, subcategory, fact } = names.of(message)
  return {
    message,
    subject: subcategory || category,
    category,
    fact,
    cabinetName: names.cabinet(message.cabinetId),
    currentCabinetName: names.cabinet(message.currentCabinetId),
    pending,
    conflictId,
  }
}
const markRead = async ({ acting, history, facts, shown }: Stores, topics: Topics, id: string, now: number): Promise<null> => {
  const message = await history.read(id)
  if (message?.answer == null || facts.readAnswer(id) === message.answer.at) return null
  await facts.saveReadAnswer(id, message.answer.at, new Date(now).toISOString())
  shown.putMessages([acting.overlaid(message).message], (seen) => acting.overlaid(seen).pending.length > 0)
  topics.moved('messages')
  return null
}
const confirmChecklist = async ({ bucket, outbox }: Stores, { cabinetId, console, role }: WorkspaceCalls['outbox:confirm-checklist']['args'][0]): Promise<Result<null>> => {
  if (pendingChecklists(bucket.commands).some((fact) => fact.cabinetId === cabinetId && fact.console === console)) return ok(null)
  const payload = { console, role, textVersion: CHECKLIST_TEXT_VERSION, trained: true, cabinetReady: true } as const
  const queued = await outbox.enqueue({ type: 'checklist.confirm', cabinetId, payload }, null)
  return queued.ok ? ok(null) : queued
}

const draftForPage = (draft: Result<Draft>): Result<Draft> => (draft.ok ? ok(forPage(draft.value)) : draft)

export const createCalls = (stores: Stores, syncing: Syncing, topics: Topics, { clock, newId }: Pick<World, 'clock' | 'newId'>, transfer: WorkspaceTransfer): Calls => {
  const { acting, bucket, drafts, facts, files, history, outbox, recent, search, shown } = stores
  const submitting = { commands: bucket.commands, lookup: bucket.lookup, drafts, outbox, facts, recent, open: () => bucket.drafts.values(), now: clock.now, newId }
  /** What was queued or given up moves the queue. */
  const woken = <T extends { ok: boolean }>(outcome: T): T => {
    if (outcome.ok) syncing.wake('row')
    return outcome
  }
  const tray = createTray(submitting)
  const shifts = createShifts(stores, syncing, topics, { clock, newId })
  const correcting = new Map<string, Promise<Result<Draft>>>()
  /** What two presses ask for is done once. */
  const once = (id: string, begin: () => Promise<Result<Draft>>): Promise<Result<Draft>> => {
    const begun = correcting.get(id) ?? begin().then(draftForPage).finally(() => correcting.delete(id))
    correcting.set(id, begun)
    return begun
  }

  return {
    'me:get': () => meOf(stores),
    'dictionary:get': () => facts.dictionary(),
    'limits:get': () => facts.limits(),
    'drafts:create': (cabinetId) => drafts.create(cabinetId),
    'drafts:get': (id) => draftForPage(drafts.get(id)),
    'drafts:save': (draft) => drafts.save(draftSchema.parse(draft)),
    'drafts:delete': (id) => drafts.remove(id),
    'drafts:set-open': async (id) => {
      await drafts.setOpen(id)
      return null
    },
    'files:view': (draftId) => files.views(bucket.drafts.get(draftId)?.files ?? []),
    'files:attach': (draftId, picked) => files.attach(draftId, picked),
    'files:remove': (draftId, fileId) => files.remove(draftId, fileId),
    'files:shrink': (draftId, fileId) => files.shrink(draftId, fileId),
    'files:bytes': (fileId) => files.bytes(fileId),
    'outbox:submit': async (draft, options) => {
      const queued = await submitDraft(submitting, draft, options)
      if (!queued.ok) return queued
      files.wake()
      syncing.wake('row')
      return ok(queueItem(bucket.commands, queued.value, shown.names(), files.views))
    },
    'outbox:confirm-checklist': async (view) => {
      const queued = await confirmChecklist(stores, view)
      if (queued.ok) syncing.wake('row')
      return queued
    },
    'outbox:view': () => queueView(bucket, shown.names(), files.views, facts.lastDrainedAt(), stores.arrivedElsewhere),
    'outbox:gauge': () => gaugeFacts(bucket),
    'outbox:get': async (id) => {
      const queued = bucket.commands.get(id)
      if (queued !== undefined) return queueItem(bucket.commands, queued, shown.names(), files.views)
      const message = await history.read(id)
      return message && itemOfMessage(message, shown.names())
    },
    'outbox:correct': (id) => once(id, () => correctCommand(submitting, id)),
    'outbox:fix': async (id, change, options) => {
      const queued = woken(await tray.fix(id, change, options))
      if (!queued.ok) return queued
      files.wake()
      return ok(queueItem(bucket.commands, queued.value, shown.names(), files.views))
    },
    'outbox:withdraw': async (id, reason, comment) => woken(await tray.withdraw(id, reason, comment)),
    'outbox:return': async (id) => woken(await tray.bringBack(id)),
    'outbox:hand-over': async (id, comment) => woken(await tray.handOver(id, comment)),
    'handed:get': (id) => facts.handOver(id),
    'handed:open': (id) => once(id, () => tray.openHanded(id)),
    'lists:page': (query) => shown.catalog.page(query, search.find(query.search)),
    'lists:counts': () => ({ ...shown.catalog.counts(), conflicts: acting.countConflicts() }),
    'messages:get': (id) => cardOf(stores, id),
    'messages:mark-read': (id) => markRead(stores, topics, id, clock.now()),
    'messages:act': async (request) => woken(await acting.act(request)),
    'acts:undo': async (id) => woken(await acting.undo(id)),
    'acts:undoable': () => acting.undoable(),
    'conflicts:view': () => acting.conflicts(),
    'conflicts:decide': async (id, version, choice) => woken(await acting.decide(id, version, choice)),
    'sync:now': () => {
      files.wake(true)
      return syncing.tryNow()
    },
    'sync:facts': () => syncing.facts(),
    'shift:begin': shifts.begin,
    'shift:card': shifts.card,
    'shift:report': shifts.report,
    'shift:lines': shifts.lines,
    'shift:save-note': ({ note, toPersonId }) => shifts.saveNote(note, toPersonId),
    'shift:close': ({ cabinetId }) => shifts.close(cabinetId),
    'shift:notes': shifts.notes,
    'shift:put-note-away': (id) => shifts.putNoteAway(id),
    'transfer:view': () => transfer.view(),
    'transfer:export': () => transfer.exportQueue(),
    'transfer:choose': () => transfer.choose(),
    'transfer:unlock': (source) => transfer.unlock(source),
    'transfer:import': () => transfer.importFile(),
    'transfer:cancel': () => transfer.cancel(),
  }
}
