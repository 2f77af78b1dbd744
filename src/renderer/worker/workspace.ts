// One operator's open workspace: storage, lists, search and sync joined, and the answer to every call of the page.
import { draftSchema } from '../../shared/contract/draft.ts'
import { CHECKLIST_TEXT_VERSION } from '../../shared/checklist.ts'
import { AppError, fail, ok, type Failure, type Result } from '../../shared/errors.ts'
import type { Draft } from '../../shared/contract/draft.ts'
import type { SyncFacts, WorkspaceCall, WorkspaceCalls, WorkspaceEvents } from '../../shared/workspace.ts'
import { createRunner } from '../sync/runner.ts'
import type { Chance, Clock, Runner, Timer, WakeReason } from '../sync/ports.ts'
import { closeDatabases, openDatabases, type Databases, type Factories } from './data/database.ts'
import { createDrafts } from './data/drafts.ts'
import { createFacts } from './data/facts.ts'
import { createHistory } from './data/history.ts'
import { createOutboxBucket } from './data/outbox-bucket.ts'
import { createOutbox } from './data/outbox.ts'
import { codeOfStorage } from './data/storage-guard.ts'
import { createRecentMessages } from './duplicates.ts'
import { listenToEvents } from './events.ts'
import { confirmedCommands, itemOfMessage, queueItem, queueView, withPendingChecklists } from './queue-view.ts'
import { createSearchIndex } from './search/mini-search-index.ts'
import { createIndexer } from './search/indexer.ts'
import { createSealer, type Owner } from './seal.ts'
import { createShown } from './shown.ts'
import { correctCommand, submitDraft, type Submitting } from './submit.ts'
import { createTopics } from './topics.ts'
import { createTransport, type Fetch } from './transport.ts'

/** Everything that is not ours: clocks, chance, timers, network, storage. The entry hands in the real ones. */
export type World = {
  factories: Factories
  clock: Clock
  chance: Chance
  newTimer: () => Timer
  newId: () => string
  fetch: Fetch
  /** Lets other work of this thread in. */
  pause: () => Promise<void>
}
export type Emit = <E extends keyof WorkspaceEvents>(event: E, payload: WorkspaceEvents[E]) => void
type Calls = { [N in WorkspaceCall]: (...args: WorkspaceCalls[N]['args']) => Promise<WorkspaceCalls[N]['answer']> | WorkspaceCalls[N]['answer'] }
export type Workspace = {
  call: (name: WorkspaceCall, args: readonly unknown[]) => Promise<unknown>
  wake: (reason: WakeReason) => void
  /** Resolves when history is loaded and search knows everything. */
  settled: () => Promise<void>
  /** No event and no write after this. */
  close: () => Promise<void>
}

/**
 * Opens the operator's databases and starts syncing; emits `opened` as soon as drafts, outbox and facts are read, before history is.
 * E-NEWER, E-KEY-BAD: nothing was touched. E-DISK, E-DB.
 */
export const openWorkspace = async (owner: Owner, world: World, emit: Emit): Promise<Result<Workspace>> => {
  try {
    const databases = await openDatabases(world.factories, owner.mode, owner.operatorId)
    if (!databases.ok) return databases
    const workspace = await joinWorkspace(owner, databases.value, world, emit)
    if (!workspace.ok) closeDatabases(databases.value)
    return workspace
  } catch (error) {
    return fail(error instanceof AppError ? error.code : codeOfStorage(error))
  }
}

