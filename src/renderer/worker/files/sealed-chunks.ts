// Sealing of a file's bytes: chunks of 1 MiB under a key of that file alone. Its id, the place of a chunk and whether it is the last one are
// authenticated, so that a chunk that was swapped, left out or cut off is noticed. Touches no storage.
import { fail, ok, type Result } from '../../../shared/errors.ts'

export const CHUNK_BYTES = 1024 * 1024
const KEY_BYTES = 32
/** NIST SP 800-38D: 96 bits drawn anew for every chunk. */
const IV_BYTES = 12

export const chunkCount = (size: number): number => Math.ceil(size / CHUNK_BYTES)
export type ChunkPlace = { id: string; index: number; count: number }

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))
export const newFileKey = (): string => base64(crypto.getRandomValues(new Uint8Array(KEY_BYTES)))
const importFileKey = (key: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', Uint8Array.from(atob(key), (sign) => sign.charCodeAt(0)), 'AES-GCM', false, ['encrypt', 'decrypt'])
const boundTo = ({ id, index, count }: ChunkPlace): Uint8Array<ArrayBuffer> => new TextEncoder().encode(`file|${id}|${index}|${index === count - 1 ? 'last' : 'more'}`)

export const sealChunk = async (key: string, place: ChunkPlace, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> => {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const body = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: boundTo(place) }, await importFileKey(key), bytes)
  const sealed = new Uint8Array(IV_BYTES + body.byteLength)
  sealed.set(iv)
  sealed.set(new Uint8Array(body), IV_BYTES)
  return sealed
}
/** E-INTEGRITY: changed, of another file, another place, or not the end that it was. */
export const openChunk = async (key: string, place: ChunkPlace, sealed: Uint8Array): Promise<Result<Uint8Array<ArrayBuffer>>> => {
  try {
    const iv = sealed.slice(0, IV_BYTES)
    return ok(new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: boundTo(place) }, await importFileKey(key), sealed.slice(IV_BYTES))))
  } catch {
    return fail('E-INTEGRITY', { id: place.id })
  }
}
