// Small sealed facts beside the history: person, dictionary, limits, cursor, what was read. Held in memory, so that a restart without
// a link has everything. Implements the sync core's store of reference data.
import { z } from 'zod'
import { dictionarySchema, type Dictionary } from '../../../shared/contract/dictionary.ts'
import { handOverSchema, type HandOver } from '../../../shared/contract/hand-over.ts'
import { limitsSchema, DEFAULT_LIMITS, type Limits } from '../../../shared/contract/limits.ts'
import { meSchema, type Me } from '../../../shared/contract/person.ts'
import { shiftNoteSchema, type ShiftNote } from '../../../shared/contract/shift.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ReferenceStore } from '../../sync/ports.ts'
import type { Sealer } from '../seal.ts'
import type { HistoryDatabase, KeyValueRow } from './database.ts'
import { openRows, quarantineRows } from './quarantine.ts'
import { guardStorage } from './storage-guard.ts'
import { readSealed, sealKeyValue } from './stored-rows.ts'

export type Facts = ReferenceStore & {
  load: () => Promise<void>
  get: (key: string) => unknown
  me: () => Me | null
  dictionary: () => Dictionary | null
  limits: () => Limits
  saveLimits: (limits: Limits) => Promise<void>
  lastDrainedAt: () => string | null
  saveDrainedAt: (at: string) => Promise<void>
  /** The answer of that message which was seen, by its instant. */
  readAnswer: (messageId: string) => string | null
  saveReadAnswer: (messageId: string, answerAt: string, seenAt: string) => Promise<void>
  /** Answers that were opened at this seat from that instant on. */
  answersSeenSince: (at: string) => number
  /** Notes of colleagues that were not put away yet, the newest first. */
  shiftNotes: () => ShiftNote[]
  /** Takes the words of the note away; that it was read stays, so that no snapshot brings it back. */
  putShiftNoteAway: (id: string, at: string) => Promise<void>
  /** For a fact that is written within somebody else's transaction: sealed before it, noted after it. */
  seal: (key: string, value: unknown) => Promise<KeyValueRow>
  note: (key: string, value: unknown) => void
  forget: (key: string) => Promise<void>
  /** After somebody else's transaction has deleted its row. */
  drop: (key: string) => void
  /** Records that wait for this coordinator. */
  handOvers: () => HandOver[]
  handOver: (id: string) => HandOver | null
}

const TABLE = 'history.kv'
const HAND_OVER = 'hand-over:'
export const handOverKey = (id: string): string => HAND_OVER + id
const storedDictionarySchema = z.object({ dictionary: dictionarySchema, etag: z.string().nullable() })
/** Key of a colleague's note, or of the fact that it was put away. */
export const NOTE = 'shift-note:'
const SEEN = 'seen:'
const putAwaySchema = z.object({ putAwayAt: z.string() })
/** What a fact must look like; read marks and the cursor are texts. */
const shapeOf = (key: string): z.ZodType => {
  if (key === 'me') return meSchema
  if (key === 'dictionary') return storedDictionarySchema
  if (key.startsWith(HAND_OVER)) return handOverSchema
  if (key.startsWith(NOTE)) return z.union([shiftNoteSchema, putAwaySchema])
  return key === 'limits' ? limitsSchema : z.string()
}

export const createFacts = (database: HistoryDatabase, sealer: Sealer): Facts => {
  const values = new Map<string, unknown>()
  const guard = guardStorage(database, () => undefined)
  const seal = (key: string, value: unknown) => sealKeyValue(sealer, TABLE, key, value)
  const must = async (work: () => PromiseLike<unknown>): Promise<void> => {
    const written = await guard.run(work)
    if (!written.ok) throw new AppError(written.error.code)
  }
  const save = async (key: string, value: unknown): Promise<void> => {
    const row = await seal(key, value)
    await must(() => database.kv.put(row))
    values.set(key, value)
  }
  const stored = () => values.get('dictionary') as z.infer<typeof storedDictionarySchema> | undefined

  return {
    load: () =>
      must(async () => {
        const { good, bad } = await openRows(await database.kv.toArray(), (row) =>
          readSealed(sealer, { table: TABLE, id: row.key, schemaVersion: row.schemaVersion }, row.sealed, shapeOf(row.key)),
        )
        await quarantineRows(database, database.kv, bad, ({ key }) => key)
        for (const { row, value } of good) values.set(row.key, value)
      }),
    forget: async (key) => {
      await must(() => database.kv.delete(key))
      values.delete(key)
    },
    drop: (key) => values.delete(key),
    handOvers: () => [...values].flatMap(([key, value]) => (key.startsWith(HAND_OVER) ? [value as HandOver] : [])),
    handOver: (id) => (values.get(handOverKey(id)) as HandOver | undefined) ?? null,
    get: (key) => values.get(key),
    seal,
    note: (key, value) => values.set(key, value),
    me: () => (values.get('me') as Me | undefined) ?? null,
    dictionary: () => stored()?.dictionary ?? null,
    limits: () => (values.get('limits') as Limits | undefined) ?? DEFAULT_LIMITS,
    saveLimits: (limits) => save('limits', limits),
    lastDrainedAt: () => (values.get('drained') as string | undefined) ?? null,
    saveDrainedAt: (at) => save('drained', at),
    readAnswer: (id) => (values.get(`read:${id}`) as string | undefined) ?? null,
    saveReadAnswer: async (id, at, seenAt) => {
      await save(`read:${id}`, at)
      await save(SEEN + id, seenAt)
    },
    answersSeenSince: (at) => [...values].filter(([key, seenAt]) => key.startsWith(SEEN) && (seenAt as string) >= at).length,
    shiftNotes: () =>
      [...values]
        .flatMap(([key, value]) => (key.startsWith(NOTE) && !putAwaySchema.safeParse(value).success ? [value as ShiftNote] : []))
        .sort((left, right) => (left.closedAt < right.closedAt ? 1 : -1)),
    putShiftNoteAway: (id, at) => save(NOTE + id, { putAwayAt: at }),
    etag: async () => stored()?.etag ?? null,
    saveDictionary: (dictionary, etag) => save('dictionary', { dictionary, etag }),
    saveMe: (me) => save('me', me),
  }
}
