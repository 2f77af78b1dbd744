// The platform as a program: `npm run platform` in plain Node, or a utility process of the app. Tells its parent one line.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { MODES, type Mode } from '../shared/contract/meta.ts'
import { AppError } from '../shared/errors.ts'
import { openStore } from './database.ts'
import { SIGN_INS, type SignIn } from './identity/sign-in-access.ts'
import { SEEDS, type SeedName } from './seed/seed-training.ts'
import { startPlatform, type StartOptions } from './start.ts'

/** Beside the built program: `out/main/platform.js` and `out/platform/pgdata.tar.gz`. */
const ARCHIVE = join(import.meta.dirname, '../platform/pgdata.tar.gz')

type ParentPort = { postMessage: (message: unknown) => void }
/** Electron gives it to a utility process; plain Node has none. */
const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort

const tell = (inNode: object, toParent: object): void => {
  if (parentPort === undefined) process.stdout.write(`${JSON.stringify(inNode)}\n`)
  else parentPort.postMessage(toParent)
}

const readOptions = (args: string[]) => {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      seed: { type: 'string' },
      mode: { type: 'string' },
      'sign-in': { type: 'string' },
      'database-url': { type: 'string' },
      tls: { type: 'boolean' },
      log: { type: 'boolean' },
      'make-archive': { type: 'string' },
    },
  })
  return values
}
type Values = ReturnType<typeof readOptions>

const oneOf = <T extends string>(value: string | undefined, allowed: readonly T[], fallback: T): T => {
  if (value === undefined) return fallback
  if (!(allowed as readonly string[]).includes(value)) throw new AppError('E-CONFIG')
  return value as T
}

const startOptions = (values: Values): StartOptions => {
  const port = Number(values.port ?? 0)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new AppError('E-CONFIG')
  const databaseUrl = values['database-url'] ?? process.env.DATABASE_URL
  return {
    port,
    mode: oneOf<Mode>(values.mode, MODES, 'training'),
    seed: oneOf<SeedName>(values.seed, SEEDS, 'training'),
    ...(values['sign-in'] === undefined ? {} : { signIn: oneOf<SignIn>(values['sign-in'], SIGN_INS, 'closed') }),
    tls: values.tls ?? false,
    archive: ARCHIVE,
    ...(values.data === undefined ? {} : { dataFolder: values.data }),
    ...(databaseUrl === undefined || databaseUrl === '' ? {} : { databaseUrl }),
    ...(values.log === true ? { log: { level: 'info', stream: process.stderr } } : {}),
  }
}

/** Writes a data folder that is initialised and migrated: a first start that unpacks it needs no initdb. */
const makeArchive = async (file: string): Promise<void> => {
  mkdirSync(dirname(file), { recursive: true })
  const store = await openStore({ kind: 'memory' })
  writeFileSync(file, await store.dump())
  await store.close()
}

const run = async (): Promise<void> => {
  const values = readOptions(process.argv.slice(2))
  if (values['make-archive'] !== undefined) {
    await makeArchive(values['make-archive'])
    tell({ archive: existsSync(values['make-archive']) }, { kind: 'archive' })
    return
  }
  const platform = await startPlatform(startOptions(values))
  const startedInMs = Math.round(performance.now())
  const stop = () => {
    platform.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  const ready = { url: platform.url, startedInMs, ...(platform.caFile === undefined ? {} : { caFile: platform.caFile }) }
  tell({ ready: true, ...ready }, { kind: 'ready', ...ready })
}

const fail = (error: unknown): void => {
  const code = error instanceof AppError ? error.code : isArgumentError(error) ? 'E-CONFIG' : 'E-PLATFORM-START'
  const reason = error instanceof AppError && error.cause instanceof Error ? error.cause.name : (error as Error).name
  tell({ ready: false, code, reason }, { kind: 'failed', code })
  process.exitCode = 1
  // a parent port would keep a failed utility process alive
  if (parentPort !== undefined) setImmediate(() => process.exit(1))
}
const isArgumentError = (error: unknown): boolean => String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')

run().catch(fail)
