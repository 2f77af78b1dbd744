// Electron's safeStorage behind one face: asynchronous where the runtime has it, else synchronous.
// It says honestly whether a key ring stands behind it: Chromium's own fallback is a constant password.
import { fail, ok, type Result } from '../../shared/errors.ts'

/** The part of Electron's safeStorage that we use. The asynchronous three are absent on the runtime floor. */
export type SafeStorage = {
  isEncryptionAvailable: () => boolean
  encryptString: (text: string) => Buffer
  decryptString: (bytes: Buffer) => string
  getSelectedStorageBackend?: () => string
  isAsyncEncryptionAvailable?: () => Promise<boolean>
  encryptStringAsync?: (text: string) => Promise<Buffer>
  decryptStringAsync?: (bytes: Buffer) => Promise<{ result: string }>
}
export type KeyWrap = {
  /** Name of the key ring, or undefined when there is none that protects. */
  backend: () => Promise<string | undefined>
  wrap: (key: Uint8Array) => Promise<string>
  /** E-KEY-BAD when the ring does not know these bytes. */
  unwrap: (wrapped: string) => Promise<Result<Uint8Array>>
}

/** Back ends of Chromium on Linux that keep no secret. */
const NO_SECRET = new Set(['basic_text', 'unknown'])

/** Wraps keys by the system's key ring. Ask after the app is ready. */
export const createKeyWrap = (storage: SafeStorage, platform: NodeJS.Platform): KeyWrap => ({
  backend: async () => {
    const name = platform === 'linux' ? (storage.getSelectedStorageBackend?.() ?? 'unknown') : platform
    // a locked ring is named all the same, so the name alone proves nothing; and the fallback calls itself available
    const isAvailable = await (storage.isAsyncEncryptionAvailable?.() ?? storage.isEncryptionAvailable())
    return isAvailable && !NO_SECRET.has(name) ? name : undefined
  },
  wrap: async (key) => {
    const text = Buffer.from(key).toString('base64')
    const bytes = await (storage.encryptStringAsync?.(text) ?? storage.encryptString(text))
    return bytes.toString('base64')
  },
  unwrap: async (wrapped) => {
    try {
      const bytes = Buffer.from(wrapped, 'base64')
      const text = storage.decryptStringAsync === undefined ? storage.decryptString(bytes) : (await storage.decryptStringAsync(bytes)).result
      return ok(new Uint8Array(Buffer.from(text, 'base64')))
    } catch {
      return fail('E-KEY-BAD', { reason: 'unwrap' }) // another ring, or damaged bytes: the ring tells no more
    }
  },
})
