// Builds the platform as a Fastify application that does not listen yet.
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import fastify, { LogController, type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { DEFAULT_LIFECYCLE, type LifecycleSettings } from '../shared/contract/lifecycle.ts'
import { DEFAULT_LIMITS, type Limits } from '../shared/contract/limits.ts'
import type { Mode } from '../shared/contract/meta.ts'
import type { Clock } from './clock.ts'
import type { Store } from './database.ts'
import { createDictionaries } from './dictionary.ts'
import { createFaults } from './faults.ts'
import { createFileStore } from './files/file-store.ts'
import { registerUploads } from './files/uploads.ts'
import { registerProblems, registerRoutes, sendProblem } from './http.ts'
import { signInOf, type SignIn } from './identity/sign-in-access.ts'
import { openApiDocument } from './openapi.ts'
import { createPokes } from './pokes.ts'
import { trainingHandlers, type Play } from './routes/training.ts'
import { workspaceHandlers } from './routes/workspace.ts'

/** 200 commands with texts at their limit, every character escaped, fit in; anything larger answers 413. */
const BODY_LIMIT = 12 * 1024 * 1024

/** The platform's sign-in: an OpenID provider that gets every request below `/oidc` unread, and whose a token is. */
export type Identity = {
  callback: (request: IncomingMessage, response: ServerResponse) => unknown
  personOf: (accessToken: string) => Promise<string | undefined>
}

export type PlatformOptions = {
  store: Store
  /** Where the bytes of uploads lie; made when missing. */
  filesFolder: string
  mode: Mode
  /** With `people` in live mode only this computer is answered, as in training. */
  signIn?: SignIn
  /** Where clients reach it, without a slash at the end; the issuer is `<publicUrl>/oidc`. */
  publicUrl: string
  clock: Clock
  identity: Identity
  play: Play
  /** Pages for people: sign-in and the citizen's page. */
  registerPages?: (app: FastifyInstance) => void | Promise<void>
  limits?: Limits
  lifecycle?: LifecycleSettings
  name?: string
  /** Lines carry method, route, status, duration, codes and ids only. Absent: silent. */
  log?: { level: 'info' | 'warn'; stream: { write: (line: string) => void } }
  /** A server that already listens; its requests are served once `ready()` resolved. */
  serve?: (listener: RequestListener) => Server
}

export const issuerOf = (publicUrl: string): string => `${publicUrl}/oidc`

/** Not listening; `inject` works. Close it before the store. */
export const buildPlatform = async (options: PlatformOptions): Promise<FastifyInstance> => {
  const { store, mode, clock, identity } = options
  const app = fastify(fastifySettings(options))
  app.removeContentTypeParser('text/plain')
  registerProblems(app)
  if (mode === 'training' || signInOf(mode, options.signIn) === 'people') refuseOtherHosts(app)
  app.addHook('onResponse', async (request, reply) => {
    request.log.info({ method: request.method, route: request.routeOptions.url ?? null, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered')
  })
  const dictionaries = createDictionaries(store.database)
  const pokes = await createPokes(store, clock)
  const files = createFileStore(options.filesFolder, store.database)
  const faults = mode === 'training' ? createFaults() : null
  registerRoutes(
    app,
    {
      ...workspaceHandlers({
        store, files, dictionaries, pokes, clock, mode, log: app.log, limits: options.limits ?? DEFAULT_LIMITS, lifecycle: options.lifecycle ?? DEFAULT_LIFECYCLE, name: options.name ?? 'Приём', issuer: issuerOf(options.publicUrl),
      }),
      ...trainingHandlers({ faults: faults ?? createFaults(), clock, dictionaries, play: options.play }),
    },
    { mode, faults, personOf: identity.personOf },
  )
  await registerUploads(app, files, { database: store.database, personOf: identity.personOf, faults, limits: options.limits ?? DEFAULT_LIMITS, clock })
  const document = JSON.stringify(openApiDocument())
  app.get('/openapi.json', (_request, reply) => reply.type('application/json').send(document))
  await app.register(async (scope) => mountIdentity(scope, identity))
  if (options.registerPages !== undefined) await options.registerPages(app)
  app.addHook('preClose', async () => {
    pokes.stop()
    options.play.every(null)
  })
  await app.ready()
  return app
}

const fastifySettings = ({ log, serve }: PlatformOptions): FastifyServerOptions => ({
  bodyLimit: BODY_LIMIT,
  logController: new LogController({ disableRequestLogging: true }),
  forceCloseConnections: true,
  logger: log === undefined ? false : { ...log, serializers: { req: () => ({}), res: () => ({ statusCode: undefined }), err: namelessError } },
  ...(serve === undefined ? {} : { serverFactory: serve }),
})

/** The message of a database's error quotes what people wrote: only its name and where it came from may be logged. */
const namelessError = (error: Error): { type: string; message: string; stack: string } => ({
  type: error.name,
  message: '',
  stack: (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 6).join('\n'),
})

/** A page of somebody else that resolves its own name to loopback must not reach us (DNS rebinding). */
const refuseOtherHosts = (app: FastifyInstance): void => {
  app.addHook('onRequest', async (request, reply) => {
    if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? '')) return sendProblem(reply, 403, 'E-FORBIDDEN')
  })
}

/** The provider reads its bodies itself. */
const mountIdentity = (scope: FastifyInstance, identity: Identity): void => {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
  scope.all('/oidc/*', (request, reply) => {
    reply.hijack()
    identity.callback(request.raw, reply.raw)
  })
}
