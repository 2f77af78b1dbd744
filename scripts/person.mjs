// Runs a program as an ordinary person. Chromium refuses its sandbox as root, so when these scripts
// are run by root the app starts as the system user `priyom-person`; otherwise as whoever runs them.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, copyFileSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { mountSmallDisk } from './small-disk.mjs'
import { hasDisplay, isRoot, mustRun, PlainError, root, run, runQuietly, say } from './shell.mjs'

const personName = 'priyom-person'
const virtualScreen = '-screen 0 1920x1200x24'

/** Folders that a run may write, below the checkout. They are brought back when the run used a copy. */
const writable = ['out/screens', 'out/demo', 'test-results']

/**
 * Runs to the end, as an unprivileged person when called by root, with an own HOME.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, cwd?: string, screen?: boolean, smallDisk?: boolean, stdio?: import('node:child_process').StdioOptions, timeout?: number, keepHome?: boolean }} [options]
 *   screen: give it a display, a virtual one where there is none that the person may use; timeout: ms after which it is ended;
 *   keepHome: the person's home, with everything the app keeps there, is the same at the next run from this checkout
 *   smallDisk: give it a disk that is soon full, where root may mount one
 * @returns {Promise<number>} the exit code
 */
export async function runAsPerson(command, args, options = {}) {
  if (!isRoot()) {
    for (const folder of writable) mkdirSync(join(root, folder), { recursive: true })
    const line = onScreen([command, ...args], Boolean(options.screen) && !hasDisplay())
    return run(line[0], line.slice(1), { cwd: options.cwd ?? root, env: { ...process.env, ...options.env }, stdio: options.stdio ?? 'inherit', timeout: options.timeout })
  }
  const person = ensurePerson()
  warnWithoutNamespaces(person)
  const home = makeHome(person, options.keepHome === true)
  const disk = options.smallDisk ? mountSmallDisk(person) : undefined
  const checkout = readableCheckout(person, [command, ...args])
  try {
    const env = personEnvironment(home, person, { ...options.env, ...disk?.env })
    const line = onScreen([command, ...args], Boolean(options.screen) && !('DISPLAY' in env))
    const translate = (text) => (checkout === root ? text : text.replaceAll(root, checkout))
    if (line.includes(process.execPath)) line.splice(line.indexOf(process.execPath), 1, readableNode(person))
    return await runGroup(line[0], line.slice(1).map(translate), {
      ...person,
      stdio: options.stdio ?? 'inherit',
      timeout: options.timeout,
      cwd: translate(options.cwd ?? root),
      env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, translate(value)])),
    })
  } finally {
    disk?.unmount()
    bringBack(checkout)
    for (const gone of options.keepHome === true ? [join(home, 'tmp'), join(home, '.Xauthority')] : [home]) rmSync(gone, { recursive: true, force: true })
  }
}

function onScreen(line, isVirtual) {
  return isVirtual ? ['xvfb-run', '-a', '-s', virtualScreen, ...line] : line
}

/** A process group of its own: xvfb-run leaves its server behind when only the shell is killed. */
async function runGroup(command, args, options) {
  const child = spawn(command, args, { ...options, detached: true })
  const stop = (signal) => killGroup(child.pid, signal)
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, stop)
  try {
    return await new Promise((settle, fail) => {
      child.on('error', fail)
      child.on('exit', (code) => settle(code ?? 1))
    })
  } finally {
    for (const signal of signals) process.off(signal, stop)
    killGroup(child.pid, 'SIGTERM')
  }
}

