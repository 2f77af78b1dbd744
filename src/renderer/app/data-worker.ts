// The life of the data worker: one for each person. It is started before anybody is known, gets one person's key, and ends with that person.
import workerUrl from '../worker/index.ts?worker&url'
import { ask } from '../bridge.ts'
import { connectStore, leaveWorker, tellWorker } from '../store.ts'

type ScriptUrl = { createScriptURL: (url: string) => string }
type TrustedTypesFactory = { createPolicy: (name: string, rules: ScriptUrl) => ScriptUrl }

/** As long as several guarded calls of storage may take one after another; a worker that needs longer has hung and writes nothing any more. */
const FAREWELL_MS = 20_000

let policy: ScriptUrl | undefined
let worker: Worker | undefined
/** It was given somebody's key, or is broken: nobody else may have it. */
let isUsed = false
let hearCrash: () => void = () => undefined

/** The only address that may become a script: the CSP demands that it is blessed by this policy, which is made once. */
const blessedUrl = (): string => {
  const factory = (window as unknown as { trustedTypes?: TrustedTypesFactory }).trustedTypes
  policy ??= factory?.createPolicy('priyom-worker', {
    createScriptURL: (url) => {
      if (url !== workerUrl) throw new TypeError('not the data worker')
      return url
    },
  })
  return policy?.createScriptURL(workerUrl) ?? workerUrl
}
const report = (name: string): void => void ask('app:report', { event: 'worker.crashed', name })
/** Bugs of the worker are logged by their name only: their words may hold data. */
const crashed = (name: string): void => {
  isUsed = true
  report(/^[A-Za-z]{1,60}$/.test(name) ? name : 'unknown')
  hearCrash()
}
const start = (): void => {
  const started = new Worker(blessedUrl(), { type: 'module', name: 'data' })
  started.addEventListener('error', (event) => {
    event.preventDefault()
    if (worker === started) crashed(/^Uncaught ([A-Za-z]+Error)\b/.exec(event.message)?.[1] ?? 'ErrorEvent')
  })
  worker = started
  connectStore(started, crashed)
}

/** Starts the first one. `onCrash`: it met a bug outside any call. */
export const startDataWorker = (onCrash: () => void): void => {
  hearCrash = onCrash
  start()
}
/** Hands the vault's port over, unread. From then on the worker belongs to one person. */
export const giveVaultPort = (ports: readonly MessagePort[]): void => {
  isUsed = true
  tellWorker({ kind: 'port' }, [...ports])
}

const dismiss = async (): Promise<void> => {
  if (!isUsed) return
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), FAREWELL_MS)
  })
  if ((await Promise.race([leaveWorker(), late])) === 'late') report('FarewellLate')
  clearTimeout(timer)
  worker?.terminate()
  isUsed = false
  start()
}
let dismissing: Promise<void> = Promise.resolve()
/** Ends the worker of whoever worked here, after everything of that person is written; a fresh one waits for the next. */
export const dismissWorker = (): Promise<void> => {
  dismissing = dismissing.then(dismiss)
  return dismissing
}
