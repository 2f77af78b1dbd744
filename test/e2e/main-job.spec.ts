// The main job, steps 1-6: sign-in, confirmation, a call without a network, a SIGKILL, the network back, folders and search.
import { join } from 'node:path'
import { expect, test } from '../support/app.ts'
import { confirmConnection, field, LIFT, LIGHT, OPERATOR, openFolder, setNetwork, signIn, SNOW, takeCall, writeDown, type Call } from '../support/journeys.ts'
import { readPlatform } from '../support/platform-rows.ts'

const digits = (phone: string): string => `+7${phone.replaceAll(/\D/g, '').slice(1)}`

test('a call written down without a network becomes one registered message, whatever is killed between', async ({ priyom }) => {
  let { page } = priyom
  await expect(page.getByText('Учебный режим')).toBeVisible()
  await expect(page.getByText('Учебная платформа готова')).toBeVisible({ timeout: 60_000 })
  await signIn(priyom)

  // 2: the confirmation of connection cannot be dismissed and needs both ticks
  const dialog = page.getByRole('dialog', { name: 'Подтвердите подключение' })
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeVisible()
  const confirm = dialog.getByRole('button', { name: 'Подтвердить' })
  await expect(confirm).toBeDisabled()
  await dialog.getByLabel('Мною пройдено обучение').check()
  await expect(confirm).toBeDisabled()

  // it is asked again after a restart, can be given without any session, and is sent later
  await priyom.kill()
  page = await priyom.relaunch()
  await confirmConnection(page)
  await expect(page.getByText('Вход не выполнен')).toBeVisible()
  await expect(page.getByText(/^Очередь\s*1$/)).toBeVisible()
  await signIn(priyom)
  await expect(page.getByText(/^Очередь\s*0$/)).toBeVisible()
  await setNetwork(page, false)

  // 3: a killed app reopens where it was
  await page.keyboard.press('Control+KeyN')
  await writeDown(page, SNOW)
  await expect(page.getByText(/Сохранено в/)).toBeVisible()
  await expect.poll(async () => page.getByText(/Сохраняем/).count()).toBe(0)
  await field(page, 'Место').blur()
  await expect(page.getByText(/Сохранено в/)).toBeVisible()
  await priyom.kill()
  page = await priyom.relaunch()
  await expect(field(page, 'Фамилия')).toHaveValue(SNOW.surname, { timeout: 60_000 })
  await expect(field(page, 'Текст сообщения')).toHaveValue(SNOW.text)
  await expect(field(page, 'Место')).toHaveValue(SNOW.place)

  // 4: without a network sending queues and gives a code to read out
  await setNetwork(page, false)
  await page.keyboard.press('F8')
  await page.getByRole('button', { name: /Верно/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  const codes: string[] = []
  const onScreen = page.getByText(/^\d{3}-\d{3}-[А-Я]$/).first()
  await expect(onScreen).toBeVisible()
  codes.push((await onScreen.innerText()).trim())
  await page.keyboard.press('Enter')
  for (const call of [LIFT, LIGHT]) {
    codes.push(await takeCall(page, call))
    await page.keyboard.press('Enter')
  }
  await openFolder(page, 'Очередь')
  for (const code of codes) await expect(page.getByText(code).first()).toBeVisible()
  await expect(page.getByText(/Записи в безопасности, продолжайте приём/).first()).toBeVisible()

  await priyom.kill()
  page = await priyom.relaunch()
  await openFolder(page, 'Очередь')
  for (const code of codes) await expect(page.getByText(code).first()).toBeVisible()

  // 5: after sign-in the queue drains by itself, numbers come, then the later life
  await signIn(priyom)
  await expect(page.getByText(/Очередь пуста/)).toBeVisible({ timeout: 60_000 })
  await openFolder(page, 'Отправленные')
  await page.getByRole('searchbox', { name: 'Найти в папке' }).fill('тротуары снег Примерова')
  const found = page.getByRole('option', { name: /Уборка снега/ }).first()
  await expect(found).toBeVisible()
  await found.click()
  const card = page.getByRole('region', { name: 'Карточка' })
  await expect(card.getByText(codes[0] as string)).toBeVisible()
  await expect(card.getByText('На модерации').first()).toBeVisible()
  for (const status of ['Принято модератором', 'Назначен исполнитель', 'Взято в работу', 'На согласовании', 'На утверждении', 'Отправлен ответ заявителю']) {
    await card.getByRole('button', { name: /Учебный шаг/ }).click()
    // what is being read is never repainted: the update is offered
    await card.getByRole('button', { name: /Показать обновление/ }).click()
    await expect(card.getByText(status).first()).toBeVisible()
  }

  // the citizen's side
  const opening = priyom.app.waitForEvent('window')
  await card.getByRole('button', { name: /Страница заявителя/ }).click()
  const citizen = await opening
  await expect(citizen.getByText('Учебный режим')).toBeVisible()
  await citizen.close()

  // 6: the answer has its folder
  await openFolder(page, 'Ответы')
  await page.getByRole('searchbox', { name: 'Найти в папке' }).fill('Примерова')
  await expect(page.getByRole('option', { name: /Уборка снега/ }).first()).toBeVisible()

  // and the platform holds exactly what was sent, each once, field by field
  await priyom.app.close()
  const rows = await readPlatform(join(priyom.dataDir, 'training-platform/pgdata'))
  const sent: Call[] = [SNOW, LIFT, LIGHT]
  expect(rows.commands.filter(({ type }) => type === 'checklist.confirm')).toHaveLength(1)
  expect(rows.submitted.map(({ receiptCode }) => receiptCode).sort()).toEqual([...codes].sort())
  for (const [index, call] of sent.entries()) {
    const row = rows.submitted.find(({ receiptCode }) => receiptCode === codes[index])
    expect(row).toMatchObject({
      description: call.text, place: call.place,
      applicant: { surname: call.surname, name: call.name, patronymic: call.patronymic, phone: digits(call.phone), email: call.email, address: call.address, flat: call.flat ?? null },
      subject: call.category, subsubject: call.subcategory, fact: call.fact ?? null,
      operatorName: expect.stringContaining((OPERATOR.split(' ')[0] as string)),
    })
  }
})
