// Files of released versions: what they hold is opened by every later one.
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createKeyWrap, type SafeStorage } from '../../../src/main/vault/key-wrap.ts'
import { createVault } from '../../../src/main/vault/vault.ts'
import { goldenJournal, goldenVault } from '../../support/golden-profile.ts'
import { diskOf, factories, openSeat, platformOf } from '../worker/seat.ts'

it.each([1])('a journal of format %i gives everything unsent back to a seat that has nothing else', async (format) => {
  const stores = factories()
  diskOf(stores).files.set('op-1', readFileSync(goldenJournal(format)))
  const seat = await openSeat(stores, Object.assign(platformOf(), { link: false }))
  expect(seat.events.opened[0]?.repair).toMatchObject({ restored: 3, damaged: 0, tornTail: false, missing: 0, journalLost: false })
  const view = await seat.call('outbox:view')
  const texts = [...view.unknown, ...view.waiting, ...view.needsAttention].map(({ draft }) => draft?.appeal.text)
  expect(texts.sort()).toEqual(['Это ждёт связи', 'Это платформа не примет'])
  const openDraftId = seat.events.opened[0]?.openDraftId
  expect(openDraftId == null ? null : await seat.call('drafts:get', openDraftId)).toMatchObject({ ok: true, value: { appeal: { text: 'Это ещё рассказывают' } } })
  await seat.workspace.close()
})
it.each([1])('a vault of version %i gives its operator the same key, and makes no other', async (version) => {
  const folder = mkdtempSync(join(tmpdir(), 'priyom-golden-'))
  const path = join(folder, 'keys.json')
  copyFileSync(goldenVault(version), path)
  const stored = JSON.parse(readFileSync(path, 'utf8')) as { keys: { keyId: string; key: string }[] }
  const noRing = { isEncryptionAvailable: () => false, getSelectedStorageBackend: () => 'basic_text' } as SafeStorage
  const vault = createVault({ path, wrap: createKeyWrap(noRing, 'linux'), now: () => 0 })
  const opened = await vault.open('op-1', 'training')
  expect(opened.ok && [opened.value.keyId, Buffer.from(opened.value.key).toString('base64')]).toEqual([stored.keys[0]?.keyId, stored.keys[0]?.key])
  expect(vault.lastOperator('training')).toBe('op-1')
  expect(readFileSync(path)).toEqual(readFileSync(goldenVault(version)))
  rmSync(folder, { recursive: true })
})
