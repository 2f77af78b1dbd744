// The end of a shift in the real app: the sum, what is open, files that can be read, closing without a link, and the note at the next operator's seat.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import type { Page } from '@playwright/test'
import { expect, startApp, test, type RunningApp } from '../support/app.ts'
import { beginWork, confirmConnection, field, LIFT, LIGHT, openFolder, setNetwork, signIn, SNOW, takeCall, type Call } from '../support/journeys.ts'
import { expectAccessible, expectNoOverflow } from '../support/look.ts'
import { readPdf } from '../support/pdf-text.ts'
import { readPlatform } from '../support/platform-rows.ts'
import { startPlatformProcess } from '../support/platform-process.ts'
import { screens } from '../support/screens.ts'

/** «Уборка снега» in yards: retired while the seat is offline. */
const SNOW_SUBCATEGORY = 38
const COLLEAGUE = 'Условный Борис Андреевич'
const NOTE = 'Связи не было с 10:30. Про снег звонят с улицы Второй.'

const setLook = (page: Page, theme: 'light' | 'dark') => page.evaluate((wanted) => (window as unknown as { bridge: { invoke(name: string, request: unknown): Promise<unknown> } }).bridge.invoke('settings:set', { theme: wanted }), theme)
/** The dialog of the system answers with this path; null: the person cancelled. */
const answerDialog = (running: RunningApp, filePath: string | null) =>
  running.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = (async () => ({ canceled: path === null, filePath: path ?? '' })) as never
  }, filePath)
const take = async (page: Page, call: Call): Promise<string> => {
  const code = await takeCall(page, call)
  await page.keyboard.press('Enter')
  return code
}
const openClosing = async (page: Page): Promise<void> => {
  await page.getByRole('navigation', { name: 'Папки' }).getByRole('button', { name: 'Закрыть смену' }).click()
  await expect(page.getByRole('heading', { name: 'Закрытие смены', level: 1 })).toBeVisible()
}
const sum = (page: Page) => page.getByRole('group', { name: /^Сумма смены/ })

