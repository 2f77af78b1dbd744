// Rows of uploads: who owns one, what became of it, which message shows it. The bytes are none of this file's business.
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from '../database.ts'
import { file, message, type FileRow } from '../schema.ts'
import { isInScope, type Scope } from '../scope.ts'

export const anyFile = async (database: Database, id: string): Promise<FileRow | undefined> => (await database.select().from(file).where(eq(file.id, id)))[0]

const namesFiles = z.object({ attachmentIds: z.array(z.uuid()).max(100) })
const namesFilesOfReply = z.object({ reply: namesFiles })
/** Files that a payload of whatever shape names, as far as they exist. */
export const filesNamedBy = async (payload: unknown, database: Database): Promise<ReadonlyMap<string, FileRow>> => {
  const ids = namesFiles.safeParse(payload).data?.attachmentIds ?? namesFilesOfReply.safeParse(payload).data?.reply.attachmentIds ?? []
  if (ids.length === 0) return new Map()
  const rows = await database.select().from(file).where(inArray(file.id, ids))
  return new Map(rows.map((row) => [row.id, row]))
}

/** Gives the files to their message for ever. Throws when another command took one meanwhile: the transaction must fall. */
export const bindFiles = async (transaction: Database, ids: readonly string[], messageId: string): Promise<void> => {
  if (ids.length === 0) return
  const bound = await transaction.update(file).set({ messageId }).where(and(inArray(file.id, [...ids]), isNull(file.messageId), eq(file.state, 'complete'))).returning({ id: file.id })
  if (bound.length !== ids.length) throw new Error('a file was taken by another message')
}

/** A file of a message that this scope sees whole: who may not see contacts may not see papers either. */
export const readableFile = async (database: Database, id: string, scope: Scope): Promise<FileRow | undefined> => {
  const [found] = await database
    .select({ file })
    .from(file)
    .innerJoin(message, eq(message.id, file.messageId))
    .where(and(eq(file.id, id), isInScope({ ...scope, impersonalCabinets: [] })))
  return found?.file
}
