// Transfer files of one open workspace: what may be done now, one piece of work at a time, its progress and its end. The private key and
// the opened file live here in memory, from the moment they are given until the work is over or cancelled.
import type { Me } from '../../../shared/contract/person.ts'
import { AppError, fail, ok, type Failure, type Result } from '../../../shared/errors.ts'
import { can } from '../../../shared/roles.ts'
import { TRAINING_FINGERPRINT, TRAINING_PRIVATE_KEY, TRAINING_PUBLIC_KEY } from '../../../shared/transfer/training-keys.ts'
import type { ExportOutcome, KeySource, TransferCounts, TransferOutcome, TransferPreview, TransferReadiness, TransferRun, TransferView } from '../../../shared/transfer/view.ts'
import { shortName } from '../data/list-rows.ts'
import { markExported, noteTaken, readTaken } from '../data/transfers.ts'
import type { Owner } from '../seal.ts'
import type { Stores } from '../stores.ts'
import { codeOfStorage } from '../data/storage-guard.ts'
import type { World } from '../world.ts'
import { prepareExport, writeExport } from './export-queue.ts'
import { hex, readPrivateKey, readPublicKey, type NamedKey } from './keys.ts'
import { judgeHead, unlockFile, type Medium, type Opened } from './read-file.ts'
import { filesOf, isUnanswered, travels, type Author } from './records.ts'
import { previewFile, takeInFile } from './take-in-file.ts'

export type WorkspaceTransfer = {
  view: () => Promise<TransferView>
  exportQueue: () => Promise<Result<ExportOutcome | null>>
  choose: () => Promise<Result<{ name: string; size: number } | null>>
  unlock: (source: KeySource) => Promise<Result<TransferPreview | null>>
  importFile: () => Promise<Result<TransferOutcome>>
  cancel: () => Promise<null>
}
type Parts = { stores: Stores; owner: Pick<Owner, 'mode' | 'operatorId'>; world: Pick<World, 'clock' | 'newId' | 'transfer'>; moved: () => void; wake: () => void }
type Standing = { readiness: TransferReadiness; key: NamedKey | null }
type Chosen = { name: string; size: number; medium: Medium; head: Awaited<ReturnType<typeof judgeHead>> & { ok: true } }

/** Beside the sealed bytes themselves: head, tags, frames. */
const ROOM_BESIDE = 64 * 1024
/** Room for tags and frames grows with the content; far below a hundredth. */
const roomFor = (bytes: number): number => bytes + Math.ceil(bytes / 100) + ROOM_BESIDE
/** «priyom-2026-11-22-1420.priyom»: says nothing of a person, and fits the names of every medium. */
const fileName = (at: string): string => `priyom-${at.slice(0, 16).replace('T', '-').replace(':', '')}.priyom`
const FINGERPRINT_SHOWN = 16

class Cancelled extends Error {}

