// A power cut takes what was written and not synced. Both copies sync every save before it is told, and a profile that is cut back to what
// was synced at the instant of «Сохранено» holds everything that was told.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Draft } from '../../src/shared/contract/draft.ts'
import { expect, startApp, test } from '../support/app.ts'
import { callWorker } from '../support/data-worker.ts'
import { limitOf, report, roundsOf, seedOf, STATED } from '../support/prove.ts'
import { complete, drain, newCall, queue, withSeat } from '../support/real-seat.ts'
import { copyAfterCut, traceSyncs, whyNoTrace } from '../support/sync-trace.ts'

const ROUNDS = roundsOf('power')
const SAVES = 20
const JOURNAL = '/journal/'
const DATABASE = '/WebStorage/'

test(`${SAVES} saves and ${SAVES} queued calls: each is synced at least once in both stores before it is told`, { tag: STATED }, async () => {
  const notRun = whyNoTrace()
  if (notRun !== undefined) report({ name: 'power', part: 'syncs', notRun })
  test.skip(notRun !== undefined, `not run: ${notRun}`)
  await withSeat(async ({ running, folder }) => {
    const { page } = running
    await drain(page)
    let draft = await newCall(page, 'Первый черновик.')
    const trace = await traceSyncs(running.app.process().pid as number, running.dataDir, join(folder, 'sync.trace'))
    const counted = { journal: 0, database: 0 }
    /** Fewer syncs than one for this deed, in one of the stores. */
    let unsynced = 0
    const count = async (deed: () => Promise<unknown>): Promise<void> => {
      const [journal, database] = [trace.syncs(JOURNAL), trace.syncs(DATABASE)]
      await deed()
      const told = Date.now()
      await expect.poll(() => [trace.syncs(JOURNAL, told) > journal, trace.syncs(DATABASE, told) > database], { timeout: 5_000 }).toEqual([true, true]).catch(() => {
        unsynced += 1
      })
      counted.journal += trace.syncs(JOURNAL) - journal
      counted.database += trace.syncs(DATABASE) - database
    }
    for (let save = 1; save <= SAVES; save += 1) {
      draft = complete(draft, `Черновик, правка ${save}.`)
      await count(async () => expect((await callWorker(page, 'drafts:save', draft)).ok).toBe(true))
    }
    for (let call = 1; call <= SAVES; call += 1) {
      const begun = await newCall(page, `Звонок ${call}.`)
      await count(() => queue(page, begun))
    }
    await trace.stop()
    report({ name: 'power', part: 'syncs', rounds: 2 * SAVES, faults: 0, lost: unsynced, figures: { 'syncs of the journal': counted.journal, 'syncs of the database': counted.database } })
    expect(unsynced).toBe(0)
  })
})

test(`${ROUNDS} power cuts at the instant of «Сохранено»: what was told saved is in what the disk had`, async () => {
  const notRun = whyNoTrace()
  if (notRun !== undefined) report({ name: 'power', part: 'cuts', notRun })
  test.skip(notRun !== undefined, `not run: ${notRun}`)
  test.setTimeout(limitOf('power'))
  const lost: string[] = []
  let [played, unopened, shortened] = [0, 0, 0]
  try {
    await withSeat(async ({ running, platform, folder }) => {
      await drain(running.page)
      // nobody signed in: what is queued stays unsent
      await running.app.close()
      await running.relaunch()
      const { page } = running
      const trace = await traceSyncs(running.app.process().pid as number, running.dataDir, join(folder, 'sync.trace'))
      const calls = new Map<string, string>()
      const drafts = new Map<string, Draft>()
      for (; played < ROUNDS; played += 1) {
        const text = `Звонок ${played + 1}.`
        const draft = complete(await newCall(page, ''), `Черновик ${played + 1}.`)
        expect((await callWorker(page, 'drafts:save', draft)).ok).toBe(true)
        drafts.set(draft.id, draft)
        calls.set(text, await queue(page, await newCall(page, text)))
        const cutAt = Date.now()
        const copy = join(folder, `cut-${played + 1}`)
        // the listing of strace is a moment behind
        await page.waitForTimeout(300)
        shortened += copyAfterCut(running.dataDir, copy, trace.lengths(cutAt))
        const revived = await startApp(copy, [`--platform-url=${platform.url}`])
        try {
          const opened = await Promise.race([callWorker(revived.page, 'sync:facts').then(() => true), revived.page.waitForTimeout(30_000).then(() => false)])
          if (!opened) {
            unopened += 1
            continue
          }
          for (const [name, id] of calls) if ((await callWorker(revived.page, 'outbox:get', id)) === null) lost.push(`cut ${played + 1}: ${name}`)
          for (const { id, appeal } of drafts.values()) {
            const stored = await callWorker(revived.page, 'drafts:get', id)
            if (!stored.ok || stored.value.appeal.text !== appeal.text) lost.push(`cut ${played + 1}: ${appeal.text}`)
          }
        } finally {
          await revived.kill()
          rmSync(copy, { recursive: true, force: true, maxRetries: 5 })
        }
      }
      await trace.stop()
    })
    expect({ lost, unopened }).toEqual({ lost: [], unopened: 0 })
  } finally {
    report({ name: 'power', part: 'cuts', rounds: played, faults: played, lost: lost.length, unopened, seed: seedOf('power'), figures: { 'files that were shorter on the disk': shortened } })
  }
})
