// Attachments: picked without a network, sealed, killed in mid-upload, and on the platform once and byte for byte.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../support/app.ts'
import { jpeg, pdf, png } from '../support/file-bytes.ts'
import { beginWork, readBack, send, setNetwork, signIn, SNOW, writeDown } from '../support/journeys.ts'
import { readPlatform } from '../support/platform-rows.ts'

const MEGABYTE = 1024 * 1024
const uploadsOf = (dataDir: string): string => join(dataDir, 'training-platform', 'files')
const bytesThere = (dataDir: string): number => readdirSync(uploadsOf(dataDir)).reduce((sum, name) => sum + statSync(join(uploadsOf(dataDir), name)).size, 0)

test('files of a call taken without a network reach the platform once and whole, killed in mid-upload', async ({ priyom }) => {
  let { page } = priyom
  await beginWork(priyom)
  await setNetwork(page, false)
  await page.keyboard.press('Control+KeyN')
  await writeDown(page, SNOW)

  const photo = png({ noise: 3 * MEGABYTE })
  const paper = pdf({ noise: 2 * MEGABYTE })
  const list = page.getByRole('list', { name: 'Приложенные файлы' })
  const choosing = page.waitForEvent('filechooser')
  await page.keyboard.press('Control+KeyO')
  await (await choosing).setFiles([
    { name: 'фото.png', mimeType: 'image/png', buffer: Buffer.from(photo) },
    { name: 'CON.pdf', mimeType: 'application/pdf', buffer: Buffer.from(paper) },
    { name: 'счёт.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ program') },
    { name: 'обрыв.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(jpeg({ cut: true })) },
  ])
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await expect(list.getByText('_CON.pdf')).toBeVisible()
  await expect(page.getByText('счёт.pdf: Такой файл не принимают')).toBeVisible()
  await expect(page.getByText('обрыв.jpg: Файл повреждён')).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('form.png') })

  // a killed app still has them
  await expect(page.getByText(/Сохранено в/)).toBeVisible()
  await priyom.kill()
  page = await priyom.relaunch()
  await setNetwork(page, false)
  await expect(page.getByRole('list', { name: 'Приложенные файлы' }).getByRole('listitem')).toHaveCount(2)
  await readBack(page)
  await send(page)
  await page.keyboard.press('Enter')

  // a slow link, and a SIGKILL between two chunks; the message must not go before its files
  await setNetwork(page, true)
  await page.evaluate(() => fetch('/platform/training/faults', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ faults: [{ kind: 'delay', path: '/v1/files', times: 100, delayMs: 700 }] }) }))
  await page.getByRole('button', { name: /Войти/ }).first().waitFor()
  await signIn(priyom)
  await expect.poll(() => bytesThere(priyom.dataDir), { timeout: 60_000 }).toBeGreaterThan(MEGABYTE)
  await priyom.kill()
  const before = bytesThere(priyom.dataDir)
  expect(before).toBeLessThan(photo.length + paper.length)

  page = await priyom.relaunch()
  await signIn(priyom)
  await expect(page.getByText(/^Очередь\s*0$/)).toBeVisible({ timeout: 60_000 })
  await priyom.kill()
  const rows = await readPlatform(join(priyom.dataDir, 'training-platform/pgdata'))
  const mine = rows.submitted.filter(({ description }) => description === SNOW.text)
  expect(mine).toHaveLength(1)
  const attached = mine[0]!.attachments
  expect(attached.map(({ name, type, size }) => [name, type, size])).toEqual([['фото.png', 'image/png', photo.length], ['_CON.pdf', 'application/pdf', paper.length]])
  for (const [index, bytes] of [photo, paper].entries()) expect(Buffer.compare(readFileSync(join(uploadsOf(priyom.dataDir), attached[index]!.id)), bytes)).toBe(0)
})
