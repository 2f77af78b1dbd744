// Makes a fresh clone ready to run: Node, dependencies, system libraries, an Electron runtime, the build.
// Node built-ins only: it runs before node_modules exists. Each step is quick when there is nothing to do.
import { createHash } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { hasDisplay, hasProgram, isRoot, mustRun, packageJson, PlainError, readJson, root, runQuietly, say } from './shell.mjs'
import { declaredElectron, ensureRuntime } from './runtime/resolve.mjs'

const out = join(root, 'out')

export function ensureNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new PlainError(
    `Priyom needs Node 20.19 or newer; this is ${process.versions.node}.\nInstall a newer Node and run the same command again.`,
  )
}

/** `npm ci` without install scripts, when the lock file is not the one that was installed last. */
export function ensureDependencies() {
  const stamp = join(root, 'node_modules/.priyom-lock')
  const wanted = digestOf([join(root, 'package-lock.json')])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('installing dependencies (npm ci)')
  mustRun('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
  writeFileSync(stamp, wanted)
}

const systemPackages = (
  'libnss3 libatk1.0-0 libatk-bridge2.0-0 libcups2 libdrm2 libgbm1 libgtk-3-0 libasound2 libxkbcommon0 ' +
  'libxcomposite1 libxdamage1 libxrandr2 libpango-1.0-0 fonts-dejavu-core'
).split(' ')
const virtualDisplay = ['xvfb', 'xauth']

/** Shared libraries of Electron, and a virtual display where there is no real one (Debian and its family). */
export function ensureSystemLibraries(executable) {
  if (process.platform !== 'linux') return
  const wanted = []
  if (runQuietly('ldd', [executable]).output.includes('not found')) wanted.push(...systemPackages)
  if ((!hasDisplay() || isRoot()) && !(hasProgram('xvfb-run') && hasProgram('xauth'))) wanted.push(...virtualDisplay)
  ensureDebianPackages(wanted, 'Priyom needs some system packages to open a window.')
}

export function ensureDebianPackages(wanted, why) {
  if (wanted.length === 0) return
  if (!isRoot() || !hasProgram('apt-get')) {
    const command = `apt-get update && apt-get install -y ${wanted.join(' ')}`
    const asRoot = hasProgram('sudo') ? 'sudo sh' : 'su -'
    throw new PlainError(`${why} Please run this once, then repeat your command:\n  ${asRoot} -c '${command}'`)
  }
  say(`installing system packages: ${wanted.join(' ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  runQuietly('apt-get', ['update', '-qq'], { env })
  mustRun('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wanted], { env, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** PostgreSQL's server programs for the contract suite. Without them that half of the suite says "not run". */
export function ensurePostgres() {
  if (existsSync('/usr/lib/postgresql') || hasProgram('initdb') || !isRoot() || !hasProgram('apt-get')) return
  try {
    ensureDebianPackages(['postgresql'], 'The contract suite wants PostgreSQL.')
  } catch (error) {
    say(`PostgreSQL could not be installed: ${error.message.split('\n')[0]}`)
  }
}

/** A session bus and a key ring for the test of live mode. Without them that test says "not run". */
export function ensureKeyRing() {
  if (process.platform !== 'linux' || (hasProgram('gnome-keyring-daemon') && hasProgram('dbus-daemon')) || !isRoot() || !hasProgram('apt-get')) return
  try {
    ensureDebianPackages(['dbus', 'gnome-keyring', 'libsecret-1-0'], 'The test of live mode wants a key ring.')
  } catch (error) {
    say(`a key ring could not be installed: ${error.message.split('\n')[0]}`)
  }
}

const buildOutputs = ['main/index.js', 'main/platform.js', 'preload/index.cjs', 'renderer/index.html', 'platform/pgdata.tar.gz']
const buildInputs = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json']

/** Builds into out/ when a source changed, and writes out/build-info.json. `runtime` is what ensureRuntime returned, if it ran. */
export function ensureBuild(runtime) {
  mkdirSync(out, { recursive: true })
  withLock(join(out, '.building'), () => {
    const wanted = digestOf(buildInputs.map((path) => join(root, path)))
    const stamp = join(out, '.built-from')
    const isFresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && buildOutputs.every((path) => existsSync(join(out, path)))
    if (!isFresh) {
      say('building')
      rmSync(stamp, { force: true })
      mustRun(process.execPath, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'])
      // An initialised database to unpack, so that the embedded platform's first start is quick.
      mustRun(process.execPath, [join(out, 'main/platform.js'), '--make-archive', join(out, 'platform/pgdata.tar.gz')])
      writeFileSync(stamp, wanted)
    }
    writeBuildInfo(runtime)
  })
}

/** What the app tells about itself in the about box and in --doctor. */
function writeBuildInfo(runtime) {
  const path = join(out, 'build-info.json')
  const before = existsSync(path) ? readJson(path) : {}
  const info = {
    version: packageJson().version,
    commit: currentCommit(),
    declaredElectron: declaredElectron(),
    runtimeElectron: runtime?.version ?? before.runtimeElectron ?? null,
  }
  writeFileSync(path, `${JSON.stringify(info, null, 2)}\n`)
}

export function currentCommit() {
  const result = runQuietly('git', ['-c', `safe.directory=${root}`, 'rev-parse', 'HEAD'])
  return result.ok ? result.stdout.trim() : 'unknown'
}

/** Everything that the app needs to run. */
export async function setUp() {
  ensureNode()
  ensureDependencies()
  const runtime = await ensureRuntime()
  ensureSystemLibraries(runtime.executable)
  ensureBuild(runtime)
  return runtime
}

function digestOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    for (const file of filesBelow(path)) hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** Every file at or below the path, in a stable order. */
export function filesBelow(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
}

function withLock(path, work) {
  const giveUpAt = Date.now() + 120_000
  while (!takeLock(path)) {
    if (Date.now() > giveUpAt) throw new PlainError(`Another build seems to hang. If none runs, delete this file: ${path}`)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  }
  try {
    work()
  } finally {
    rmSync(path, { force: true })
  }
}

function takeLock(path) {
  try {
    const file = openSync(path, 'wx')
    writeFileSync(file, String(process.pid))
    closeSync(file)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (isAbandoned(path)) rmSync(path, { force: true })
    return false
  }
}

function isAbandoned(path) {
  try {
    process.kill(Number(readFileSync(path, 'utf8')) || process.pid, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}
