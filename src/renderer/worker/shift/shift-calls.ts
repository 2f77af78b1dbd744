// A shift as the page works with it: begun, counted, compared, noted, closed. Closing is a command like any other: without a link too, and once.
import { CODES_TOLD, NOTE_CHARACTERS, type ShiftNote } from '../../../shared/contract/shift.ts'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import { cleanText, isBlank, lengthOf } from '../../../shared/rules/text.ts'
import { countCalls, type ShiftCard, type ShiftLine, type ShiftReport } from '../../../shared/shift.ts'
import { sealOutboxFact } from '../data/outbox-bucket.ts'
import { newShift, OPEN_SHIFT, type OpenShift } from '../data/shift-rows.ts'
import type { Stores } from '../stores.ts'
import type { Syncing } from '../syncing.ts'
import type { Topics } from '../topics.ts'
import type { World } from '../world.ts'
import { reportOf } from './report.ts'
import { callsInMemory, createPlatformSource, queuedIn, readLocalSources } from './sources.ts'

export type Shifts = {
  /** At a sign-in: opens a shift when none is open; one without a record begins anew. */
  begin: () => Promise<Result<null>>
  card: () => ShiftCard | null
  /** Reads all three sources. E-NOT-FOUND: no shift is open. E-DISK, E-DB. */
  report: () => Promise<Result<ShiftReport>>
  lines: () => Promise<Result<ShiftLine[]>>
  saveNote: (note: string, toPersonId: string | null) => Promise<Result<{ savedAt: string }>>
  /** E-SHIFT-NOTE: the sources differ, and nothing is written about it. */
  close: (cabinetId: number) => Promise<Result<ShiftReport>>
  notes: () => ShiftNote[]
  putNoteAway: (id: string) => Promise<null>
}

export const createShifts = ({ bucket, facts, outbox, shown, tidy }: Stores, syncing: Syncing, topics: Topics, { clock, newId }: Pick<World, 'clock' | 'newId'>): Shifts => {
  const platform = createPlatformSource(syncing)
  let closing: Promise<Result<ShiftReport>> | null = null
  const at = (): string => new Date(clock.now()).toISOString()

  /** Both copies at once, as a draft: whichever has it gives it to the other at the next start. */
  const write = (change: (open: OpenShift | null) => OpenShift | null): Promise<Result<null>> =>
    bucket.change(async ({ setOpenShift }) => {
      const { database, journal, sealer } = bucket
      const next = change(bucket.openShift())
      if (next === null) return ok(null)
      const [row, entry] = await Promise.all([sealOutboxFact(sealer, OPEN_SHIFT, next), journal.shift(next)])
      const [written, kept] = await Promise.all([bucket.commit(() => database.transaction('rw', database.kv, () => database.kv.put(row))), journal.append([entry])])
      if (!written.ok) return written
      setOpenShift(next)
      topics.moved('shift')
      return kept.ok ? ok(null) : kept
    })
  const compare = async (): Promise<Result<ReturnType<typeof reportOf>>> => {
    const shift = bucket.openShift()
    if (shift === null) return fail('E-NOT-FOUND')
    const local = await readLocalSources(bucket, shift)
    if (!local.ok) return local
    const accepted = local.value.stored.filter(({ standing, hasReceipt }) => standing === 'accepted' && hasReceipt).map(({ id }) => id)
    const words = await platform.ask(local.value.rows, accepted)
    return ok(reportOf({
      shift: bucket.openShift() ?? shift, local: local.value, platform: words, names: shown.names(), now: clock.now(), drafts: bucket.drafts.size, answersRead: facts.answersSeenSince(shift.openedAt),
    }))
  }
  const report = async (): Promise<Result<ShiftReport>> => {
    const compared = await compare()
    return compared.ok ? ok(compared.value.report) : compared
  }
  const close = async (cabinetId: number): Promise<Result<ShiftReport>> => {
    const compared = await report()
    if (!compared.ok) return compared
    const { openedAt, checkedAt, counts, agrees, open, mismatches, note, toPersonId } = compared.value
    if (!agrees && isBlank(note)) return fail('E-SHIFT-NOTE')
    const payload = {
      openedAt, closedAt: checkedAt, counts, toPersonId, note,
      openCodes: open.slice(0, CODES_TOLD).map(({ code }) => code),
      mismatchCodes: [...new Set(mismatches.map(({ code }) => code))].slice(0, CODES_TOLD),
    }
    const queued = await outbox.enqueue({ type: 'shift.close', cabinetId, payload }, null)
    if (!queued.ok) return queued
    topics.moved('shift')
    await tidy()
    syncing.wake('row')
    return compared
  }

  return {
    begin: () =>
      write((open) => {
        if (open === null) return newShift(newId(), at())
        const isUsed = queuedIn(bucket, open).length > 0 || open.note !== ''
        return isUsed ? null : { ...open, openedAt: at() }
      }),
    card: () => {
      const open = bucket.openShift()
      if (open === null) return null
      const { recorded, accepted } = countCalls(callsInMemory(bucket, open))
      return { openedAt: open.openedAt, recorded, accepted }
    },
    report,
    lines: async () => {
      const compared = await compare()
      return compared.ok ? ok(compared.value.lines) : compared
    },
    saveNote: async (typed, toPersonId) => {
      const note = cleanText(typed).text
      if (lengthOf(note) > NOTE_CHARACTERS) return fail('E-TEXT-LONG', { count: lengthOf(note), limit: NOTE_CHARACTERS })
      if (bucket.openShift() === null) return fail('E-NOT-FOUND')
      const written = await write((open) => open && { ...open, note, toPersonId })
      return written.ok ? ok({ savedAt: at() }) : written
    },
    close: (cabinetId) => {
      closing ??= close(cabinetId).finally(() => {
        closing = null
      })
      return closing
    },
    notes: facts.shiftNotes,
    putNoteAway: async (id) => {
      await facts.putShiftNoteAway(id, at())
      topics.moved('shift')
      return null
    },
  }
}
