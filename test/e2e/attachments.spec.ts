// Files of a call by each way in: picked, dropped, pasted; made smaller, taken back on their way, and saved again as a copy.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { jpegFacts } from '../../src/shared/files/image-size.ts'
import { expect, test, type RunningApp } from '../support/app.ts'
import { pdf, png } from '../support/file-bytes.ts'
import { beginWork, field, openFolder, readBack, send, setNetwork, SNOW, writeDown } from '../support/journeys.ts'

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const list = (page: Page) => page.getByRole('list', { name: 'Приложенные файлы' })
const pick = async (page: Page, name: string, mimeType: string, buffer: Buffer): Promise<void> => {
  const choosing = page.waitForEvent('filechooser')
  await page.keyboard.press('Control+KeyO')
  await (await choosing).setFiles([{ name, mimeType, buffer }])
}
const drop = (page: Page, name: string, type: string, bytes: Uint8Array): Promise<void> =>
  page.evaluate(([label, mime, text]) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([Uint8Array.from(atob(text!), (sign) => sign.charCodeAt(0))], label!, { type: mime! }))
    const target = document.activeElement ?? document.body
    for (const kind of ['dragover', 'drop']) target.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }))
  }, [name, type, base64(bytes)])
/** As the system's own screenshot does it: a picture on the clipboard, no file and no words. */
const pasteScreenshot = async ({ app, page }: RunningApp): Promise<void> => {
  await app.evaluate(({ clipboard, nativeImage }, picture) => {
    const board = clipboard as unknown as { clear: () => void; writeImage: (image: unknown) => void }
    board.clear()
    board.writeImage(nativeImage.createFromBuffer(Buffer.from(picture, 'base64')))
  }, base64(png({ width: 40, height: 30 })))
  await page.keyboard.press('Control+KeyV')
}
/** A photo of 4000 × 3000 with a place in its EXIF, drawn by the browser itself. */
const photoWithPlace = async (page: Page): Promise<Buffer> => {
  const text = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(4000, 3000)
    const pen = canvas.getContext('2d')!
    for (let at = 0; at < 6000; at += 1) {
      pen.fillStyle = `hsl(${(at * 47) % 360} 80% ${20 + ((at * 13) % 60)}%)`
      pen.fillRect((at * 131) % 4000, (at * 197) % 3000, 90, 70)
    }
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.98 })).arrayBuffer())
    let signs = ''
    for (let at = 0; at < bytes.length; at += 8192) signs += String.fromCharCode(...bytes.subarray(at, at + 8192))
    return btoa(signs)
  })
  const plain = Buffer.from(text, 'base64')
  const exif = Buffer.from('Exif\0\0GPS 55.7558 37.6173 of a citizen')
  return Buffer.concat([plain.subarray(0, 2), Buffer.from([0xff, 0xe1, 0, exif.length + 2]), exif, plain.subarray(2)])
}
const saveTo = (running: RunningApp, path: string): Promise<void> =>
  running.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath })) as never
  }, path)

test('a file is picked, dropped or pasted; a photo gets smaller and loses its place; a copy is saved from draft and message', async ({ priyom }) => {
  await beginWork(priyom)
  const { page, dataDir } = priyom
  await setNetwork(page, false)
  await page.keyboard.press('Control+KeyN')
  await writeDown(page, SNOW)

  await drop(page, 'акт.pdf', 'application/pdf', pdf())
  await expect(list(page).getByText('акт.pdf')).toBeVisible()
  await field(page, 'Текст сообщения').focus()
  await pasteScreenshot(priyom)
  await expect(list(page).getByRole('listitem')).toHaveCount(2)
  await expect(list(page).getByText(/\.png$/)).toBeVisible()
  await expect(field(page, 'Текст сообщения')).toHaveValue(SNOW.text)

  const photo = await photoWithPlace(page)
  expect(photo.includes('GPS 55.7558')).toBe(true)
  await pick(page, 'двор.jpg', 'image/jpeg', photo)
  await expect(list(page).getByText('двор.jpg')).toBeVisible()
  await page.getByRole('button', { name: /^Уменьшить.*двор\.jpg/ }).click()
  // smaller than what may be made smaller
  const copy = join(dataDir, 'копия.jpg')
  await saveTo(priyom, copy)
  // while it is made smaller the press may still mean the file that gives way to it
  await expect(async () => {
    await page.getByRole('button', { name: 'Сохранить «двор.jpg» на диск' }).click()
    await expect(page.getByText(/Файл сохранён.*проверьте антивирусом/)).toBeVisible({ timeout: 3_000 })
    expect(readFileSync(copy).length).toBeLessThan(photo.length)
  }).toPass({ timeout: 45_000 })
  const small = readFileSync(copy)
  expect(jpegFacts(new Uint8Array(small)).pixels).toBe(2560 * 1920)
  expect(small.includes('GPS')).toBe(false)
  expect(small.includes('Exif')).toBe(false)
  await page.screenshot({ path: test.info().outputPath('form.png') })

  await readBack(page)
  const code = await send(page)
  await page.keyboard.press('Enter')
  await setNetwork(page, true)
  await expect(page.getByText(/^Очередь\s*0$/)).toBeVisible({ timeout: 60_000 })
  await openFolder(page, 'Отправленные')
  await page.keyboard.press('Slash')
  await page.keyboard.type(code)
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.getByRole('option').first().click()
  const fromMessage = join(dataDir, 'из-сообщения.jpg')
  await saveTo(priyom, fromMessage)
  await page.getByRole('button', { name: 'Сохранить «двор.jpg» на диск' }).click()
  await expect(page.getByText(/Файл сохранён/)).toBeVisible()
  expect(Buffer.compare(readFileSync(fromMessage), small)).toBe(0)
  await page.screenshot({ path: test.info().outputPath('card.png') })
})

test('an upload says how many bytes are there, and ends when its file is taken back', async ({ priyom }) => {
  await beginWork(priyom)
  const { page, dataDir } = priyom
  await page.evaluate(() => fetch('/platform/training/faults', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ faults: [{ kind: 'delay', path: '/v1/files', times: 100, delayMs: 1500 }] }) }))
  await page.keyboard.press('Control+KeyN')
  await field(page, 'Фамилия').fill('Отменова')
  await pick(page, 'долго.png', 'image/png', Buffer.from(png({ noise: 5 * 1024 * 1024 })))
  await expect(list(page).getByText(/МБ из .*МБ/)).toBeVisible({ timeout: 30_000 })
  await page.screenshot({ path: test.info().outputPath('uploading.png') })
  await page.getByRole('button', { name: /долго\.png/ }).last().click()
  await expect(list(page)).toHaveCount(0)
  const uploads = join(dataDir, 'training-platform', 'files')
  await expect.poll(() => (existsSync(uploads) ? readdirSync(uploads) : []), { timeout: 30_000 }).toEqual([])
})
