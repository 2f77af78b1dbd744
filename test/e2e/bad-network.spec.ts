// Entries 59-68 of the bad inputs in the real app: whatever the network and the platform do, the operator reads what happened and
// what is safe, nothing is lost and nothing is registered twice.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { ErrorCode } from '../../src/shared/errors.ts'
import type { Fault } from '../../src/shared/contract/training.ts'
import { errors } from '../../src/shared/words/ru/errors.ts'
import { expect, startApp, test, type RunningApp } from '../support/app.ts'
import { beginWork, chooseFrom, field, LIGHT, openFolder, readBack, send, setNetwork, signIn, SNOW, takeCall, type Call } from '../support/journeys.ts'
import { readPlatform } from '../support/platform-rows.ts'
import { startPlatformProcess, type PlatformProcess } from '../support/platform-process.ts'
import { startProxy } from '../support/proxy.ts'

/** «Уборка снега» in yards: retired while the seat is offline. */
const SNOW_SUBCATEGORY = 38
const ALWAYS = 10_000
/** At the field, with or without the day since when. */
const CLOSED = /Больше не действует, выберите другую|Закрыта с/

const withPlatform = async (args: readonly string[], use: (platform: PlatformProcess, start: (args: readonly string[]) => Promise<RunningApp>, folder: string) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'priyom-network-'))
  const platform = await startPlatformProcess(join(folder, 'platform'), args)
  let running: RunningApp | undefined
  try {
    await use(platform, async (appArgs) => (running = await startApp(join(folder, 'seat'), appArgs)), folder)
  } finally {
    await running?.kill()
    await platform.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** All three parts stand on the screen. */
const expectWords = async (page: Page, code: ErrorCode): Promise<void> => {
  const { what, safe, todo } = errors[code]
  const card = page.getByRole('region', { name: 'Карточка' })
  for (const part of [what, safe, todo]) await expect(card.getByText(part)).toBeVisible()
}
const expectSafe = (page: Page) => expect(page.getByText(/Записи в безопасности, продолжайте приём/).first()).toBeVisible()
const emptyQueue = async (page: Page): Promise<void> => {
  await openFolder(page, 'Очередь')
  await page.keyboard.press('F9')
  await expect(page.getByText(/Очередь пуста/)).toBeVisible()
}

const FAULTS: readonly { name: string; fault: Partial<Fault> & Pick<Fault, 'kind'>; code: ErrorCode | null; unknown: boolean }[] = [
  { name: '59 a page of somebody else with status 200', fault: { kind: 'portal' }, code: 'E-PORTAL', unknown: true },
  { name: '60 an answer that is no JSON', fault: { kind: 'garbage' }, code: 'E-PROTO', unknown: true },
  { name: '60 half of an answer', fault: { kind: 'half-body' }, code: 'E-PROTO', unknown: true },
  { name: '61 a word of a later version', fault: { kind: 'unknown-enum' }, code: 'E-PROTO-NEW', unknown: true },
  { name: '62 a receipt for another command', fault: { kind: 'wrong-receipt' }, code: 'E-RECEIPT', unknown: true },
  { name: '65 a request for patience', fault: { kind: 'status', status: 429, retryAfter: '120' }, code: 'E-BUSY', unknown: false },
  { name: '66 a platform in repair', fault: { kind: 'status', status: 503 }, code: 'E-BUSY', unknown: false },
  { name: '66 a broken platform', fault: { kind: 'status', status: 500 }, code: 'E-SERVER', unknown: true },
  { name: 'a connection cut before the platform wrote anything', fault: { kind: 'drop-before-commit' }, code: null, unknown: true },
  { name: 'a connection cut after the platform wrote everything', fault: { kind: 'drop-after-commit' }, code: null, unknown: true },
]

test('whatever the network does, each call is explained, kept and registered exactly once', async () => {
  test.setTimeout(240_000)
  const proxy = await startProxy()
  await withPlatform([], async (platform, start) => {
    const running = await start([`--platform-url=${platform.url}`, `--proxy-server=${proxy.url}`, '--proxy-bypass-list=<-loopback>'])
    const { page } = running
    const sent: { code: string; text: string }[] = []
    const take = async (call: Call = LIGHT): Promise<string> => {
      const text = `${call.text} Звонок ${sent.length + 1}.`
      // another person each time: the app would ask about a second call of the same one
      const code = await takeCall(page, { ...call, text, phone: `8900000${100 + sent.length}0` })
      sent.push({ code, text })
      return code
    }
    await beginWork(running)

    for (const { name, fault, code, unknown } of FAULTS) {
      await test.step(name, async () => {
        await platform.faults({ faults: [{ path: '/v1/commands', times: ALWAYS, ...fault }] })
        const receipt = await take()
        await openFolder(page, 'Очередь')
        await expect(page.getByText(receipt).first()).toBeVisible()
        if (unknown) await expect(page.getByText('Исход неизвестен')).toBeVisible()
        if (code === null) await expectSafe(page)
        else await expectWords(page, code)
        if (code === 'E-BUSY') await expect(page.getByText(/Следующая попытка через/)).toBeVisible()
        await platform.faults({ faults: [] })
        await emptyQueue(page)
      })
    }

    await test.step('68 a proxy that asks for a password', async () => {
      proxy.setRefusing(true)
      await take()
      await openFolder(page, 'Очередь')
      await expectSafe(page)
      await expectWords(page, 'E-PROXY')
      proxy.setRefusing(false)
      await emptyQueue(page)
    })

    await test.step('64 a platform that finds it too large', async () => {
      await platform.faults({ faults: [{ kind: 'status', status: 413, path: '/v1/commands', times: ALWAYS }] })
      await take()
      await openFolder(page, 'Ошибки')
      await expectWords(page, 'E-SERVER-SIZE')
      await platform.faults({ faults: [] })
      await page.keyboard.press('F4')
      await expectSentAnew(page, sent)
    })

    await test.step('63 a category retired while the seat was offline', async () => {
      await setNetwork(page, false)
      await take(SNOW)
      await take(LIGHT)
      await platform.faults({ faults: [], deleteSubsubjects: [SNOW_SUBCATEGORY] })
      await setNetwork(page, true)
      const status = page.getByRole('contentinfo')
      await expect(status.getByText('Отложено 1')).toBeVisible()
      await expect(status.getByText('Очередь 0')).toBeVisible()
      // the refused one is the last but one: the next went through in spite of it
      sent.push(...sent.splice(-2, 1))
      await openFolder(page, 'Ошибки')
      await expect(page.getByRole('option')).toHaveCount(2)
      await expect(page.getByRole('region', { name: 'Карточка' }).getByText(/закрыта с/).first()).toBeVisible()
      await page.keyboard.press('F4')
      await expect(field(page, 'Текст сообщения')).toHaveValue(sent.at(-1)?.text as string)
      await expect(page.getByRole('main').getByText(CLOSED).first()).toBeVisible()
      await chooseFrom(page, 'Подкатегория', 'Уличное освещение')
      await expectSentAnew(page, sent)
    })

    await running.app.close()
    await platform.stop()
    const rows = await readPlatform(platform.databaseFolder)
    const byCode = (left: { code: string }, right: { code: string }) => left.code.localeCompare(right.code)
    expect(rows.submitted.map(({ receiptCode, description }) => ({ code: receiptCode, text: description })).sort(byCode)).toEqual(sent.sort(byCode))
    expect(rows.commands.filter(({ type }) => type === 'checklist.confirm')).toHaveLength(1)
  })
  await proxy.stop()
})

/** The form shows what was set aside: read aloud and sent again it is a new command under the caller's code, and the old one is withdrawn. */
const expectSentAnew = async (page: Page, sent: { code: string; text: string }[]): Promise<void> => {
  const refused = sent.pop() as { code: string; text: string }
  await expect(field(page, 'Текст сообщения')).toHaveValue(refused.text)
  await readBack(page)
  const code = await send(page)
  // the caller has one code, however often the record is corrected
  expect(code).toBe(refused.code)
  sent.push({ code, text: refused.text })
  await openFolder(page, 'Ошибки')
  await expect(page.getByText('Отложенных записей нет.')).toBeVisible()
  await emptyQueue(page)
}

test('67 a platform whose authority nobody trusts gets nothing and the operator reads why', async () => {
  await withPlatform(['--tls'], async (platform, start, folder) => {
    const policy = join(folder, 'policy.json')
    writeFileSync(policy, JSON.stringify({ platformUrl: platform.url, trustedCertificates: readFileSync(platform.caFile as string, 'utf8') }))
    const running = await start([`--policy=${policy}`])
    const { page } = running
    await beginWork(running)
    await platform.stop()
    const authority = join(folder, 'platform/tls')
    rmSync(authority, { recursive: true })
    await platform.restart()
    const code = await takeCall(page, LIGHT)
    await openFolder(page, 'Очередь')
    await page.keyboard.press('F9')
    await expectSafe(page)
    await expectWords(page, 'E-TLS')

    // with the true authority in its policy the seat sends what it kept
    writeFileSync(policy, JSON.stringify({ platformUrl: platform.url, trustedCertificates: readFileSync(platform.caFile as string, 'utf8') }))
    await running.relaunch()
    await expect(running.page.getByText(/Вход не выполнен/)).toBeVisible({ timeout: 30_000 })
    await openFolder(running.page, 'Очередь')
    await expect(running.page.getByText(code).first()).toBeVisible()
    await signIn(running)
    await expect(running.page.getByText(/Очередь пуста/)).toBeVisible()
    await running.app.close()
    await platform.stop()
    expect((await readPlatform(platform.databaseFolder)).submitted).toMatchObject([{ receiptCode: code }])
  })
})
