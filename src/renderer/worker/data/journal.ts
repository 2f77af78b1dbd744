// The worker's side of the journal: what goes into a record is sealed here, and what could not be written is owed before anything else is.
// Only the bucket writes through this, inside its turns.
import type { z } from 'zod'
import { draftSchema, type Draft } from '../../../shared/contract/draft.ts'
import { ok, type Failure, type Result } from '../../../shared/errors.ts'
import type { JournalContents, JournalEntry, JournalReport, LiveRecord } from '../../../shared/journal.ts'
import type { JournalPort } from '../../sync/ports.ts'
import type { Place, Sealer } from '../seal.ts'
import { countedSchema, openShiftSchema, type Counted, type OpenShift } from './shift-rows.ts'
import { frozenSchema, readSealed, SCHEMA_VERSION, type Frozen } from './stored-rows.ts'

/** At most so many entries in one message to main. */
const TOGETHER = 500

export type Kept<T> = { sequence: number; value: T }
export type JournalView = { commands: Map<string, Kept<Frozen>>; drafts: Map<string, Kept<Draft>>; /** Calls that are over and stay counted until their shift is closed. */ counted: Map<string, Counted>; shift: OpenShift | null; report: JournalReport; /** Records that are whole and do not open. */ unreadable: number }
export type Journal = {
  read: () => Promise<Result<JournalView>>
  /** From the disk, every MAC verified again. */
  verify: () => Promise<Result<JournalView>>
  command: (frozen: Frozen) => Promise<JournalEntry>
  draft: (draft: Draft) => Promise<JournalEntry>
  /** Instead of `settled`, for a call of the open shift. */
  counted: (id: string, counted: Counted) => Promise<JournalEntry>
  shift: (shift: OpenShift) => Promise<JournalEntry>
  /** What is owed goes first. A failure leaves the debt as it was; the caller says what to owe for its own entries. */
  append: (entries: readonly JournalEntry[]) => Promise<Result<null>>
  owe: (entries: readonly JournalEntry[]) => void
  /** Whether the journal has this command or draft, as far as it was told. */
  has: (kind: SealedKind, id: string) => boolean
  /** Of the last append; null: it went well. */
  failure: () => Failure | null
  whyNotWritten: JournalPort['whyNotWritten']
}

type SealedKind = LiveRecord['kind']
/** Kinds never share a place, so that one cannot be passed off as the other. */
const placeOf = (kind: SealedKind, id: string): Place => ({ table: 'journal', id: `${kind}/${id}`, schemaVersion: SCHEMA_VERSION })

export const createJournal = (port: JournalPort, sealer: Sealer): Journal => {
  const known = new Set<string>()
  let owed: readonly JournalEntry[] = []
  let failure: Failure | null = null

  const note = ({ kind, id }: JournalEntry): void => {
    if (kind === 'settled' || kind === 'counted') known.delete(`command ${id}`)
    if (kind === 'draft-gone') known.delete(`draft ${id}`)
    if (kind === 'shift-closed') for (const name of [...known]) if (name.startsWith('counted ') || name === `shift ${id}`) known.delete(name)
    if (kind === 'command' || kind === 'draft' || kind === 'counted' || kind === 'shift') known.add(`${kind} ${id}`)
  }
  const seal = async (kind: SealedKind, id: string, value: unknown): Promise<JournalEntry> => ({ kind, id, sealed: await sealer.seal(placeOf(kind, id), value) })
  const open = async ({ kind, id, sequence, sealed }: LiveRecord, view: JournalView): Promise<void> => {
    const readAs = async <T>(schema: z.ZodType<T>, idOf: (value: T) => string): Promise<T | undefined> => {
      const read = await readSealed(sealer, placeOf(kind, id), new Uint8Array(sealed), schema)
      if (read.ok && idOf(read.value) === id) return read.value
      view.unreadable += 1
      return undefined
    }
    if (kind === 'command') {
      const frozen = await readAs(frozenSchema, ({ command }) => command.id)
      if (frozen !== undefined) view.commands.set(id, { sequence, value: frozen })
    } else if (kind === 'draft') {
      const draft = await readAs(draftSchema, (value) => value.id)
      if (draft !== undefined) view.drafts.set(id, { sequence, value: draft })
    } else if (kind === 'counted') {
      const counted = await readAs(countedSchema, () => id)
      if (counted !== undefined) view.counted.set(id, counted)
    } else view.shift = (await readAs(openShiftSchema, (value) => value.id)) ?? null
  }
  const viewOf = async ({ live, report }: JournalContents): Promise<JournalView> => {
    const view: JournalView = { commands: new Map(), drafts: new Map(), counted: new Map(), shift: null, report, unreadable: 0 }
    await Promise.all(live.map((record) => open(record, view)))
    return view
  }

  return {
    read: async () => {
      const contents = await port.read()
      if (!contents.ok) return contents
      known.clear()
      for (const { kind, id } of contents.value.live) known.add(`${kind} ${id}`)
      return ok(await viewOf(contents.value))
    },
    verify: async () => {
      const contents = await port.read(true)
      return contents.ok ? ok(await viewOf(contents.value)) : contents
    },
    command: (frozen) => seal('command', frozen.command.id, frozen),
    draft: (draft) => seal('draft', draft.id, draft),
    counted: (id, counted) => seal('counted', id, counted),
    shift: (shift) => seal('shift', shift.id, shift),
    append: async (entries) => {
      const debts = owed
      const all = [...debts, ...entries]
      for (let from = 0; from < all.length; from += TOGETHER) {
        const part = all.slice(from, from + TOGETHER)
        const written = await port.append(part)
        failure = written.ok ? null : written.error
        if (!written.ok) return written
        part.forEach(note)
        owed = debts.slice(from + TOGETHER)
      }
      return ok(null)
    },
    owe: (entries) => {
      owed = [...owed, ...entries]
    },
    has: (kind, id) => known.has(`${kind} ${id}`),
    failure: () => failure,
    whyNotWritten: port.whyNotWritten,
  }
}
