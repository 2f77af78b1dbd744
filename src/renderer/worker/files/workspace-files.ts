// Files of one open workspace joined: attaching, sending, and forgetting what nobody names any more.
import type { Draft, DraftFile } from '../../../shared/contract/draft.ts'
import type { FileLimits } from '../../../shared/contract/limits.ts'
import { API, GATEWAY_PREFIX } from '../../../shared/api.ts'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { FileRefusal, FileView, PickedFile } from '../../../shared/workspace.ts'
import type { Drafts } from '../data/drafts.ts'
import { createFileChunks, keepsFiles, type FileChunks } from '../data/file-chunks.ts'
import type { BucketChange, OutboxBucket } from '../data/outbox-bucket.ts'
import type { InBackground, World } from '../world.ts'
import { attachFiles, keepFile } from './attach.ts'
import { shrinkImage } from './shrink.ts'
import { createUploads } from './uploads.ts'

export type WorkspaceFiles = {
  views: (files: readonly DraftFile[]) => FileView[]
  areSettled: (files: readonly DraftFile[]) => boolean
  attach: (draftId: string, picked: readonly PickedFile[]) => Promise<Result<{ refused: FileRefusal[] }>>
  remove: (draftId: string, fileId: string) => Promise<Result<null>>
  shrink: (draftId: string, fileId: string) => Promise<Result<null>>
  bytes: (fileId: string) => Promise<Result<Uint8Array<ArrayBuffer>>>
  /** Drafts or commands changed: what they no longer name goes. */
  bucketMoved: (change: BucketChange) => void
  /** Removes what a crash left behind and begins to send. */
  start: () => void
  /** `again`: the road may be open, whatever the last attempt said. */
  wake: (again?: boolean) => void
  /** The sealed chunks themselves, for whoever takes files along. */
  chunks: FileChunks
  /** Told whenever a file came to its end on the platform. */
  onSettled: (told: () => void) => void
  stop: () => Promise<void>
}
type FilesParts = {
  bucket: OutboxBucket
  drafts: () => Drafts
  world: Pick<World, 'clock' | 'chance' | 'newTimer' | 'newId' | 'fetch'>
  limits: () => FileLimits
  moved: () => void
  inBackground: InBackground
}

/** The draft as the page may have it: the keys of files stay in the worker. */
export const forPage = (draft: Draft): Draft => (draft.files.length === 0 ? draft : { ...draft, files: draft.files.map((file) => ({ ...file, key: '' })) })

export const createWorkspaceFiles = ({ bucket, drafts, world, limits, moved, inBackground }: FilesParts): WorkspaceFiles => {
  const { clock, chance, newTimer, newId, fetch } = world
  const chunks = createFileChunks(bucket)
  let settled: () => void = () => undefined
  const takeBack = async (id: string): Promise<void> => {
    await fetch(GATEWAY_PREFIX + API.deleteFile.path.replace(':id', id), { method: 'DELETE', headers: { 'tus-resumable': '1.0.0' } })
  }
  const uploads = createUploads({ fetch, now: clock.now, chunks, bucket, clock, chance, timer: newTimer(), moved, settled: () => settled(), takeBack })
  const attaching = () => ({ drafts: drafts(), chunks, limits, newId })

  /** Files by the draft or command that named them last. */
  const named = new Map<string, readonly DraftFile[]>()
  const filesOf = (owner: string): readonly DraftFile[] => {
    const queued = bucket.commands.get(owner)
    if (queued === undefined) return bucket.drafts.get(owner)?.files ?? []
    return keepsFiles(queued.progress) ? (queued.frozen.draft?.files ?? []) : []
  }
  const isNamed = (id: string): boolean => [...named.values()].some((files) => files.some((file) => file.id === id))
  const note = (owner: string): string[] => {
    const before = named.get(owner) ?? []
    const now = filesOf(owner)
    if (now.length === 0) named.delete(owner)
    else named.set(owner, now)
    return before.map(({ id }) => id)
  }

  const shrink = async (draftId: string, fileId: string): Promise<Result<null>> => {
    const draft = drafts().get(draftId)
    if (!draft.ok) return draft
    const file = draft.value.files.find(({ id }) => id === fileId)
    if (file === undefined || !file.type.startsWith('image/')) return fail('E-FILE-SHRINK')
    const whole = await chunks.read(file, 0, file.size)
    if (!whole.ok) return whole
    const small = await shrinkImage(whole.value, file.type)
    if (!small.ok) return small
    const name = `${file.name.replace(/\.[^.]+$/, '')}.jpg`
    const kept = await keepFile(attaching(), draftId, { name, declaredType: 'image/jpeg', bytes: small.value }, (files, added) => files.map((one) => (one.id === fileId ? added : one)))
    return kept.ok ? ok(null) : fail(kept.error.code)
  }
  const wakeAfter = async <T>(work: Promise<T>): Promise<T> => {
    const outcome = await work
    uploads.wake()
    return outcome
  }

  return {
    chunks,
    views: uploads.views,
    areSettled: uploads.areSettled,
    attach: (draftId, picked) => wakeAfter(attachFiles(attaching(), draftId, picked)),
    remove: (draftId, fileId) => drafts().setFiles(draftId, (files) => files.filter(({ id }) => id !== fileId)),
    shrink: (draftId, fileId) => wakeAfter(shrink(draftId, fileId)),
    bytes: async (fileId) => {
      const file = [...named.values()].flat().find(({ id }) => id === fileId)
      return file === undefined ? fail('E-NOT-FOUND') : chunks.read(file, 0, file.size)
    },
    bucketMoved: (change) => {
      // commands first: a draft that was queued hands its files over
      const fromCommands = change.commands.flatMap(note)
      const fromDrafts = change.drafts.flatMap(note)
      const gone = [...new Set([...fromDrafts, ...fromCommands])].filter((id) => !isNamed(id))
      if (fromDrafts.length + fromCommands.length > 0 || change.drafts.some((id) => named.has(id))) moved()
      for (const id of gone) if (!fromCommands.includes(id)) uploads.cancel(id)
      if (gone.length > 0) inBackground(chunks.sweep(gone))
      // one that was in doubt and waits to be sent again: its files come first
      if (change.commands.some((id) => named.has(id) && bucket.commands.get(id)?.progress.state === 'queued')) uploads.wake()
    },
    start: () => {
      inBackground(chunks.sweepAll())
      uploads.wake()
    },
    wake: uploads.wake,
    onSettled: (told) => {
      settled = told
    },
    stop: uploads.stop,
  }
}
