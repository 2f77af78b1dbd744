// The disk runs full under the real app, or may not be written any more: what was saved stays, what cannot be saved is told at once,
// and work goes on by itself when there is room again.
import { chmodSync, existsSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { chanceOf } from '../../src/platform/seed/chance.ts'
import type { Draft } from '../../src/shared/contract/draft.ts'
import { errors } from '../../src/shared/words/ru/errors.ts'
import { expect, test } from '../support/app.ts'
import { callWorker } from '../support/data-worker.ts'
import { field } from '../support/journeys.ts'
import { limitOf, report, roundsOf, seedOf, STATED } from '../support/prove.ts'
import { complete, drain, harmOf, newCall, queue, registered, signInAgain, withSeat } from '../support/real-seat.ts'

const ROUNDS = roundsOf('disk')
const SMALL_DISK = process.env['PRIYOM_SMALL_DISK']
const KB = 1024
/** The longest that anybody waits for an answer of storage, and what a busy computer adds. */
const TOLD_WITHIN_MS = 5_000 + 1_500

/** Chromium looks at the disk anew after a while. */
const WORKS_AGAIN_WITHIN_MS = 90_000

const filler = join(SMALL_DISK ?? '', 'filler')
const freeBytes = (): number => {
  const { bavail, bsize } = statfsSync(SMALL_DISK as string)
  return bavail * bsize
}
/** Takes all room but so much. */
const fill = (leave: number): void => {
  const part = Buffer.alloc(64 * KB, 1)
  try {
    while (freeBytes() - leave >= part.length) writeFileSync(filler, part, { flag: 'a' })
    while (freeBytes() - leave >= 4 * KB) writeFileSync(filler, part.subarray(0, 4 * KB), { flag: 'a' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}
const makeRoom = (): void => rmSync(filler, { force: true })

type Told = { code: string | null; ms: number }
const longer = (draft: Draft, at: number): Draft => complete(draft, `${draft.appeal.text.slice(0, 40)} ${'снег '.repeat(400)}${at}`)
/** Saves longer and longer drafts and queues calls until storage says no; what it said, and how long that took. */
const saveUntilRefused = async (page: Page, begun: Draft, saved: Map<string, Draft>): Promise<Told> => {
  for (let at = 0; at < 4000; at += 1) {
    const before = saved.get(begun.id) ?? begun
    const next = longer({ ...before, updatedAt: new Date(Date.parse(before.updatedAt) + 1).toISOString() }, at)
    const startedAt = performance.now()
    const answer = await callWorker(page, 'drafts:save', next)
    const ms = performance.now() - startedAt
    if (!answer.ok) return { code: answer.error.code, ms }
    saved.set(begun.id, next)
  }
  return { code: null, ms: 0 }
}

test(`a disk that is full at ${ROUNDS} moments keeps what was saved, says so within five seconds and goes on when there is room @stated`, async () => {
  if (SMALL_DISK === undefined) report({ name: 'disk', part: 'full', notRun: 'a small disk is mounted by root only' })
  test.skip(SMALL_DISK === undefined, 'not run: a small disk is mounted by root only')
  test.setTimeout(limitOf('disk'))
  const chance = chanceOf(seedOf('disk'))
  const saved: string[] = []
  const lost: string[] = []
  let doubled = 0
  let [slowest, slowestReturn] = [0, 0]
  let played = 0
  try {
    await withSeat(async (seat) => {
      const { running } = seat
      for (; played < ROUNDS; played += 1) {
        const { page } = running
        const text = `Звонок ${played + 1} до полного диска.`
        const drafts = new Map<string, Draft>()
        const call = await newCall(page, text)
        const id = await queue(page, call)
        saved.push(text)
        const begun = await newCall(page, `Черновик ${played + 1}`)
        fill(chance.pick([0, 0, 4, 16, 64, 256, 1024, 4096]) * KB)
        const told = await saveUntilRefused(page, begun, drafts)
        console.log(`point ${played + 1}: ${told.code} after ${Math.round(told.ms)} ms`)
        expect(told.code).toBe('E-DISK')
        expect(told.ms).toBeLessThan(TOLD_WITHIN_MS)
        slowest = Math.max(slowest, told.ms)
        if (played % 4 === 1) {
          // Chromium may make room by throwing away what can be pulled again: then the text is saved, and the next one is not
          await page.keyboard.press('Control+KeyN')
          let typed = 0
          await expect(async () => {
            fill(0)
            typed += 1
            await field(page, 'Текст сообщения').fill(`Это сохранить некуда, попытка ${typed}. `.repeat(90))
            await expect(page.getByText(errors['E-DISK'].what).first()).toBeVisible({ timeout: 3_000 })
          }).toPass({ timeout: 30_000 })
        }
        const isRestarted = played % 4 === 3
        if (isRestarted) await running.kill()
        makeRoom()
        if (isRestarted) {
          await running.relaunch()
          await signInAgain(running)
        }
        const stored = await callWorker(running.page, 'drafts:get', begun.id)
        const newest = drafts.get(begun.id)
        if (newest !== undefined && (!stored.ok || Date.parse(stored.value.updatedAt) < Date.parse(newest.updatedAt))) lost.push(`draft ${played + 1}`)
        if ((await callWorker(running.page, 'outbox:get', id)) === null) lost.push(text)
        // there is room again: the same work succeeds
        const after = `Звонок ${played + 1} после полного диска.`
        const freedAt = performance.now()
        await expect(async () => {
          await queue(running.page, await newCall(running.page, after))
        }).toPass({ timeout: WORKS_AGAIN_WITHIN_MS, intervals: [1000] })
        slowestReturn = Math.max(slowestReturn, performance.now() - freedAt)
        console.log(`point ${played + 1}: works again after ${Math.round(performance.now() - freedAt)} ms`)
        saved.push(after)
      }
      await drain(running.page)
      const harm = harmOf(saved, await registered(seat))
      lost.push(...harm.lost)
      doubled = harm.doubled.length
      expect({ lost, doubled }).toEqual({ lost: [], doubled: 0 })
    }, { dataDir: join(SMALL_DISK as string, 'seat') })
  } finally {
    makeRoom()
    report({ name: 'disk', part: 'full', rounds: played, faults: played, lost: lost.length, doubled, seed: seedOf('disk'), figures: { 'told within, ms': Math.round(slowest), 'works again within, ms': Math.round(slowestReturn) } })
  }
})

/** Takes away, or gives back, the right to write to a folder and all in it. */
const setWritable = (path: string, isWritable: boolean): void => {
  if (!existsSync(path)) return
  const isFolder = statSync(path).isDirectory()
  if (isFolder && isWritable) chmodSync(path, 0o700)
  if (isFolder) for (const name of readdirSync(path)) setWritable(join(path, name), isWritable)
  chmodSync(path, isFolder ? (isWritable ? 0o700 : 0o500) : isWritable ? 0o600 : 0o400)
}

for (const [what, folder, isOpened] of [['the journal', 'journal', true], ['the databases', 'WebStorage', false], ['the keys', 'vault', false]] as const) {
  test(`${what} may not be written: it is told, nothing is lost, and with the right given back work goes on`, isOpened ? {} : { tag: STATED }, async () => {
    await withSeat(async (seat) => {
      const { running } = seat
      await drain(running.page)
      await running.app.close()
      await running.relaunch()
      const text = 'Звонок до запрета.'
      const id = await queue(running.page, await newCall(running.page, text))
      const place = join(running.dataDir, folder)
      await running.app.close()
      setWritable(place, false)
      try {
        const page = await running.relaunch()
        if (isOpened) {
          expect(await callWorker(page, 'outbox:get', id)).not.toBeNull()
          await page.keyboard.press('Control+KeyN')
          await field(page, 'Текст сообщения').fill('Это сохранить нельзя.')
        }
        for (const part of [errors['E-READ-ONLY'].what, errors['E-READ-ONLY'].todo]) await expect(page.getByText(part).first()).toBeVisible({ timeout: 20_000 })
        await running.kill()
      } finally {
        setWritable(place, true)
      }
      await running.relaunch()
      expect(await callWorker(running.page, 'outbox:get', id)).not.toBeNull()
      await signInAgain(running)
      await drain(running.page)
      expect(harmOf([text], await registered(seat))).toEqual({ lost: [], doubled: [] })
    })
  })
}
