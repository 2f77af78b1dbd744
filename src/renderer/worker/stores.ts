// The stores of one operator joined: what moves in one shows in lists, search and topics, and a done command gives way to its message.
import type { Message } from '../../shared/contract/message.ts'
import type { Me } from '../../shared/contract/person.ts'
import type { Dictionary } from '../../shared/contract/dictionary.ts'
import type { Result } from '../../shared/errors.ts'
import type { KeptRaw } from '../../shared/workspace.ts'
import type { ReferenceStore } from '../sync/ports.ts'
import { createActing, type Acting } from './acting.ts'
import type { Databases } from './data/database.ts'
import { createDrafts, type Drafts } from './data/drafts.ts'
import { createFacts, type Facts } from './data/facts.ts'
import { createHistory, type History } from './data/history.ts'
import { createJournal } from './data/journal.ts'
import { isSpent } from './data/standing.ts'
import { createOutboxBucket, type BucketChange, type OutboxBucket } from './data/outbox-bucket.ts'
import { createOutbox, type Outbox } from './data/outbox.ts'
import { codeHeard } from './data/succession.ts'
import { createRecentMessages, type RecentMessages } from './duplicates.ts'
import { confirmedCommands } from './queue-view.ts'
import { createWorkspaceFiles, type WorkspaceFiles } from './files/workspace-files.ts'
import { isCallOf } from './data/shift-rows.ts'
import { createIndexer } from './search/indexer.ts'
import type { SearchIndex } from './search/index-port.ts'
import { createSearchIndex } from './search/mini-search-index.ts'
import type { Sealer } from './seal.ts'
import { createShown, type Shown } from './shown.ts'
import type { Topics } from './topics.ts'
import type { InBackground, World } from './world.ts'

export type Stores = {
  acting: Acting
  bucket: OutboxBucket
  drafts: Drafts
  outbox: Outbox
  history: History
  arrivedElsewhere: ReadonlySet<string>
  facts: Facts
  shown: Shown
  recent: RecentMessages
  search: SearchIndex
  files: WorkspaceFiles
  reference: ReferenceStore
  /** Drafts, outbox and facts: what the first screen needs. E-KEY-BAD, E-DISK, E-DB. */
  load: () => Promise<Result<null>>
  keptRaw: () => Promise<KeptRaw>
  /** Forgets what was kept for the shift that is closed now. */
  tidy: () => Promise<void>
  /** History after it; resolves when search knows all of it. */
  loadHistory: () => Promise<void>
}

/** So long after a write of sync the stores count as busy: about the time between two batches. */
const BUSY_MS = 200

type Outside = Pick<World, 'clock' | 'chance' | 'fetch' | 'journal' | 'newId' | 'newTimer' | 'pause'> & { /** Since when there is no link (ms of this computer's clock). */ offlineSince: () => number | null }

