// The built platform as a process of its own: it can be stopped, killed and started again on the same port and data.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { faultsRequestSchema } from '../../src/shared/contract/training.ts'

const program = join(import.meta.dirname, '../../out/main/platform.js')
const readySchema = z.object({ ready: z.literal(true), url: z.string(), caFile: z.string().optional() })

export type PlatformProcess = {
  url: string
  /** The authority to trust, with `--tls`. */
  caFile: string | undefined
  /** Its database, for `readPlatform` once it has stopped. */
  databaseFolder: string
  /** SIGTERM, and waits for the orderly end. */
  stop: () => Promise<void>
  /** SIGKILL, as a power cut would. */
  kill: () => Promise<void>
  /** On the same port and data; ends the old one first if it still runs. */
  restart: () => Promise<void>
  /** Replaces the faults of a training platform. */
  faults: (request: z.input<typeof faultsRequestSchema>) => Promise<void>
}

/** People and catalogue without messages; `args` as of `npm run platform`. Resolves when it listens. */
export const startPlatformProcess = async (dataFolder: string, args: readonly string[] = []): Promise<PlatformProcess> => {
  const start = async (port: number): Promise<{ child: ChildProcess; ready: z.infer<typeof readySchema> }> => {
    const child = spawn(process.execPath, [program, '--port', String(port), '--data', dataFolder, '--seed', 'empty', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    return { child, ready: readySchema.parse(JSON.parse(line)) }
  }
  let { child, ready } = await start(0)
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  return {
    url: ready.url,
    caFile: ready.caFile,
    databaseFolder: join(dataFolder, 'pgdata'),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGTERM')
      ;({ child, ready } = await start(Number(new URL(ready.url).port)))
    },
    faults: async (request) => {
      const response = await fetch(`${ready.url}/training/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(request) })
      if (!response.ok) throw new Error(`faults answered ${response.status}`)
    },
  }
}
