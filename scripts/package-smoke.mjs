// What must hold of the packaged app, tried without any driver: its fuses, its doctor, its window, and that nobody can steer it.
// `npm run package` runs it at its end, as an ordinary person on a display; the first argument is the program.
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { hasProgram, PlainError, runScript } from './shell.mjs'

const OPENS_WITHIN_MS = 90_000
const ENDS_WITHIN_MS = 20_000
/** How a fuse is written into the program: the ASCII digits. */
const FUSE_OFF = 0x30
const FUSE_ON = 0x31
const program = process.argv[2] ?? ''

await runScript(async () => {
  await expectFuses()
  expectContentDoctor()
  await expectUnsteerableWindow()
})

function held(line) {
  process.stdout.write(`held: ${line}\n`)
}

async function expectFuses() {
  const wire = await getCurrentFuseWire(program)
  const wanted = {
    RunAsNode: false,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    GrantFileProtocolExtraPrivileges: false,
    EnableCookieEncryption: true,
    OnlyLoadAppFromAsar: true,
    EnableEmbeddedAsarIntegrityValidation: true,
  }
  const wrong = Object.entries(wanted).filter(([name, isOn]) => wire[FuseV1Options[name]] !== (isOn ? FUSE_ON : FUSE_OFF))
  if (wrong.length > 0) throw new PlainError(`The packaged program has wrong fuses: ${wrong.map(([name]) => name).join(', ')}`)
  held(`fuses: ${Object.keys(wanted).length} as declared`)
}

function expectContentDoctor() {
  const { status, stdout } = spawnSync(program, ['--doctor', '--json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  process.stdout.write(stdout)
  if (status !== 0) throw new PlainError('The packaged app reports that something is wrong (see above).')
  const warned = JSON.parse(stdout).checks.filter((check) => check.status === 'warn').map(({ id }) => id)
  held(`doctor: nothing failed${warned.length > 0 ? `; warnings: ${warned.join(', ')}` : ''}`)
}

/** Starts the app with everything that would let somebody steer it; it must open and ignore all of that. */
async function expectUnsteerableWindow() {
  const profile = mkdtempSync(join(tmpdir(), 'priyom-smoke-'))
  const [debugging, inspector] = [await freePort(), await freePort()]
  const app = spawn(program, [`--user-data-dir=${profile}`, `--remote-debugging-port=${debugging}`, `--inspect=${inspector}`], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require=${join(profile, 'nothing.cjs')}` },
    stdio: 'ignore',
  })
  const ended = new Promise((settle, fail) => app.on('error', fail).on('exit', (code, signal) => settle(signal ?? code)))
  try {
    await waitUntil(() => hasOpened(app, profile), OPENS_WITHIN_MS, 'The packaged app did not open its window.')
    held(`window: ${canSeeWindows() ? 'on the screen' : 'not looked at (xwininfo is not installed)'}, training platform ready; ELECTRON_RUN_AS_NODE and NODE_OPTIONS ignored`)
    for (const port of [debugging, inspector]) if (await isOpen(port)) throw new PlainError(`The packaged app opened a debugging port: ${port}`)
    if (existsSync(join(profile, 'DevToolsActivePort'))) throw new PlainError('The packaged app told where to debug it: DevToolsActivePort')
    held('--remote-debugging-port and --inspect: no port opened')
    app.kill('SIGTERM')
    const end = await Promise.race([ended, pause(ENDS_WITHIN_MS, 'still running', { ref: false })])
    if (end !== 0) throw new PlainError(`The packaged app did not end in the orderly way: ${end}`)
    held('end: orderly, exit code 0')
  } finally {
    app.kill('SIGKILL')
    await ended
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

function hasOpened(app, profile) {
  if (app.exitCode !== null || app.signalCode !== null) throw new PlainError(`The packaged app ended at once: ${app.signalCode ?? app.exitCode}`)
  const log = join(profile, 'logs/app.log')
  return existsSync(log) && readFileSync(log, 'utf8').includes('"platform.ready"') && (!canSeeWindows() || isOnScreen())
}

function canSeeWindows() {
  return hasProgram('xwininfo') && Boolean(process.env.DISPLAY)
}

/** Whether a window of the app, larger than an icon, is mapped on this X display. */
function isOnScreen() {
  const windows = look(['-root', '-tree']).matchAll(/(0x[\da-f]+) .*\("priyom" .*\)\s+\d{3,}x\d{3,}\+/gi)
  return [...windows].some(([, id]) => look(['-id', id]).includes('IsViewable'))
}

function look(args) {
  return spawnSync('xwininfo', args, { encoding: 'utf8' }).stdout
}

async function waitUntil(isSo, withinMs, otherwise) {
  const giveUpAt = performance.now() + withinMs
  while (!isSo()) {
    if (performance.now() > giveUpAt) throw new PlainError(otherwise)
    await pause(200)
  }
}

function freePort() {
  return new Promise((settle, fail) => {
    const probe = createServer().on('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address())
      probe.close(() => settle(port))
    })
  })
}

function isOpen(port) {
  return new Promise((settle) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => settle(true)).on('error', () => settle(false))
    socket.on('connect', () => socket.destroy())
  })
}