const joinWorkspace = async (owner: Owner, databases: Databases, world: World, emitAlways: Emit): Promise<Result<Workspace>> => {
  const { clock, newId } = world
  const sealer = createSealer(owner)
  let isClosed = false
  const emit: Emit = (event, payload) => {
    if (!isClosed) emitAlways(event, payload)
  }
  const topics = createTopics(world.newTimer(), (moved) => emit('data', { topics: moved }))
  const indexer = createIndexer(createSearchIndex(), world.pause)
  const facts = createFacts(databases.history, sealer)
  await facts.load()
  const shown = createShown(indexer, facts)
  const recent = createRecentMessages()

  const bucket = createOutboxBucket(databases.outbox, sealer, (change) => {
    shown.bucketMoved(bucket, change)
    if (change.drafts.length > 0) topics.moved('drafts')
    if (change.commands.length > 0) topics.moved('outbox')
    if (change.commands.some((id) => bucket.commands.get(id)?.progress.receipt?.entity.kind === 'checklist')) topics.moved('me')
    noteDrained()
    inBackground(forgetAnswered(change.commands))
  })
  const history = createHistory(databases.history, sealer, facts, ({ put, removed }) => {
    shown.putMessages(put)
    shown.removeMessages(removed)
    recent.put(put, clock.now())
    recent.remove(removed)
    topics.moved('messages')
    inBackground(forgetAnswered(put.map(({ id }) => id)))
  })
  const outbox = createOutbox(bucket, { now: clock.now, newId })
  const drafts = createDrafts(bucket, { now: clock.now, newId })
  const submitting: Submitting = { commands: bucket.commands, drafts, outbox, facts, recent, now: clock.now, newId }

  const crash = (error: unknown): void => {
    // a failure of storage shows in the next answer or in the facts of sync; anything else is a bug and must be heard of
    if (!(error instanceof AppError) && !isClosed) throw error
  }
  const inBackground = (work: Promise<unknown>): void => {
    work.catch(crash)
  }
  /** A done command gives way to the message itself, which has the same id. */
  const forgetAnswered = async (ids: readonly string[]): Promise<void> => {
    const arrived = ids.filter((id) => history.has(id) && bucket.commands.get(id)?.progress.state === 'done')
    if (arrived.length > 0 && !isClosed && (await outbox.forget(arrived)).ok) await reshow(arrived)
  }
  const reshow = async (ids: readonly string[]): Promise<void> => {
    const messages = await Promise.all(ids.filter((id) => !shown.catalog.has(id, 'message')).map((id) => history.read(id)))
    shown.putMessages(messages.filter((message) => message !== null))
  }
  let hadWaiting = false
  const noteDrained = (): void => {
    const hasWaiting = [...bucket.commands.values()].some(({ progress }) => ['queued', 'sending', 'unknown'].includes(progress.state))
    if (hadWaiting && !hasWaiting) inBackground(facts.saveDrainedAt(new Date(clock.now()).toISOString()))
    hadWaiting = hasWaiting
  }

  const transport = createTransport({ fetch: world.fetch, now: clock.now, park: history.park })
  let knowsMeta = false
  const askMeta = async (): Promise<void> => {
    knowsMeta = true
    const meta = await transport.meta()
    knowsMeta = meta !== null
    if (meta === null) return
    await facts.saveLimits(meta.limits)
    topics.moved('dictionary')
  }
  let lastFacts = ''
  const reportFacts = (told: SyncFacts): void => {
    if (told.link === 'online' && !knowsMeta) inBackground(askMeta())
    if (JSON.stringify(told) === lastFacts) return
    lastFacts = JSON.stringify(told)
    emit('sync', told)
  }
  const runner: Runner = createRunner(
    {
      outbox,
      history,
      reference: {
        etag: facts.etag,
        saveMe: async (me) => {
          await facts.saveMe(me)
          topics.moved('me')
          const confirmed = confirmedCommands(me, bucket.commands)
          if (confirmed.length > 0) await outbox.forget(confirmed)
        },
        saveDictionary: async (dictionary, etag) => {
          await facts.saveDictionary(dictionary, etag)
          shown.rename(dictionary)
          shown.bucketMoved(bucket, { drafts: [...bucket.drafts.keys()], commands: [...bucket.commands.keys()] })
          topics.moved('dictionary')
          inBackground(loading.then(() => history.forEachSlice(shown.putMessages)).then(() => topics.moved('messages')))
        },
      },
      transport,
      clock,
      chance: world.chance,
      timer: world.newTimer(),
      reports: {
        facts: reportFacts,
        moved: (moved) => moved.forEach(topics.moved),
        trouble: (_failure: Failure, error: unknown) => {
          if (error !== null) crash(error)
        },
      },
    },
    { batchCommands: () => facts.limits().batchCommands },
  )

  const fresh = await bucket.load()
  if (!fresh.ok) return fresh
  emit('opened', {
    me: facts.me() && withPendingChecklists(facts.me() as NonNullable<ReturnType<typeof facts.me>>, bucket.commands),
    dictionary: facts.dictionary(),
    limits: facts.limits(),
    openDraftId: bucket.openDraftId(),
    quarantined: bucket.quarantined(),
  })
  const loading = history.loadAll((messages) => {
    shown.putMessages(messages)
    recent.put(messages, clock.now())
    if (messages.length > 0) topics.moved('messages')
  })
  inBackground(loading.then(() => forgetAnswered([...bucket.commands.keys()])))
  inBackground(loading.then(() => indexer.settled()).then(() => topics.moved('messages')))
  runner.start()
  const events = listenToEvents({
    fetch: world.fetch,
    timer: world.newTimer(),
    chance: world.chance,
    onPoke: (kind) => runner.wake(kind === 'dictionary' ? 'dictionary' : 'poke'),
  })

  const correcting = new Map<string, Promise<Result<Draft>>>()
  const calls: Calls = {
    'me:get': () => {
      const me = facts.me()
      return me && withPendingChecklists(me, bucket.commands)
    },
    'dictionary:get': () => facts.dictionary(),
    'limits:get': () => facts.limits(),
    'drafts:create': (cabinetId) => drafts.create(cabinetId),
    'drafts:get': (id) => drafts.get(id),
    'drafts:save': (draft) => drafts.save(draftSchema.parse(draft)),
    'drafts:delete': (id) => drafts.remove(id),
    'drafts:set-open': async (id) => {
      await drafts.setOpen(id)
      return null
    },
    'outbox:submit': async (draft, options) => {
      const queued = await submitDraft(submitting, draft, options)
      if (!queued.ok) return queued
      runner.wake('row')
      return ok(queueItem(bucket.commands, queued.value, shown.names()))
    },
    'outbox:confirm-checklist': async ({ cabinetId, console, role }) => {
      const pending = withPendingChecklists({ checklists: [] } as never, bucket.commands).checklists
      if (pending.some((fact) => fact.cabinetId === cabinetId && fact.console === console)) return ok(null)
      const payload = { console, role, textVersion: CHECKLIST_TEXT_VERSION, trained: true, cabinetReady: true } as const
      const queued = await outbox.enqueue({ type: 'checklist.confirm', cabinetId, payload }, null)
      if (!queued.ok) return queued
      topics.moved('me')
      runner.wake('row')
      return ok(null)
    },
    'outbox:view': () => queueView(bucket.commands, shown.names(), facts.lastDrainedAt()),
    'outbox:get': async (id) => {
      const queued = bucket.commands.get(id)
      if (queued !== undefined) return queueItem(bucket.commands, queued, shown.names())
      const message = await history.read(id)
      return message && itemOfMessage(message, shown.names())
    },
    'outbox:correct': (id) => {
      const begun = correcting.get(id) ?? correctCommand(submitting, bucket.drafts.values(), id).finally(() => correcting.delete(id))
      correcting.set(id, begun)
      return begun
    },
    'lists:page': (query) => shown.catalog.page(query, indexer.find(query.search)),
    'lists:counts': () => shown.catalog.counts(),
    'messages:get': async (id) => {
      const message = await history.read(id)
      if (message === null) return null
      const { category, subcategory, fact } = shown.names().of(message)
      const { cabinet } = shown.names()
      return { message, subject: subcategory || category, category, fact, cabinetName: cabinet(message.cabinetId), currentCabinetName: cabinet(message.currentCabinetId) }
    },
    'messages:mark-read': async (id) => {
      const message = await history.read(id)
      if (message?.answer == null || facts.readAnswer(id) === message.answer.at) return null
      await facts.saveReadAnswer(id, message.answer.at)
      shown.putMessages([message])
      topics.moved('messages')
      return null
    },
    'sync:now': () => {
      events.wake()
      return runner.tryNow()
    },
    'sync:facts': () => runner.facts(),
  }

  return ok({
    call: async (name, args) => (calls[name] as (...args: readonly unknown[]) => unknown)(...args),
    wake: (reason) => {
      events.wake()
      runner.wake(reason)
    },
    settled: async () => {
      await loading
      await indexer.settled()
    },
    close: async () => {
      events.stop()
      topics.stop()
      await runner.stop()
      isClosed = true
      closeDatabases(databases)
    },
  })
}
