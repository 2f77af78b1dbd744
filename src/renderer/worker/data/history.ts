// What was pulled: one sealed row per message, the cursor beside them in the same transaction. Implements the sync core's store of history.
// All of it can be pulled again. Rows are read in slices, because a hundred thousand of them at once would not fit.
import { z } from 'zod'
import type { HistoryBatch, HistoryStore } from '../../sync/ports.ts'
import { changeSchema } from '../../../shared/contract/change.ts'
import type { HandOver } from '../../../shared/contract/hand-over.ts'
import { messageSchema, type Message } from '../../../shared/contract/message.ts'
import type { ShiftNote } from '../../../shared/contract/shift.ts'
import { AppError, fail, type Result } from '../../../shared/errors.ts'
import type { KeptRaw } from '../../../shared/workspace.ts'
import { hexDigest, type Sealer } from '../seal.ts'
import type { HistoryDatabase, MessageRow } from './database.ts'
import { handOverKey, NOTE, type Facts } from './facts.ts'
import { openRows, quarantineRows } from './quarantine.ts'
import { guardStorage } from './storage-guard.ts'
import { readSealed, SCHEMA_VERSION } from './stored-rows.ts'

export type History = HistoryStore & {
  /** Reads everything, slice by slice; the other calls wait for it. After a failure they fail too, until it is asked for again. */
  loadAll: (onSlice: (messages: readonly Message[]) => void) => Promise<void>
  read: (id: string) => Promise<Message | null>
  /** Every stored message again, for an index that is built anew. */
  forEachSlice: (onSlice: (messages: readonly Message[]) => void) => Promise<void>
  has: (id: string) => boolean
  /** Rows and lines that this version keeps as they are. */
  keptRaw: () => Promise<KeptRaw>
  versionOf: (id: string) => number | undefined
  /** Whether everything was read once: before that, what is missing here says nothing. */
  isLoaded: () => boolean
  /** Keeps a line of the feed that only a newer version can read. */
  park: (line: string) => Promise<void>
}
/** What moved, after its commit. */
export type HandOverChange = NonNullable<HistoryBatch['handOvers']>
export type HistoryChange = { put: readonly Message[]; removed: readonly string[]; handOvers: HandOverChange; notes: number }

const SLICE = 500
const NO_HAND_OVERS: HandOverChange = { put: [], closed: [] }
const CURSOR = 'cursor'
/** The one thing that is read of a line nobody here understands. */
const parkedLineSchema = z.object({ message: z.object({ id: z.string() }) })

type Loading = { done: Promise<void>; resolve: () => void; reject: (error: unknown) => void; hasFailed: boolean }
const newLoading = (): Loading => {
  const loading: Partial<Loading> = { hasFailed: false }
  loading.done = new Promise<void>((resolve, reject) => Object.assign(loading, { resolve, reject }))
  loading.done.catch(() => undefined) // whoever waits hears of it
  return loading as Loading
}