test('a shift with every kind of call is counted, saved, closed without a link, and its note is read by the next operator', async () => {
  test.setTimeout(420_000)
  const folder = mkdtempSync(join(tmpdir(), 'priyom-shift-'))
  const platform = await startPlatformProcess(join(folder, 'platform'), [])
  const running = await startApp(join(folder, 'seat'), [`--platform-url=${platform.url}`])
  let next: RunningApp | undefined
  try {
    const { page } = running
    await beginWork(running)
    const accepted = await take(page, LIFT)
    await expect(page.getByText('Записано 1 · принято 1')).toBeVisible({ timeout: 30_000 })

    await setNetwork(page, false)
    const refused = await take(page, SNOW)
    await platform.faults({ faults: [], deleteSubsubjects: [SNOW_SUBCATEGORY] })
    await setNetwork(page, true)
    await expect(page.getByText(/^Отложено\s*1$/)).toBeVisible({ timeout: 30_000 })

    await platform.faults({ faults: [{ kind: 'portal', path: '/v1/commands', times: 10_000 }] })
    const unknown = await take(page, LIGHT)
    await openFolder(page, 'Очередь')
    await expect(page.getByText('Ответ не дошёл').first()).toBeVisible({ timeout: 30_000 })
    await setNetwork(page, false)
    const waiting = await take(page, { ...LIGHT, phone: '79000000044', text: 'Фонарь не горит и у остановки.' })

    await openClosing(page)
    await expect(sum(page)).toHaveAccessibleName('Сумма смены: записано 4, в сумме 4')
    await expect(sum(page)).toContainText(/4записано.*1принято платформой.*1ждут отправки.*1исход неизвестен.*1отложено/s)
    await expect(page.getByText('Расхождений нет')).toBeVisible()
    await expect(page.getByText('проверено по квитанциям, платформа не опрошена')).toBeVisible()
    const open = page.getByRole('listbox', { name: 'Ещё не приняты платформой: 3' })
    await expect(open.getByRole('option')).toHaveCount(3)
    for (const code of [refused, unknown, waiting]) await expect(open.getByText(code)).toBeVisible()
    for (const theme of ['light', 'dark'] as const) {
      await setLook(page, theme)
      await screens(running.app, page, 'shift')
      await expectAccessible(page, `shift ${theme}`)
      await expectNoOverflow(page)
    }
    await setLook(page, 'light')
    await open.focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Ошибки', level: 1 })).toBeVisible()
    await openClosing(page)

    await field(page, 'Записка сменщику').fill(NOTE)
    await expect(page.getByText(/Записка сохранена в/)).toBeVisible()
    const files = join(folder, 'files')
    await answerDialog(running, null)
    await page.keyboard.press('Control+KeyP')
    await answerDialog(running, join(files, 'gone', 'akt.pdf'))
    await page.keyboard.press('Control+KeyP')
    await expect(page.getByText('Файл записать не удалось.')).toBeVisible()
    await answerDialog(running, join(folder, 'akt-smeny.pdf'))
    await page.keyboard.press('Control+KeyP')
    await expect(page.getByText('Файл записан')).toBeVisible({ timeout: 30_000 })
    const act = readPdf(readFileSync(join(folder, 'akt-smeny.pdf')))
    const words = act.text.replaceAll(/\s+/g, '')
    for (const part of ['Акт смены', refused, unknown, waiting, 'Образцова В. П.', NOTE, 'Хранилище на этом компьютере', '4 = 1 принято платформой']) expect(words, part).toContain(part.replaceAll(/\s+/g, ''))
    expect(act.embeddedFonts.length).toBeGreaterThan(0)
    for (const secret of [SNOW.surname, LIGHT.surname, SNOW.text.slice(0, 20)]) expect(words).not.toContain(secret.replaceAll(/\s+/g, ''))
    await answerDialog(running, join(folder, 'spisok.xlsx'))
    await page.keyboard.press('Control+KeyS')
    await expect.poll(() => readdirSync(folder)).toContain('spisok.xlsx')
    const sheet = unzipSync(readFileSync(join(folder, 'spisok.xlsx')))
    const strings = Object.entries(sheet).filter(([name]) => name.startsWith('xl/')).map(([, bytes]) => new TextDecoder().decode(bytes)).join('')
    for (const code of [accepted, refused, unknown, waiting]) expect(strings).toContain(code)

    await page.keyboard.press('Control+Enter')
    await expect(page.getByText(/Смена закрыта в/)).toBeVisible()
    await screens(running.app, page, 'shift-closed')
    await platform.faults({ faults: [] })
    await setNetwork(page, true)
    await openFolder(page, 'Очередь')
    await page.keyboard.press('F9')
    await expect(page.getByText(/^Очередь\s*0$/)).toBeVisible({ timeout: 60_000 })
    await running.app.close()

    next = await startApp(join(folder, 'next-seat'), [`--platform-url=${platform.url}`])
    await expect(next.page.getByRole('button', { name: 'Войти через портал ГОСУСЛУГИ' })).toBeVisible({ timeout: 60_000 })
    await signIn(next, COLLEAGUE)
    await confirmConnection(next.page)
    await next.page.getByRole('button', { name: /^Роль и кабинет/ }).click()
    await next.page.getByRole('menuitemradio', { name: 'Оператор приёма обращений' }).click()
    await confirmConnection(next.page)
    await expect(next.page.getByText(NOTE)).toBeVisible({ timeout: 30_000 })
    await expect(next.page.getByText(/Записка сменщику · Образцова В\. П\./)).toBeVisible()
    await screens(next.app, next.page, 'shift-note')
    await next.page.getByRole('button', { name: 'Прочитано' }).click()
    await expect(next.page.getByText(NOTE)).toBeHidden()
    await next.app.close()
    await platform.stop()
    const rows = await readPlatform(join(folder, 'platform/pgdata'))
    expect(rows.submitted.map(({ receiptCode }) => receiptCode).sort()).toEqual([accepted, unknown, waiting].sort())
  } finally {
    await running.kill()
    await next?.kill()
    await platform.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})

test('a row that the store can no longer read makes the sum red, its receipt is named first, and closing asks for a note', async ({ priyom }) => {
  test.setTimeout(240_000)
  const { page } = priyom
  await beginWork(priyom)
  const code = await take(page, LIFT)
  await expect(page.getByText('Записано 1 · принято 1')).toBeVisible({ timeout: 30_000 })
  await take(page, SNOW)
  await expect(page.getByText('Записано 2 · принято 2')).toBeVisible({ timeout: 30_000 })
  await openClosing(page)
  await expect(page.getByText('Расхождений нет')).toBeVisible()
  await expect(page.getByText('номера получены, содержание совпало')).toBeVisible({ timeout: 30_000 })
  await openFolder(page, 'Отправленные')
  // one byte of the oldest sealed command, as a failing disk would change it
  await page.evaluate(async () => {
    const buckets = (navigator as unknown as { storageBuckets: { open: (name: string) => Promise<{ indexedDB: IDBFactory }> } }).storageBuckets
    const { indexedDB } = await buckets.open('outbox')
    const [{ name }] = (await indexedDB.databases()) as [{ name: string }]
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name)
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
    await new Promise<void>((resolve, reject) => {
      const transaction = database.transaction('outbox', 'readwrite')
      const rows = transaction.objectStore('outbox')
      const asking = rows.getAll()
      asking.onsuccess = () => {
        const row = (asking.result as { seq: number; command: Uint8Array }[]).filter(({ command }) => command.length > 1500).sort((left, right) => left.seq - right.seq)[0]!
        row.command[row.command.length - 1]! ^= 1
        rows.put(row)
      }
      transaction.oncomplete = () => resolve()
      transaction.onerror = () => reject(transaction.error)
    })
    database.close()
  })
  await openClosing(page)
  await expect(sum(page)).toHaveAccessibleName('Сумма смены: записано 2, в сумме 1')
  await expect(page.getByText('Не сходится', { exact: true }).first()).toBeVisible()
  await expect(page.getByText(`${code}: запись в хранилище не читается`)).toBeVisible()
  await screens(priyom.app, page, 'shift-differs')
  await expectAccessible(page, 'shift differs')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/записки об этом нет/)).toBeVisible()
  await field(page, 'Записка сменщику').fill(`Проверить ${code}`)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/Смена закрыта в/)).toBeVisible()
})
