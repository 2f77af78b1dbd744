// The main job as a guided tour: what `npm start` shows where there is no display to open a window on.
import { join } from 'node:path'
import { expect, test } from '../support/app.ts'
import { confirmConnection, field, LIFT, OPERATOR, openFolder, readBack, send, setNetwork, signIn, SNOW, takeCall, writeDown } from '../support/journeys.ts'
import { readPlatform } from '../support/platform-rows.ts'
import { beginTelling } from './telling.ts'

const PLAYED_STATUSES = ['Принято модератором', 'Назначен исполнитель', 'Взято в работу', 'На согласовании', 'На утверждении', 'Отправлен ответ заявителю']

test('a phone call becomes a registered message, step by step', async ({ priyom }) => {
  let { page } = priyom
  const { step, tell, picture, pictures } = beginTelling(priyom)
  const startedAt = performance.now()

  step('Sign-in')
  await expect(page.getByText('Учебная платформа готова')).toBeVisible({ timeout: 60_000 })
  tell('Priyom has opened in training mode («Учебный режим») on a fresh profile, with a platform of its own.')
  await picture('start')
  await signIn(priyom, OPERATOR, async (platform) => {
    await platform.getByRole('button', { name: OPERATOR }).waitFor()
    tell(`«Войти через портал ГОСУСЛУГИ»: the invented intake operator ${OPERATOR} is chosen.`)
    await picture('sign-in-window', platform)
  })

  step('First sign-in: the confirmation of connection')
  await expect(page.getByRole('dialog', { name: 'Подтвердите подключение' })).toBeVisible()
  await picture('checklist')
  await confirmConnection(page)
  tell('«Подтвердите подключение»: both statements are ticked, «Подтвердить» is pressed. It is asked once.')

  step('A call is written down')
  await page.keyboard.press('Control+KeyN')
  await expect(field(page, 'Телефон')).toBeFocused()
  await writeDown(page, SNOW)
  await field(page, 'Место').blur()
  await expect(page.getByText(/Сохранено в/)).toBeVisible()
  await expect(page.getByText(/Сохраняем/)).toHaveCount(0)
  tell('Ctrl+N: applicant, text, category, place. The promised term is on the screen, every pause saves.')
  await picture('form')
  await priyom.kill()
  tell('All processes of the app are killed at once (SIGKILL), as a power cut would.')
  page = await priyom.relaunch()
  await expect(field(page, 'Текст сообщения')).toHaveValue(SNOW.text, { timeout: 60_000 })
  await expect(field(page, 'Фамилия')).toHaveValue(SNOW.surname)
  tell('Opened again: the form is where it was, with every word.')
  await picture('form-after-kill')
  await signIn(priyom)

  step('The network is off')
  await setNetwork(page, false)
  tell('The switch «Сеть включена» in the status line is off; the form stays open for work.')
  await picture('network-off')
  await readBack(page)
  const codes = [await send(page)]
  tell('F8 reads the record back, «Отправить» queues it.')
  tell(`Receipt code for the caller: ${codes[0]}`)
  await page.getByRole('button', { name: 'По буквам' }).click()
  await expect(page.getByRole('button', { name: 'Скрыть буквы' })).toBeVisible()
  await picture('receipt-spelled')
  await page.keyboard.press('Enter')
  codes.push(await takeCall(page, LIFT))
  tell(`Another call, another code: ${codes[1]}`)
  await page.keyboard.press('Enter')
  await openFolder(page, 'Очередь')
  for (const code of codes) await expect(page.getByText(code).first()).toBeVisible()
  tell('«Очередь» holds both: «Записи в безопасности, продолжайте приём».')
  await picture('queue')
  await priyom.kill()
  page = await priyom.relaunch()
  await openFolder(page, 'Очередь')
  for (const code of codes) await expect(page.getByText(code).first()).toBeVisible()
  await expect(page.getByText(/Отправка ждёт входа\. /)).toBeVisible()
  tell('The app is killed again (SIGKILL) and opened again: both records are in the queue. Only sending waits for sign-in.')
  await picture('queue-after-kill')

  step('The network is back')
  await signIn(priyom)
  await expect(page.getByText(/Очередь пуста/)).toBeVisible({ timeout: 60_000 })
  tell('After sign-in the queue drains by itself: «Очередь пуста».')
  await picture('queue-drained')
  await openFolder(page, 'Отправленные')
  const card = page.getByRole('region', { name: 'Карточка' })
  for (const [index, words] of ['лифт Шаблонов', 'тротуары снег Примерова'].entries()) {
    await page.getByRole('searchbox', { name: 'Найти в папке' }).fill(words)
    await expect(page.getByRole('option').first()).toContainText(index === 0 ? LIFT.place : SNOW.place)
    await page.getByRole('option').first().click()
    const code = codes[1 - index] as string
    await expect(card.getByText(code)).toBeVisible()
    const number = (await card.getByText(/^\d{3}\s\d{3}\s\d{3}$/).first().innerText()).replaceAll(/\s/g, ' ')
    tell(`Receipt ${code} is now «Номер» ${number} on the platform.`)
  }
  await picture('registered')
  for (const status of PLAYED_STATUSES) {
    await card.getByRole('button', { name: /Учебный шаг/ }).click()
    await card.getByRole('button', { name: /Показать обновление/ }).click()
    await expect(card.getByText(status).first()).toBeVisible()
    tell(`«Учебный шаг»: the platform plays the colleagues, the change feed brings «${status}».`)
  }
  await picture('answered')
  const opening = priyom.app.waitForEvent('window')
  await card.getByRole('button', { name: /Страница заявителя/ }).click()
  const citizen = await opening
  await citizen.getByLabel('Последние четыре цифры телефона').fill(SNOW.phone.slice(-4))
  await citizen.getByRole('button', { name: 'Показать' }).first().click()
  await expect(citizen.getByRole('heading', { level: 1 })).toContainText('Сообщение')
  tell('«Страница заявителя»: what the citizen sees, found by the number and the end of the phone.')
  await picture('citizen-page', citizen)
  await citizen.close()

  step('Folders and search')
  await openFolder(page, 'Ответы')
  await page.getByRole('searchbox', { name: 'Найти в папке' }).fill('Примерова')
  await expect(page.getByRole('option').first()).toContainText(SNOW.place)
  await page.getByRole('option').first().click()
  await expect(card.getByText(codes[0] as string)).toBeVisible()
  tell('«Ответы» has the answer; the search knows Russian word forms («тротуары» finds «тротуаре»).')
  await picture('answers')
  await page.keyboard.press('Control+KeyK')
  await page.keyboard.type('снег')
  await expect(page.getByRole('dialog').getByRole('option').first()).toBeVisible()
  tell('Ctrl+K finds messages, people, folders and actions from anywhere.')
  await picture('palette')

  await priyom.app.close()
  const { submitted } = await readPlatform(join(priyom.dataDir, 'training-platform/pgdata'))
  expect(submitted.map(({ receiptCode }) => receiptCode).toSorted()).toEqual(codes.toSorted())
  tell('After all kills and restarts the platform\'s own database holds each message exactly once.')

  console.log(`\nDemo: all six steps done, ${codes.length} messages registered once each, ${pictures()} pictures in out/demo/, ${Math.round((performance.now() - startedAt) / 1000)} s.`)
})
