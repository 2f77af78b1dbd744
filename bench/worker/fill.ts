// Fills the profile that the shipping app is started on, with the key of its own vault.
import { importKey } from '../../src/renderer/worker/seal.ts'
import type { Job, JobResult } from '../jobs.ts'
import { emptyResult } from './measuring.ts'
import { pullAll } from './pull.ts'
import { openSeat } from './seat.ts'

export const fillProfile = async ({ size, grant }: Extract<Job, { measure: 'fill' }>): Promise<JobResult> => {
  const key = Uint8Array.from(atob(grant.key), (letter) => letter.charCodeAt(0))
  const seat = await openSeat({ mode: 'training', operatorId: grant.operatorId, keyId: grant.keyId, key: await importKey(key) })
  await pullAll(seat, size)
  await seat.close()
  return emptyResult()
}
