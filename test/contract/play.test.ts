// The played colleagues: a sent message gets its answer step by step, and nothing else moves.
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMessage } from '../../src/platform/messages.ts'
import { message } from '../../src/platform/schema.ts'
import type { Store } from '../../src/platform/database.ts'
import { playSteps } from '../../src/platform/play.ts'
import { command, openSeededStore, servePlatform, submission, type TestPlatform } from '../support/platform.ts'

let store: Store
let platform: TestPlatform
beforeAll(async () => {
  store = await openSeededStore({ kind: 'memory' })
  platform = await servePlatform(store)
})
afterAll(async () => {
  await platform.stop()
  await store.close()
})

const versions = async (): Promise<number> => {
  const [row] = await store.database.select({ sum: sql<string>`sum(${message.version})` }).from(message)
  return Number(row?.sum)
}

test('moves nothing of the seed while nobody has sent anything', async () => {
  const before = await versions()
  expect(await playSteps(store.database, { messageId: null, steps: 3, now: new Date() })).toBe(0)
  expect(await versions()).toBe(before)
})

test('brings a sent message to its answer through moderator, coordinator, executor, coordinator and head', async () => {
  const sent = command(submission())
  await platform.send([sent])
  const before = await versions()
  expect(await playSteps(store.database, { messageId: null, steps: 20, now: new Date(Date.now() + 1000) })).toBe(6)
  expect(await versions()).toBe(before + 6)
  const answered = await readMessage(store.database, sent.id)
  expect(answered?.history.map(({ action, by }) => `${action} ${by.role}`).slice(1)).toEqual([
    'accept moderator', 'assign coordinator', 'take executor', 'submit-for-approval executor', 'agree coordinator', 'approve head',
  ])
  expect(answered).toMatchObject({ stage: 'DONE', status: 'SEND_RESPONSE', answer: { decision: 'SOLVED' } })
  expect(answered?.answer?.text).not.toContain('{')
})

test('moves one named message only, even one of the seed', async () => {
  const [row] = await store.database.select().from(message).where(eq(message.status, 'SET_EXECUTOR')).limit(1)
  expect(await playSteps(store.database, { messageId: row!.id, steps: 1, now: new Date() })).toBe(1)
  expect((await readMessage(store.database, row!.id))?.status).toBe('TAKE_TO_WORK')
})
