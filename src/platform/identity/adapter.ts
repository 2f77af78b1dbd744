// Storage of the OpenID provider in the table oidc_payload. Its own records, kept as it gives them.
import { and, eq, lt, sql } from 'drizzle-orm'
import type { Adapter, AdapterPayload } from 'oidc-provider'
import type { Database } from '../database.ts'
import { oidcPayload } from '../schema.ts'

/** By the machine's clock, as the provider judges all its records; the shifted clock of a lesson does not reach here. */
const GRACE_MS = 60_000
/** Records that may be tried a second time for a while, because the reply to the first try may have been lost. */
const FORGIVEN = 'RefreshToken'

const later = (seconds: number | undefined): Date | null => (typeof seconds === 'number' ? new Date(Date.now() + seconds * 1000) : null)

/**
 * One adapter per kind of record. A used refresh token stays good for 60 s: then its reply came, or the client asks again
 * and gets another successor. After that its reuse revokes the whole grant (RFC 9700 §4.14). A code is never forgiven.
 */
export const adapterOf = (database: Database) => (type: string): Adapter => {
  const own = (id: string) => and(eq(oidcPayload.type, type), eq(oidcPayload.id, id))
  const found = async (where: ReturnType<typeof own>): Promise<AdapterPayload | undefined> => {
    const [row] = await database.select().from(oidcPayload).where(where)
    if (row === undefined || (row.expiresAt !== null && row.expiresAt.getTime() <= Date.now())) return undefined
    const isUsed = row.consumedAt !== null && !(type === FORGIVEN && Date.now() - row.consumedAt.getTime() < GRACE_MS)
    return isUsed ? { ...row.payload, consumed: Math.floor((row.consumedAt as Date).getTime() / 1000) } : row.payload
  }
  return {
    upsert: async (id, payload, expiresIn) => {
      const row = {
        payload: payload as Record<string, unknown>,
        grantId: payload.grantId ?? null,
        userCode: payload.userCode ?? null,
        uid: payload.uid ?? null,
        expiresAt: later(expiresIn),
      }
      // a sign-in begins: the moment to forget what nobody can use any more
      if (type === 'Interaction') await database.delete(oidcPayload).where(lt(oidcPayload.expiresAt, new Date()))
      await database.insert(oidcPayload).values({ type, id, ...row }).onConflictDoUpdate({ target: [oidcPayload.type, oidcPayload.id], set: row })
    },
    find: (id) => found(own(id)),
    findByUid: (uid) => found(and(eq(oidcPayload.type, type), eq(oidcPayload.uid, uid))),
    findByUserCode: (userCode) => found(and(eq(oidcPayload.type, type), eq(oidcPayload.userCode, userCode))),
    consume: async (id) => {
      // the first use counts: a repeat inside the grace does not prolong it
      await database.update(oidcPayload).set({ consumedAt: sql`coalesce(${oidcPayload.consumedAt}, ${new Date().toISOString()}::timestamptz)` }).where(own(id))
    },
    destroy: async (id) => {
      await database.delete(oidcPayload).where(own(id))
    },
    revokeByGrantId: async (grantId) => {
      await database.delete(oidcPayload).where(and(eq(oidcPayload.type, type), eq(oidcPayload.grantId, grantId)))
    },
  }
}
