// Whether the files that a command names may be given to its message. Reads nothing itself.
import type { Limits } from '../../shared/contract/limits.ts'
import type { Me } from '../../shared/contract/person.ts'
import { megabytes } from '../../shared/submit.ts'
import type { PointedError } from '../problems.ts'
import type { FileRow, HandOverRow } from '../schema.ts'

export type FileFacts = { me: Me; limits: Limits; /** Those of the command's files that exist, by id. */ files: ReadonlyMap<string, FileRow>; /** The message that is there already: files of its own may be named again. */ messageId?: string; /** Of the record that the command takes the place of: its operator's files go along. */ handOver?: HandOverRow | undefined }

/** Only finished uploads of the author (or of who handed the record over with them) that belong to no other message; why a file was refused is told again here. `pointer`: the list's place. */
export const fileErrors = (attachmentIds: readonly string[], pointer: string, { files, limits, me, messageId, handOver }: FileFacts): PointedError[] => {
  const { perMessage, bytesTogether } = limits.files
  if (attachmentIds.length > perMessage || new Set(attachmentIds).size < attachmentIds.length) return [{ pointer, code: 'E-FILE-COUNT', params: { limit: perMessage } }]
  const isOwned = ({ id, personId }: FileRow): boolean => personId === me.id || (personId === handOver?.operatorId && handOver.draft.files.some((file) => file.id === id))
  const errors = attachmentIds.flatMap((id, index): PointedError[] => {
    const file = files.get(id)
    if (file !== undefined && file.messageId !== null && file.messageId === messageId) return []
    const place = `${pointer}/${index}`
    if (file === undefined || !isOwned(file) || file.messageId !== null || file.state === 'open') return [{ pointer: place, code: 'E-FILE-MISSING' }]
    return file.state === 'refused' ? [{ pointer: place, code: file.refused ?? 'E-FILE-TYPE' }] : []
  })
  const together = attachmentIds.reduce((sum, id) => sum + (files.get(id)?.size ?? 0), 0)
  if (errors.length === 0 && together > bytesTogether) return [{ pointer, code: 'E-FILE-SUM', params: { limit: megabytes(bytesTogether) } }]
  return errors
}
