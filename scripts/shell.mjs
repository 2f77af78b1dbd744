// How every script speaks, runs other programs and knows where it stands.
// Node built-ins only: the scripts run before node_modules exists.
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '..')

/** One calm line of progress, on stderr so that stdout stays for results. */
export function say(line) {
  process.stderr.write(`priyom: ${line}\n`)
}

/** A trouble that is told to the person in plain words, without a stack. */
export class PlainError extends Error {}

/** Runs `main` and turns its outcome into the exit code of the process. */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    process.stderr.write(`\n${error instanceof PlainError ? error.message : error.stack}\n`)
    process.exitCode = 1
  }
}

export function isRoot() {
  return process.getuid?.() === 0
}

export function hasDisplay() {
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/** Whether a program of that name can be found on the PATH. */
export function hasProgram(name) {
  return spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0
}

export function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}

export function packageJson() {
  return readJson(join(root, 'package.json'))
}

/** Runs to the end with inherited output. Resolves to the exit code (128 + signal when killed). */
export function run(command, args, options = {}) {
  return new Promise((settle, fail) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options })
    const forward = (signal) => child.kill(signal)
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, forward)
    const done = () => {
      for (const signal of signals) process.off(signal, forward)
    }
    child.on('error', (error) => {
      done()
      fail(error)
    })
    child.on('exit', (code, signal) => {
      done()
      settle(signal ? 128 + (signal === 'SIGKILL' ? 9 : 15) : code)
    })
  })
}

/** Runs quietly. The output is shown only when the program fails. */
export function runQuietly(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...options,
  })
  const output = `${result.stdout ?? ''}${result.stderr ?? ''}`
  return { ok: result.status === 0, status: result.status, stdout: result.stdout ?? '', output, error: result.error }
}

/** As `runQuietly`, but a failure ends the script with the last lines of what the program said. */
export function mustRun(command, args, options = {}) {
  const result = runQuietly(command, args, options)
  if (!result.ok) {
    const said = result.error?.message ?? result.output.trim().split('\n').slice(-30).join('\n')
    throw new PlainError(`This command failed: ${command} ${args.join(' ')}\n${said}`)
  }
  return result.stdout
}

/** The arguments of this script that look like `--name` or `--name value`. */
export function option(name) {
  const at = process.argv.indexOf(`--${name}`)
  return at === -1 ? undefined : (process.argv[at + 1] ?? '')
}
