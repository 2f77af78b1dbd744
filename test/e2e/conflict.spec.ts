// Two coordinators on one training platform, one of them without a link, change one message: two cards, decided by keys alone.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { v7 as uuid } from 'uuid'
import { expect, startApp, test, type RunningApp } from '../support/app.ts'
import { chooseFrom, confirmConnection, openFolder, setNetwork, signIn } from '../support/journeys.ts'
import { expectAccessible, expectNoOverflow } from '../support/look.ts'
import { resizeTo, screens } from '../support/screens.ts'
import { startPlatformProcess } from '../support/platform-process.ts'
import { accessToken } from '../support/sign-in.ts'
import { changeSchema } from '../../src/shared/contract/change.ts'
import type { Message } from '../../src/shared/contract/message.ts'
import { DISTRICT_ID } from '../../src/platform/seed/people.ts'

const [FIRST, SECOND] = ['Выдумкин Лев Фёдорович', 'Учебный Пётр Павлович']
const [MINE, THEIRS] = ['Тестов И. И.', 'Учебный П. П.']
const LOOKS = [{ language: 'ru', theme: 'light' }, { language: 'ru', theme: 'dark' }, { language: 'en', theme: 'light' }, { language: 'en', theme: 'dark' }] as const

/** What the platform has, asked past the app: the last line of a message is how it stands. */
const everything = async (platformUrl: string): Promise<Message[]> => {
  const token = await accessToken(platformUrl, 'training-03')
  const found: Message[] = []
  for (let since = ''; ; ) {
    const answer = await fetch(`${platformUrl}/v1/changes${since}`, { headers: { authorization: `Bearer ${token}` } })
    const lines = (await answer.text()).trim().split('\n').map((line) => changeSchema.parse(JSON.parse(line)))
    found.push(...lines.flatMap((line) => (line.kind === 'message' ? [line.message] : [])))
    const end = lines.at(-1)
    if (end?.kind !== 'end' || !end.more) return found
    since = `?since=${encodeURIComponent(end.cursor)}`
  }
}
const messageOn = async (platformUrl: string, number: number): Promise<Message> => (await everything(platformUrl)).findLast((message) => message.number === number) as Message
/** The executor begins, past the app. */
const takeToWork = async (platformUrl: string, { id, version, currentCabinetId }: Message): Promise<void> => {
  const command = { id: uuid(), type: 'message.take', at: new Date().toISOString(), cabinetId: currentCabinetId, base: { entity: 'message', id, version }, payload: {} }
  const answer = await fetch(`${platformUrl}/v1/commands`, {
    method: 'POST', headers: { authorization: `Bearer ${await accessToken(platformUrl, 'training-10')}`, 'content-type': 'application/json' }, body: JSON.stringify({ commands: [command] }),
  })
  expect(await answer.json()).toMatchObject({ results: [{ outcome: 'accepted' }] })
}
const card = (page: Page) => page.getByRole('region', { name: 'Карточка' })
const spaced = (number: number): RegExp => new RegExp(String(number).replaceAll(/(\d{3})(?=\d)/g, '$1\\s'))
const cell = (page: Page, row: string, value: string) => page.getByRole('row', { name: new RegExp(`^${row}`) }).getByRole('radio', { name: new RegExp(value) })
/** The cards of the next conflict are there and take keys. */
const next = async (page: Page, left: number): Promise<void> => {
  await expect(page.getByRole('option')).toHaveCount(left)
  await expect(page.locator('[role=radio]:focus')).toHaveCount(1)
}
/** Opens the message with that number in the list of the coordinator. */
const open = async (page: Page, number: number): Promise<void> => {
  await openFolder(page, 'Сообщения')
  await page.getByRole('searchbox', { name: 'Найти в папке' }).fill(String(number))
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(card(page).getByText(spaced(number))).toBeVisible()
}
const assign = async (page: Page, executor: string, comment: string): Promise<void> => {
  await page.keyboard.press('F4')
  const dialog = page.getByRole('dialog', { name: /Назначить исполнителя/ })
  await expect(dialog).toBeVisible()
  await chooseFrom(page, 'Исполнитель', executor)
  await dialog.getByRole('textbox', { name: 'Комментарий' }).fill(comment)
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByText(/отменить можно ещё/)).toBeVisible()
}
const setLook = async (page: Page, look: { language: 'ru' | 'en'; theme: 'light' | 'dark' }): Promise<void> => {
  await page.evaluate((wanted) => (window as unknown as { bridge: { invoke(name: string, request: unknown): Promise<unknown> } }).bridge.invoke('settings:set', wanted), look)
  await expect(page.locator('html')).toHaveAttribute('data-theme', look.theme)
  await expect(page.locator('html')).toHaveAttribute('lang', look.language)
}
const chooseCoordinator = async (page: Page): Promise<void> => {
  const switcher = page.getByRole('button', { name: /^Роль и кабинет/ })
  if ((await switcher.getAttribute('aria-label'))?.includes('Координатор') === true) return
  await switcher.click()
  await page.getByRole('menuitemradio', { name: 'Координатор' }).click()
}

