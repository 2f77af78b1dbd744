// The second copy: an app that lost all of Chromium's databases has every unsent call and the open draft back, and one save syncs both copies.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../support/app.ts'
import { beginWork, field, LIFT, LIGHT, openFolder, setNetwork, signIn, SNOW, takeCall, writeDown } from '../support/journeys.ts'
import { readPlatform } from '../support/platform-rows.ts'

/** Where Chromium keeps IndexedDB: the profile's own and that of Storage Buckets. */
const DATABASES = ['IndexedDB', 'WebStorage'] as const
const journalsOf = (dataDir: string): string[] => readdirSync(join(dataDir, 'journal')).filter((name) => name.endsWith('.journal'))

test('three calls and the open draft come back from the journal when the databases are gone, and each is sent once', async ({ priyom }) => {
  await beginWork(priyom)
  let { page } = priyom
  await expect(page.getByText(/^Очередь\s*0$/)).toBeVisible()
  await setNetwork(page, false)
  const codes: string[] = []
  for (const call of [SNOW, LIFT, LIGHT]) {
    codes.push(await takeCall(page, call))
    await expect(page.getByText(/в хранилище и в журнале/).first()).toBeVisible()
    await page.keyboard.press('Enter')
  }
  await page.keyboard.press('Control+KeyN')
  await writeDown(page, { ...SNOW, surname: 'Черновикова', text: 'Это ещё рассказывают по телефону.' })
  await field(page, 'Место').blur()
  await expect(page.getByText('в хранилище и в журнале')).toBeVisible()
  await openFolder(page, 'Очередь')
  await expect(page.getByText('4 из 4')).toBeVisible()
  await expect(page.getByText('все записи есть в двух местах')).toBeVisible()
  expect(journalsOf(priyom.dataDir)).toHaveLength(1)

  await priyom.kill()
  for (const name of DATABASES) {
    expect(existsSync(join(priyom.dataDir, name)), `${name} is where the databases lie`).toBe(true)
    rmSync(join(priyom.dataDir, name), { recursive: true })
  }
  page = await priyom.relaunch()
  await signIn(priyom)
  await expect(page.getByText(/Из журнала восстановлены 4 записи/)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(/второй раз ничего не уйдёт/)).toBeVisible()
  await expect(field(page, 'Фамилия')).toHaveValue('Черновикова', { timeout: 30_000 })
  await expect(field(page, 'Текст сообщения')).toHaveValue('Это ещё рассказывают по телефону.')
  await openFolder(page, 'Очередь')
  await expect(page.getByText(/Очередь пуста/)).toBeVisible({ timeout: 60_000 })
  await priyom.app.close()
  const rows = await readPlatform(join(priyom.dataDir, 'training-platform/pgdata'))
  expect(rows.submitted.map(({ receiptCode }) => receiptCode).sort()).toEqual([...codes].sort())
})

test('one save is synced in both stores', async ({ priyom }) => {
  test.skip(spawnSync('strace', ['-V']).status !== 0, 'not run: no strace on this computer')
  await beginWork(priyom)
  const { page } = priyom
  await page.keyboard.press('Control+KeyN')
  await field(page, 'Фамилия').fill('Первая')
  await expect(page.getByText('в хранилище и в журнале')).toBeVisible()
  const log = join(priyom.dataDir, 'sync.trace')
  const tracer = await traceSyncs(priyom.app.process().pid as number, log)
  await field(page, 'Фамилия').fill('Вторая')
  const synced = () => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter((line) => /f(data)?sync\(/.test(line)) : [])
  const inJournal = () => synced().filter((line) => /\/journal\/[^/]+\.journal/.test(line))
  const inDatabase = () => synced().filter((line) => /\/(WebStorage|IndexedDB)\//.test(line))
  await expect.poll(() => [inJournal().length > 0, inDatabase().length > 0]).toEqual([true, true])
  tracer.kill('SIGINT')
  console.log(`syncs of one save: ${inJournal().length} in the journal, ${inDatabase().length} in the database`)
})

/** Follows every thread and child; resolves once strace is attached. */
const traceSyncs = async (pid: number, log: string): Promise<ChildProcess> => {
  const tracer = spawn('strace', ['-f', '-y', '-e', 'trace=fsync,fdatasync', '-o', log, '-p', String(pid)], { stdio: ['ignore', 'ignore', 'pipe'] })
  await new Promise<void>((resolve, reject) => {
    tracer.stderr.on('data', (text: Buffer) => /attached/.test(String(text)) && resolve())
    tracer.on('exit', () => reject(new Error('strace could not attach')))
  })
  return tracer
}
