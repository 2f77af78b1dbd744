// Who signs in gets their own view, and each console asks once for its own confirmation.
import { expect, test } from '../support/app.ts'
import { confirmConnection, signIn } from '../support/journeys.ts'

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