export const createStores = (databases: Databases, sealer: Sealer, world: Outside, topics: Topics, inBackground: InBackground): Stores => {
  const { clock, newId, pause } = world
  let busyUntil = Number.NEGATIVE_INFINITY
  const noteBusy = (): void => {
    busyUntil = clock.monotonic() + BUSY_MS
  }
  const indexer = createIndexer(createSearchIndex(), pause, () => clock.monotonic() < busyUntil)
  const facts = createFacts(databases.history, sealer)
  const shown = createShown(indexer, facts)
  const recent = createRecentMessages()
  /** Handed-over records whose message has come: a row may stay for the sum of its shift, and is shown no more. */
  const arrivedElsewhere = new Set<string>()
  let hadWaiting = false
  let historyLoaded: Promise<void> = Promise.resolve()

  const noteDrained = (): void => {
    const hasWaiting = bucket.lookup.countIn('queued', 'sending', 'unknown') > 0
    if (hadWaiting && !hasWaiting) inBackground(facts.saveDrainedAt(new Date(clock.now()).toISOString()))
    hadWaiting = hasWaiting
  }
  const bucketMoved = (change: BucketChange): void => {
    if (change.commands.length > 0) noteBusy()
    shown.bucketMoved(bucket, change)
    if (change.drafts.length > 0) topics.moved('drafts')
    if (change.commands.length > 0) topics.moved('outbox')
    if (change.commands.some((id) => bucket.commands.get(id)?.frozen.command.type === 'checklist.confirm')) topics.moved('me')
    inBackground(showActedOn(change.commands))
    noteDrained()
    files.bucketMoved(change)
    inBackground(forgetArrived(change.commands))
    if (change.commands.length > 0) inBackground(dropHandedDrafts(change.commands))
  }
  const bucket = createOutboxBucket(databases.outbox, sealer, createJournal(world.journal, sealer), bucketMoved)
  const history = createHistory(databases.history, sealer, facts, ({ put, removed, handOvers, notes }) => {
    noteBusy()
    shown.putMessages(put.map(asShown), isPending)
    shown.removeMessages(removed)
    shown.putHandOvers(handOvers.put)
    shown.removeHandOvers(handOvers.closed)
    recent.put(put, clock.now())
    recent.remove(removed)
    if (notes > 0) topics.moved('shift')
    topics.moved('messages')
    inBackground(forgetArrived([...put.map(({ id }) => id), ...actedOn([...put.map(({ id }) => id), ...removed])]))
    inBackground(forgetHandedOver(put))
  })
  const drafts = createDrafts(bucket, { now: clock.now, newId })
  const files = createWorkspaceFiles({ bucket, drafts: () => drafts, world, limits: () => facts.limits().files, moved: () => topics.moved('files'), inBackground })
  const outbox = createOutbox(bucket, { now: clock.now, newId, areFilesSettled: files.areSettled })

  const acting = createActing({ commands: bucket.commands, lookup: bucket.lookup, outbox, history, facts, now: clock.now, offlineSince: world.offlineSince })
  const asShown = (message: Message): Message => acting.overlaid(message).message
  const isPending = (message: Message): boolean => acting.overlaid(message).pending.length > 0
  /** Messages about which these commands decide, drawn anew with what is laid over them. */
  const showActedOn = async (ids: readonly string[]): Promise<void> => {
    const messageIds = new Set(ids.flatMap((id) => bucket.commands.get(id)?.frozen.about?.shown.id ?? []))
    if (messageIds.size === 0 || !history.isLoaded()) return
    const messages = await Promise.all([...messageIds].map(history.read))
    shown.putMessages(messages.filter((message) => message !== null).map(asShown), isPending)
    topics.moved('messages')
  }
  /** Own commands about these messages. */
  const actedOn = (messageIds: readonly string[]): string[] =>
    messageIds.flatMap((id) => bucket.lookup.ofMessage(id).map(({ frozen }) => frozen.command.id))
  const hasArrived = (id: string): boolean => {
    const queued = bucket.commands.get(id)
    if (queued?.progress.state !== 'done') return false
    // nothing comes back for a closed shift: its receipt is all
    if (queued.frozen.command.type === 'shift.close') return true
    // a call of the open shift stays until the shift is closed
    if (isCallOf(bucket.openShift(), queued)) return false
    if (queued.frozen.about === null) return history.has(id)
    return history.isLoaded() && isSpent(bucket.commands, queued, history.versionOf(queued.frozen.about.shown.id))
  }
  /** History was written first: a crash in between leaves the done row, and the next start removes it. */
  const forgetArrived = async (ids: readonly string[]): Promise<void> => {
    const arrived = ids.filter(hasArrived)
    if (arrived.length > 0) await outbox.forget(arrived)
  }
  /** The coordinator's message has the code of the record that was handed over: it stands for it from now on. */
  const forgetHandedOver = async (messages: readonly Message[]): Promise<void> => {
    const handed = [...bucket.commands.values()].filter(({ progress }) => progress.withdrawal?.reason === 'handed-over')
    if (handed.length === 0) return
    const codes = new Set(messages.map(({ receiptCode: code }) => code))
    const taken = handed.filter((queued) => codes.has(codeHeard(bucket.commands, queued.frozen.command.id)))
    for (const { frozen } of taken) arrivedElsewhere.add(frozen.command.id)
    if (taken.length > 0) topics.moved('outbox')
    if (taken.length > 0) await outbox.forget(taken.map(({ frozen }) => frozen.command.id))
  }
  /** A correction that was begun and never sent went with the record to the coordinator. */
  const dropHandedDrafts = async (ids: readonly string[]): Promise<void> => {
    const handed = new Set(ids.filter((id) => bucket.commands.get(id)?.progress.withdrawal?.reason === 'handed-over'))
    for (const { id, replaces } of bucket.drafts.values()) if (replaces !== null && handed.has(replaces)) await drafts.remove(id)
  }
  const everything = (): BucketChange => ({ drafts: [...bucket.drafts.keys()], commands: [...bucket.commands.keys()] })
  const renameAll = async (dictionary: Dictionary): Promise<void> => {
    shown.rename(dictionary)
    shown.bucketMoved(bucket, everything())
    shown.putHandOvers(facts.handOvers())
    topics.moved('dictionary')
    await historyLoaded
    await history.forEachSlice((messages) => shown.putMessages(messages.map(asShown), isPending))
    topics.moved('messages')
  }

  return {
    acting,
    arrivedElsewhere,
    bucket,
    drafts,
    files,
    outbox,
    history,
    facts,
    shown,
    recent,
    search: indexer,
    reference: {
      etag: facts.etag,
      saveMe: async (me: Me) => {
        await facts.saveMe(me)
        topics.moved('me')
        const confirmed = confirmedCommands(me, bucket.commands)
        if (confirmed.length > 0) await outbox.forget(confirmed)
      },
      saveDictionary: async (dictionary, etag) => {
        await facts.saveDictionary(dictionary, etag)
        inBackground(renameAll(dictionary))
      },
    },
    tidy: () => forgetArrived([...bucket.commands.keys()]),
    load: async () => {
      // first what tells a wrong key, so that it touches nothing
      const fresh = await bucket.load()
      if (!fresh.ok) return fresh
      await facts.load()
      shown.rename(facts.dictionary())
      shown.bucketMoved(bucket, everything())
      // whoever only carried a command need not keep its words; its author's seat and the platform have it
      inBackground(outbox.forget([...bucket.commands.values()].filter(({ frozen }) => frozen.carried !== undefined).map(({ frozen }) => frozen.command.id)))
      shown.putHandOvers(facts.handOvers())
      const reclaimed = await outbox.reclaim()
      return reclaimed.ok ? fresh : reclaimed
    },
    keptRaw: async () => {
      const [quarantined, ofHistory] = await Promise.all([bucket.quarantined(), history.keptRaw()])
      return { ...ofHistory, quarantined: quarantined + ofHistory.quarantined }
    },
    loadHistory: async () => {
      historyLoaded = history.loadAll((messages) => {
        shown.putMessages(messages.map(asShown), isPending)
        recent.put(messages, clock.now())
        inBackground(forgetHandedOver(messages))
        if (messages.length > 0) topics.moved('messages')
      })
      await historyLoaded
      await forgetArrived([...bucket.commands.keys()])
      await indexer.settled()
      topics.moved('messages')
    },
  }
}
