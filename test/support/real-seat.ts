// A seat of the real app on a platform process of its own, for faults: quick to start, quick to sign in, driven by keys or by calls of its worker.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Draft } from '../../src/shared/contract/draft.ts'
import { DISTRICT_ID } from '../../src/platform/seed/people.ts'
import { startApp, type RunningApp } from './app.ts'
import { callWorker } from './data-worker.ts'
import { beginWork, OPERATOR } from './journeys.ts'
import { startPlatformProcess, type PlatformProcess } from './platform-process.ts'
import { readPlatform } from './platform-rows.ts'

/** «Уборка снега» in yards. */
const [SUBJECT, SUBSUBJECT] = [3, 38]

export type Seat = { running: RunningApp; platform: PlatformProcess; /** For more files; the app's own profile is `running.dataDir`. */ folder: string }
export type SeatOptions = {
  args?: readonly string[]
  env?: Record<string, string>
  /** Where the seat finds the platform: the platform itself unless somebody stands between. */
  addressOf?: (platform: PlatformProcess) => Promise<string>
  /** The profile's folder, when it has to lie on another disk. */
  dataDir?: string
}

/** A platform and a seat that has just begun its work there; both end with `use`. */
export const withSeat = async (use: (seat: Seat) => Promise<void>, { args = [], env = {}, addressOf = async ({ url }) => url, dataDir }: SeatOptions = {}): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'priyom-faults-'))
  let running: RunningApp | undefined
  const platform = await startPlatformProcess(join(folder, 'platform'))
  try {
    running = await startSeat(dataDir ?? join(folder, 'seat'), await addressOf(platform), args, env)
    await use({ running, platform, folder })
  } finally {
    await running?.kill()
    await platform.kill()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Ends seat and platform in order and tells what was registered: each text of a call, with how often it came. */
export const registered = async ({ running, platform }: Seat): Promise<Map<string, number>> => {
  await running.app.close()
  await platform.stop()
  const times = new Map<string, number>()
  for (const { description } of (await readPlatform(platform.databaseFolder)).submitted) times.set(description, (times.get(description) ?? 0) + 1)
  return times
}
/** What was told saved and is not registered, and what is registered more than once. */
export const harmOf = (saved: Iterable<string>, times: ReadonlyMap<string, number>): { lost: string[]; doubled: string[] } => ({
  lost: [...saved].filter((text) => !times.has(text)),
  doubled: [...times].filter(([, count]) => count > 1).map(([text]) => text),
})

/** The app on that platform, signed in for the first time and connected. */
const startSeat = async (dataDir: string, platformUrl: string, args: readonly string[] = [], env: Record<string, string> = {}): Promise<RunningApp> => {
  const running = await startApp(dataDir, [`--platform-url=${platformUrl}`, ...args], env)
  await beginWork(running)
  await untilWorks(running.page)
  return running
}

/** Until person and dictionary have come: then a draft can be queued. */
const untilWorks = async (page: Page): Promise<void> => {
  const giveUpAt = Date.now() + 30_000
  while ((await callWorker(page, 'dictionary:get')) === null || (await callWorker(page, 'me:get')) === null) {
    if (Date.now() > giveUpAt) throw new Error('neither person nor dictionary came')
    await callWorker(page, 'sync:now')
  }
}

/** The sign-in of somebody who has been here before, without waiting for pictures. */
export const signInAgain = async ({ app, page }: RunningApp): Promise<void> => {
  const opening = app.waitForEvent('window', { timeout: 30_000 })
  const signed = page.evaluate(() => (window as unknown as { bridge: { invoke: (name: string) => Promise<{ ok: boolean }> } }).bridge.invoke('session:sign-in'))
  await (await opening).getByRole('button', { name: OPERATOR }).click()
  if (!(await signed).ok) throw new Error('sign-in failed')
}

/** A new draft with everything that a message needs; `text` makes it one of its kind. */
export const newCall = async (page: Page, text: string): Promise<Draft> => {
  const created = await callWorker(page, 'drafts:create', DISTRICT_ID)
  if (!created.ok) throw new Error(created.error.code)
  return complete(created.value, text)
}
export const complete = (draft: Draft, text: string): Draft => ({
  ...draft,
  updatedAt: new Date(Math.max(Date.now(), Date.parse(draft.updatedAt) + 1)).toISOString(),
  applicant: { ...draft.applicant, phone: '+79000000001', surname: 'Примерова', name: 'Вера', noPatronymic: true, address: 'г. Учебный, ул. Вторая, д. 5', noEmail: true },
  appeal: { ...draft.appeal, text, subjectId: SUBJECT, subsubjectId: SUBSUBJECT, place: 'ул. Вторая', addresseeCabinetId: DISTRICT_ID },
  intake: { channel: 'CALL', noticeGiven: true, consentToPublish: false, readBack: true },
})

/** Queues a draft as «Отправить» does. Resolves with the command's id once «Сохранено» may be said. */
export const queue = async (page: Page, draft: Draft): Promise<string> => {
  const queued = await callWorker(page, 'outbox:submit', draft, { allowDuplicate: true })
  if (!queued.ok) throw new Error(queued.error.failure.code)
  return queued.value.id
}

/** Signed in and with a good network: until nothing waits any more. Rejects with what is left after that time. */
export const drain = async (page: Page, withinMs = 60_000): Promise<void> => {
  const giveUpAt = Date.now() + withinMs
  for (;;) {
    await callWorker(page, 'sync:now')
    const { waiting, unknown, needsAttention } = await callWorker(page, 'outbox:view')
    if (waiting.length + unknown.length + needsAttention.length === 0) return
    if (Date.now() > giveUpAt) throw new Error(`not drained: ${waiting.length} wait, ${unknown.length} unknown, ${needsAttention.length} set aside`)
    await page.waitForTimeout(100)
  }
}
