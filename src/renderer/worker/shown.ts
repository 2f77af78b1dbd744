// Joins what is stored to what lists and search know: every change of a draft, a command or a message passes here once.
import type { Receipt } from '../../shared/contract/command.ts'
import type { Dictionary } from '../../shared/contract/dictionary.ts'
import type { HandOver } from '../../shared/contract/hand-over.ts'
import type { Message } from '../../shared/contract/message.ts'
import { createCatalog, type Catalog } from './data/catalog.ts'
import { namesOf, type DictionaryNames } from './data/dictionary-names.ts'
import type { Facts } from './data/facts.ts'
import { entryOfCommand, entryOfDraft, entryOfMessage, searchOfCommand, searchOfDraft, searchOfMessage } from './data/list-rows.ts'
import { entryOfHandingOver, entryOfHandOver, searchOfHandingOver, searchOfHandOver } from './data/hand-over-rows.ts'
import type { BucketChange, OutboxBucket } from './data/outbox-bucket.ts'
import { isUndecided } from './data/standing.ts'
import type { SearchIndex } from './search/index-port.ts'

export type Shown = {
  catalog: Catalog
  names: () => DictionaryNames
  /** Other names for what is shown from now on; the caller hands everything in again. */
  rename: (dictionary: Dictionary | null) => void
  bucketMoved: (bucket: OutboxBucket, change: BucketChange) => void
  /** Messages as they are to be shown; `isPending`: something of one's own is laid over it. */
  putMessages: (messages: readonly Message[], isPending: (message: Message) => boolean) => void
  removeMessages: (ids: readonly string[]) => void
  putHandOvers: (handOvers: readonly HandOver[]) => void
  removeHandOvers: (ids: readonly string[]) => void
}

export const createShown = (search: SearchIndex, facts: Facts): Shown => {
  const catalog = createCatalog()
  let names = namesOf(facts.dictionary())
  /** What search was told of each command: its text never changes, only the names of its ids and its receipt do. */
  const searched = new Map<string, { names: DictionaryNames; receipt: Receipt | null }>()

  const showDraft = (bucket: OutboxBucket, id: string): void => {
    const draft = bucket.drafts.get(id)
    if (draft === undefined) {
      if (catalog.has(id, 'draft')) search.remove(id)
      catalog.remove(id, 'draft')
      return
    }
    catalog.put(entryOfDraft(draft, names))
    search.put(id, searchOfDraft(draft, names))
  }
  const showCommand = (bucket: OutboxBucket, id: string): void => {
    const queued = bucket.commands.get(id)
    // whose conflict is decided waits no longer: the decision does
    const isDecided = queued !== undefined && queued.frozen.about !== null && queued.progress.state === 'needs-attention' && !isUndecided(bucket.commands, queued)
    const entry = queued === undefined || isDecided ? null : (entryOfHandingOver(queued, names) ?? entryOfCommand(queued, names))
    if (catalog.has(id, 'message')) {
      searched.delete(id)
      return
    }
    const known = searched.get(id)
    if (queued === undefined || entry === null) {
      searched.delete(id)
      if (catalog.has(id, 'command')) search.remove(id)
      catalog.remove(id, 'command')
      return
    }
    const isSame = known?.names === names && known.receipt === queued.progress.receipt && catalog.has(id, 'command')
    catalog.put(entry)
    if (isSame) return
    search.put(id, searchOfHandingOver(queued, names) ?? searchOfCommand(queued, names))
    searched.set(id, { names, receipt: queued.progress.receipt })
  }

  return {
    catalog,
    names: () => names,
    rename: (dictionary) => {
      names = namesOf(dictionary)
    },
    bucketMoved: (bucket, { drafts, commands }) => {
      for (const id of drafts) showDraft(bucket, id)
      for (const id of commands) {
        showCommand(bucket, id)
        const decided = bucket.commands.get(id)?.frozen.about?.replaces
        if (decided != null) showCommand(bucket, decided)
      }
    },
    putMessages: (messages, isPending) => {
      for (const message of messages) {
        const entry = entryOfMessage(message, names, facts.readAnswer(message.id))
        catalog.put(isPending(message) ? { ...entry, row: { ...entry.row, pending: true } } : entry)
        search.put(message.id, searchOfMessage(message, names))
      }
    },
    putHandOvers: (handOvers) => {
      for (const handOver of handOvers) {
        catalog.put(entryOfHandOver(handOver, names))
        search.put(handOver.id, searchOfHandOver(handOver, names))
      }
    },
    removeHandOvers: (ids) => {
      for (const id of ids) {
        if (catalog.has(id, 'hand-over')) search.remove(id)
        catalog.remove(id, 'hand-over')
      }
    },
    removeMessages: (ids) => {
      for (const id of ids) {
        catalog.remove(id, 'message')
        search.remove(id)
      }
    },
  }
}
