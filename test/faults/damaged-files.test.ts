// Settings and the keys' file, cut at every length and changed at every byte: the app starts, and no key is lost or forged.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { settingsSchema } from '../../src/shared/ipc.ts'
import { DEFAULT_SETTINGS, openSettings } from '../../src/main/settings.ts'
import { createKeyWrap } from '../../src/main/vault/key-wrap.ts'
import { createVault } from '../../src/main/vault/vault.ts'
import { importKey } from '../../src/renderer/worker/seal.ts'
import { factories, newDraft, openSeat, platformOf } from '../unit/worker/seat.ts'

/** Every way in which one place of a file goes wrong: cut there, one bit turned, a zero written. */
const damages = function* (whole: Buffer): Generator<Buffer> {
  for (let at = 0; at < whole.length; at += 1) {
    yield whole.subarray(0, at)
    for (const byte of [whole[at]! ^ 1, 0]) yield Buffer.concat([whole.subarray(0, at), Buffer.of(byte), whole.subarray(at + 1)])
  }
}

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'priyom-damaged-'))
  file = join(folder, 'file.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('settings damaged at any byte', () => {
  it('open as they were or as the defaults, and a damaged file is kept beside', () => {
    const chosen = { language: 'en', theme: 'contrast', keyHints: false } as const
    openSettings(file).change(chosen)
    const whole = readFileSync(file)
    for (const damaged of damages(whole)) {
      writeFileSync(file, damaged)
      rmSync(`${file}.damaged`, { force: true })
      const settings = openSettings(file)
      expect(settingsSchema.safeParse(settings.read()).success).toBe(true)
      if (!settings.wasDamaged) continue
      expect(settings.read()).toEqual(DEFAULT_SETTINGS)
      expect(readFileSync(`${file}.damaged`)).toEqual(damaged)
    }
  })
})

describe('the keys\' file damaged at any byte', () => {
  const noRing = createKeyWrap({ isEncryptionAvailable: () => false, encryptString: () => Buffer.alloc(0), decryptString: () => '' }, 'linux')
  const open = () => createVault({ path: file, wrap: noRing, now: () => 0 }).open('op-1', 'training')

  it('opens with the same key or is refused untouched; never with another key', { timeout: 60_000 }, async () => {
    const first = await open()
    if (!first.ok) throw new Error(first.error.code)
    const whole = readFileSync(file)
    const { key, keyId } = first.value
    const original = Buffer.from(key)
    const owner = { mode: 'training', operatorId: 'op-1', keyId, key: await importKey(key) } as const
    const stores = factories()
    const seat = await openSeat(stores, platformOf(), { owner })
    await seat.call('sync:now')
    const draft = await newDraft(seat)
    await seat.call('drafts:save', draft)
    await seat.workspace.close()

    const counts = { same: 0, refused: 0 }
    for (const damaged of damages(whole)) {
      writeFileSync(file, damaged)
      const opened = await open()
      if (opened.ok) {
        counts.same += 1
        expect(Buffer.from(opened.value.key).equals(original) && opened.value.keyId === keyId).toBe(true)
        continue
      }
      counts.refused += 1
      expect(['E-KEY-BAD', 'E-NEWER', 'E-KEYRING']).toContain(opened.error.code)
      expect(readFileSync(file)).toEqual(damaged)
    }
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(0)

    const again = await openSeat(stores, platformOf(), { owner })
    expect(again.events.opened[0]?.repair.quarantined).toBe(0)
    expect(await again.call('drafts:get', draft.id)).toMatchObject({ ok: true })
    await again.workspace.close()
  })
})
