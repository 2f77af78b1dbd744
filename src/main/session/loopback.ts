// Where the provider sends the person back (RFC 8252): a listener on 127.0.0.1, a random port, one answer, a short life.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fail, ok, type Result } from '../../shared/errors.ts'

export const CALLBACK_PATH = '/callback'

export type Loopback = {
  redirectUri: string
  /** The address that came back, E-AUTH-MISMATCH for a foreign state, E-AUTH-TIMEOUT when nobody came or it was closed. */
  returned: Promise<Result<URL>>
  /** From when on an address with another state is a mismatch. */
  expectState: (state: string) => void
  close: () => void
}

/** Opens the listener for `lifeMs`; `page` is the HTML that the person's browser shows at the end. */
export const openLoopback = async (lifeMs: number, page: string): Promise<Loopback> => {
  let settle: (result: Result<URL>) => void = () => undefined
  const returned = new Promise<Result<URL>>((resolve) => {
    settle = resolve
  })
  let expected: string | undefined
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', redirectUri)
    const isOurs = request.method === 'GET' && url.pathname === CALLBACK_PATH && request.headers.host === new URL(redirectUri).host
    if (!isOurs) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, PAGE_HEADERS).end(page, () => {
      settle(url.searchParams.get('state') === expected ? ok(url) : fail('E-AUTH-MISMATCH', { reason: 'state' }))
      close()
    })
  })
  const redirectUri = `http://127.0.0.1:${await listen(server)}${CALLBACK_PATH}`
  const timer = setTimeout(() => close(), lifeMs)
  const close = (): void => {
    clearTimeout(timer)
    server.close()
    server.closeAllConnections()
    settle(fail('E-AUTH-TIMEOUT'))
  }
  return {
    redirectUri,
    returned,
    expectState: (state) => {
      expected = state
    },
    close,
  }
}

const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  connection: 'close',
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
