// A throw-away PostgreSQL cluster on a free port, for the suites that must hold on a real server too.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { ensurePerson } from '../../scripts/person.mjs'

export type Postgres = {
  /** postgres://... of an empty database, for DATABASE_URL. */
  readonly url: string
  stop(): Promise<void>
}

/** Starts a cluster, or says in plain words why it cannot be had. Durability is off: nothing outlives the test. */
export async function startPostgres(): Promise<Postgres | { readonly notRun: string }> {
  const programs = programFolder()
  if (programs === undefined) return { notRun: 'PostgreSQL is not installed here' }
  // The server refuses to run as root.
  const person = process.getuid?.() === 0 ? ensurePerson() : undefined
  const folder = mkdtempSync(join(tmpdir(), 'priyom-postgres-'))
  const password = randomBytes(12).toString('hex')
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  for (const path of person ? [folder, passwordFile] : []) chownSync(path, person?.uid ?? 0, person?.gid ?? 0)

  const data = join(folder, 'data')
  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'priyom', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
    { ...person, cwd: folder, encoding: 'utf8' },
  )
  if (made.status !== 0) {
    rmSync(folder, { recursive: true, force: true })
    return { notRun: `initdb failed: ${made.stderr.trim().split('\n').at(-1) ?? ''}` }
  }
  const port = await freePort()
  const settings = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: folder, fsync: 'off', full_page_writes: 'off' }
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...person, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  await isReady(server)
  return { url: `postgres://priyom:${password}@127.0.0.1:${port}/postgres`, stop: () => stop(server, folder) }
}

/** The newest server that Debian's packages or the PATH offer. */
function programFolder(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const packaged = versions.map((version) => join(debian, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')))
  return packaged ?? process.env.PATH?.split(':').find((bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres')))
}

function freePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const probe = createServer()
    probe.on('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => settle(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

function isReady(server: ChildProcess): Promise<void> {
  return new Promise((settle, fail) => {
    let said = ''
    server.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000)
      if (said.includes('ready to accept connections')) settle()
    })
    server.on('error', fail)
    server.on('exit', () => fail(new Error(`PostgreSQL ended before it was ready:\n${said}`)))
  })
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  const ended = new Promise<void>((settle) => server.once('exit', () => settle()))
  if (server.exitCode === null) {
    server.kill('SIGINT') // a fast shutdown in PostgreSQL's terms
    await ended
  }
  rmSync(folder, { recursive: true, force: true })
}
