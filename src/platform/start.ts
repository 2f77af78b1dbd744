// Starts a whole platform on loopback: store, seed, sign-in, played colleagues, HTTP. And stops it in the right order.
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mkdtempSync } from 'node:fs'
import type { Mode } from '../shared/contract/meta.ts'
import { AppError } from '../shared/errors.ts'
import { buildPlatform, issuerOf, type PlatformOptions } from './build.ts'
import { createClock, type Clock } from './clock.ts'
import { openStore, type Store, type StoreOptions } from './database.ts'
import { lockFolder } from './folder-lock.ts'
import { createIdentity } from './identity/create-identity.ts'
import type { SignIn } from './identity/sign-in-access.ts'
import { registerCitizen } from './pages/register-citizen.ts'
import { createPlay } from './play.ts'
import { seedTraining, type SeedName } from './seed/seed-training.ts'
import { makeTestCertificate, type TestCertificate } from './tls.ts'

export type StartOptions = {
  /** 0: any free one. */
  port: number
  mode: Mode
  /** Absent: `people` in training, `closed` in live. `people` in live mode is for tests on this computer. */
  signIn?: SignIn
  seed: SeedName
  /** Keeps PGlite's files; absent: in memory. Ignored with `databaseUrl`. */
  dataFolder?: string
  databaseUrl?: string
  tls: boolean
  /** Pre-initialised PGlite data, used for a new folder when the file exists. */
  archive?: string
  log?: PlatformOptions['log']
  clock?: Clock
}
export type StartedPlatform = { url: string; caFile?: string; store: Store; clock: Clock; stop: () => Promise<void> }

/** Listening and ready when it resolves. Throws AppError (E-DB, E-NEWER, E-TLS, E-PLATFORM-START) otherwise. */
export const startPlatform = async (options: StartOptions): Promise<StartedPlatform> => {
  const certificate = options.tls ? makeTestCertificate(join(options.dataFolder ?? mkdtempSync(join(tmpdir(), 'priyom-tls-')), 'tls')) : undefined
  const undo: (() => unknown)[] = []
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const store = await openLocked(options, undo)
    const clock = options.clock ?? createClock()
    await seedTraining(store.database, { now: clock.now(), name: options.seed })
    const server = await listen(options.port, certificate)
    undo.push(() => closeServer(server))
    const url = `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`
    const app = await serveOn(server, url, store, clock, options)
    undo.push(() => app.close())
    return { url, store, clock, stop, ...(certificate === undefined ? {} : { caFile: certificate.caFile }) }
  } catch (error) {
    await stop()
    throw error
  }
}

const openLocked = async (options: StartOptions, undo: (() => unknown)[]): Promise<Store> => {
  const { dataFolder, databaseUrl } = options
  if (databaseUrl === undefined && dataFolder !== undefined) undo.push(await lockFolder(dataFolder))
  try {
    const store = await openStore(storeOptions(options))
    undo.push(() => store.close())
    return store
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('E-DB', undefined, { cause: error })
  }
}

const storeOptions = ({ dataFolder, databaseUrl, archive }: StartOptions): StoreOptions => {
  const shipped = archive === undefined ? {} : { archive }
  if (databaseUrl !== undefined) return { kind: 'postgres', url: databaseUrl }
  return dataFolder === undefined ? { kind: 'memory', ...shipped } : { kind: 'folder', folder: join(dataFolder, 'pgdata'), ...shipped }
}

const serveOn = async (server: Server, url: string, store: Store, clock: Clock, options: StartOptions) => {
  const { database } = store
  const { mode, log } = options
  const signIn = options.signIn === undefined ? {} : { signIn: options.signIn }
  const failed = (error: unknown) => log?.stream.write(`${JSON.stringify({ level: 'error', msg: 'failed outside a route', name: (error as Error).name })}\n`)
  return buildPlatform({
    store, clock, mode, ...signIn,
    filesFolder: options.dataFolder === undefined ? mkdtempSync(join(tmpdir(), 'priyom-files-')) : join(options.dataFolder, 'files'),
    publicUrl: url,
    identity: await createIdentity({ database, issuer: issuerOf(url), mode, ...signIn, failed }),
    play: createPlay(database, clock, failed),
    registerPages: (app) => registerCitizen(app, { database, clock, mode }),
    serve: (listener: RequestListener) => server.on('request', listener),
    ...(log === undefined ? {} : { log }),
  })
}

/** Loopback only, whatever the mode: other computers come through a real server in front. */
const listen = (port: number, certificate: TestCertificate | undefined): Promise<Server> =>
  new Promise((settle, fail) => {
    const server = certificate === undefined ? createHttpServer() : createHttpsServer({ key: certificate.key, cert: certificate.cert })
    server.once('error', (error) => fail(new AppError('E-PLATFORM-START', undefined, { cause: error })))
    server.listen(port, '127.0.0.1', () => settle(server))
  })

const closeServer = (server: Server): Promise<void> =>
  new Promise((settle) => {
    server.close(() => settle())
    server.closeAllConnections()
  })
