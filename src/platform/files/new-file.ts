// The row of a new upload, written once however often it is asked for.
import type { ErrorCode } from '../../shared/errors.ts'
import type { Database } from '../database.ts'
import { file } from '../schema.ts'

export type NewFile = { id: string; personId: string; name: string; type: string; size: number; sha256: string; createdAt: Date }

export const insertFile = async (database: Database, facts: NewFile): Promise<void> => {
  await database.insert(file).values({ ...facts, state: 'open' }).onConflictDoNothing()
}
/** Remembered, so that a command which names it hears why. */
export const refuseFile = async (database: Database, facts: NewFile, code: ErrorCode): Promise<void> => {
  await database.insert(file).values({ ...facts, state: 'refused', refused: code }).onConflictDoNothing()
}
