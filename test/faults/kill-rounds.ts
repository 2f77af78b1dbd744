// One round of the kill test: start, compare with what was told before, work until the kill. The ledger is what the operator was told.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Draft } from '../../src/shared/contract/draft.ts'
import type { Fault } from '../../src/shared/contract/training.ts'
import type { Chance } from '../../src/platform/seed/chance.ts'
import { expect, type RunningApp } from '../support/app.ts'
import { callWorker } from '../support/data-worker.ts'
import { field } from '../support/journeys.ts'
import { drain, newCall, queue, signInAgain, type Seat } from '../support/real-seat.ts'

/** An operator who types without a pause is at most so far ahead of the disk. */
const DRAFT_BEHIND_MS = 2000
const OPENS_WITHIN_MS = 60_000
const WORK = ['typing', 'queueing', 'sending', 'sending'] as const
type Work = (typeof WORK)[number]

export type Ledger = {
  /** Texts of calls that were told «Сохранено», with their commands. */
  saved: Map<string, string>
  /** Those of the last round: the next start is asked for them. */
  unchecked: string[]
  tried: Set<string>
  /** Complete drafts that were told saved and not yet told queued. */
  drafts: Map<string, Draft>
  /** What was typed on the screen, letter by letter, with the instant of each. */
  typing: { begun: string; letters: { letter: string; at: number }[]; killedAt: number } | null
  lost: string[]
  unopened: number
  longestUnsavedMs: number
  calls: number
}
export const openLedger = (): Ledger => ({ saved: new Map(), unchecked: [], tried: new Set(), drafts: new Map(), typing: null, lost: [], unopened: 0, longestUnsavedMs: 0, calls: 0 })

export type Round = Seat & { chance: Chance; ledger: Ledger; round: number }

/** Works until the kill, kills, starts again and compares. */
export const playRound = async ({ running, platform, chance, ledger, round }: Round): Promise<void> => {
  const work = WORK[round % WORK.length] as Work
  if (work === 'sending') {
    await platform.faults({ faults: faultsOf(chance) })
    await signInAgain(running)
  }
  if (work === 'typing') await beginTyping(running.page, ledger, round)
  let isKilled = false
  const working = (work === 'typing' ? typeOn : queueOn)(running.page, ledger, () => isKilled).catch((error: unknown) => {
    if (!isKilled) throw error
  })
  const killed = new Promise<void>((resolve) => setTimeout(resolve, chance.between(0, work === 'typing' ? 4000 : 1200))).then(() => {
    isKilled = true
    if (ledger.typing !== null) ledger.typing.killedAt = Date.now()
    return running.kill()
  })
  await Promise.all([working, killed])
  await reopen(running, ledger)
  await compare(running.page, ledger)
}

/** Answers that are late, torn or never come, so that the kill finds commands in every state. */
const faultsOf = (chance: Chance): Fault[] => {
  const path = '/v1/commands'
  const delay = { kind: 'delay', path, times: 3, delayMs: chance.between(20, 500) } as const
  return chance.pick<Fault[]>([[], [delay], [delay], [{ kind: 'drop-after-commit', path, times: 1 }], [{ kind: 'half-body', path, times: 1 }], [{ kind: 'drop-before-commit', path, times: 1 }]])
}

const queueOn = async (page: Page, ledger: Ledger, isOver: () => boolean): Promise<void> => {
  while (!isOver()) {
    ledger.calls += 1
    const text = `Звонок ${ledger.calls}: не убран снег.`
    const draft = await newCall(page, text)
    const kept = await callWorker(page, 'drafts:save', draft)
    if (!kept.ok) throw new Error(kept.error.code)
    ledger.drafts.set(text, draft)
    ledger.tried.add(text)
    const id = await queue(page, draft)
    ledger.saved.set(text, id)
    ledger.unchecked.push(text)
    ledger.drafts.delete(text)
  }
}

const beginTyping = async (page: Page, ledger: Ledger, round: number): Promise<void> => {
  await page.keyboard.press('Control+KeyN')
  await expect(field(page, 'Телефон')).toBeFocused()
  const text = field(page, 'Текст сообщения')
  const begun = `Черновик ${round}. `
  await text.fill(begun)
  await text.press('End')
  ledger.typing = { begun, letters: [...begun].map((letter) => ({ letter, at: Date.now() })), killedAt: 0 }
}
const STORY = 'Во дворе не чистят снег, машина не проходит, люди падают. '
const typeOn = async (page: Page, { typing }: Ledger, isOver: () => boolean): Promise<void> => {
  for (let at = 0; !isOver(); at += 1) {
    const letter = STORY[at % STORY.length] as string
    await page.keyboard.type(letter)
    typing?.letters.push({ letter, at: Date.now() })
    await page.waitForTimeout(15)
  }
}

const reopen = async (running: RunningApp, ledger: Ledger): Promise<void> => {
  try {
    await running.relaunch()
    await expect.poll(async () => (await callWorker(running.page, 'me:get')) !== null, { timeout: OPENS_WITHIN_MS }).toBe(true)
  } catch (error) {
    ledger.unopened += 1
    // what the operator has before them, and what the app said of itself
    console.log(await running.page.locator('body').innerText().catch(String), running.page.url(), running.page.workers().length)
    for (const name of readdirSync(join(running.dataDir, 'logs'))) console.log(readFileSync(join(running.dataDir, 'logs', name), 'utf8').slice(-2000))
    throw error
  }
}

const compare = async (page: Page, ledger: Ledger): Promise<void> => {
  for (const text of ledger.unchecked) {
    if ((await callWorker(page, 'outbox:get', ledger.saved.get(text) as string)) === null) ledger.lost.push(text)
  }
  ledger.unchecked = []
  for (const [text, draft] of ledger.drafts) {
    const stored = await callWorker(page, 'drafts:get', draft.id)
    // not told queued: what the form still shows is sent once more, and what was queued all the same is only found again
    if (stored.ok ? stored.value.appeal.text !== text : stored.error.code !== 'E-LOCKED-SENT') ledger.lost.push(text)
    else ledger.saved.set(text, await queue(page, draft))
  }
  ledger.drafts.clear()
  if (ledger.typing !== null) await compareTyping(page, ledger, ledger.typing)
  ledger.typing = null
}

const compareTyping = async (page: Page, ledger: Ledger, { begun, letters, killedAt }: NonNullable<Ledger['typing']>): Promise<void> => {
  const typed = letters.map(({ letter }) => letter).join('')
  const due = letters.filter(({ at }) => at <= killedAt - DRAFT_BEHIND_MS).length
  const text = field(page, 'Текст сообщения')
  if (due > 0) await text.waitFor({ timeout: 15_000 }).catch(() => undefined)
  const stored = (await text.isVisible()) ? await text.inputValue() : ''
  const isOfThis = stored.startsWith(begun) || due > 0
  const kept = isOfThis ? stored.trimEnd() : ''
  if (!typed.startsWith(kept) || stored.length < due) ledger.lost.push(`typing: ${due} letters due, ${kept.length} kept`)
  const firstMissing = letters[isOfThis ? stored.length : 0]
  if (firstMissing !== undefined) ledger.longestUnsavedMs = Math.max(ledger.longestUnsavedMs, killedAt - firstMissing.at)
}

/** Signed in on a good network, everything goes out. */
export const settleAccounts = async ({ running, platform }: Seat, { saved }: Ledger): Promise<void> => {
  await platform.faults({ faults: [] })
  await signInAgain(running)
  await drain(running.page, 60_000 + saved.size * 50)
}
