// The worker's side of the journal: what goes into a record is sealed here, and what could not be written is owed before anything else is.
// Only the bucket writes through this, inside its turns.
import { draftSchema, type Draft } from '../../../shared/contract/draft.ts'
import { ok, type Failure, type Result } from '../../../shared/errors.ts'
import type { JournalEntry, JournalReport, LiveRecord } from '../../../shared/journal.ts'
import type { JournalPort } from '../../sync/ports.ts'
import type { Place, Sealer } from '../seal.ts'
import { frozenSchema, readSealed, SCHEMA_VERSION, type Frozen } from './stored-rows.ts'

/** At most so many entries in one message to main. */
const TOGETHER = 500

export type Kept<T> = { sequence: number; value: T }
export type JournalView = { commands: Map<string, Kept<Frozen>>; drafts: Map<string, Kept<Draft>>; report: JournalReport; /** Records that are whole and do not open. */ unreadable: number }
export type Journal = {
  read: () => Promise<Result<JournalView>>
  command: (frozen: Frozen) => Promise<JournalEntry>
  draft: (draft: Draft) => Promise<JournalEntry>
  /** What is owed goes first. A failure leaves the debt as it was; the caller says what to owe for its own entries. */
  append: (entries: readonly JournalEntry[]) => Promise<Result<null>>
  owe: (entries: readonly JournalEntry[]) => void
  /** Whether the journal has this command or draft, as far as it was told. */
  has: (kind: 'command' | 'draft', id: string) => boolean
  /** Of the last append; null: it went well. */
  failure: () => Failure | null
}

/** Commands and drafts never share a place, so that one cannot be passed off as the other. */
const placeOf = (kind: 'command' | 'draft', id: string): Place => ({ table: 'journal', id: `${kind}/${id}`, schemaVersion: SCHEMA_VERSION })

export const createJournal = (port: JournalPort, sealer: Sealer): Journal => {
  const known = new Set<string>()
  let owed: readonly JournalEntry[] = []
  let failure: Failure | null = null

  const note = ({ kind, id }: JournalEntry): void => {
    if (kind === 'command' || kind === 'draft') known.add(`${kind} ${id}`)
    else known.delete(`${kind === 'settled' ? 'command' : 'draft'} ${id}`)
  }
  const seal = async (kind: 'command' | 'draft', id: string, value: unknown): Promise<JournalEntry> => ({ kind, id, sealed: await sealer.seal(placeOf(kind, id), value) })
  const open = async ({ kind, id, sequence, sealed }: LiveRecord, view: JournalView): Promise<void> => {
    const bytes = new Uint8Array(sealed)
    if (kind === 'command') {
      const frozen = await readSealed(sealer, placeOf(kind, id), bytes, frozenSchema)
      if (frozen.ok && frozen.value.command.id === id) view.commands.set(id, { sequence, value: frozen.value })
      else view.unreadable += 1
    } else {
      const draft = await readSealed(sealer, placeOf(kind, id), bytes, draftSchema)
      if (draft.ok && draft.value.id === id) view.drafts.set(id, { sequence, value: draft.value })
      else view.unreadable += 1
    }
  }

  return {
    read: async () => {
      const contents = await port.read()
      if (!contents.ok) return contents
      const view: JournalView = { commands: new Map(), drafts: new Map(), report: contents.value.report, unreadable: 0 }
      await Promise.all(contents.value.live.map((record) => open(record, view)))
      known.clear()
      for (const { kind, id } of contents.value.live) known.add(`${kind} ${id}`)
      return ok(view)
    },
    command: (frozen) => seal('command', frozen.command.id, frozen),
    draft: (draft) => seal('draft', draft.id, draft),
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
  }
}
