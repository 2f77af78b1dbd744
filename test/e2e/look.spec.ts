// Every screen as people see it: pictures at both sizes, light and dark, both languages; nothing runs over; axe finds nothing serious.
import type { Page } from '@playwright/test'
import { expect, test, type RunningApp } from '../support/app.ts'
import { field, LIFT, openFolder, readBack, send, setNetwork, signIn, SNOW, takeCall, writeDown } from '../support/journeys.ts'
import { expectAccessible, expectNoOverflow } from '../support/look.ts'
import { resizeTo, screens } from '../support/screens.ts'

const setLook = async (page: Page, look: { language: 'ru' | 'en'; theme: 'light' | 'dark' | 'contrast' }): Promise<void> => {
  await page.evaluate((wanted) => (window as unknown as { bridge: { invoke(name: string, request: unknown): Promise<unknown> } }).bridge.invoke('settings:set', wanted), look)
  await expect(page.locator('html')).toHaveAttribute('lang', look.language)
  await expect(page.locator('html')).toHaveAttribute('data-theme', look.theme)
}

const LOOKS = [
  { language: 'ru', theme: 'light' }, { language: 'ru', theme: 'dark' }, { language: 'en', theme: 'light' }, { language: 'en', theme: 'dark' },
] as const

/** Pictures of one screen in every look, each checked. `again` opens anew what does not follow a change of language. */
const show = async (running: RunningApp, name: string, again: () => Promise<void> = async () => {}): Promise<void> => {
  for (const look of LOOKS) {
    await setLook(running.page, look)
    await again()
    await screens(running.app, running.page, name)
    await expectAccessible(running.page, `${name} ${look.theme} ${look.language}`)
  }
  await resizeTo(running.app, running.page, { width: 1366, height: 720 })
  await expectNoOverflow(running.page)
  await setLook(running.page, { language: 'ru', theme: 'light' })
}

test('every screen is drawn, accessible and fits', async ({ priyom }) => {
  test.setTimeout(300_000)
  const { page } = priyom
  await expect(page.getByText('Учебная платформа готова')).toBeVisible({ timeout: 60_000 })
  await show(priyom, 'sign-in')
  await signIn(priyom)
  await expect(page.getByRole('dialog', { name: 'Подтвердите подключение' })).toBeVisible()
  await show(priyom, 'checklist')
  await page.keyboard.press('Digit1')
  await page.keyboard.press('Digit2')
  await page.keyboard.press('Control+Enter')

  await openFolder(page, 'Отправленные')
  await page.getByRole('option').first().click()
  await expect(page.getByRole('region', { name: 'Карточка' }).getByRole('heading', { name: 'Ход' })).toBeVisible()
  await show(priyom, 'sent')
  await openFolder(page, 'Ответы')
  await page.getByRole('option').first().click()
  await expect(page.getByRole('region', { name: 'Карточка' }).getByRole('heading', { name: 'Ход' })).toBeVisible()
  await show(priyom, 'answers')

  await page.keyboard.press('Control+KeyN')
  await show(priyom, 'form-empty')
  await writeDown(page, SNOW)
  await expect(page.getByText(/Сохранено в/)).toBeVisible()
  await show(priyom, 'form')
  await field(page, 'Телефон').fill('8900000')
  await field(page, 'Адрес').fill('')
  await page.keyboard.press('Control+Enter')
  await expect(field(page, 'Телефон')).toBeFocused()
  await show(priyom, 'form-errors')
  await page.getByRole('radio', { name: 'Юрлицо' }).click()
  await show(priyom, 'form-legal')
  await page.getByRole('radio', { name: 'Гражданин' }).click()
  await field(page, 'Телефон').fill(SNOW.phone)
  await field(page, 'Адрес').fill(SNOW.address)
  await page.keyboard.press('F8')
  await page.getByRole('dialog').waitFor()
  await show(priyom, 'read-back')
  await page.keyboard.press('Escape')
  await setNetwork(page, false)
  await readBack(page)
  await send(page)
  await show(priyom, 'receipt-offline')
  await page.keyboard.press('Enter')
  await takeCall(page, LIFT)
  await page.keyboard.press('Enter')
  await openFolder(page, 'Очередь')
  await show(priyom, 'queue')
  await openFolder(page, 'Ошибки')
  await show(priyom, 'errors')
  await page.keyboard.press('Control+KeyN')
  await field(page, 'Фамилия').fill('Набросков')
  await expect(page.getByText(/Сохранено в/)).toBeVisible()
  await openFolder(page, 'Черновики')
  await expect(page.getByRole('option').first()).toBeVisible()
  await show(priyom, 'drafts')
  await page.keyboard.press('Control+KeyK')
  await page.keyboard.type('снег')
  await show(priyom, 'palette')
  await page.keyboard.press('Escape')
  await page.keyboard.press('F1')
  await show(priyom, 'keys', async () => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('F1')
  })
  await page.keyboard.press('Escape')
  await setLook(page, { language: 'ru', theme: 'contrast' })
  await openFolder(page, 'Отправленные')
  await screens(priyom.app, page, 'sent')
  await expectAccessible(page, 'sent contrast')
})
