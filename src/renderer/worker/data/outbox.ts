// The outbox: a draft becomes a frozen command in the journal and then in one transaction, and every later step of it is written here. Implements the sync core's store.
import { v7 as uuid } from 'uuid'
import { commandSchema, type Command } from '../../../shared/contract/command.ts'
import type { Draft, DraftFile } from '../../../shared/contract/draft.ts'
import { advanceDelivery, type DeliveryEvent } from '../../../shared/delivery.ts'
import { AppError, fail, ok, type Result } from '../../../shared/errors.ts'
import { receiptCode } from '../../../shared/receipt-code.ts'
import type { DeliveryFields, OutboxStore, Transition } from '../../sync/ports.ts'
import type { Withdrawal } from '../../../shared/workspace.ts'
import { payloadHash } from '../seal.ts'
import type { CommandMemory } from './command-memory.ts'
import type { OutboxRow } from './database.ts'
import { OPEN_DRAFT, sealOutboxFact, type OutboxBucket } from './outbox-bucket.ts'
import { countedEntries, isCallOf, newShift, OPEN_SHIFT, overEntries } from './shift-rows.ts'
import { isHeld, isUndecided, versionToSend } from './standing.ts'
import { chainOf, orphansOf, withSuccession } from './succession.ts'
import { deliveryRow, openFrozen, sealProgress, sealQueued, type About, type Progress, type Queued } from './stored-rows.ts'

export type CommandBody = Command extends infer C ? (C extends Command ? Omit<C, 'id' | 'at'> : never) : never
export type Outbox = OutboxStore & {
  /** Freezes and queues; the draft goes in the same transaction, and the refused command that this one stands for is passed on. */
  enqueue: (body: CommandBody, draft: Draft | null, how?: { decided?: Decided; standsFor?: string | null }) => Promise<Result<Queued>>
  /** Takes back what its author gave up, where `may` still allows it; E-LOCKED-SENT otherwise. Everything stays on record. */
  takeBack: (id: string, may: (queued: Queued) => boolean) => Promise<Result<null>>
  /** Takes a rejected command out of the tray; it stays on record with its reason. E-LOCKED-SENT: it is in no state for that. */
  withdraw: (id: string, withdrawal: Withdrawal) => Promise<Result<null>>
  /** Back into the tray, in both copies. Only what a person took out. */
  bringBack: (id: string) => Promise<Result<null>>
  /** At the start: what was passed on to a command that is nowhere comes back to its author. */
  reclaim: () => Promise<Result<null>>
  /** Rows whose outcome has arrived by another way (the message itself, the person's facts). */
  forget: (ids: readonly string[]) => Promise<Result<null>>
}
/** Of a command about a message that exists; `notBefore`: until then its author may take it back. */
export type Decided = { about: About; notBefore: number | null }
type Sources = { now: () => number; newId?: () => string; /** Whether the platform has the files of a command, or has refused them for good. */ areFilesSettled?: (files: readonly DraftFile[]) => boolean }

const FRESH: DeliveryFields = { state: 'queued', attempts: 0, nextAttemptAt: null, failure: null, issues: [], receipt: null }
const CODE_DRAWS = 1000
/** States that the sync core still has to do with. */
const isOpen = ({ progress }: Queued): boolean => progress.state !== 'done' && progress.state !== 'withdrawn'

/** Done, or with the coordinator: a message may stand for it. */
const isArrived = (queued: Queued | undefined): boolean => queued?.progress.state === 'done' || (queued?.progress.state === 'withdrawn' && queued.progress.withdrawal?.reason === 'handed-over')

/** A new id whose receipt code no other command of this seat has: the caller's code must name one message. */
const drawId = ({ rows, lookup }: CommandMemory, newId: () => string): string => {
  for (let draw = 0; draw < CODE_DRAWS; draw += 1) {
    const id = newId()
    if (!lookup.hasCode(receiptCode(id)) && !rows.has(id)) return id
  }
  throw new Error('no free receipt code')
}

