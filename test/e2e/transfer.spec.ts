// A queue that travels on a medium: written down at seat A without a link, brought by the administrator at seat B, met again by A. By keys alone;
// only the system's dialogs are answered for the person.
import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { TRAINING_PRIVATE_KEY } from '../../src/shared/transfer/training-keys.ts'
import { expect, startApp, test, type RunningApp } from '../support/app.ts'
import { png } from '../support/file-bytes.ts'
import { confirmConnection, LIFT, LIGHT, openFolder, OPERATOR, readBack, send, setNetwork, signIn, SNOW, takeCall, writeDown } from '../support/journeys.ts'
import { expectAccessible, expectNoOverflow } from '../support/look.ts'
import { startPlatformProcess } from '../support/platform-process.ts'
import { readPlatform } from '../support/platform-rows.ts'
import { screens } from '../support/screens.ts'

const ADMINISTRATOR = 'Условный Борис Андреевич'

/** What the system's dialogs answer from now on; null: the person closes them. */
const answerDialogs = ({ app }: RunningApp, paths: { save?: string; open?: string[] }): Promise<void> =>
  app.evaluate(({ dialog }, wanted) => {
    const queue = [...(wanted.open ?? [])]
    dialog.showSaveDialog = async () => ({ canceled: wanted.save === undefined, filePath: wanted.save ?? '' })
    dialog.showOpenDialog = async () => {
      const next = queue.shift()
      return { canceled: next === undefined, filePaths: next === undefined ? [] : [next] }
    }
  }, paths)
/** Ctrl+K, some words, Enter. */
const byPalette = async (page: Page, words: string): Promise<void> => {
  await page.keyboard.press('Control+KeyK')
  await page.getByRole('combobox', { name: 'Найти сообщение, человека, действие' }).fill(words)
  await expect(page.getByRole('option', { name: words })).toBeVisible()
  await page.keyboard.press('Enter')
}
const setLook = async (page: Page, theme: 'light' | 'dark'): Promise<void> => {
  await page.evaluate((wanted) => (window as unknown as { bridge: { invoke: (name: string, request: unknown) => Promise<unknown> } }).bridge.invoke('settings:set', { theme: wanted }), theme)
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
}
const look = async (running: RunningApp, name: string): Promise<void> => {
  for (const theme of ['light', 'dark'] as const) {
    await setLook(running.page, theme)
    await screens(running.app, running.page, name)
    await expectAccessible(running.page, `${name} ${theme}`)
  }
  await setLook(running.page, 'light')
  await expectNoOverflow(running.page)
}
const begin = async (running: RunningApp, person: string): Promise<void> => {
  await expect(running.page.getByRole('button', { name: /^Войти/ }).first()).toBeEnabled({ timeout: 60_000 })
  await signIn(running, person)
  await confirmConnection(running.page)
}

