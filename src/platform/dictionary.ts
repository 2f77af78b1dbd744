// The dictionaries as one versioned whole, remembered by version.
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Dictionary } from '../shared/contract/dictionary.ts'
import { rowsOf, type Database } from './database.ts'
import { nextChangeSeq, recordChange } from './feed.ts'
import { shortName } from './messages.ts'
import type { Role } from '../shared/roles.ts'
import { cabinet, declineReason, fact, membership, person, redirectReason, setting, subject, subsubject } from './schema.ts'

const VERSION_KEY = 'dictionary-version'

export type Dictionaries = {
  version: () => Promise<number>
  read: () => Promise<Dictionary>
  /** Soft-deletes subcategories, raises the version and tells the feed. */
  retireSubsubjects: (ids: readonly number[], at: Date) => Promise<void>
}

/** Reads through a memory of one version; other nodes may raise it, so the number itself is always asked for. */
export const createDictionaries = (database: Database): Dictionaries => {
  let remembered: Dictionary | undefined
  const version = async (): Promise<number> => {
    const [row] = await database.select().from(setting).where(eq(setting.key, VERSION_KEY))
    return Number(row?.value)
  }
  return {
    version,
    read: async () => {
      const current = await version()
      if (remembered?.version !== current) remembered = await readAll(database, current)
      return remembered
    },
    retireSubsubjects: (ids, at) =>
      database.transaction(async (transaction) => {
        const seq = await nextChangeSeq(transaction)
        await transaction.update(subsubject).set({ deletedAt: at }).where(and(inArray(subsubject.id, [...ids]), isNull(subsubject.deletedAt)))
        await recordChange(transaction, seq, { kind: 'dictionary', dictionaryVersion: await raiseVersion(transaction) })
      }),
  }
}

const raiseVersion = async (transaction: Database): Promise<number> => {
  const [row] = await rowsOf<{ value: number }>(
    transaction,
    sql`update setting set value = to_jsonb((value #>> '{}')::integer + 1) where key = ${VERSION_KEY} returning value`,
  )
  return Number(row?.value)
}

const readAll = async (database: Database, version: number): Promise<Dictionary> => {
  const deletion = <T extends { deletedAt: Date | null }>(row: T) => ({ ...row, deletedAt: row.deletedAt?.toISOString() ?? null })
  return {
    version,
    subjects: (await database.select().from(subject).orderBy(asc(subject.id))).map(deletion),
    subsubjects: (await database.select().from(subsubject).orderBy(asc(subsubject.id))).map(deletion),
    facts: (await database.select().from(fact).orderBy(asc(fact.id))).map(deletion),
    cabinets: await database.select().from(cabinet).orderBy(asc(cabinet.id)),
    declineReasons: await database.select().from(declineReason).orderBy(asc(declineReason.id)),
    redirectReasons: await database.select().from(redirectReason).orderBy(asc(redirectReason.id)),
    people: await readPeople(database),
  }
}

/** Who may be assigned, who approves, and whom a shift is handed to: nobody else's name is the business of every seat. */
const LISTED: readonly Role[] = ['executor', 'head', 'operator']
const readPeople = async (database: Database): Promise<Dictionary['people']> => {
  const rows = await database
    .select({ person, cabinetId: membership.cabinetId, roles: sql<Role[]>`array_agg(${membership.role} order by ${membership.role})` })
    .from(membership)
    .innerJoin(person, eq(person.id, membership.personId))
    .where(inArray(membership.role, LISTED))
    .groupBy(person.id, membership.cabinetId)
    .orderBy(asc(membership.cabinetId), asc(person.surname), asc(person.id))
  return rows.map((row) => ({ id: row.person.id, name: shortName(row.person), cabinetId: row.cabinetId, roles: row.roles }))
}
