// Capability 8: every item of the status line opens by keyboard and says what it means, what is safe and the way out.
import type { Page } from '@playwright/test'
import { expect, test, type RunningApp } from '../support/app.ts'
import { beginWork, LIGHT, openFolder, setNetwork, takeCall } from '../support/journeys.ts'
import { expectAccessible, expectNoOverflow } from '../support/look.ts'
import { screens } from '../support/screens.ts'

const status = (page: Page) => page.getByRole('contentinfo')
const open = async (page: Page, item: RegExp): Promise<void> => {
  await status(page).getByRole('button', { name: item }).focus()
  await page.keyboard.press('Enter')
}
const explained = (page: Page, name: RegExp) => page.getByRole('dialog', { name })
const close = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}
/** What main answers about the disk from now on. */
const setFreeBytes = ({ app }: RunningApp, freeBytes: number) =>
  app.evaluate(({ ipcMain }, bytes) => {
    ipcMain.removeHandler('disk:facts')
    ipcMain.handle('disk:facts', () => ({ ok: true, value: { freeBytes: bytes } }))
  }, freeBytes)

test('each item explains itself by keyboard: calm, offline, a full disk', async ({ priyom }) => {
  test.setTimeout(180_000)
  const { page } = priyom
  await setFreeBytes(priyom, 60 * 1024 ** 2)
  await beginWork(priyom)
  await openFolder(page, 'Очередь')

  await test.step('on a good day there is nothing to do', async () => {
    for (const [item, words] of [[/^На связи/, 'Платформа отвечает'], [/^Очередь 0/, 'Очередь пуста'], [/^Отложено 0/, 'Отложенных записей нет'], [/^Вход до/, 'Вход действует до'], [/^Журнал/, 'Все записи|Пуст']] as const) {
      await open(page, item)
      await expect(page.getByRole('dialog').getByText(new RegExp(words)).first()).toBeVisible()
      await expect(page.getByRole('dialog').getByText('Что в безопасности')).toBeVisible()
      await close(page)
      await expect(status(page).getByRole('button', { name: item })).toBeFocused()
    }
  })

  await test.step('a full disk says how much is needed and what to leave alone', async () => {
    await open(page, /^Диск 60/)
    const dialog = explained(page, /Диск/)
    await expect(dialog.getByText(/файлы больше не принимаем/)).toBeVisible()
    await expect(dialog.getByText(/Освободите ещё 440/)).toBeVisible()
    await expectAccessible(page, 'gauge disk')
    await close(page)
  })

  await test.step('without a link: since when, until when, and the oldest record', async () => {
    await setNetwork(page, false)
    const code = await takeCall(page, LIGHT)
    await openFolder(page, 'Очередь')
    await open(page, /^Нет связи/)
    await expect(page.getByRole('dialog').getByText(/Приём можно продолжать/)).toBeVisible()
    for (const theme of ['dark', 'light'] as const) {
      await page.evaluate((wanted) => (window as unknown as { bridge: { invoke(name: string, request: unknown): Promise<unknown> } }).bridge.invoke('settings:set', { theme: wanted }), theme)
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
      await screens(priyom.app, page, 'gauge-link')
      await expectAccessible(page, `gauge ${theme}`)
    }
    await close(page)
    await open(page, /^Старейшая/)
    await expect(page.getByRole('dialog').getByText(new RegExp(code))).toBeVisible()
    await close(page)
    await open(page, /^Без связи/)
    await expect(page.getByRole('dialog').getByText(/Первым кончится (вход|диск)/)).toBeVisible()
    await close(page)
    await screens(priyom.app, page, 'gauge-offline')
    await expectNoOverflow(page)
    await open(page, /^Очередь 1/)
    await page.getByRole('dialog').getByRole('button', { name: 'Открыть очередь' }).press('Enter')
    await expect(page.getByRole('heading', { name: 'Очередь', level: 1 })).toBeVisible()
  })
})