function killGroup(pid, signal) {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

/** @returns {{ uid: number, gid: number }} of the person, made on first use */
export function ensurePerson() {
  if (!runQuietly('id', ['-u', personName]).ok) {
    mustRun('useradd', ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', personName])
  }
  return { uid: Number(mustRun('id', ['-u', personName])), gid: Number(mustRun('id', ['-g', personName])) }
}

function warnWithoutNamespaces(person) {
  if (spawnSync('unshare', ['--user', 'true'], { ...person, stdio: 'ignore' }).status === 0) return
  say('this system gives ordinary users no user namespaces, so Chromium cannot build its sandbox.')
  say('allow them (kernel.unprivileged_userns_clone=1, or user.max_user_namespaces above 0) and run this again.')
}

const ofCheckout = () => createHash('sha256').update(root).digest('hex').slice(0, 12)

/** @returns {string} a fresh folder, or the one of this checkout */
function makeHome(person, isKept) {
  const home = isKept ? `/var/tmp/priyom-home-${ofCheckout()}` : mkdtempSync('/tmp/priyom-person-')
  if (isKept) mkdirSync(home, { recursive: true, mode: 0o700 })
  const { uid } = lstatSync(home)
  if (uid !== 0 && uid !== person.uid) throw new PlainError(`This folder should belong to root or ${personName} and does not; please remove it: ${home}`)
  for (const name of ['', 'run', 'tmp', 'cache', 'config']) {
    mkdirSync(join(home, name), { recursive: true })
    chmodSync(join(home, name), 0o700)
    chownSync(join(home, name), person.uid, person.gid)
  }
  return home
}

/** Only what a program needs: the environment of root may hold secrets. */
function personEnvironment(home, person, extra = {}) {
  const kept = ['PATH', 'LANG', 'LC_ALL', 'TZ', 'CI', 'TERM', 'FORCE_COLOR', 'NO_COLOR', 'ELECTRON_OVERRIDE_DIST_PATH', 'ELECTRON_EXEC_PATH']
  const env = {
    ...Object.fromEntries(kept.filter((name) => process.env[name] !== undefined).map((name) => [name, process.env[name]])),
    HOME: home,
    USER: personName,
    LOGNAME: personName,
    TMPDIR: join(home, 'tmp'),
    XDG_RUNTIME_DIR: join(home, 'run'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_CONFIG_HOME: join(home, 'config'),
    ...shareDisplay(home, person),
    ...extra,
  }
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined))
}

/** Root's own display is shared by handing over a copy of its key. */
function shareDisplay(home, person) {
  const key = process.env.XAUTHORITY ?? join(process.env.HOME ?? '/root', '.Xauthority')
  if (!process.env.DISPLAY || !existsSync(key)) return {}
  const copy = join(home, '.Xauthority')
  copyFileSync(key, copy)
  chownSync(copy, person.uid, person.gid)
  return { DISPLAY: process.env.DISPLAY, XAUTHORITY: copy }
}

function canRead(person, path) {
  return spawnSync('test', ['-r', path], { ...person, stdio: 'ignore' }).status === 0
}

/** Node itself may live below a closed home (version managers put it there). */
function readableNode(person) {
  if (spawnSync(process.execPath, ['--version'], { ...person, cwd: '/', stdio: 'ignore' }).status === 0) return process.execPath
  const copy = `/var/tmp/priyom-node-${process.versions.node}`
  if (!existsSync(copy)) copyFileSync(process.execPath, copy)
  chmodSync(copy, 0o755)
  return copy
}

/** The checkout, or a copy of it under /var/tmp when the person may not read it. */
function readableCheckout(person, line) {
  const isReadable = canRead(person, join(root, 'package.json')) && canRead(person, join(root, 'node_modules/electron/package.json'))
  const checkout = isReadable ? root : copyCheckout(line.some((word) => word.startsWith(join(root, 'release'))))
  for (const folder of writable) {
    mkdirSync(join(checkout, folder), { recursive: true })
    chownAll(join(checkout, folder), person)
  }
  return checkout
}

function copyCheckout(withRelease) {
  const copy = `/var/tmp/priyom-checkout-${ofCheckout()}`
  mkdirSync(copy, { recursive: true })
  if (lstatSync(copy).uid !== 0) throw new PlainError(`This folder should belong to root and does not; please remove it: ${copy}`)
  chmodSync(copy, 0o755)
  say(`the checkout is closed to other users; running a copy in ${copy}`)
  const heavy = new Set(['node_modules', '.git', 'test-results', ...(withRelease ? [] : ['release'])])
  for (const name of readdirSync(root)) {
    if (heavy.has(name)) continue
    rmSync(join(copy, name), { recursive: true, force: true })
    cpSync(join(root, name), join(copy, name), { recursive: true })
  }
  copyModules(copy)
  mustRun('chmod', ['-R', 'a+rX', copy])
  return copy
}

function copyModules(copy) {
  const stamp = join(copy, '.modules-of')
  const wanted = readFileSync(join(root, 'node_modules/.priyom-lock'), 'utf8')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  rmSync(join(copy, 'node_modules'), { recursive: true, force: true })
  mustRun('cp', ['-a', '--reflink=auto', join(root, 'node_modules'), join(copy, 'node_modules')])
  writeFileSync(stamp, wanted)
}

function bringBack(checkout) {
  if (checkout === root) return
  for (const folder of writable) {
    if (existsSync(join(checkout, folder))) cpSync(join(checkout, folder), join(root, folder), { recursive: true })
  }
}

function chownAll(path, person) {
  mustRun('chown', ['-R', '-h', `${person.uid}:${person.gid}`, path])
}
