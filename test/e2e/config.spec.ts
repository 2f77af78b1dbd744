// Broken configuration in the real app: it opens, says what is wrong and where, and never falls back to training. Entries 72, 80, 81.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { CONTRACT_VERSION, type Meta } from '../../src/shared/contract/meta.ts'
import { DEFAULT_LIFECYCLE } from '../../src/shared/contract/lifecycle.ts'
import { DEFAULT_LIMITS } from '../../src/shared/contract/limits.ts'
import type { ErrorCode } from '../../src/shared/errors.ts'
import { errors } from '../../src/shared/words/ru/errors.ts'
import { expect, repositoryRoot, startApp, test, type RunningApp } from '../support/app.ts'
import { expectAccessible, expectNoOverflow } from '../support/look.ts'
import { resizeTo } from '../support/screens.ts'

const withFolder = async (use: (folder: string) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'priyom-config-'))
  try {
    await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
const startWith = (folder: string, policy: string, args: readonly string[] = []): Promise<RunningApp> => {
  const file = join(folder, 'policy.json')
  writeFileSync(file, policy)
  return startApp(join(folder, 'seat'), [`--policy=${file}`, ...args])
}

const expectTrouble = async (page: Page, code: ErrorCode): Promise<void> => {
  await expect(page.getByRole('heading', { name: 'Рабочее место не открылось' })).toBeVisible({ timeout: 30_000 })
  const { what, safe, todo } = errors[code]
  for (const part of [what, safe, todo]) await expect(page.getByText(part)).toBeVisible()
}
const expectNoTraining = async ({ page, dataDir }: RunningApp): Promise<void> => {
  await expect(page.getByText('Рабочий режим')).toBeVisible()
  await expect(page.getByText('Учебный режим')).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Войти/ })).toHaveCount(0)
  expect(existsSync(join(dataDir, 'training-platform'))).toBe(false)
}
const expectDrawn = async (running: RunningApp): Promise<void> => {
  await resizeTo(running.app, running.page, { width: 1366, height: 720 })
  await expectNoOverflow(running.page)
  await expectAccessible(running.page, 'trouble')
}

const BROKEN: readonly { name: string; policy: string; code: ErrorCode; place: string | null }[] = [
  { name: '80 an address without protection', policy: '{ "platformUrl": "http://platform.test" }', code: 'E-CONFIG-URL', place: null },
  { name: '81 a slip of the pen', policy: '{\n  "platformUrl": "https://platform.test",,\n}', code: 'E-CONFIG', place: 'Строка 2, знак 42.' },
  { name: 'a misspelt key', policy: '{ "platformURL": "https://platform.test" }', code: 'E-CONFIG', place: 'Ключ «platformURL».' },
]
for (const { name, policy, code, place } of BROKEN) {
  test(`${name}: the app opens, tells it in three parts and is no training`, async () => {
    await withFolder(async (folder) => {
      const running = await startWith(folder, policy)
      await expectTrouble(running.page, code)
      if (place !== null) await expect(running.page.getByText(place)).toBeVisible()
      await expectNoTraining(running)
      await expectDrawn(running)
      await running.kill()
    })
  })
}

/** A training platform on some other computer, as far as the app can tell. */
const startElsewhere = async (folder: string): Promise<{ port: number; authority: string; stop: () => void }> => {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  execFileSync('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-keyout', key, '-out', cert, '-subj', '/CN=platform.test', '-addext', 'subjectAltName=DNS:platform.test',
  ], { stdio: 'ignore' })
  const meta: Meta = {
    name: 'Учебная', mode: 'training', serverTime: '2026-11-22T09:00:00.000Z', contractVersion: CONTRACT_VERSION, oldestClientVersion: '0.1.0', issuer: 'https://platform.test/oidc', limits: DEFAULT_LIMITS, lifecycle: DEFAULT_LIFECYCLE, dictionaryVersion: 1,
  }
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(meta)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = () => {
    server.close()
    server.closeAllConnections()
  }
  return { port: (server.address() as AddressInfo).port, authority: readFileSync(cert, 'utf8'), stop }
}

test('a training platform on another computer is refused: invented and real records are never mixed', async () => {
  await withFolder(async (folder) => {
    const elsewhere = await startElsewhere(folder)
    const policy = JSON.stringify({ platformUrl: `https://platform.test:${elsewhere.port}`, trustedCertificates: elsewhere.authority })
    const running = await startWith(folder, policy, ['--host-resolver-rules=MAP platform.test 127.0.0.1'])
    await expectTrouble(running.page, 'E-CONFIG-MODE')
    await expectNoTraining(running)
    await running.kill()
    elsewhere.stop()
  })
})

test('72 a second start on the same records ends by itself and brings the first window forward', async () => {
  await withFolder(async (folder) => {
    const running = await startWith(folder, '{ "platformUrl": "http://platform.test" }')
    await expectTrouble(running.page, 'E-CONFIG-URL')
    const isShown = () => running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
    await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    expect(await isShown()).toBe(false)
    const second = spawn(createRequire(import.meta.url)('electron') as string, [repositoryRoot, `--user-data-dir=${running.dataDir}`], { stdio: 'ignore' })
    const [code] = (await once(second, 'exit')) as [number | null]
    expect(code).toBe(0)
    await expect.poll(isShown).toBe(true)
    await running.kill()
  })
})
