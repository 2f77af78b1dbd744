import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeFileAtomically } from '../../../src/main/atomic-file.ts'
import { DEFAULT_SETTINGS, openSettings } from '../../../src/main/settings.ts'
import { createKeyWrap, type SafeStorage } from '../../../src/main/vault/key-wrap.ts'
import { createVault } from '../../../src/main/vault/vault.ts'

/** A key ring that turns bits over: enough to see what is stored wrapped. */
const ring = (name: string, isOpen = true): SafeStorage => ({
  isEncryptionAvailable: () => isOpen,
  getSelectedStorageBackend: () => name,
  encryptString: (text) => Buffer.from(Buffer.from(`${name}:${text}`).map((byte) => byte ^ 0xff)),
  decryptString: (bytes) => {
    const text = Buffer.from(bytes.map((byte) => byte ^ 0xff)).toString()
    if (!text.startsWith(`${name}:`)) throw new Error('foreign')
    return text.slice(name.length + 1)
  },
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'priyom-vault-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const path = () => join(folder, 'vault/keys.json')
const vaultOf = (storage: SafeStorage) => createVault({ path: path(), wrap: createKeyWrap(storage, 'linux'), now: () => 0 })

describe('the vault', () => {
  it('gives the same key after a restart, another to each operator and mode', async () => {
    const first = await vaultOf(ring('gnome_libsecret')).open('a', 'live')
    expect(first).toMatchObject({ ok: true, value: { key: expect.any(Uint8Array) } })
    const again = vaultOf(ring('gnome_libsecret'))
    expect(await again.open('a', 'live')).toEqual(first)
    const others = [await again.open('b', 'live'), await again.open('a', 'training')]
    for (const other of others) expect(other).not.toEqual(first)
  })

  it('makes one key when it is opened twice at once', async () => {
    const vault = vaultOf(ring('kwallet6'))
    const [one, two] = await Promise.all([vault.open('a', 'live'), vault.open('a', 'live')])
    expect(one).toEqual(two)
  })

  it('stores no key in the clear under a key ring, for its owner only', async () => {
    const opened = await vaultOf(ring('kwallet6')).open('a', 'live')
    const key = opened.ok ? Buffer.from(opened.value.key).toString('base64') : ''
    expect(readFileSync(path(), 'utf8')).not.toContain(key)
    expect(statSync(path()).mode & 0o777).toBe(0o600)
  })

  it.each([ring('basic_text'), ring('unknown'), ring('gnome_libsecret', false)])('without a key ring refuses live work and marks training keys', async (storage) => {
    const vault = vaultOf(storage)
    expect(await vault.open('a', 'live')).toMatchObject({ ok: false, error: { code: 'E-KEYRING' } })
    expect(existsSync(path())).toBe(false)
    expect(await vault.keyStorage('live')).toBe('none')
    const opened = await vault.open('a', 'training')
    expect(await vault.keyStorage('training')).toBe('basic_text')
    expect(JSON.parse(readFileSync(path(), 'utf8')).keys[0]).toMatchObject({ wrap: 'plain', backend: 'basic_text' })
    expect(await vaultOf(storage).open('a', 'training')).toEqual(opened)
  })

  it('says that the ring is closed, and does not make a second key', async () => {
    await vaultOf(ring('kwallet6')).open('a', 'live')
    const before = readFileSync(path(), 'utf8')
    expect(await vaultOf(ring('kwallet6', false)).open('a', 'live')).toMatchObject({ ok: false, error: { code: 'E-KEYRING' } })
    expect(await vaultOf(ring('kwallet5')).open('a', 'live')).toMatchObject({ ok: false, error: { code: 'E-KEY-BAD' } })
    expect(readFileSync(path(), 'utf8')).toBe(before)
  })

  it.each([['', 'E-KEY-BAD'], ['{', 'E-KEY-BAD'], ['{"version":1,"keys":[{}],"lastOperator":{}}', 'E-KEY-BAD'], ['{"version":2}', 'E-NEWER']])(
    'leaves a damaged or newer file as it is: %j',
    async (text, code) => {
      writeFileAtomically(path(), text)
      const vault = vaultOf(ring('kwallet6'))
      expect(await vault.open('a', 'live')).toMatchObject({ ok: false, error: { code } })
      expect(vault.remember('a', 'live')).toMatchObject({ ok: false, error: { code } })
      expect(vault.lastOperator('live')).toBeNull()
      expect(readFileSync(path(), 'utf8')).toBe(text)
    },
  )

  it('remembers the last operator of each mode', () => {
    vaultOf(ring('kwallet6')).remember('a', 'training')
    const vault = vaultOf(ring('kwallet6'))
    expect([vault.lastOperator('training'), vault.lastOperator('live')]).toEqual(['a', null])
  })

  it('uses the asynchronous key ring where there is one', async () => {
    const plain = ring('kwallet6')
    const storage: SafeStorage = {
      ...plain,
      encryptString: () => { throw new Error('deprecated') },
      decryptString: () => { throw new Error('deprecated') },
      isAsyncEncryptionAvailable: async () => true,
      encryptStringAsync: async (text) => plain.encryptString(text),
      decryptStringAsync: async (bytes) => ({ result: plain.decryptString(bytes) }),
    }
    const opened = await vaultOf(storage).open('a', 'live')
    expect(opened.ok).toBe(true)
    expect(await vaultOf(storage).open('a', 'live')).toEqual(opened)
  })
})

describe('a file written atomically', () => {
  it('replaces the old one and leaves nothing beside', () => {
    const file = join(folder, 'x.json')
    writeFileAtomically(file, 'one')
    // a crash may have left this
    writeFileSync(`${file}.new`, 'half')
    writeFileAtomically(file, 'two')
    expect(readFileSync(file, 'utf8')).toBe('two')
    expect(existsSync(`${file}.new`)).toBe(false)
  })
})

describe('settings', () => {
  const file = () => join(folder, 'settings.json')
  it('are kept over a restart', () => {
    openSettings(file()).change({ theme: 'dark' })
    expect(openSettings(file(), { language: 'en' }).read()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' })
  })
  it('take the first language from the command line', () => expect(openSettings(file(), { language: 'en' }).read().language).toBe('en'))
  it.each(['', '{', '[]', '{"version":1,"theme":"pink"}', '{"theme":"dark"}'])('fall back to the defaults and keep the damaged file: %j', (text) => {
    writeFileSync(file(), text)
    const settings = openSettings(file())
    expect(settings.wasDamaged).toBe(true)
    expect(settings.read()).toEqual(DEFAULT_SETTINGS)
    expect(readFileSync(`${file()}.damaged`, 'utf8')).toBe(text)
  })
})
