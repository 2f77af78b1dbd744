// The built app under Playwright: an own data folder per test, a real Chromium sandbox, screenshots.
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const repositoryRoot = resolve(import.meta.dirname, '../..')

/** The running app. `app` and `page` are of the latest launch: read them anew after `relaunch`. */
export type RunningApp = {
  readonly app: ElectronApplication
  readonly page: Page
  /** The folder given as --user-data-dir; it outlives `kill` and `relaunch`. */
  readonly dataDir: string
  /** Starts the app anew on the same data folder; ends the old one first, in the orderly way, if it still runs. */
  relaunch(extraArgs?: readonly string[]): Promise<Page>
  /** SIGKILL for every process of the app at once, as a power cut would. */
  kill(): Promise<void>
}

type Options = {
  /** Switches of the app beside --user-data-dir. */
  appArgs: string[]
  /** Additions to the environment of the app. */
  appEnv: Record<string, string>
}

export const test = base.extend<Options & { priyom: RunningApp }>({
  appArgs: [[], { option: true }],
  appEnv: [{}, { option: true }],
  priyom: async ({ appArgs, appEnv }, use) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'priyom-data-'))
    const running = await startApp(dataDir, appArgs, appEnv)
    try {
      await use(running)
    } finally {
      await running.kill()
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
    }
  },
})

export { expect } from '@playwright/test'

/** Starts the built app on that data folder; for tests that need several apps at once. */
export async function startApp(dataDir: string, args: readonly string[] = [], env: Record<string, string> = {}): Promise<RunningApp> {
  let current = await launch(dataDir, args, env)
  const running: RunningApp = {
    get app() {
      return current.app
    },
    get page() {
      return current.page
    },
    dataDir,
    async relaunch(extraArgs = []) {
      await endOrderly(current)
      current = await launch(dataDir, [...args, ...extraArgs], env)
      return current.page
    },
    async kill() {
      await killTree(current.process)
    },
  }
  return running
}

async function launch(dataDir: string, args: readonly string[], env: Record<string, string>): Promise<Launched> {
  const app = await _electron.launch({
    executablePath: createRequire(import.meta.url)('electron') as string,
    args: [repositoryRoot, `--user-data-dir=${dataDir}`, ...args],
    cwd: repositoryRoot,
    chromiumSandbox: true,
    env: { ...definedEnvironment(), ...env },
    timeout: 60_000,
  })
  // Playwright forgets the process once the app has ended.
  return { app, process: app.process(), page: await appWindow(app) }
}

/** The first window that shows the app itself; other windows (sign-in) come and go. */
async function appWindow(app: ElectronApplication): Promise<Page> {
  const isApp = (page: Page) => page.url().startsWith('app://priyom')
  const page = app.windows().find(isApp) ?? (await app.waitForEvent('window', { predicate: async (opened) => {
    await opened.waitForURL('app://priyom/**', { timeout: 30_000 }).catch(() => undefined)
    return isApp(opened)
  }, timeout: 60_000 }))
  await page.waitForLoadState('domcontentloaded')
  return page
}

function definedEnvironment(): Record<string, string> {
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value
  return env
}

type Launched = { app: ElectronApplication; process: ChildProcess; page: Page }

function hasEnded(main: ChildProcess): boolean {
  return main.pid === undefined || main.exitCode !== null || main.signalCode !== null
}

async function endOrderly(launched: Launched): Promise<void> {
  if (!hasEnded(launched.process)) await launched.app.close()
}

async function killTree(main: ChildProcess): Promise<void> {
  if (main.pid === undefined || hasEnded(main)) return
  const ended = new Promise<void>((settle) => main.once('exit', () => settle()))
  for (const pid of treeOf(main.pid)) killOne(pid)
  await ended
}

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** The process and all below it, the root first so that it cannot react to a child's death. */
function treeOf(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? parentOf(name) : undefined
    if (parent !== undefined) parents.set(Number(name), parent)
  }
  const tree = [root]
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.push(child)
  return tree
}

function parentOf(pid: string): number | undefined {
  try {
    // "pid (name) state parent ...": the name may hold spaces and brackets.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ')[1])
  } catch {
    return undefined // ended while we were looking
  }
}
