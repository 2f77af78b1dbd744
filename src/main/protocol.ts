// app://priyom: the page from the static list, the platform through the gateway. Nothing else answers.
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { net, protocol } from 'electron'
import { GATEWAY_PREFIX } from '../shared/api.ts'
import { contentPolicy, NONCE_MARK } from './content-policy.ts'
import type { PageFiles } from './page-files.ts'

export const APP_SCHEME = 'app'
export const APP_ORIGIN = 'app://priyom'

/** Must run before the app is ready. */
export const registerAppScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
  ])

export type PageSource = { kind: 'files'; files: PageFiles } | { kind: 'development'; url: string }
type Answer = (request: Request) => Promise<Response>

/** Serves app://priyom. `gateway` gets every address below `/platform/`. */
export const serveApp = (page: PageSource, gateway: Answer): void => {
  const servePage = page.kind === 'files' ? serveFiles(page.files) : serveDevelopment(page.url)
  protocol.handle(APP_SCHEME, (request) => {
    const url = new URL(request.url)
    if (url.host !== 'priyom') return notFound()
    return url.pathname.startsWith(`${GATEWAY_PREFIX}/`) ? gateway(request) : servePage(request)
  })
}

const notFound = (): Response => new Response(null, { status: 404 })

const serveFiles = (files: PageFiles): Answer => async (request) => {
  const file = files.get(new URL(request.url).pathname)
  if (request.method !== 'GET' || file === undefined) return notFound()
  return withPolicy(file.type, await readFile(file.path))
}

/** Every answer carries the policy: a worker obeys that of its own script, not that of the page. */
const withPolicy = (type: string, body: Buffer, development?: { socket: string }): Response => {
  const nonce = randomBytes(16).toString('base64')
  const isHtml = type.startsWith('text/html')
  return new Response(isHtml ? body.toString('utf8').replaceAll(NONCE_MARK, nonce) : new Uint8Array(body), {
    headers: {
      'content-type': type,
      'content-security-policy': contentPolicy(nonce, development),
      'x-content-type-options': 'nosniff',
      'cache-control': isHtml ? 'no-store' : 'no-cache',
    },
  })
}

/** `npm run dev`: the pages of Vite's server under our address and policy. */
const serveDevelopment = (base: string): Answer => async (request) => {
  const { pathname, search } = new URL(request.url)
  const answer = await net.fetch(new URL(pathname + search, base).href, { bypassCustomProtocolHandlers: true })
  if (!answer.ok) return notFound()
  const body = Buffer.from(await answer.arrayBuffer())
  return withPolicy(answer.headers.get('content-type') ?? 'text/plain', body, { socket: base.replace(/^http/, 'ws') })
}
