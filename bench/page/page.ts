// Hands the job to the worker and its answer to main, by the console.
import workerUrl from '../worker/index.ts?worker&url'
import { RESULT_MARK, type Job, type Told } from '../jobs.ts'

type ScriptUrl = { createScriptURL: (url: string) => string }
type TrustedTypesFactory = { createPolicy: (name: string, rules: ScriptUrl) => ScriptUrl }
const policy = (window as unknown as { trustedTypes?: TrustedTypesFactory }).trustedTypes?.createPolicy('priyom-worker', { createScriptURL: (url) => url })

const worker = new Worker(policy?.createScriptURL(workerUrl) ?? workerUrl, { type: 'module', name: 'bench' })
worker.addEventListener('message', ({ data }: MessageEvent<Told>) => {
  console.log(data.kind === 'result' ? RESULT_MARK + JSON.stringify(data.result) : data.text)
})
worker.addEventListener('error', (event) => console.log(`worker: ${event.message}`))
const job = JSON.parse(new URLSearchParams(location.search).get('job') ?? 'null') as Job
worker.postMessage(job)
