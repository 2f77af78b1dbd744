// The organisation's pair of keys: the public half seals a transfer file, the private half is given by a person and lives in memory only.
import { fail, ok, type Result } from '../../../shared/errors.ts'

/** PEM texts are a few KB; more is something else. */
const MOST_CHARACTERS = 20_000
const OAEP = { name: 'RSA-OAEP', hash: 'SHA-256' } as const
const LEAST_BITS = 3072

/** `fingerprint`: SHA-256 of the public half's SPKI, the name by which a file says for whom it is. */
export type NamedKey = { key: CryptoKey; fingerprint: Uint8Array<ArrayBuffer> }

export const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
export const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))

const bytesOfPem = (pem: string, label: string): Uint8Array<ArrayBuffer> | undefined => {
  const body = pem.length > MOST_CHARACTERS ? undefined : new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`).exec(pem)?.[1]
  if (body === undefined) return undefined
  try {
    return Uint8Array.from(atob(body.replaceAll(/\s/g, '')), (sign) => sign.charCodeAt(0))
  } catch {
    return undefined // no base64, so no key
  }
}
const isLongEnough = ({ algorithm }: CryptoKey): boolean => (algorithm as unknown as { modulusLength: number }).modulusLength >= LEAST_BITS

/** A PEM of SPKI (`BEGIN PUBLIC KEY`), RSA of 3072 bits or more; undefined for anything else. */
export const readPublicKey = async (pem: string): Promise<NamedKey | undefined> => {
  const spki = bytesOfPem(pem, 'PUBLIC KEY')
  if (spki === undefined) return undefined
  try {
    const key = await crypto.subtle.importKey('spki', spki, OAEP, true, ['encrypt'])
    return isLongEnough(key) ? { key, fingerprint: await fingerprintOf(key) } : undefined
  } catch {
    return undefined // no RSA key
  }
}
/** Computed from the key, not from the text: two encodings of one key have one name. */
const fingerprintOf = async (publicKey: CryptoKey): Promise<Uint8Array<ArrayBuffer>> => sha256(new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)))

/**
 * A PEM of PKCS#8 without a password (`BEGIN PRIVATE KEY`). E-BACKUP-KEY with `reason`: `locked` (under a password), `form` (no such key).
 * The key that is returned cannot be read back.
 */
export const readPrivateKey = async (pem: string): Promise<Result<NamedKey>> => {
  if (/BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: 4,ENCRYPTED/.test(pem)) return fail('E-BACKUP-KEY', { reason: 'locked' })
  const pkcs8 = bytesOfPem(pem, 'PRIVATE KEY')
  if (pkcs8 === undefined) return fail('E-BACKUP-KEY', { reason: 'form' })
  try {
    const readable = await crypto.subtle.importKey('pkcs8', pkcs8, OAEP, true, ['decrypt'])
    const { n = '', e = '' } = await crypto.subtle.exportKey('jwk', readable)
    const publicHalf = await crypto.subtle.importKey('jwk', { kty: 'RSA', n, e, alg: 'RSA-OAEP-256', ext: true }, OAEP, true, ['encrypt'])
    return ok({ key: await crypto.subtle.importKey('pkcs8', pkcs8, OAEP, false, ['decrypt']), fingerprint: await fingerprintOf(publicHalf) })
  } catch {
    return fail('E-BACKUP-KEY', { reason: 'form' })
  } finally {
    pkcs8.fill(0)
  }
}