test('a queue brought by an administrator is on the platform once, with its authors, and its own seat finds it there', async () => {
  test.setTimeout(400_000)
  const folders = ['platform', 'a', 'b', 'medium'].map((name) => mkdtempSync(join(tmpdir(), `priyom-transfer-${name}-`))) as [string, string, string, string]
  const [platformFolder, folderA, folderB, medium] = folders
  const target = join(medium, 'queue.priyom')
  const keyFile = join(medium, 'private.pem')
  writeFileSync(keyFile, TRAINING_PRIVATE_KEY)
  const platform = await startPlatformProcess(platformFolder)
  const running: RunningApp[] = []
  try {
    const a = await startApp(folderA, [`--platform-url=${platform.url}`])
    running.push(a)
    await begin(a, OPERATOR)
    await setNetwork(a.page, false)
    const codes = [await takeCall(a.page, LIFT)]
    await a.page.keyboard.press('Enter')
    codes.push(await takeCall(a.page, LIGHT))
    await a.page.keyboard.press('Enter')
    await a.page.keyboard.press('Control+KeyN')
    await writeDown(a.page, SNOW)
    const choosing = a.page.waitForEvent('filechooser')
    await a.page.keyboard.press('Control+KeyO')
    const photo = png({ noise: 2_500_000 })
    await (await choosing).setFiles([{ name: 'фото.png', mimeType: 'image/png', buffer: Buffer.from(photo) }])
    await expect(a.page.getByRole('list', { name: 'Приложенные файлы' }).getByRole('listitem')).toHaveCount(1)
    await readBack(a.page)
    codes.push(await send(a.page))
    await a.page.keyboard.press('Enter')

    await byPalette(a.page, 'Выгрузить очередь в файл обмена')
    await expect(a.page.getByText('3 записи')).toBeVisible()
    await look(a, 'transfer-export')
    await answerDialogs(a, {})
    await a.page.keyboard.press('Control+Enter')
    await a.page.getByRole('dialog', { name: 'Выгрузить очередь?' }).waitFor()
    await look(a, 'transfer-confirm')
    await a.page.keyboard.press('Control+Enter')
    await expect(a.page.getByRole('button', { name: 'Выгрузить' })).toBeEnabled()
    expect(readdirSync(medium)).toEqual(['private.pem'])
    await answerDialogs(a, { save: target })
    await a.page.keyboard.press('Control+Enter')
    await a.page.getByRole('dialog').waitFor()
    await a.page.keyboard.press('Control+Enter')
    await expect(a.page.getByText('Файл «queue.priyom» записан')).toBeVisible()
    expect(statSync(target).size).toBeGreaterThan(photo.length)
    await look(a, 'transfer-exported')
    await a.page.keyboard.press('Escape')
    await expect(a.page.getByText(/Выгружено на носитель, \d\d:\d\d/).first()).toBeVisible()
    await look(a, 'transfer-queue')

    const b = await startApp(folderB, [`--platform-url=${platform.url}`])
    running.push(b)
    await begin(b, ADMINISTRATOR)
    await b.page.getByRole('button', { name: 'Файл обмена' }).focus()
    await b.page.keyboard.press('Enter')
    await expect(b.page.getByRole('button', { name: 'Выбрать файл' })).toBeFocused()
    // a medium that brought only a part of the file
    const cut = join(medium, 'cut.priyom')
    writeFileSync(cut, Buffer.alloc(0))
    await answerDialogs(b, { open: [cut, target, keyFile] })
    await b.page.keyboard.press('Enter')
    await expect(b.page.getByText('Файл обмена повреждён или это не файл обмена.')).toBeVisible()
    await look(b, 'transfer-bad')
    await b.page.getByRole('button', { name: 'Выбрать файл' }).focus()
    await b.page.keyboard.press('Enter')
    await expect(b.page.getByRole('button', { name: 'Выбрать файл ключа' })).toBeVisible()
    await look(b, 'transfer-key')
    await b.page.getByRole('button', { name: 'Выбрать файл ключа' }).focus()
    await b.page.keyboard.press('Enter')
    const part = b.page.getByRole('region', { name: 'Что в файле' })
    await expect(part.getByText('Образцова В. П.: 3 записи')).toBeVisible()
    await expect(part.getByText(SNOW.surname)).toHaveCount(0)
    await look(b, 'transfer-preview')
    await b.page.keyboard.press('Control+Enter')
    await expect(b.page.getByText('Принято 3, уже были 0, с ошибкой 0')).toBeVisible()
    await look(b, 'transfer-imported')
    await openFolder(b.page, 'Очередь')
    await expect(b.page.getByText(/Очередь пуста/)).toBeVisible({ timeout: 60_000 })

    await setNetwork(a.page, true)
    await a.page.keyboard.press('F9')
    await expect(a.page.getByText(/Очередь пуста/)).toBeVisible({ timeout: 60_000 })
    await openFolder(a.page, 'Отправленные')
    await expect(a.page.getByRole('option')).toHaveCount(3)
    await a.page.getByRole('option').first().click()
    await expect(a.page.getByText('перенесено файлом обмена: Условный Б. А.').first()).toBeVisible()

    await answerDialogs(b, { open: [target] })
    await byPalette(b.page, 'Приём файла обмена')
    await expect(b.page.getByRole('button', { name: 'Выбрать файл' })).toBeFocused()
    await b.page.keyboard.press('Enter')
    await b.page.getByRole('button', { name: 'Взять учебный ключ' }).focus()
    await b.page.keyboard.press('Enter')
    await expect(b.page.getByRole('button', { name: 'Принять записи' })).toBeVisible()
    await b.page.keyboard.press('Control+Enter')
    await expect(b.page.getByText('Принято 0, уже были 3, с ошибкой 0')).toBeVisible()
    // a file that was cut on its way brings nothing
    truncateSync(target, statSync(target).size - 1)
    await answerDialogs(b, { open: [target] })
    await b.page.getByRole('button', { name: 'Выбрать файл' }).focus()
    await b.page.keyboard.press('Enter')
    await b.page.getByRole('button', { name: 'Взять учебный ключ' }).focus()
    await b.page.keyboard.press('Enter')
    await expect(b.page.getByText('Файл обмена повреждён или это не файл обмена.')).toBeVisible()

    for (const one of running) await one.kill()
    await platform.stop()
    const { submitted } = await readPlatform(platform.databaseFolder)
    expect(submitted.map(({ receiptCode, operatorName }) => [receiptCode, operatorName])).toEqual(expect.arrayContaining(codes.map((code) => [code, 'Образцова В. П.'])))
    expect(submitted).toHaveLength(3)
    expect(submitted.flatMap(({ attachments }) => attachments.map(({ name, size }) => [name, size]))).toEqual([['фото.png', photo.length]])
  } finally {
    for (const one of running) await one.kill()
    await platform.kill()
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})
