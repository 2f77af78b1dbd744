// A profile of a later version, two apps on one profile, and clocks that jump: nothing is touched, nobody writes twice, order and words stay.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { encodeHeader, FORMAT_VERSION, HEADER_BYTES } from '../../src/main/journal/format.ts'
import { errors } from '../../src/shared/words/ru/errors.ts'
import { expect, repositoryRoot, test, type RunningApp } from '../support/app.ts'
import { openFolder } from '../support/journeys.ts'
import { report, STATED } from '../support/prove.ts'
import { drain, harmOf, newCall, queue, registered, withSeat } from '../support/real-seat.ts'

const DAY_MS = 86_400_000
const YEAR_MS = 365 * DAY_MS
/** Dexie multiplies its versions by ten. */
const A_VERSION = 10

test.afterEach(() => {
  const { title, status } = test.info()
  // what a case broke it has told itself: here it is only counted
  if (status === 'passed') report({ name: 'profile', part: title.split(/[ ,:]+/).slice(0, 6).join(' '), rounds: 1, faults: 1 })
})

type Rows = { version: number; tables: [string, string][] }
/** Runs in the data worker: raises the version of the outbox's database, as a later app does; or tells all its rows as they lie. */
const inDatabase = async (raiseBy: number): Promise<Rows> => {
  const buckets = (navigator as unknown as { storageBuckets: { open: (name: string) => Promise<{ indexedDB: IDBFactory }> } }).storageBuckets
  const factory = (await buckets.open('outbox')).indexedDB
  const [found] = await factory.databases()
  const open = (version?: number): Promise<IDBDatabase> =>
    new Promise((resolve, reject) => {
      const request = factory.open(found?.name ?? '', version)
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(new Error(String(request.error?.name))))
    })
  const database = await open(raiseBy === 0 ? undefined : (found?.version ?? 0) + raiseBy)
  const tables: [string, string][] = []
  for (const name of database.objectStoreNames) {
    const rows = await new Promise<unknown[]>((resolve, reject) => {
      const request = database.transaction(name).objectStore(name).getAll()
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(new Error(String(request.error?.name))))
    })
    tables.push([name, JSON.stringify(rows, (_, value: unknown) => (value instanceof Uint8Array ? [...value] : value))])
  }
  const { version } = database
  database.close()
  return { version, tables }
}
const rowsOf = (page: Page, raiseBy = 0): Promise<Rows> => page.workers().at(-1)!.evaluate(inDatabase, raiseBy)
const journalOf = (dataDir: string): string => {
  const name = readdirSync(join(dataDir, 'journal')).find((file) => file.endsWith('.journal'))
  return join(dataDir, 'journal', name as string)
}

test('a database of a later version is not opened: it is told, and rows, journal and keys stay as they are', async () => {
  await withSeat(async ({ running }) => {
    await drain(running.page)
    await running.app.close()
    await running.relaunch()
    await queue(running.page, await newCall(running.page, 'Звонок в новой версии.'))
    const before = await rowsOf(running.page, A_VERSION)
    await running.kill()
    const kept = [journalOf(running.dataDir), join(running.dataDir, 'vault/keys.json')].map((path) => ({ path, bytes: readFileSync(path) }))
    const page = await running.relaunch()
    for (const part of [errors['E-NEWER'].what, errors['E-NEWER'].safe, errors['E-NEWER'].todo]) await expect(page.getByText(part)).toBeVisible({ timeout: 30_000 })
    expect(await rowsOf(page)).toEqual(before)
    await running.app.close()
    for (const { path, bytes } of kept) expect(readFileSync(path).equals(bytes)).toBe(true)
  })
})

test('a journal of a later version is not opened: it is told, and the file stays as it is', { tag: STATED }, async () => {
  await withSeat(async ({ running }) => {
    await drain(running.page)
    await queue(running.page, await newCall(running.page, 'Звонок.'))
    await running.app.close()
    const path = journalOf(running.dataDir)
    const before = readFileSync(path)
    const keyId = before.subarray(HEADER_BYTES - 20, HEADER_BYTES - 4).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    const bytes = Buffer.concat([encodeHeader(keyId, FORMAT_VERSION + 1), before.subarray(HEADER_BYTES)])
    writeFileSync(path, bytes)
    const page = await running.relaunch()
    await expect(page.getByText(errors['E-NEWER'].what)).toBeVisible({ timeout: 30_000 })
    await running.app.close()
    expect(readFileSync(path).equals(bytes)).toBe(true)
  })
})

test('a second start on the same profile ends at once, the first one is brought forward and goes on', async () => {
  await withSeat(async (seat) => {
    const { running } = seat
    const { app, page } = running
    await app.evaluate(({ app: electron }) => {
      electron.once('second-instance', () => Object.assign(globalThis, { wasCalled: true }))
    })
    const second = spawn(createRequire(import.meta.url)('electron') as string, [repositoryRoot, `--user-data-dir=${running.dataDir}`], { stdio: 'ignore' })
    const [code] = (await once(second, 'exit')) as [number]
    expect(code).toBe(0)
    await expect.poll(() => app.evaluate(() => (globalThis as { wasCalled?: boolean }).wasCalled === true)).toBe(true)
    expect(app.windows()).toHaveLength(1)
    await queue(page, await newCall(page, 'Звонок после второго запуска.'))
    await drain(page)
    expect(harmOf(['Звонок после второго запуска.'], await registered(seat))).toEqual({ lost: [], doubled: [] })
  })
})

/** Every clock of the app jumps: main's, the page's and the data worker's. */
const jump = async ({ app, page }: Pick<RunningApp, 'app' | 'page'>, byMs: number): Promise<void> => {
  const shift = (ms: number): void => {
    const scope = globalThis as unknown as { trueNow?: () => number }
    scope.trueNow ??= Date.now.bind(Date)
    const { trueNow } = scope
    Date.now = () => trueNow() + ms
  }
  await app.evaluate((_, ms) => {
    const scope = globalThis as unknown as { trueNow?: () => number }
    scope.trueNow ??= Date.now.bind(Date)
    const { trueNow } = scope
    Date.now = () => trueNow() + ms
  }, byMs)
  await page.evaluate(shift, byMs)
  await page.workers().at(-1)!.evaluate(shift, byMs)
}

test('clocks that jump a day back and ten years either way neither lose nor reorder nor stop anything, and the difference is told', async () => {
  await withSeat(async (seat) => {
    const { running, running: { page } } = seat
    const status = page.getByRole('contentinfo')
    const saved: string[] = []
    for (const [byMs, words] of [[-DAY_MS, /^Часы −.*нужно внимание/], [10 * YEAR_MS, /^Часы \+.*нужно внимание/], [-10 * YEAR_MS, /^Часы −.*нужно внимание/], [0, /^Часы точны/]] as const) {
      await jump(running, byMs)
      for (const which of [1, 2]) {
        const text = `Звонок ${saved.length + 1} при часах ${byMs / DAY_MS}, ${which}.`
        await queue(page, await newCall(page, text))
        saved.push(text)
      }
      await drain(page)
      const clock = status.getByRole('button', { name: words })
      await expect(clock).toBeVisible({ timeout: 30_000 })
      if (byMs === 0) continue
      await clock.click()
      await expect(page.getByText(errors['E-CLOCK'].safe)).toBeVisible()
      await page.keyboard.press('Escape')
    }
    await openFolder(page, 'Отправленные')
    const times = await registered(seat)
    expect([...times.keys()]).toEqual(saved)
    expect(harmOf(saved, times)).toEqual({ lost: [], doubled: [] })
  })
})
