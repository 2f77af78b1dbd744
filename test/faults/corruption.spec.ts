// Files of the two copies go bad under the real app, one copy at a time: whatever was unsent is there, and is sent once.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { chanceOf, type Chance } from '../../src/platform/seed/chance.ts'
import type { Draft } from '../../src/shared/contract/draft.ts'
import { errors } from '../../src/shared/words/ru/errors.ts'
import { shell } from '../../src/shared/words/ru/shell.ts'
import { expect, test, type RunningApp } from '../support/app.ts'
import { callWorker } from '../support/data-worker.ts'
import { limitOf, report, roundsOf, seedOf, STATED } from '../support/prove.ts'
import { complete, drain, harmOf, newCall, queue, registered, signInAgain, withSeat } from '../support/real-seat.ts'

const ROUNDS = roundsOf('corruption')
/** Drafts and commands; pulled history; the journal. */
const STORES = ['WebStorage', 'journal', 'IndexedDB'] as const
const DAMAGES = ['random bytes', 'cut', 'deleted', 'zeroes', 'one bit'] as const

/** «восстановлено записей 3 из 3» */
const REPAIRED = /Хранилище было повреждено: восстановлено записей \d+ из \d+/

const filesBelow = (path: string): string[] =>
  !existsSync(path) ? [] : statSync(path).isDirectory() ? readdirSync(path).sort().flatMap((name) => filesBelow(join(path, name))) : [path]
/** Files that hold something: databases keep an empty LOCK and a LOG of words. */
const filesOf = (dataDir: string, store: (typeof STORES)[number]): string[] =>
  filesBelow(join(dataDir, store)).filter((path) => (store === 'journal' ? path.endsWith('.journal') : path.includes('leveldb') && !/^(LOCK|LOG)/.test(basename(path))))

const damage = (path: string, how: (typeof DAMAGES)[number], chance: Chance): void => {
  const { size } = statSync(path)
  if (how === 'deleted') return rmSync(path)
  if (how === 'cut') return truncateSync(path, chance.between(0, Math.max(0, size - 1)))
  const bytes = readFileSync(path)
  if (size === 0) return
  const from = chance.between(0, size - 1)
  if (how === 'zeroes') bytes.fill(0)
  else if (how === 'one bit') bytes[from]! ^= 1 << chance.between(0, 7)
  else for (let at = from; at < Math.min(size, from + 4096); at += 1) bytes[at] = chance.between(0, 255)
  writeFileSync(path, bytes)
}

/** Two calls in the queue and an open draft, with nobody signed in to send them. */
const leaveUnsent = async ({ page }: RunningApp, round: number): Promise<{ calls: Map<string, string>; draft: Draft }> => {
  const calls = new Map<string, string>()
  for (const which of ['первый', 'второй']) {
    const text = `Круг ${round}, ${which} звонок.`
    calls.set(text, await queue(page, await newCall(page, text)))
  }
  const draft = complete(await newCall(page, ''), `Круг ${round}, черновик.`)
  const kept = await callWorker(page, 'drafts:save', draft)
  if (!kept.ok) throw new Error(kept.error.code)
  return { calls, draft }
}

test(`${ROUNDS} times one file of the stores or of the journal is damaged: nothing unsent is lost, nothing is sent twice, and what was mended is told`, async () => {
  test.setTimeout(limitOf('corruption'))
  const chance = chanceOf(seedOf('corruption'))
  const saved: string[] = []
  const lost: string[] = []
  const untold: string[] = []
  let [doubled, unopened, played, mended] = [0, 0, 0, 0]
  try {
    await withSeat(async (seat) => {
      const { running } = seat
      await drain(running.page)
      for (; played < ROUNDS; played += 1) {
        await running.app.close()
        await running.relaunch()
        const { calls, draft } = await leaveUnsent(running, played + 1)
        saved.push(...calls.keys())
        if (chance.happens(50)) await running.app.close()
        else await running.kill()
        const store = STORES[played % STORES.length] as (typeof STORES)[number]
        const path = chance.pick(filesOf(running.dataDir, store))
        const how = chance.pick(DAMAGES)
        damage(path, how, chance)
        const what = `round ${played + 1}: ${relative(running.dataDir, path)} ${how}`

        await running.relaunch()
        const { page } = running
        const opened = await Promise.race([callWorker(page, 'sync:facts').then(() => true), page.waitForTimeout(20_000).then(() => false)])
        if (!opened) {
          unopened += 1
          throw new Error(`${what}: not opened\n${await page.locator('body').innerText()}`)
        }
        let cameBack = 0
        for (const [text, id] of calls) {
          const item = await callWorker(page, 'outbox:get', id)
          if (item === null) lost.push(`${what}: ${text}`)
          if (item?.state === 'unknown') cameBack += 1
        }
        const stored = await callWorker(page, 'drafts:get', draft.id)
        if (!stored.ok || stored.value.appeal.text !== draft.appeal.text) lost.push(`${what}: draft`)
        await signInAgain(running)
        await drain(page)
        const isTold = await page.getByText(cameBack > 0 ? REPAIRED : shell.repair.title).first().isVisible()
        const isAside = store === 'journal' && readdirSync(join(running.dataDir, 'journal')).some((name) => name.includes('.damaged-'))
        if (cameBack > 0 || isAside) mended += 1
        if (cameBack > 0 && !isTold) untold.push(what)
        console.log(`${what}: ${cameBack} came back, ${isTold ? 'told' : 'nothing to tell'}${isAside ? ', the damaged journal is kept' : ''}`)
      }
      const harm = harmOf(saved, await registered(seat))
      lost.push(...harm.lost)
      doubled = harm.doubled.length
    })
    expect({ lost, doubled, untold }).toEqual({ lost: [], doubled: 0, untold: [] })
  } finally {
    report({ name: 'corruption', rounds: played, faults: played, lost: lost.length, doubled, unopened, seed: seedOf('corruption'), figures: { 'mended and told': mended } })
  }
})

