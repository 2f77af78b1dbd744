// The open shift as it lies sealed in both copies, and which records of the journal its calls need. The bucket writes them, in its turns.
import { z } from 'zod'
import type { JournalEntry } from '../../../shared/journal.ts'
import type { Journal, JournalView } from './journal.ts'
import type { Frozen, Queued } from './stored-rows.ts'

/** Key of the open shift in the outbox's key-value table; no row: none is open. */
export const OPEN_SHIFT = 'shift'

export const openShiftSchema = z.object({
  id: z.uuid(),
  openedAt: z.iso.datetime(),
  /** The handover note as far as it is written, and whom it is for. */
  note: z.string(),
  toPersonId: z.string().nullable(),
})
export type OpenShift = z.infer<typeof openShiftSchema>
export const newShift = (id: string, openedAt: string): OpenShift => ({ id, openedAt, note: '', toPersonId: null })

/** What the journal keeps of a call that is over until its shift is closed: enough to count it and to follow its corrections, no word of it. */
export const countedSchema = z.object({ shift: z.uuid(), order: z.number().int(), replaces: z.uuid().nullable(), payloadHash: z.string() })
export type Counted = z.infer<typeof countedSchema>

export const replacedBy = ({ command, about }: Pick<Frozen, 'command' | 'about'>): string | null => about?.replaces ?? (command.payload as { replaces?: string | null }).replaces ?? null
/** Whether this command is a call of that shift. */
export const isCallOf = (shift: OpenShift | null, { frozen }: Pick<Queued, 'frozen'>): boolean =>
  shift !== null && frozen.shift === shift.id && frozen.command.type === 'message.submit'
export const countedOf = ({ frozen }: Queued): Counted => ({
  shift: frozen.shift ?? '', order: frozen.seq, replaces: replacedBy(frozen), payloadHash: frozen.payloadHash,
})
const isOver = ({ progress }: Queued): boolean => progress.state === 'done' || progress.state === 'withdrawn'

/** How the journal is told that these are over: calls of the open shift stay counted. */
export const overEntries = (journal: Pick<Journal, 'counted'>, shift: OpenShift | null, ids: readonly string[], commands: ReadonlyMap<string, Queued>): Promise<JournalEntry[]> =>
  Promise.all(
    ids.map(async (id): Promise<JournalEntry> => {
      const queued = commands.get(id)
      return queued !== undefined && isCallOf(shift, queued) ? journal.counted(id, countedOf(queued)) : { kind: 'settled', id }
    }),
  )
/** Every call of that shift that is over: for a journal of which nobody knows what it has. */
export const countedEntries = (journal: Journal, shift: OpenShift | null, commands: ReadonlyMap<string, Queued>): Promise<JournalEntry[]> => {
  const over = [...commands].filter(([, queued]) => isCallOf(shift, queued) && isOver(queued)).map(([id]) => id)
  return overEntries(journal, shift, over, commands)
}
/** Those of them that the journal does not count: after its loss, or after a closing that did not happen. */
export const uncountedEntries = (journal: Journal, shift: OpenShift | null, commands: ReadonlyMap<string, Queued>): Promise<JournalEntry[]> =>
  countedEntries(journal, shift, new Map([...commands].filter(([id]) => !journal.has('counted', id))))

/** The shift that is open, of what both copies say: the journal is written first. One that a command has closed is over. */
export const agreeOnShift = (stored: OpenShift | null, view: Pick<JournalView, 'shift'>, commands: ReadonlyMap<string, Queued>): OpenShift | null => {
  const isClosed = ({ id }: OpenShift): boolean => [...commands.values()].some(({ frozen }) => frozen.command.type === 'shift.close' && frozen.shift === id)
  const [first, second] = [view.shift, stored]
  if (first !== null && !isClosed(first)) return first
  return second !== null && !isClosed(second) ? second : null
}