export const createOutbox = (bucket: OutboxBucket, { now, newId = uuid, areFilesSettled = () => true }: Sources): Outbox => {
  const { database, journal, sealer } = bucket
  /** The journal may forget them. What it does not take now it takes before the next record, or at the next start. */
  const settleInJournal = async (ids: readonly string[]): Promise<Result<null>> => {
    journal.owe(await overEntries(journal, bucket.openShift(), ids.filter((id) => journal.has('command', id)), bucket.commands))
    return journal.append([])
  }

  /** Rejected commands that this one makes good, back along the chain of corrections. */
  const corrected = (by: Queued): Queued[] => chainOf(by, bucket.commands).filter(({ progress }) => advanceDelivery(progress.state, 'withdraw').allowed)
  const withdrawal = ({ frozen, progress }: Queued): Transition => ({ id: frozen.command.id, from: progress.state, event: 'withdraw', fields: { ...progress, state: 'withdrawn', nextAttemptAt: null } })

  /** The core knows nothing of exports: what is noted of them outlives its steps, and what did not leave from here is asked for before the next try. */
  const progressOf = ({ id, event, fields }: Transition): Progress => {
    const exportedAt = bucket.commands.get(id)?.progress.exportedAt
    if (exportedAt === undefined) return fields
    return { ...fields, exportedAt, state: event === 'not-sent' ? 'unknown' : fields.state }
  }
  const writeTransitions = async (transitions: readonly Transition[]): Promise<Result<string[]>> => {
    const sealed = await Promise.all(transitions.map((transition) => sealProgress(sealer, transition.id, progressOf(transition))))
    return bucket.commit(() =>
      database.transaction('rw', database.outbox, async () => {
        const written: string[] = []
        const rows = await database.outbox.bulkGet(transitions.map(({ id }) => id))
        const changed = rows.flatMap((row, index) => {
          const transition = transitions[index] as Transition
          if (row === undefined || row.state !== transition.from) return []
          written.push(transition.id)
          return [{ ...row, ...sealed[index] }]
        })
        await database.outbox.bulkPut(changed)
        return written
      }),
    )
  }

  const readCommand = async (id: string, row: OutboxRow | undefined): Promise<Command | undefined> => {
    const frozen = row && (await openFrozen(sealer, row))
    if (frozen?.ok !== true) return undefined
    const parsed = commandSchema.safeParse(frozen.value.command)
    const isWhole = parsed.success && parsed.data.id === id && (await payloadHash(parsed.data.payload)) === bucket.commands.get(id)?.frozen.payloadHash
    if (!isWhole) return undefined
    const version = versionToSend(bucket.commands, frozen.value)
    // what a command stands on is no part of its payload: the hash that makes it itself stays
    return version === null || parsed.data.base === undefined ? parsed.data : ({ ...parsed.data, base: { ...parsed.data.base, version } } as Command)
  }

  /** A command one event further, or undefined when that event cannot happen to it. */
  const stepOf = (id: string, event: DeliveryEvent, change: Partial<DeliveryFields>): Queued | undefined => {
    const queued = bucket.commands.get(id)
    const advanced = queued && advanceDelivery(queued.progress.state, event)
    return queued !== undefined && advanced?.allowed === true ? { frozen: queued.frozen, progress: { ...queued.progress, ...change, state: advanced.to } } : undefined
  }
  const writeStep = async ({ frozen, progress }: Queued, from: string): Promise<Result<boolean>> => {
    const { id } = frozen.command
    const columns = await sealProgress(sealer, id, progress)
    return bucket.commit(() =>
      database.transaction('rw', database.outbox, async () => {
        if ((await database.outbox.get(id))?.state !== from) return false
        await database.outbox.update(id, columns)
        return true
      }),
    )
  }

  return {
    withdraw: (id, withdrawal) =>
      bucket.change(async ({ commands, tell }) => {
        const taken = bucket.commands.get(id)?.progress.state === 'needs-attention' ? stepOf(id, 'withdraw', { withdrawal }) : undefined
        if (taken === undefined) return fail('E-LOCKED-SENT', { otherId: id })
        const written = await writeStep(taken, 'needs-attention')
        if (!written.ok) return written
        commands.set(taken)
        // a row that is over in the database is settled at the next start, if the journal does not take it now
        await settleInJournal([id])
        tell({ drafts: [], commands: [id] })
        return ok(null)
      }),
    bringBack: (id) =>
      bucket.change(async ({ commands, tell }) => {
        const known = bucket.commands.get(id)
        const isMine = known?.progress.withdrawal !== undefined && known.progress.withdrawal.reason !== 'handed-over'
        const back = isMine ? stepOf(id, 'return', {}) : undefined
        if (back === undefined) return fail('E-NOT-FOUND')
        const { withdrawal: _over, ...progress } = back.progress
        const returned: Queued = { frozen: back.frozen, progress }
        // the journal first: what the database then does not take is settled again at the next start
        const kept = await journal.append([await journal.command(returned.frozen)])
        if (!kept.ok) return kept
        const written = await writeStep(returned, 'withdrawn')
        if (!written.ok) return written
        commands.set(returned)
        tell({ drafts: [], commands: [id] })
        return ok(null)
      }),
    enqueue: (body, draft, { decided, standsFor = null } = {}) =>
      bucket.change(async ({ drafts, commands, sentDrafts, setOpenDraftId, setOpenShift, tell }) => {
        if (draft !== null && sentDrafts.has(draft.id)) return fail('E-LOCKED-SENT')
        if (body.type === 'shift.close' && bucket.openShift() === null) return fail('E-NOT-FOUND')
        const id = drawId(commands, newId)
        const at = new Date(now()).toISOString()
        const seq = commands.lookup.lastSeq() + 1
        const command = { ...body, id, at }
        const before = draft === null ? undefined : drafts.get(draft.id)
        const open = bucket.openShift()
        // the first call after a closing opens the next shift
        const begun = body.type === 'message.submit' && open === null ? newShift(newId(), at) : null
        const closed = body.type === 'shift.close' ? open : null
        const shift = body.type === 'message.submit' ? (begun ?? open) : closed
        const queued: Queued = {
          frozen: {
            command, draft, seq, messageKey: decided?.about.shown.id ?? id, payloadHash: await payloadHash(body.payload), notBefore: decided?.notBefore ?? null, queuedAt: at, about: decided?.about ?? null,
            shift: shift?.id ?? null,
            ...(draft?.carried === undefined ? {} : { carried: draft.carried }),
          },
          progress: FRESH,
        }
        const passed = standsFor === null ? undefined : stepOf(standsFor, 'pass-on', {})
        const [row, entry, undo, passedColumns, shiftRow, shiftEntry] = await Promise.all([
          sealQueued(sealer, queued), journal.command(queued.frozen), before && journal.draft(before), passed && sealProgress(sealer, passed.frozen.command.id, passed.progress),
          begun && sealOutboxFact(sealer, OPEN_SHIFT, begun), begun && journal.shift(begun),
        ])
        // the journal first (docs/adr/0009): if the database then fails, the journal can be told so; the other way round a command
        // whose author heard «not saved» would be sent all the same
        const kept = await journal.append([
          ...(shiftEntry === null ? [] : [shiftEntry]), entry, ...(draft === null ? [] : [{ kind: 'draft-gone' as const, id: draft.id }]),
          ...(closed === null ? [] : [{ kind: 'shift-closed' as const, id: closed.id }]),
        ])
        if (!kept.ok) {
          journal.owe([{ kind: 'settled', id }, ...(undo === undefined ? [] : [undo])])
          if (closed !== null) journal.owe([await journal.shift(closed), ...(await countedEntries(journal, closed, commands.rows))])
          return kept
        }
        const written = await bucket.commit(() =>
          database.transaction('rw', database.drafts, database.outbox, database.kv, async () => {
            await database.outbox.add(row)
            if (passed !== undefined && passedColumns !== undefined) await database.outbox.update(passed.frozen.command.id, passedColumns)
            if (shiftRow !== null) await database.kv.put(shiftRow)
            if (closed !== null) await database.kv.delete(OPEN_SHIFT)
            if (draft === null) return
            await database.drafts.delete(draft.id)
            if (bucket.openDraftId() === draft.id) await database.kv.delete(OPEN_DRAFT)
          }),
        )
        if (!written.ok) {
          bucket.doubt(id)
          return written
        }
        commands.set(queued)
        if (passed !== undefined) commands.set(passed)
        if (begun !== null) setOpenShift(begun)
        if (closed !== null) setOpenShift(null)
        if (draft !== null) {
          drafts.delete(draft.id)
          sentDrafts.add(draft.id)
          if (bucket.openDraftId() === draft.id) setOpenDraftId(null)
        }
        tell({ drafts: draft === null ? [] : [draft.id], commands: passed === undefined ? [id] : [id, passed.frozen.command.id] })
        return ok(queued)
      }),
    takeBack: (id, may) =>
      bucket.change(async ({ commands, tell }): Promise<Result<null>> => {
        const asked = commands.rows.get(id)
        if (asked === undefined) return fail('E-NOT-FOUND')
        if (!may(asked) || !advanceDelivery(asked.progress.state, 'withdraw').allowed) return fail('E-LOCKED-SENT')
        const transitions = [asked, ...(asked.progress.state === 'needs-attention' ? corrected(asked) : [])].map(withdrawal)
        const written = await writeTransitions(transitions)
        if (!written.ok) return written
        const ids = new Set(written.value)
        for (const transition of transitions) {
          const queued = commands.rows.get(transition.id)
          if (ids.has(transition.id) && queued !== undefined) commands.set({ ...queued, progress: transition.fields })
        }
        await settleInJournal(written.value)
        tell({ drafts: [], commands: written.value })
        return ids.has(id) ? ok(null) : fail('E-LOCKED-SENT')
      }),
    load: async () => {
      const isCoresBusiness = (queued: Queued, rows: ReadonlyMap<string, Queued>): boolean =>
        isOpen(queued) && (queued.frozen.about === null || queued.progress.state !== 'needs-attention' || isUndecided(rows, queued))
      const fresh = await bucket.change(async ({ commands: { rows } }) =>
        ok([...rows.values()].filter((queued) => isCoresBusiness(queued, rows)).map((queued) => ({
          ...deliveryRow(queued), waitsForFiles: !areFilesSettled(queued.frozen.draft?.files ?? []), isHeld: isHeld(rows, queued.frozen),
        }))))
      if (!fresh.ok) throw new AppError(fresh.error.code)
      return fresh.value
    },
    apply: async (asked) => {
      const outcome = await bucket.change(async ({ commands, tell }): Promise<Result<string[]>> => {
        const transitions = withSuccession(asked, bucket.commands, new Date(now()).toISOString())
        const written = await writeTransitions(transitions)
        if (!written.ok) return written
        const ids = new Set(written.value)
        for (const transition of transitions) {
          const queued = commands.rows.get(transition.id)
          if (ids.has(transition.id) && queued !== undefined) commands.set({ ...queued, progress: progressOf(transition) })
        }
        await settleInJournal(transitions.filter(({ id, fields }) => ids.has(id) && (fields.state === 'done' || fields.state === 'withdrawn')).map(({ id }) => id))
        tell({ drafts: [], commands: written.value })
        return ok(asked.map(({ id }) => id).filter((id) => ids.has(id)))
      })
      if (!outcome.ok) throw new AppError(outcome.error.code)
      return outcome.value
    },
    commands: async (ids) => {
      const rows = await bucket.commit(() => database.outbox.bulkGet([...ids]))
      if (!rows.ok) throw new AppError(rows.error.code)
      const commands = await Promise.all(ids.map((id, index) => readCommand(id, rows.value[index])))
      return commands.filter((command) => command !== undefined)
    },
    reclaim: () =>
      bucket.change(async ({ commands, tell }) => {
        const back = orphansOf(commands.rows).flatMap(({ frozen }) => stepOf(frozen.command.id, 'pass-back', {}) ?? [])
        for (const queued of back) {
          const written = await writeStep(queued, 'passed-on')
          if (!written.ok) return written
          commands.set(queued)
        }
        if (back.length > 0) tell({ drafts: [], commands: back.map(({ frozen }) => frozen.command.id) })
        return ok(null)
      }),
    forget: (ids) =>
      bucket.change(async ({ commands, tell }) => {
        // a call of the open shift stays until the shift is closed: its sum is made of the rows themselves
        const done = ids.filter((id) => {
          const queued = commands.rows.get(id)
          return queued !== undefined && isArrived(queued) && !isCallOf(bucket.openShift(), queued)
        })
        if (done.length === 0) return ok(null)
        // a row that went before the journal knew would come back at the next start
        const kept = await settleInJournal(done)
        if (!kept.ok) return ok(null)
        const written = await bucket.commit(() => database.transaction('rw', database.outbox, () => database.outbox.bulkDelete(done)))
        if (!written.ok) return written
        for (const id of done) commands.delete(id)
        tell({ drafts: [], commands: done })
        return ok(null)
      }),
  }
}