/** Holds a POSIX lock on the whole file, as another program that keeps the database open does. */
const holdLock = async (path: string): Promise<{ release: () => void }> => {
  const script = 'use Fcntl; open(F, "+<", $ARGV[0]) or die; my $lock = pack("s s x4 q q i x4", F_WRLCK, 0, 0, 0, 0); fcntl(F, F_SETLK, $lock) or die; $| = 1; print "held\\n"; sleep 600'
  const holder = spawn('perl', ['-e', script, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(holder.stdout, 'data')
  return { release: () => void holder.kill() }
}

test('a database that another program holds is told in words, stays as it is, and opens when it is let go', { tag: STATED }, async () => {
  await withSeat(async (seat) => {
    const { running } = seat
    await drain(running.page)
    await running.app.close()
    await running.relaunch()
    const { calls } = await leaveUnsent(running, 1)
    await running.app.close()
    const lock = filesBelow(join(running.dataDir, 'WebStorage')).find((path) => basename(path) === 'LOCK')
    const { release } = await holdLock(lock as string)
    try {
      await running.relaunch()
      await expect(running.page.getByText(errors['E-DB-OPEN'].what)).toBeVisible({ timeout: 20_000 })
    } finally {
      release()
    }
    await running.page.getByRole('button', { name: shell.trouble.again }).click()
    // the worker that could not open gives way to a fresh one
    await expect(async () => {
      for (const id of calls.values()) expect(await callWorker(running.page, 'outbox:get', id)).not.toBeNull()
    }).toPass({ timeout: 20_000 })
    await signInAgain(running)
    await drain(running.page)
    expect(harmOf(calls.keys(), await registered(seat))).toEqual({ lost: [], doubled: [] })
  })
})

/** Runs in the data worker: turns one bit of a sealed command, as a tool of somebody else would; tells how many rows lie in quarantine. */
const tamper = async (how: 'turn a bit' | 'count'): Promise<number> => {
  const buckets = (navigator as unknown as { storageBuckets: { open: (name: string) => Promise<{ indexedDB: IDBFactory }> } }).storageBuckets
  const factory = (await buckets.open('outbox')).indexedDB
  const [found] = await factory.databases()
  const settled = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(new Error(String(request.error?.name))))
    })
  const database = await settled(factory.open(found?.name ?? ''))
  const stores = database.transaction(['outbox', 'quarantine'], 'readwrite')
  if (how === 'turn a bit') {
    const [row] = (await settled(stores.objectStore('outbox').getAll())) as { command: Uint8Array }[]
    if (row === undefined) throw new Error('nothing to tamper with')
    row.command[row.command.length - 1]! ^= 1
    await settled(stores.objectStore('outbox').put(row))
  }
  const count = await settled(stores.objectStore('quarantine').count())
  database.close()
  return count
}

test('a row that somebody changed is set aside as it is, the journal gives the command back, and it is told', { tag: STATED }, async () => {
  await withSeat(async (seat) => {
    const { running } = seat
    await drain(running.page)
    await running.app.close()
    await running.relaunch()
    const { calls } = await leaveUnsent(running, 1)
    await running.page.workers().at(-1)!.evaluate(tamper, 'turn a bit' as const)
    await running.kill()
    await running.relaunch()
    for (const id of calls.values()) expect(await callWorker(running.page, 'outbox:get', id)).not.toBeNull()
    await expect(running.page.getByText(/1 запись повреждена и отложена как есть/)).toBeVisible({ timeout: 20_000 })
    expect(await running.page.workers().at(-1)!.evaluate(tamper, 'count' as const)).toBe(1)
    await signInAgain(running)
    await drain(running.page)
    expect(harmOf(calls.keys(), await registered(seat))).toEqual({ lost: [], doubled: [] })
  })
})
