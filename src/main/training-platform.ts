// The embedded training platform: a utility process of our own, started with the app, revived when it dies, stopped at quit.
import { utilityProcess, type UtilityProcess } from 'electron'
import { z } from 'zod'
import { fail, ok, type Result } from '../shared/errors.ts'
import type { Log } from './log.ts'

export type Running = { url: string; startedInMs: number }
export type TrainingPlatform = {
  /** The running platform, waiting for it when it is just starting. E-PLATFORM-START when it cannot run. */
  running: () => Promise<Result<Running>>
  /** Asks it to end and waits, a few seconds at most. */
  stop: () => Promise<void>
}
/** `seed`: the doctor asks only whether it starts, and does without messages. */
export type TrainingPorts = { modulePath: string; dataDir: string; seed?: 'training' | 'empty'; log: Log; onChange: (state: Result<Running>) => void }

/** The first start on a slow disk makes the database and its people. */
const START_MS = 60_000
const STOP_MS = 3_000
/** More deaths than this within the window, and it is left alone: something is wrong that a restart will not mend. */
const MAX_REVIVALS = 3
const REVIVAL_WINDOW_MS = 300_000

/** Starts it at once. */
export const startTrainingPlatform = (ports: TrainingPorts): TrainingPlatform => {
  const deaths: number[] = []
  let isStopping = false
  let child: UtilityProcess | undefined
  let current: Promise<Result<Running>>

  const start = (port: number): Promise<Result<Running>> => {
    const started = fork(ports, port)
    child = started
    started.once('exit', (exitCode) => revive(exitCode))
    const ready = awaitReady(started, ports.log)
    void ready.then(ports.onChange)
    return ready
  }
  const revive = (exitCode: number): void => {
    if (isStopping) return
    const now = performance.now()
    deaths.push(now)
    const recent = deaths.filter((at) => now - at < REVIVAL_WINDOW_MS).length
    ports.log('error', 'platform.died', { exitCode, count: recent })
    if (recent > MAX_REVIVALS) {
      current = Promise.resolve(fail('E-PLATFORM-START', { exitCode }))
      void current.then(ports.onChange)
      return
    }
    const before = current
    // the same port keeps its address, and with it every token, valid; a taken one is given up at the second death
    current = before.then((last) => start(last.ok && recent === 1 ? Number(new URL(last.value.url).port) : 0))
  }
  current = start(0)

  return {
    running: () => current,
    stop: async () => {
      isStopping = true
      if (child?.pid === undefined) return
      await stopChild(child)
    },
  }
}

const fork = (ports: TrainingPorts, port: number): UtilityProcess =>
  utilityProcess.fork(ports.modulePath, ['--port', String(port), '--data', ports.dataDir, '--seed', ports.seed ?? 'training'], {
    serviceName: 'priyom-training-platform',
    stdio: ['ignore', 'ignore', 'inherit'],
  })

/** The first word of the child decides: ready, failed with a code, gone, or silent for too long. */
const awaitReady = (child: UtilityProcess, log: Log): Promise<Result<Running>> =>
  new Promise((resolve) => {
    const settle = (result: Result<Running>): void => {
      clearTimeout(timer)
      child.off('exit', onExit)
      child.off('message', onMessage)
      if (result.ok) log('info', 'platform.ready', { ms: result.value.startedInMs })
      else log('error', 'platform.start-failed', { reason: String(result.error.details?.['reason']) })
      resolve(result)
    }
    const onExit = (exitCode: number): void => settle(fail('E-PLATFORM-START', { reason: 'exit', exitCode }))
    const onMessage = (message: unknown): void => {
      const word = wordSchema.safeParse(message).data
      if (word?.kind === 'ready') settle(ok({ url: word.url, startedInMs: Math.round(word.startedInMs) }))
      if (word?.kind === 'failed') settle(fail('E-PLATFORM-START', { reason: word.code }))
    }
    const timer = setTimeout(() => {
      settle(fail('E-PLATFORM-START', { reason: 'deadline' }))
      child.kill()
    }, START_MS)
    child.on('exit', onExit)
    child.on('message', onMessage)
  })

/** What the platform tells its parent (src/platform/serve.ts). */
const wordSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), url: z.url(), startedInMs: z.number() }),
  z.object({ kind: z.literal('failed'), code: z.string() }),
])

/** SIGTERM lets it close its database; a deaf one is killed with the app. */
const stopChild = (child: UtilityProcess): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, STOP_MS)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    child.kill()
  })
