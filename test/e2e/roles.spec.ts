// Who signs in gets their own view, and each console asks once for its own confirmation.
import { expect, test } from '../support/app.ts'
import type { Page } from '@playwright/test'
import { beginWork, confirmConnection, field, openFolder, setNetwork, signIn, takeCall, SNOW } from '../support/journeys.ts'

const ADMINISTRATOR = 'Условный Борис Андреевич'
const chooseRole = async (page: Page, role: string): Promise<void> => {
  await page.getByRole('button', { name: /^Роль и кабинет/ }).click()
  await page.getByRole('menuitemradio', { name: role }).click()
}
const signOut = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Сотрудник/ }).click()
  await page.getByRole('menuitem', { name: 'Выйти' }).click()
  await expect(page.getByRole('button', { name: 'Войти через портал ГОСУСЛУГИ' })).toBeVisible()
}

test('a person with roles in both consoles confirms the connection in each, once', async ({ priyom }) => {
  const { page } = priyom
  await expect(page.getByText('Учебная платформа готова')).toBeVisible({ timeout: 60_000 })
  await signIn(priyom, 'Условный Борис Андреевич')
  await confirmConnection(page)
  await page.getByRole('button', { name: /Роль и кабинет|Администратор ЛКО|Оператор приёма обращений/ }).first().click()
  const other = page.getByRole('menuitemradio', { checked: false }).first()
  await other.click()
  await confirmConnection(page)
  await page.getByRole('button', { name: /Роль и кабинет|Администратор ЛКО|Оператор приёма обращений/ }).first().click()
  await page.getByRole('menuitemradio', { checked: false }).first().click()
  await expect(page.getByRole('dialog', { name: 'Подтвердите подключение' })).toBeHidden()
  await expect(page.getByText(/^Очередь\s*0$/)).toBeVisible()
})

test('an analyst sees messages without a single person in them', async ({ priyom }) => {
  const { page } = priyom
  await expect(page.getByText('Учебная платформа готова')).toBeVisible({ timeout: 60_000 })
  await signIn(priyom, 'Черновикова Инна Сергеевна')
  await confirmConnection(page)
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.getByRole('option').first().click()
  const card = page.getByRole('region', { name: 'Карточка' })
  await expect(card.getByText('Место')).toBeVisible()
  await expect(card.getByText('Заявитель', { exact: true })).toHaveCount(0)
  await expect(card.getByText('Телефон')).toHaveCount(0)
  await expect(page.getByRole('button', { name: /Новое сообщение/ })).toHaveCount(0)
})

test('two operators share a seat: neither sees the other\'s words, and what was unsent goes out when its author is back', async ({ priyom }) => {
  await beginWork(priyom)
  const { page } = priyom
  await setNetwork(page, false)
  const code = await takeCall(page, SNOW)
  await page.keyboard.press('Control+KeyN')
  // not a pause after the last letter: it is on the disk all the same
  await field(page, 'Текст сообщения').pressSequentially('Недописано первым')
  await signOut(page)
  await expect(page.getByText('Ждёт отправки 1 запись')).toBeVisible()
  // who has left has left no worker behind: the one that waits has nobody's key
  const [waiting] = page.workers()
  expect(page.workers()).toHaveLength(1)
  expect(await page.evaluate(() => document.documentElement.innerHTML)).not.toContain(SNOW.surname)

  await setNetwork(page, true)
  await signIn(priyom, ADMINISTRATOR)
  await confirmConnection(page)
  await chooseRole(page, 'Оператор приёма обращений')
  await confirmConnection(page)
  for (const folder of ['Черновики', 'Очередь']) {
    await openFolder(page, folder)
    await expect(page.getByRole('option')).toHaveCount(0)
  }
  await openFolder(page, 'Отправленные')
  await expect(page.getByText(code)).toHaveCount(0)

  expect(page.workers()).toEqual([waiting])

  // the chosen role is there after a restart
  const again = await priyom.relaunch()
  await expect(again.getByRole('button', { name: /^Роль и кабинет: Оператор/ })).toBeVisible()
  await signOut(again)
  await signIn(priyom)
  await expect(field(again, 'Текст сообщения')).toHaveValue('Недописано первым')
  await expect(again.getByRole('contentinfo').getByText(/^Очередь\s*0$/)).toBeVisible()
  await openFolder(again, 'Отправленные')
  await again.keyboard.press('Slash')
  await again.keyboard.type(code)
  await expect(again.getByRole('option')).toHaveCount(1)
})
