// Capability 3 in the real app: a record refused while the seat was offline is corrected in its card, taken out and brought back, or handed
// to the coordinator, who sends it; the caller's code finds the message. Keys only, on the screens where a person works.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, startApp, test, type RunningApp } from '../support/app.ts'
import { beginWork, chooseFrom, confirmConnection, LIGHT, openFolder, readBack, setNetwork, signIn, SNOW, takeCall } from '../support/journeys.ts'
import { expectAccessible, expectNoOverflow } from '../support/look.ts'
import { startPlatformProcess, type PlatformProcess } from '../support/platform-process.ts'
import { screens } from '../support/screens.ts'

const COORDINATOR = 'Выдумкин Лев Фёдорович'
/** «Уборка снега» in yards. */
const SNOW_SUBCATEGORY = 38

/** A platform of its own, so that a category can be closed while the seat is offline. */
const withPlatform = async (use: (platform: PlatformProcess, running: RunningApp) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'priyom-tray-'))
  const platform = await startPlatformProcess(join(folder, 'platform'))
  let running: RunningApp | undefined
  try {
    running = await startApp(join(folder, 'seat'), [`--platform-url=${platform.url}`])
    await use(platform, running)
  } finally {
    await running?.kill()
    await platform.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
const setTheme = async (page: Page, theme: 'light' | 'dark'): Promise<void> => {
  await page.evaluate((wanted) => (window as unknown as { bridge: { invoke(name: string, request: unknown): Promise<unknown> } }).bridge.invoke('settings:set', { theme: wanted }), theme)
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
}
const show = async ({ app, page }: RunningApp, name: string): Promise<void> => {
  for (const theme of ['dark', 'light'] as const) {
    await setTheme(page, theme)
    await screens(app, page, name)
    await expectAccessible(page, `${name} ${theme}`)
  }
  await expectNoOverflow(page)
}
const card = (page: Page) => page.getByRole('region', { name: 'Карточка' })
const signOut = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Сотрудник/ }).click()
  await page.getByRole('menuitem', { name: 'Выйти' }).click()
  await expect(page.getByRole('button', { name: 'Войти через портал ГОСУСЛУГИ' })).toBeVisible()
}

test('a refused record is corrected, removed and returned, and handed to the coordinator who sends it under the caller’s code', () => withPlatform(async (platform, priyom) => {
  test.setTimeout(300_000)
  const { page } = priyom
  await beginWork(priyom)
  await setNetwork(page, false)
  const code = await takeCall(page, SNOW)
  const second = await takeCall(page, { ...SNOW, phone: '89000000071', surname: 'Учебнова', place: 'ул. Третья, двор д. 8' })
  const behind = await takeCall(page, LIGHT)

  await test.step('nothing behind what was set aside waits', async () => {
    await platform.faults({ faults: [], deleteSubsubjects: [SNOW_SUBCATEGORY] })
    await setNetwork(page, true)
    const status = page.getByRole('contentinfo')
    await expect(status.getByText('Отложено 2')).toBeVisible({ timeout: 30_000 })
    await expect(status.getByText('Очередь 0')).toBeVisible()
    await openFolder(page, 'Отправленные')
    await page.keyboard.press('Slash')
    await page.keyboard.type(behind)
    await expect(page.getByRole('option')).toHaveCount(1)
    await page.keyboard.press('Escape')
  })

  await test.step('the card names what was closed and offers what fits', async () => {
    await openFolder(page, 'Ошибки')
    await expect(card(page).getByText(/Подкатегория «Уборка снега» закрыта с/)).toBeVisible()
    await expect(card(page).getByRole('list', { name: 'Подходит по тексту' }).getByRole('button').first()).toBeVisible()
    await show(priyom, 'tray')
  })

  await test.step('taken out only with a reason, kept, and brought back', async () => {
    await page.keyboard.press('Delete')
    const dialog = page.getByRole('dialog', { name: 'Убрать запись из ошибок?' })
    await expect(dialog.getByRole('radio', { name: 'Дубликат' })).toBeFocused()
    await page.keyboard.press('ArrowUp')
    await expect(dialog.getByRole('radio', { name: 'Другая причина' })).toBeChecked()
    await page.keyboard.press('Control+Enter')
    await expect(dialog.getByText('Запишите, почему')).toBeVisible()
    await show(priyom, 'tray-remove')
    await page.keyboard.type('Заявитель уже написал сам')
    await page.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('contentinfo').getByText('Отложено 1')).toBeVisible()
    // the removed record goes to the end of the list, which takes a moment
    await expect(async () => {
      await page.keyboard.press('End')
      await expect(card(page).getByText('Заявитель уже написал сам')).toBeVisible({ timeout: 1_000 })
    }).toPass({ timeout: 15_000 })
    await show(priyom, 'tray-removed')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('contentinfo').getByText('Отложено 2')).toBeVisible()
  })

  await test.step('handed to the coordinator with a word', async () => {
    await expect(page.getByRole('option', { name: /Убраны/ })).toHaveCount(0)
    await page.keyboard.press('Home')
    await expect(card(page).getByText(code).first()).toBeVisible()
    await page.keyboard.press('Control+KeyG')
    const dialog = page.getByRole('dialog', { name: 'Передать координатору?' })
    await expect(dialog.getByText(code)).toBeVisible()
    await page.keyboard.type('Заявитель ждёт звонка')
    await show(priyom, 'tray-hand-over')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('contentinfo').getByText('Отложено 1')).toBeVisible()
    await expect(page.getByText('Передано координатору').first()).toBeVisible({ timeout: 20_000 })
  })

  await test.step('corrected in the card by keys alone', async () => {
    await page.keyboard.press('Home')
    await expect(card(page).getByText(second).first()).toBeVisible()
    await page.keyboard.press('Digit1')
    await expect(card(page).getByRole('list', { name: 'Подходит по тексту' }).getByRole('button').first()).toHaveAttribute('aria-pressed', 'true')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText(`Код заявителя прежний: ${second}.`)).toBeVisible()
    await expect(page.getByRole('contentinfo').getByText('Отложено 0')).toBeVisible()
    await openFolder(page, 'Отправленные')
    await page.keyboard.press('Slash')
    await page.keyboard.type(second)
    await expect(page.getByRole('option')).toHaveCount(1)
    await page.keyboard.press('Escape')
  })

  await test.step('the coordinator finds it, corrects it and sends it', async () => {
    await signOut(page)
    await signIn(priyom, COORDINATOR)
    await confirmConnection(page)
    await openFolder(page, 'Переданные')
    await expect(card(page).getByText('Заявитель ждёт звонка')).toBeVisible()
    await expect(card(page).getByText(code)).toBeVisible()
    await show(priyom, 'handed')
    await page.keyboard.press('F4')
    await chooseFrom(page, 'Подкатегория', 'Уличное освещение')
    await readBack(page)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText(code).first()).toBeVisible()
    await openFolder(page, 'Переданные')
    await expect(page.getByText('Переданных записей нет.')).toBeVisible({ timeout: 20_000 })
  })

  await test.step('the operator sees the message, and the code of the caller finds it', async () => {
    await signOut(page)
    await signIn(priyom)
    await openFolder(page, 'Отправленные')
    await page.keyboard.press('Slash')
    await page.keyboard.type(code)
    await expect(page.getByRole('option')).toHaveCount(1, { timeout: 20_000 })
    await openFolder(page, 'Ошибки')
    await expect(page.getByText('Отложенных записей нет.')).toBeVisible()
    await expect(page.getByText('Передано координатору')).toHaveCount(0)
  })
}))
