// The organisation's proxy: passes requests on, or asks for a name and password that nobody has.
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Proxy = { url: string; setRefusing: (isRefusing: boolean) => void; stop: () => Promise<void> }

/** Forwards plain http. */
export const startProxy = async (): Promise<Proxy> => {
  let isRefusing = false
  const server = createServer((incoming, outgoing) => {
    if (isRefusing) {
      outgoing.writeHead(407, { 'proxy-authenticate': 'Basic realm="invented"', connection: 'close' }).end()
      return
    }
    const onward = request(incoming.url ?? '', { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
      // a broken answer stays a broken one
      answer.once('error', () => outgoing.destroy())
    })
    onward.once('error', () => outgoing.destroy())
    outgoing.once('close', () => onward.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setRefusing: (refusing) => {
      isRefusing = refusing
      if (refusing) server.closeAllConnections()
    },
    stop: () =>
      new Promise((settle) => {
        server.close(() => settle())
        server.closeAllConnections()
      }),
  }
}
