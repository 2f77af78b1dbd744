// The data key of every operator and mode: made once, wrapped by the system's key ring, handed out to the data worker only.
import { randomBytes, randomUUID } from 'node:crypto'
import type { Mode } from '../../shared/contract/meta.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { AppFacts } from '../../shared/ipc.ts'
import { changeKeyFile, readKeyFile, type KeyRecord } from './key-file.ts'
import type { KeyWrap } from './key-wrap.ts'

export type VaultKey = { keyId: string; key: Uint8Array }
export type Vault = {
  /**
   * The key of that operator, made on first use. E-KEYRING: live mode without a key ring, or the ring that wrapped the
   * key is closed; E-KEY-BAD: the key cannot be read; E-NEWER; E-DISK-OPEN, E-READ-ONLY.
   */
  open: (operatorId: string, mode: Mode) => Promise<Result<VaultKey>>
  keyStorage: (mode: Mode) => Promise<AppFacts['keyStorage']>
  /** Whose vault a restart reopens; null when unknown. */
  lastOperator: (mode: Mode) => string | null
  remember: (operatorId: string | null, mode: Mode) => Result<unknown>
}
export type VaultPorts = { path: string; wrap: KeyWrap; now: () => number }

const KEY_BYTES = 32

export const createVault = ({ path, wrap, now }: VaultPorts): Vault => {
  const make = async (operatorId: string, mode: Mode): Promise<Result<VaultKey>> => {
    const backend = await wrap.backend()
    if (backend === undefined && mode === 'live') return fail('E-KEYRING', { reason: 'absent' })
    const key = new Uint8Array(randomBytes(KEY_BYTES))
    const record: KeyRecord = {
      keyId: randomUUID(),
      operatorId,
      mode,
      wrap: backend === undefined ? 'plain' : 'keyring',
      backend: backend ?? 'basic_text',
      key: backend === undefined ? Buffer.from(key).toString('base64') : await wrap.wrap(key),
      createdAt: new Date(now()).toISOString(),
    }
    const written = changeKeyFile(path, (file) => ({ ...file, keys: [...file.keys, record] }))
    return written.ok ? ok({ keyId: record.keyId, key }) : written
  }

  const read = async (record: KeyRecord): Promise<Result<VaultKey>> => {
    const key = record.wrap === 'plain' ? readPlain(record) : await readWrapped(wrap, record)
    if (!key.ok) return key
    return key.value.byteLength === KEY_BYTES ? ok({ keyId: record.keyId, key: key.value }) : fail('E-KEY-BAD', { reason: 'length' })
  }

  const open = async (operatorId: string, mode: Mode): Promise<Result<VaultKey>> => {
    const file = readKeyFile(path)
    if (!file.ok) return file
    const record = file.value.keys.findLast((candidate) => candidate.operatorId === operatorId && candidate.mode === mode)
    return record === undefined ? make(operatorId, mode) : read(record)
  }

  // one at a time: two openings at once must not make two keys
  let last: Promise<unknown> = Promise.resolve()
  return {
    open: (operatorId, mode) => {
      const opening = last.then(() => open(operatorId, mode))
      last = opening.catch(() => undefined) // the caller has the error; the next opening does not depend on it
      return opening
    },
    keyStorage: async (mode) => {
      if ((await wrap.backend()) !== undefined) return 'keyring'
      return mode === 'training' ? 'basic_text' : 'none'
    },
    lastOperator: (mode) => {
      const file = readKeyFile(path)
      return file.ok ? file.value.lastOperator[mode] : null
    },
    remember: (operatorId, mode) => changeKeyFile(path, (file) => ({ ...file, lastOperator: { ...file.lastOperator, [mode]: operatorId } })),
  }
}

const readPlain = (record: KeyRecord): Result<Uint8Array> =>
  // a plain key can only come from training; in live mode somebody put it there
  record.mode === 'live' ? fail('E-KEYRING', { reason: 'plain' }) : ok(new Uint8Array(Buffer.from(record.key, 'base64')))

const readWrapped = async (wrap: KeyWrap, record: KeyRecord): Promise<Result<Uint8Array>> => {
  if ((await wrap.backend()) === undefined) return fail('E-KEYRING', { reason: 'closed' })
  return wrap.unwrap(record.key)
}
