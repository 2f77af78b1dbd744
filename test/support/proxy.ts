// The organisation's proxy: passes requests on, asks for a name and password that nobody has, or makes trouble with some of them.
import { createServer, request, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer }
/** One request that is in trouble: everything is up to the trouble, down to the wire. */
export type Exchange = { incoming: IncomingMessage; outgoing: ServerResponse; wire: Socket; /** Lets the platform carry it out. */ carryOut: () => Promise<Answer> }
export type Trouble = (exchange: Exchange) => void | Promise<void>
export type Proxy = {
  url: string
  setRefusing: (isRefusing: boolean) => void
  /** Requests whose path begins so meet this trouble from now on; null: all is well again. */
  setTrouble: (path: string, trouble: Trouble | null) => void
  stop: () => Promise<void>
}

/** Forwards plain http. */
export const startProxy = async (): Promise<Proxy> => {
  let isRefusing = false
  const troubles = new Map<string, Trouble>()
  const troubleOf = (url: string): Trouble | undefined => [...troubles].find(([path]) => new URL(url).pathname.startsWith(path))?.[1]
  const server = createServer((incoming, outgoing) => {
    if (isRefusing) {
      outgoing.writeHead(407, { 'proxy-authenticate': 'Basic realm="invented"', connection: 'close' }).end()
      return
    }
    const trouble = troubleOf(incoming.url ?? '')
    if (trouble === undefined) passOn(incoming, outgoing)
    else
      Promise.resolve(trouble({ incoming, outgoing, wire: incoming.socket, carryOut: () => carryOut(incoming) })).catch(() => outgoing.destroy())
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setRefusing: (refusing) => {
      isRefusing = refusing
      if (refusing) server.closeAllConnections()
    },
    setTrouble: (path, trouble) => {
      if (trouble === null) troubles.delete(path)
      else troubles.set(path, trouble)
    },
    stop: () =>
      new Promise((settle) => {
        server.close(() => settle())
        server.closeAllConnections()
      }),
  }
}

const passOn = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
  const onward = request(incoming.url ?? '', { method: incoming.method, headers: incoming.headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(outgoing)
    // a broken answer stays a broken one
    answer.once('error', () => outgoing.destroy())
  })
  onward.once('error', () => outgoing.destroy())
  outgoing.once('close', () => onward.destroy())
  incoming.pipe(onward)
}

const carryOut = (incoming: IncomingMessage): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const onward = request(incoming.url ?? '', { method: incoming.method, headers: incoming.headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.once('end', () => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: Buffer.concat(parts) }))
      answer.once('error', reject)
    })
    onward.once('error', reject)
    incoming.pipe(onward)
  })
