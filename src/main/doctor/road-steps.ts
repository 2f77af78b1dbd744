// Finds the step at which the road to a configured platform breaks: name, connection, encryption, or the answer itself.
import { lookup } from 'node:dns/promises'
import { connect } from 'node:net'
import type { Step } from './checks/platform-reach.ts'

const STEP_MS = 3_000

/** Asked after a request through the real road has failed for another reason than its certificate. */
export const findFailingStep = async (url: string): Promise<Step> => {
  const { hostname, port, protocol } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  if (!(await hasAddress(host))) return 'dns'
  return (await canConnect(host, Number(port || (protocol === 'https:' ? 443 : 80)))) ? 'http' : 'tcp'
}

const hasAddress = async (host: string): Promise<boolean> => {
  try {
    return (await lookup(host)).address !== ''
  } catch {
    return false // no such name, which is the answer
  }
}

const canConnect = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: STEP_MS })
    const settle = (isConnected: boolean) => (): void => {
      socket.destroy()
      resolve(isConnected)
    }
    socket.once('connect', settle(true)).once('error', settle(false)).once('timeout', settle(false))
  })
