// Which file is sent when: one at a time, those of commands first, with patience as for every other request. Remembers only what the platform
// said; after a restart it asks again where each upload stands.
import type { Draft, DraftFile } from '../../../shared/contract/draft.ts'
import { AppError, type ErrorCode } from '../../../shared/errors.ts'
import type { FileView } from '../../../shared/workspace.ts'
import { CEILING_MS, retryDelay } from '../../sync/backoff.ts'
import type { Chance, Clock, Timer, Trouble } from '../../sync/ports.ts'
import type { OutboxBucket } from '../data/outbox-bucket.ts'
import { startUpload, type OwnedFile, type RunningUpload, type UploadParts } from './tus-road.ts'

export type Uploads = {
  views: (files: readonly DraftFile[]) => FileView[]
  /** Every file of it is on the platform, or was refused there for good: the command may be judged. */
  areSettled: (files: readonly DraftFile[]) => boolean
  /** Something was attached, or the road may be open again (`again`). */
  wake: (again?: boolean) => void
  /** Of a file that nobody names any more: stops it and takes it back from the platform if it can be reached. */
  cancel: (id: string) => void
  stop: () => Promise<void>
}
export type UploadsParts = UploadParts & {
  bucket: OutboxBucket
  clock: Clock
  chance: Chance
  timer: Timer
  /** A file moved: progress or its end. */
  moved: () => void
  /** A file came to its end: commands may be ready. */
  settled: () => void
  takeBack: (id: string) => Promise<void>
}
/** Files of a draft; out of a transfer file they stay its author's. */
const ownedFiles = (draft: Draft | null): OwnedFile[] => (draft?.files ?? []).map((file) => ({ file, authorId: draft?.carried?.authorId ?? null }))
type Known = { state: FileView['state']; sent: number; code: ErrorCode | null; /** Monotonic, of the last word of the platform. */ at: number }

/** The platform forgets what no message names; so long its word for a whole file is believed, then it is asked again. */
const BELIEVED_MS = 24 * 60 * 60 * 1000

export const createUploads = (parts: UploadsParts): Uploads => {
  const { bucket, clock, chance, timer } = parts
  const known = new Map<string, Known>()
  let running: { id: string; upload: RunningUpload } | null = null
  let isStopped = false
  let openAt = 0
  let failures = 0
  let failingSince: number | null = null
  let ended: Promise<void> = Promise.resolve()

  const isOver = ({ id, isThere }: DraftFile): boolean => {
    if (isThere === true) return true
    const one = known.get(id)
    return one?.state === 'refused' || (one?.state === 'sent' && clock.monotonic() - one.at < BELIEVED_MS)
  }
  const wanted = (): OwnedFile[] => [
    ...[...bucket.commands.values()].filter(({ progress }) => progress.state === 'queued').sort((left, right) => left.frozen.seq - right.frozen.seq).flatMap(({ frozen }) => ownedFiles(frozen.draft)),
    ...[...bucket.drafts.values()].flatMap(ownedFiles),
  ]
  const note = (id: string, change: Partial<Known>): void => {
    known.set(id, { state: 'waiting', sent: 0, code: null, ...known.get(id), ...change, at: clock.monotonic() })
    parts.moved()
  }

  const wait = (trouble: Trouble): void => {
    failures += 1
    failingSince ??= clock.monotonic()
    const retryAfterMs = trouble.kind === 'not-sent' || trouble.kind === 'no-answer' ? trouble.retryAfterMs : null
    const delay = trouble.kind === 'paused' ? CEILING_MS : retryDelay({ failures, failingForMs: clock.monotonic() - failingSince, retryAfterMs }, chance())
    openAt = clock.monotonic() + delay
    timer.arm(delay, () => wake())
  }
  const sendOne = async (owned: OwnedFile): Promise<void> => {
    const { file } = owned
    const upload = startUpload(parts, owned, (sent) => {
      failures = 0
      failingSince = null
      note(file.id, { state: 'sending', sent })
    })
    running = { id: file.id, upload }
    note(file.id, { state: 'sending', code: null })
    const outcome = await upload.done
    running = null
    if (outcome.kind === 'stopped') return note(file.id, { state: 'waiting' })
    if (outcome.kind === 'trouble') {
      note(file.id, { state: 'waiting' })
      return wait(outcome.trouble)
    }
    failures = 0
    failingSince = null
    note(file.id, outcome.kind === 'sent' ? { state: 'sent', sent: file.size } : { state: 'refused', code: outcome.code })
    parts.settled()
  }
  const run = async (): Promise<void> => {
    for (;;) {
      const next = wanted().find(({ file }) => !isOver(file))
      if (isStopped || clock.monotonic() < openAt || next === undefined) return
      await sendOne(next)
    }
  }
  let isRunning = false
  let wokenAgain = false
  const wake = (again = false): void => {
    if (isStopped) return
    if (again) {
      openAt = 0
      timer.cancel()
    }
    wokenAgain = isRunning
    if (isRunning) return
    isRunning = true
    ended = run().catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error
      wait({ kind: 'no-answer', code: error.code, retryAfterMs: null })
    }).finally(() => {
      isRunning = false
      if (wokenAgain) wake()
    })
  }

  return {
    views: (files) =>
      files.map(({ id, name, kind, type, size, isThere }) => {
        if (isThere === true) return { id, name, kind, type, size, state: 'sent' as const, sent: size, code: null }
        const { state, sent, code } = known.get(id) ?? { state: 'waiting' as const, sent: 0, code: null }
        return { id, name, kind, type, size, state, sent, code }
      }),
    areSettled: (files) => files.every(isOver),
    wake,
    cancel: (id) => {
      const before = known.get(id)
      if (running?.id === id) running.upload.stop()
      known.delete(id)
      if (before !== undefined && before.state !== 'refused') void parts.takeBack(id).catch(() => undefined) // an upload that nobody names does no harm there
    },
    stop: async () => {
      isStopped = true
      timer.cancel()
      running?.upload.stop()
      await ended
    },
  }
}