export const createHistory = (database: HistoryDatabase, sealer: Sealer, facts: Facts, told: (change: HistoryChange) => void): History => {
  const versions = new Map<string, number>()
  const guard = guardStorage(database, () => undefined)
  let loading = newLoading()
  let isLoaded = false

  const must = async <T>(work: () => PromiseLike<T>): Promise<T> => {
    const outcome = await guard.run(work)
    if (!outcome.ok) throw new AppError(outcome.error.code)
    return outcome.value
  }
  const sealMessage = async (message: Message): Promise<MessageRow> => {
    const sealed = await sealer.seal({ table: 'messages', id: message.id, schemaVersion: SCHEMA_VERSION }, message)
    return { id: message.id, keyId: sealer.keyId, schemaVersion: SCHEMA_VERSION, size: sealed.length, sealed }
  }
  const openMessage = async ({ id, schemaVersion, sealed }: MessageRow): Promise<Result<Message>> => {
    const message = await readSealed(sealer, { table: 'messages', id, schemaVersion }, sealed, messageSchema)
    return message.ok && message.value.id !== id ? fail('E-INTEGRITY', { table: 'messages', id }) : message
  }

  const forEachSlice = async (onSlice: (messages: readonly Message[]) => void): Promise<void> => {
    for (let after = ''; ; ) {
      const rows = await must(() => database.messages.where(':id').above(after).limit(SLICE).toArray())
      const { good, bad } = await openRows(rows, openMessage)
      await must(() => quarantineRows(database, database.messages, bad, ({ id }) => id))
      // asked again from the beginning, the platform brings what was damaged; what is whole is known by its version
      if (bad.length > 0) await facts.forget(CURSOR)
      onSlice(good.map(({ value }) => value))
      after = rows.at(-1)?.id ?? after
      if (rows.length < SLICE) return
    }
  }
  const write = async (put: readonly Message[], removed: readonly string[], cursor: string | null, handOvers: HandOverChange = NO_HAND_OVERS, shiftNotes: readonly ShiftNote[] = []): Promise<void> => {
    const notes = shiftNotes.filter(({ id }) => facts.get(NOTE + id) === undefined)
    const [rows, cursorRow, handed, noteRows] = await Promise.all([
      Promise.all(put.map(sealMessage)),
      cursor === null ? null : facts.seal(CURSOR, cursor),
      Promise.all(handOvers.put.map((handOver) => facts.seal(handOverKey(handOver.id), handOver))),
      Promise.all(notes.map((note) => facts.seal(NOTE + note.id, note))),
    ])
    await must(() =>
      database.transaction('rw', database.messages, database.kv, async () => {
        await database.messages.bulkPut(rows)
        await database.messages.bulkDelete([...removed])
        await database.kv.bulkDelete(handOvers.closed.map(handOverKey))
        await database.kv.bulkPut(handed)
        await database.kv.bulkPut(noteRows)
        if (cursorRow !== null) await database.kv.put(cursorRow)
      }),
    )
    for (const { id, version } of put) versions.set(id, version)
    for (const id of removed) versions.delete(id)
    if (cursor !== null) facts.note(CURSOR, cursor)
    for (const note of notes) facts.note(NOTE + note.id, note)
    for (const id of handOvers.closed) facts.drop(handOverKey(id))
    for (const handOver of handOvers.put) facts.note(handOverKey(handOver.id), handOver)
    if (put.length + removed.length + handOvers.put.length + handOvers.closed.length + notes.length > 0) told({ put, removed, handOvers, notes: notes.length })
  }

  /** Lines that an older version could not read: this one may. */
  const takeUpParked = async (): Promise<void> => {
    const rows = await must(() => database.parked.toArray())
    const readable: string[] = []
    const messages: Message[] = []
    const handed = new Map<string, HandOver>()
    const closed: string[] = []
    for (const { id, schemaVersion, sealed } of rows) {
      const line = await sealer.open({ table: 'parked', id, schemaVersion }, sealed)
      const change = line.ok ? changeSchema.safeParse(line.value) : undefined
      if (change?.success !== true) continue
      readable.push(id)
      if (change.data.kind === 'message') messages.push(change.data.message)
      else if (change.data.kind === 'hand-over') handed.set(change.data.handOver.id, change.data.handOver)
      else if (change.data.kind === 'hand-over-closed') closed.push(change.data.id)
    }
    // their order is not known here, and a closed one never opens again
    for (const id of closed) handed.delete(id)
    await write(messages.filter(({ id, version }) => version > (versions.get(id) ?? 0)), [], null, { put: [...handed.values()], closed })
    await must(() => database.parked.bulkDelete(readable))
  }

  /** Who may no longer hold a message may not hold its parked lines either: a later version would bring it back. */
  const dropParked = async (isGone: (messageId: string) => boolean): Promise<void> => {
    const rows = await must(() => database.parked.toArray())
    const gone: string[] = []
    for (const { id, schemaVersion, sealed } of rows) {
      const line = await sealer.open({ table: 'parked', id, schemaVersion }, sealed)
      const about = line.ok ? parkedLineSchema.safeParse(line.value) : undefined
      if (about?.success === true && isGone(about.data.message.id)) gone.push(id)
    }
    if (gone.length > 0) await must(() => database.parked.bulkDelete(gone))
  }

  return {
    loadAll: async (onSlice) => {
      if (loading.hasFailed) loading = newLoading()
      const mine = loading
      try {
        await forEachSlice((messages) => {
          for (const { id, version } of messages) versions.set(id, version)
          onSlice(messages)
        })
        await takeUpParked()
        isLoaded = true
        mine.resolve()
      } catch (error) {
        mine.hasFailed = true
        mine.reject(error)
        throw error
      }
    },
    forEachSlice,
    has: (id) => versions.has(id),
    versionOf: (id) => versions.get(id),
    isLoaded: () => isLoaded,
    read: async (id) => {
      const row = await must(() => database.messages.get(id))
      const message = row && (await openMessage(row))
      return message?.ok === true ? message.value : null
    },
    cursor: async () => (facts.get(CURSOR) as string | undefined) ?? null,
    versions: async (ids) => {
      await loading.done
      return new Map(ids.flatMap((id) => (versions.has(id) ? [[id, versions.get(id) as number] as const] : [])))
    },
    applyBatch: async ({ messages, removed, cursor, handOvers, shiftNotes }) => {
      await loading.done
      if (removed.length > 0) await dropParked((id) => removed.includes(id))
      await write(messages, removed, cursor, handOvers, shiftNotes)
    },
    finishSnapshot: async (kept, cursor) => {
      await loading.done
      await dropParked((id) => !kept.has(id))
      const gone = facts.handOvers().flatMap(({ id }) => (kept.has(id) ? [] : [id]))
      await write([], [...versions.keys()].filter((id) => !kept.has(id)), cursor, { put: [], closed: gone })
    },
    keptRaw: () => must(async () => ({ quarantined: await database.quarantine.count(), parked: await database.parked.count() })),
    park: async (line) => {
      const id = await hexDigest(line)
      const sealed = await sealer.seal({ table: 'parked', id, schemaVersion: SCHEMA_VERSION }, JSON.parse(line) as unknown)
      await must(() => database.parked.put({ id, keyId: sealer.keyId, schemaVersion: SCHEMA_VERSION, size: sealed.length, sealed }))
    },
  }
}
