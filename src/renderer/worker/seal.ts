// Sealing of one value: AES-256-GCM of WebCrypto. The place where a value lies is authenticated with it, so that rows cannot be swapped.
// Nothing here touches storage: sealing comes before a transaction opens, because awaiting WebCrypto inside would commit it.
import { canonicalJson } from '../../shared/canonical-json.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'

/** First byte of every sealed value. Persisted: another layout gets another number. */
const LAYOUT = 1
/** NIST SP 800-38D: 96 bits drawn anew for every value. */
const IV_BYTES = 12

export type Owner = { mode: 'training' | 'live'; operatorId: string; keyId: string; key: CryptoKey }
/** Where a value lies. `schemaVersion` is that of the value's shape. */
export type Place = { table: string; id: string; schemaVersion: number }
export type Sealer = {
  keyId: string
  seal: (place: Place, value: unknown) => Promise<Uint8Array<ArrayBuffer>>
  /** E-INTEGRITY: not ours, of another place, changed, or under another key. */
  open: (place: Place, sealed: Uint8Array) => Promise<Result<unknown>>
}

const utf8 = new TextEncoder()
const text = new TextDecoder('utf-8', { fatal: true })

/** Takes the vault's key as one that no script can read back, and wipes the bytes that came. */
export const importKey = async (bytes: Uint8Array): Promise<CryptoKey> => {
  try {
    return await crypto.subtle.importKey('raw', new Uint8Array(bytes), 'AES-GCM', false, ['encrypt', 'decrypt'])
  } finally {
    bytes.fill(0)
  }
}

/** SHA-256 (hex) of the canonical JSON of a payload, as the platform computes it for its receipts. */
export const payloadHash = async (payload: unknown): Promise<string> => hexDigest(canonicalJson(payload))
export const hexDigest = async (value: string): Promise<string> =>
  [...new Uint8Array(await crypto.subtle.digest('SHA-256', utf8.encode(value)))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** Seals and opens for one operator in one mode. */
export const createSealer = ({ mode, operatorId, keyId, key }: Owner): Sealer => {
  const keyName = utf8.encode(keyId)
  const boundTo = ({ table, id, schemaVersion }: Place) => utf8.encode([mode, operatorId, table, id, schemaVersion, keyId].join('|'))
  const header = Uint8Array.of(LAYOUT, keyName.length, ...keyName)

  return {
    keyId,
    seal: async (place, value) => {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
      const body = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: boundTo(place) }, key, utf8.encode(JSON.stringify(value)))
      const sealed = new Uint8Array(header.length + IV_BYTES + body.byteLength)
      sealed.set(header)
      sealed.set(iv, header.length)
      sealed.set(new Uint8Array(body), header.length + IV_BYTES)
      return sealed
    },
    open: async (place, sealed) => {
      if (!header.every((byte, index) => sealed[index] === byte)) return fail('E-INTEGRITY', { table: place.table, id: place.id })
      try {
        const iv = sealed.slice(header.length, header.length + IV_BYTES)
        const body = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: boundTo(place) }, key, sealed.slice(header.length + IV_BYTES))
        return ok(JSON.parse(text.decode(body)) as unknown)
      } catch {
        return fail('E-INTEGRITY', { table: place.table, id: place.id })
      }
    },
  }
}
