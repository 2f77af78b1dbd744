// Who a signed-in person is: cabinets, roles and confirmations.
import { asc, eq } from 'drizzle-orm'
import type { Me } from '../shared/contract/person.ts'
import type { Role } from '../shared/roles.ts'
import type { Database } from './database.ts'
import { cabinet, checklist, membership, person } from './schema.ts'

/** The person with all memberships, or undefined when the platform no longer knows them. */
export const readMe = async (database: Database, personId: string): Promise<Me | undefined> => {
  const [found] = await database.select().from(person).where(eq(person.id, personId))
  if (found === undefined) return undefined
  const rows = await database
    .select({ cabinet, role: membership.role })
    .from(membership)
    .innerJoin(cabinet, eq(cabinet.id, membership.cabinetId))
    .where(eq(membership.personId, personId))
    .orderBy(asc(membership.cabinetId), asc(membership.role))
  const confirmed = await database.select().from(checklist).where(eq(checklist.personId, personId)).orderBy(asc(checklist.confirmedAt))
  return {
    ...found,
    memberships: grouped(rows),
    checklists: confirmed.map(({ cabinetId, console, confirmedAt }) => ({ cabinetId, console, confirmedAt: confirmedAt.toISOString() })),
  }
}

const grouped = (rows: readonly { cabinet: typeof cabinet.$inferSelect; role: Role }[]): Me['memberships'] => {
  const byCabinet = new Map<number, Me['memberships'][number]>()
  for (const row of rows) {
    const known = byCabinet.get(row.cabinet.id)
    if (known === undefined) byCabinet.set(row.cabinet.id, { cabinet: row.cabinet, roles: [row.role] })
    else known.roles.push(row.role)
  }
  return [...byCabinet.values()]
}

/** Roles of a person in one cabinet; none when not a member. */
export const rolesIn = (me: Me, cabinetId: number): readonly Role[] =>
  me.memberships.find((member) => member.cabinet.id === cabinetId)?.roles ?? []
