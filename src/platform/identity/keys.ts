// The provider's own secrets: signing keys and the key of its cookies. Made once and kept in the database, so that all nodes share them.
import { generateKeyPairSync, randomBytes, randomUUID, type JsonWebKey } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { setting } from '../schema.ts'

const KEYS_KEY = 'oidc-keys'
const RSA_BITS = 2048

export type ProviderKeys = { jwks: { keys: JsonWebKey[] }; cookieKeys: string[] }

const newKeys = (): ProviderKeys => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: RSA_BITS }).privateKey.export({ format: 'jwk' })
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
  return {
    jwks: { keys: [{ ...rsa, kid: randomUUID(), alg: 'RS256', use: 'sig' }, { ...ec, kid: randomUUID(), alg: 'ES256', use: 'sig' }] },
    cookieKeys: [randomBytes(32).toString('base64url')],
  }
}

/** The keys of this platform; the first caller makes them, whoever loses the race takes the winner's. */
export const providerKeys = async (database: Database): Promise<ProviderKeys> => {
  const stored = await storedKeys(database)
  if (stored !== undefined) return stored
  await database.insert(setting).values({ key: KEYS_KEY, value: newKeys() }).onConflictDoNothing()
  return (await storedKeys(database)) as ProviderKeys
}

const storedKeys = async (database: Database): Promise<ProviderKeys | undefined> => {
  const [row] = await database.select().from(setting).where(eq(setting.key, KEYS_KEY))
  return row?.value as ProviderKeys | undefined
}
