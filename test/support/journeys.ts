// What a person does in the app, by the labels that they see. Keys and words only: no test hooks in the product.
import { expect, type Page } from '@playwright/test'
import type { RunningApp } from './app.ts'

export const OPERATOR = 'Образцова Вера Петровна'

/** A citizen's message as the operator hears it. Every person and place is invented. */
export type Call = {
  phone: string
  surname: string
  name: string
  patronymic: string | null
  address: string
  flat?: string
  email: string | null
  text: string
  category: string
  subcategory: string
  fact?: string
  place: string
}

export const SNOW: Call = {
  phone: '89000000001', surname: 'Примерова', name: 'Вера', patronymic: 'Образцовна', address: 'г. Учебный, ул. Вторая, д. 5', flat: '17', email: null,
  text: 'Не убран снег на тротуаре вдоль дома 5 по улице Второй. Вчера упала пожилая женщина. Прошу убрать снег.',
  category: 'Дворы и территории общего пользования', subcategory: 'Уборка снега', fact: 'Не убран тротуар', place: 'ул. Вторая, тротуар у д. 5',
}
export const LIFT: Call = {
  phone: '+7 (900) 000-00-02', surname: 'Шаблонов', name: 'Лев', patronymic: null, address: 'г. Учебный, ул. Первая, д. 14', email: 'lev@example.test',
  text: 'Третий день не работает лифт во втором подъезде.', category: 'Многоквартирные дома', subcategory: 'Лифт', fact: 'Не работает', place: 'ул. Первая, д. 14, подъезд 2',
}
export const LIGHT: Call = {
  phone: '79000000003', surname: 'Условный', name: 'Кирилл', patronymic: 'Макетович', address: 'г. Учебный, пер. Учебный, д. 3', email: 'k3@example.test',
  text: 'Не горят фонари вдоль переулка, вечером темно.', category: 'Благоустройство', subcategory: 'Отсутствие наружного освещения', place: 'пер. Учебный, от д. 1 до д. 9',
}

/** The sign-in page of the platform in its own window; ends when the app has its session. `look` sees that page before anybody is chosen. */
export const signIn = async (running: RunningApp, person = OPERATOR, look?: (platform: Page) => Promise<void>): Promise<void> => {
  const { app, page } = running
  const opening = app.waitForEvent('window', { timeout: 60_000 })
  await page.getByRole('button', { name: /^Войти/ }).first().click()
  const platform = await opening
  await look?.(platform)
  await platform.getByRole('button', { name: person }).click()
  await expect(page.getByText(/Вход до/)).toBeVisible({ timeout: 30_000 })
}

/** The first sign-in of a person: both confirmations of connection. */
export const confirmConnection = async (page: Page): Promise<void> => {
  const dialog = page.getByRole('dialog', { name: 'Подтвердите подключение' })
  await dialog.getByLabel('Мною пройдено обучение').check()
  await dialog.getByLabel('Личный кабинет организации готов к работе').check()
  await dialog.getByRole('button', { name: 'Подтвердить' }).click()
  await expect(dialog).toBeHidden()
}

/** A fresh app, signed in as the operator and connected. */
export const beginWork = async (running: RunningApp): Promise<void> => {
  await expect(running.page.getByText('Учебная платформа готова')).toBeVisible({ timeout: 60_000 })
  await signIn(running)
  await confirmConnection(running.page)
}

/** A field of the form by its accessible name: the star of a required one is not part of it. */
export const field = (page: Page, label: string) => page.getByRole('textbox', { name: label, exact: true })
const list = (page: Page, label: string) => page.getByRole('combobox', { name: label, exact: true })
/** Chooses in a list by typing its beginning, as a person does. */
export const chooseFrom = async (page: Page, label: string, option: string): Promise<void> => {
  await list(page, label).click()
  await list(page, label).fill(option)
  await page.getByRole('option', { name: option }).first().click()
}

/** Writes a call down up to «Отправить»; the form must be open. */
export const writeDown = async (page: Page, call: Call): Promise<void> => {
  await field(page, 'Телефон').fill(call.phone)
  await field(page, 'Фамилия').fill(call.surname)
  await field(page, 'Имя').fill(call.name)
  if (call.patronymic === null) await page.getByLabel('Нет отчества').check()
  else await field(page, 'Отчество').fill(call.patronymic)
  await field(page, 'Адрес').fill(call.address)
  if (call.flat !== undefined) await field(page, 'Кв.').fill(call.flat)
  if (call.email === null) await page.getByLabel('Нет e-mail').check()
  else await field(page, 'E-mail').fill(call.email)
  await field(page, 'Текст сообщения').fill(call.text)
  await chooseFrom(page, 'Категория', call.category)
  await chooseFrom(page, 'Подкатегория', call.subcategory)
  if (call.fact !== undefined) await chooseFrom(page, 'Факт', call.fact)
  await field(page, 'Место').fill(call.place)
}

/** F8, Enter: read aloud, which ticks the read-back and the data notice. */
export const readBack = async (page: Page): Promise<void> => {
  await page.keyboard.press('F8')
  await page.getByRole('dialog').getByRole('button', { name: /Верно/ }).waitFor()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Данные зачитаны заявителю')).toBeChecked()
}

/** Sends what is in the form and returns the receipt code on the screen. */
export const send = async (page: Page): Promise<string> => {
  await page.keyboard.press('Control+Enter')
  const code = page.getByText(/^\d{3}-\d{3}-[А-Я]$/).first()
  await expect(code).toBeVisible()
  return (await code.innerText()).trim()
}

/** One whole call; the receipt is left on the screen. */
export const takeCall = async (page: Page, call: Call): Promise<string> => {
  await page.keyboard.press('Control+KeyN')
  await expect(field(page, 'Телефон')).toBeFocused()
  await writeDown(page, call)
  await readBack(page)
  return send(page)
}

export const openFolder = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('navigation', { name: 'Папки' }).getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
}

export const setNetwork = async (page: Page, on: boolean): Promise<void> => {
  const toggle = page.getByLabel('Сеть включена')
  if ((await toggle.isChecked()) !== on) await toggle.click()
  await expect(toggle).toBeChecked({ checked: on })
}