/** Messages that wait for the district's coordinator. */
const waiting = async (platformUrl: string, count: number): Promise<Message[]> => {
  const latest = new Map<string, Message>()
  for (const message of await everything(platformUrl)) latest.set(message.id, message)
  return [...latest.values()].filter(({ stage, status, currentCabinetId }) => stage === 'COORDINATION' && status === 'MODERATION_ACCEPT' && currentCabinetId === DISTRICT_ID).slice(0, count)
}

test('two coordinators change the same messages: mine, theirs, row by row; nothing is overwritten, everything is in the history', async () => {
  test.setTimeout(480_000)
  const folder = mkdtempSync(join(tmpdir(), 'priyom-conflict-'))
  const platform = await startPlatformProcess(join(folder, 'platform'), ['--seed', 'training'])
  const seats: RunningApp[] = []
  const seat = async (name: string, person: string): Promise<RunningApp> => {
    const running = await startApp(join(folder, name), [`--platform-url=${platform.url}`])
    seats.push(running)
    await signIn(running, person)
    await confirmConnection(running.page)
    return running
  }
  try {
    const messages = await waiting(platform.url, 4)
    const [keptMine, keptTheirs, merged, begun] = messages.map(({ number }) => number) as [number, number, number, number]
    const before = new Map(messages.map((message) => [message.number, message]))
    const mine = await seat('mine', FIRST)
    const theirs = await seat('theirs', SECOND)
    await chooseCoordinator(theirs.page)
    const { page } = mine

    await test.step('one of the two has no link, and decides all the same', async () => {
      await open(page, keptMine)
      await setNetwork(page, false)
      await page.keyboard.press('F4')
      await expect(page.getByRole('dialog', { name: /Назначить исполнителя/ })).toBeVisible()
      await page.keyboard.press('Control+Enter')
      await expect(page.getByText('Без этого не назначить')).toBeVisible()
      for (const look of LOOKS) {
        await setLook(page, look)
        await screens(mine.app, page, 'card-assign')
        await expectAccessible(page, `assign ${look.theme} ${look.language}`)
      }
      await setLook(page, { language: 'ru', theme: 'light' })
      await page.keyboard.press('Escape')
      for (const number of [keptMine, keptTheirs, merged, begun]) {
        await open(page, number)
        await assign(page, MINE, `Начать с неё, ${number}`)
        await expect(card(page).getByText('Назначен исполнитель').first()).toBeVisible()
        await expect(card(page).getByText(/ждёт отправки/)).toBeVisible()
        if (number === keptMine) await screens(mine.app, page, 'card-pending')
      }
    })
    await test.step('the other one decides about the same messages', async () => {
      for (const number of [keptMine, keptTheirs, merged, begun]) {
        await open(theirs.page, number)
        await assign(theirs.page, THEIRS, '')
      }
      for (const number of [keptMine, keptTheirs, merged, begun]) await expect.poll(async () => (await messageOn(platform.url, number)).executorName, { timeout: 60_000 }).toBe(THEIRS)
      // the executor has begun: nobody else may be named any more
      await takeToWork(platform.url, await messageOn(platform.url, begun))
    })
    await test.step('the link comes back: nothing is overwritten, a person is asked', async () => {
      await setNetwork(page, true)
      const folderButton = page.getByRole('navigation', { name: 'Папки' }).getByRole('button', { name: /^Расхождения/ })
      await expect(folderButton).toContainText('4', { timeout: 60_000 })
      await open(page, keptMine)
      await expect(card(page).getByText('Ваше решение и вариант на платформе разошлись.')).toBeVisible()
      await folderButton.click()
      await expect(page.getByRole('heading', { name: 'Расхождения', level: 1 })).toBeVisible()
      await expect(page.getByText('Что останется?')).toBeVisible()
      await expect(page.getByRole('columnheader', { name: /Моё/ })).toContainText('без связи')
      for (const look of LOOKS) {
        await setLook(page, look)
        await screens(mine.app, page, 'conflict')
        await expectAccessible(page, `conflict ${look.theme} ${look.language}`)
      }
      await setLook(page, { language: 'ru', theme: 'light' })
      await resizeTo(mine.app, page, { width: 1366, height: 720 })
      await expectNoOverflow(page)
      expect((await messageOn(platform.url, keptMine)).executorName).toBe(THEIRS)
    })
    await test.step('mine by one key, and Enter', async () => {
      await expect(cell(page, 'Исполнитель', MINE)).toBeChecked()
      await page.keyboard.press('Digit2')
      await expect(cell(page, 'Исполнитель', THEIRS)).toBeChecked()
      await page.keyboard.press('Digit1')
      await expect(cell(page, 'Исполнитель', MINE)).toBeChecked()
      await page.keyboard.press('Enter')
      await next(page, 3)
    })
    await test.step('a decision taken back brings the two cards back', async () => {
      await page.keyboard.press('Control+KeyZ')
      await next(page, 4)
      await page.keyboard.press('Control+Shift+Tab')
      await expect(page.getByRole('listbox', { name: 'Расхождения' })).toBeFocused()
      await page.keyboard.press('Home')
      await page.keyboard.press('Enter')
      await expect(cell(page, 'Комментарий', `Начать с неё, ${keptMine}`)).toBeVisible()
      await page.keyboard.press('Digit1')
      await page.keyboard.press('Enter')
      await next(page, 3)
    })
    await test.step('theirs', async () => {
      await page.keyboard.press('Digit2')
      await expect(page.getByText('Останется как сейчас на платформе.')).toBeVisible()
      await page.keyboard.press('Enter')
      await next(page, 2)
    })
    await test.step('row by row: their executor, my words', async () => {
      await page.keyboard.press('ArrowRight')
      await expect(cell(page, 'Исполнитель', THEIRS)).toBeChecked()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowLeft')
      await expect(page.getByRole('region', { name: 'Станет так' })).toContainText(`«Начать с неё, ${merged}»`)
      await page.keyboard.press('Enter')
      await next(page, 1)
    })
    await test.step('what can no longer be kept says why, stays readable, and is accepted by one key', async () => {
      await expect(page.getByText('Оставить моё уже нельзя.')).toBeVisible()
      await expect(page.getByText(`Начать с неё, ${begun}`)).toBeVisible()
      for (const look of LOOKS) {
        await setLook(page, look)
        await screens(mine.app, page, 'conflict-blocked')
        await expectAccessible(page, `blocked ${look.theme} ${look.language}`)
      }
      await setLook(page, { language: 'ru', theme: 'light' })
      await page.keyboard.press('Enter')
      await expect(page.getByText('Расхождений нет.')).toBeVisible()
    })
    await test.step('the platform has what was decided, once, and both versions in its history', async () => {
      await expect.poll(async () => (await messageOn(platform.url, keptMine)).executorName, { timeout: 60_000 }).toBe(MINE)
      await expect.poll(async () => (await messageOn(platform.url, merged)).history.at(-1)?.comment, { timeout: 60_000 }).toBe(`Начать с неё, ${merged}`)
      const assigned = async (number: number) => {
        const message = await messageOn(platform.url, number)
        const added = message.history.slice(before.get(number)?.history.length ?? 0)
        return [message.executorName, ...added.map(({ action, by }) => `${action} ${by.name}`)]
      }
      expect(await assigned(keptMine)).toEqual([MINE, 'assign Учебный П. П.', 'assign Выдумкин Л. Ф.'])
      expect(await assigned(keptTheirs)).toEqual([THEIRS, 'assign Учебный П. П.'])
      expect(await assigned(merged)).toEqual([THEIRS, 'assign Учебный П. П.', 'assign Выдумкин Л. Ф.'])
      await openFolder(page, 'Очередь')
      await expect(page.getByText(/^Очередь пуста/)).toBeVisible()
      await expect(page.getByRole('navigation', { name: 'Папки' }).getByRole('button', { name: /^Расхождения/ })).toHaveCount(0)
    })
  } finally {
    for (const running of seats) await running.kill()
    await platform.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})
