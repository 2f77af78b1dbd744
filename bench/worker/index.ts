// Entry of the benchmark's worker: one job, one answer. The modules that it measures are those that ship.
import '../../src/shared/jitless.ts'
import type { Job, JobResult, Told } from '../jobs.ts'
import { fillProfile } from './fill.ts'
import { measurePull } from './pull.ts'
import { measurePush } from './push.ts'
import { measureRead } from './read.ts'
import { measureSave } from './save.ts'

const tell = (told: Told): void => (self as unknown as { postMessage: (message: Told) => void }).postMessage(told)

const doJob = (job: Job): Promise<JobResult> => {
  switch (job.measure) {
    case 'save': return measureSave(job)
    case 'push': return measurePush(job)
    case 'pull': return measurePull(job)
    case 'read': return measureRead(job)
    case 'fill': return fillProfile(job)
  }
}

self.addEventListener('unhandledrejection', ({ reason }) => tell({ kind: 'trouble', text: reason instanceof Error ? (reason.stack ?? reason.message) : String(reason) }))
self.addEventListener('message', ({ data }: MessageEvent<Job>) => {
  void doJob(data).then((result) => tell({ kind: 'result', result }))
})