export const createWorkspaceTransfer = ({ stores, owner, world, moved, wake }: Parts): WorkspaceTransfer => {
  const { bucket, facts, files, history } = stores
  const { transfer: port, clock, newId } = world
  let standing: Promise<Standing> | undefined
  let run: TransferRun | null = null
  let stop: (() => void) | undefined
  let stopped: Promise<never> = new Promise(() => undefined)
  let chosen: Chosen | null = null
  let opened: Opened | null = null
  let preview: TransferPreview | null = null

  const readStanding = async (): Promise<Standing> => {
    if (owner.mode === 'training') return { readiness: 'ready', key: (await readPublicKey(TRAINING_PUBLIC_KEY)) ?? null }
    const policy = await port.policy()
    if (!policy.ok || policy.value === null) return { readiness: 'no-key', key: null }
    const key = await readPublicKey(policy.value)
    if (key === undefined) return { readiness: 'bad-key', key: null }
    return hex(key.fingerprint) === TRAINING_FINGERPRINT ? { readiness: 'training-key', key: null } : { readiness: 'ready', key }
  }
  const standingNow = (): Promise<Standing> => (standing ??= readStanding())
  const authorOf = (me: Me | null): Author => ({ id: owner.operatorId, name: me === null ? '' : shortName(me) })
  const mayImport = (): boolean => facts.me()?.memberships.some(({ roles }) => can(roles, 'transfer:import')) === true
  const outgoing = () => [...bucket.commands.values()].filter(travels).sort((left, right) => left.frozen.seq - right.frozen.seq)

  const progress = (done: number): void => {
    if (run === null) return
    run = { ...run, done: Math.min(run.total, done) }
    moved()
  }
  /** Waits no longer than until it is cancelled: a medium may hang, and a person may leave. */
  const within = <T>(work: Promise<T>): Promise<T> => Promise.race([work, stopped])
  const forget = (): void => {
    chosen = null
    opened = null
    preview = null
  }
  const failureOf = (error: unknown): Failure => {
    if (!(error instanceof AppError)) return { code: codeOfStorage(error) }
    return { code: error.code, ...(error.details === undefined ? {} : { details: error.details }) }
  }
  /** One piece of work at a time. Undefined value of `ok`: it was cancelled. */
  const working = async <T>(kind: TransferRun['kind'], total: number, work: () => Promise<T>): Promise<Result<T | undefined>> => {
    if (run !== null) return fail('E-BUSY')
    run = { kind, done: 0, total }
    stopped = new Promise((_, reject) => {
      stop = () => reject(new Cancelled())
    })
    stopped.catch(() => undefined) // nobody may be waiting
    moved()
    try {
      return ok(await work())
    } catch (error) {
      if (error instanceof Cancelled) return ok(undefined)
      return { ok: false, error: failureOf(error) }
    } finally {
      run = null
      stop = undefined
      moved()
    }
  }
  const must = <T>(result: Result<T>): T => {
    if (!result.ok) throw new AppError(result.error.code, result.error.details)
    return result.value
  }

  const exportQueue = async (): Promise<Result<ExportOutcome | null>> => {
    const { key } = await standingNow()
    if (key === null) return fail('E-CONFIG', { reason: 'value', key: 'transferPublicKey' })
    const commands = outgoing()
    const me = authorOf(facts.me())
    const prepared = prepareExport(commands, me)
    const at = new Date(clock.now()).toISOString()
    const outcome = await working('export', prepared.total, async () => {
      try {
        const name = must(await within(port.create(fileName(at), roomFor(prepared.total))))
        if (name === null) return null
        const write = async (sealed: Uint8Array<ArrayBuffer>): Promise<void> => void must(await within(port.write(sealed)))
        await writeExport({ commands, chunks: files.chunks, organisation: key, mode: owner.mode, me, transferId: newId(), at, write, onProgress: progress }, prepared)
        must(await within(port.finish({ commands: commands.length, files: prepared.files })))
        must(await markExported(bucket, commands.map(({ frozen }) => frozen.command.id), at))
        return { name, commands: commands.length, files: prepared.files }
      } catch (error) {
        // main does one thing after another: whatever is under way there, this comes after it; a file that has its name stays
        void port.abort()
        throw error
      }
    })
    wake()
    return outcome.ok ? ok(outcome.value ?? null) : outcome
  }

  const mediumOf = (size: number): Medium => ({
    size,
    read: async (at, length) => {
      const bytes = must(await within(port.read(at, length)))
      if (bytes.length !== length) throw new AppError('E-BACKUP-READ')
      progress(at + length)
      return bytes
    },
  })
  const choose = async (): Promise<Result<{ name: string; size: number } | null>> => {
    if (!mayImport()) return fail('E-FORBIDDEN')
    const { key } = await standingNow()
    if (key === null) return fail('E-CONFIG', { reason: 'value', key: 'transferPublicKey' })
    const outcome = await working('check', 0, async () => {
      const file = must(await within(port.open()))
      if (file === null) return null
      forget()
      const medium = mediumOf(file.size)
      const head = await judgeHead(medium, { mode: owner.mode, fingerprint: key.fingerprint })
      if (!head.ok) {
        await port.close(null)
        throw new AppError(head.error.code, head.error.details)
      }
      chosen = { ...file, medium, head }
      return file
    })
    return outcome.ok ? ok(outcome.value ?? null) : outcome
  }

  const pemOf = async (source: KeySource): Promise<string | null> => {
    if (source.from === 'text') return source.pem
    if (source.from === 'file') return must(await within(port.pickKey()))
    return owner.mode === 'training' ? TRAINING_PRIVATE_KEY : null
  }
  const knownIds = async (): Promise<(id: string) => boolean> => {
    const taken = must(await readTaken(bucket))
    return (id) => bucket.commands.has(id) || history.has(id) || taken.has(id)
  }
  const unlock = async (source: KeySource): Promise<Result<TransferPreview | null>> => {
    const file = chosen
    const me = facts.me()
    if (file === null || me === null || !mayImport()) return fail('E-FORBIDDEN')
    const outcome = await working('check', file.size, async () => {
      const pem = await pemOf(source)
      if (pem === null) return null
      const unlocked = must(await unlockFile(file.head.value, must(await readPrivateKey(pem))))
      preview = await previewFile(unlocked, file.medium, file.name, { me, isKnown: await knownIds() })
      opened = unlocked
      return preview
    })
    return outcome.ok ? ok(outcome.value ?? null) : outcome
  }

  const importFile = async (): Promise<Result<TransferOutcome>> => {
    const [file, key, me] = [chosen, opened, facts.me()]
    if (file === null || key === null || me === null || !mayImport()) return fail('E-FORBIDDEN')
    const counts: TransferCounts = { taken: 0, known: 0, failed: 0 }
    const taken: string[] = []
    const tell = (id: string, fate: keyof TransferCounts): void => {
      counts[fate] += 1
      if (fate === 'taken') taken.push(id)
    }
    const outcome = await working('import', file.size, async () => {
      try {
        await takeInFile(key, file.medium, { bucket, chunks: files.chunks, me, isKnown: await knownIds() }, tell)
        return counts
      } finally {
        forget()
        if (taken.length > 0) must(await noteTaken(bucket, taken))
        await within(port.close(counts))
      }
    })
    files.wake()
    wake()
    if (!outcome.ok) return fail(outcome.error.code, { ...outcome.error.details, taken: counts.taken })
    return ok({ ...counts, whole: outcome.value !== undefined })
  }

  return {
    view: async () => {
      const { readiness, key } = await standingNow()
      const commands = outgoing()
      const attached = commands.flatMap(filesOf)
      return {
        readiness,
        fingerprint: key === null ? null : hex(key.fingerprint).slice(0, FINGERPRINT_SHOWN),
        mayImport: mayImport(),
        outbound: {
          commands: commands.length, files: attached.length, bytes: attached.reduce((sum, { size }) => sum + size, 0), drafts: bucket.drafts.size,
          others: [...bucket.commands.values()].filter((queued) => isUnanswered(queued) && !travels(queued)).length,
        },
        run,
        chosen: chosen === null ? null : { name: chosen.name, size: chosen.size },
        preview,
      }
    },
    exportQueue,
    choose,
    unlock,
    importFile,
    cancel: async () => {
      stop?.()
      if (chosen !== null) void port.close(null)
      forget()
      moved()
      return null
    },
  }
}
