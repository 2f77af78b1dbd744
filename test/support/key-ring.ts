// A real key ring for the app: a session bus of its own with an unlocked gnome-keyring behind it.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'

export type KeyRing = { env: Record<string, string>; stop: () => Promise<void> }

/** Environment in which no key ring can be found, whoever runs the tests. */
export const withoutKeyRing: Record<string, string> = { DBUS_SESSION_BUS_ADDRESS: 'disabled:', XDG_CURRENT_DESKTOP: '' }

/** Why no key ring can be had here; undefined when it can. */
export const whyNoKeyRing = (): string | undefined => {
  if (process.platform !== 'linux') return 'the key ring of this test is the one of Linux'
  const missing = ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon'].filter((name) => spawnSync('which', [name]).status !== 0)
  return missing.length === 0 ? undefined : `${missing.join(', ')} not installed`
}

/** Starts bus and ring; the app finds them through `env`. */
export const startKeyRing = async (): Promise<KeyRing> => {
  const home = mkdtempSync(join(tmpdir(), 'priyom-ring-'))
  const runtime = join(home, 'run')
  mkdirSync(runtime, { mode: 0o700 })
  const base = { PATH: process.env['PATH'] ?? '', HOME: home, XDG_RUNTIME_DIR: runtime, XDG_DATA_HOME: join(home, 'data') }
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1', `--address=unix:path=${join(runtime, 'bus')}`], { env: base, stdio: ['ignore', 'pipe', 'ignore'] })
  const [address] = (await once(createInterface({ input: bus.stdout }), 'line')) as [string]
  const env = { ...base, DBUS_SESSION_BUS_ADDRESS: address }
  const ring = spawn('gnome-keyring-daemon', ['--unlock', '--foreground', '--components=secrets'], { env, stdio: ['pipe', 'ignore', 'ignore'] })
  ring.stdin.end('invented password')
  await whenServed(env)
  const { PATH: _, ...forApp } = env
  return {
    env: { ...forApp, XDG_CURRENT_DESKTOP: 'GNOME' },
    stop: async () => {
      for (const child of [ring, bus]) await end(child)
      rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const SERVED_WITHIN_MS = 15_000
const whenServed = async (env: Record<string, string>): Promise<void> => {
  const question = ['--session', '--dest=org.freedesktop.DBus', '--print-reply', '/org/freedesktop/DBus', 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets']
  const giveUpAt = Date.now() + SERVED_WITHIN_MS
  while (!spawnSync('dbus-send', question, { env, encoding: 'utf8' }).stdout.includes('boolean true')) {
    if (Date.now() > giveUpAt) throw new Error('the key ring did not come up')
    await pause(50)
  }
}

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
