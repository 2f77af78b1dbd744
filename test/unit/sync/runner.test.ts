// The runner by the clock: one run at a time, a try at once when asked, honest facts, no storm.
import { expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../../src/shared/contract/limits.ts'
import type { Command } from '../../../src/shared/contract/command.ts'
import { AppError } from '../../../src/shared/errors.ts'
import type { FateOutcome, OutboxRow, SendOutcome, SyncPorts, Transition, Trouble } from '../../../src/renderer/sync/ports.ts'
import { createRunner } from '../../../src/renderer/sync/runner.ts'
import { problemOf, receiptOf, rowOf } from './rows.ts'

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const accepted = (ids: readonly string[]): SendOutcome => ({ kind: 'answered', results: ids.map((id) => ({ id, outcome: 'accepted', receipt: receiptOf(id) })), serverAt: 1_005_000 })
const OFFLINE = { kind: 'not-sent', code: 'E-OFFLINE', retryAfterMs: null } as const

const desk = (rows: OutboxRow[], send: (ids: string[]) => SendOutcome | Promise<SendOutcome>) => {
  const store = new Map(rows.map((row) => [row.id, row]))
  const seen = { sent: [] as string[][], troubles: [] as string[], asked: 0, pulls: 0 }
  const alarm: { at: number | null; ring: () => void } = { at: null, ring: () => undefined }
  const time = { now: 1_000_000, monotonic: 0 }
  let fate: FateOutcome = { kind: 'answered', fate: { fate: 'unknown' } }
  let applyFails = false
  let meTrouble: () => Trouble | null = () => null
  const ports: SyncPorts = {
    outbox: {
      load: async () => [...store.values()],
      apply: async (transitions: readonly Transition[]) => {
        if (applyFails) throw new AppError('E-DISK')
        return transitions.filter(({ id, from, fields }) => {
          const row = store.get(id)
          if (row?.state !== from) return false
          store.set(id, { ...row, ...fields })
          return true
        }).map(({ id }) => id)
      },
      commands: async (ids) => ids.filter((id) => !id.endsWith('dead')).map((id) => ({ id }) as Command),
    },
    history: { cursor: async () => '1', versions: async () => new Map(), applyBatch: async () => undefined, finishSnapshot: async () => undefined },
    reference: { etag: async () => null, saveDictionary: async () => undefined, saveMe: async () => undefined },
    transport: {
      send: async (commands) => {
        const ids = commands.map(({ id }) => id)
        seen.sent.push(ids)
        return send(ids)
      },
      fate: async () => ((seen.asked += 1), fate),
      changes: async (since, onLines) => {
        seen.pulls += 1
        await onLines([{ kind: 'end', cursor: since ?? '1', more: false }])
        return { kind: 'ended' }
      },
      dictionary: async () => ({ kind: 'same' }),
      me: async () => meTrouble() ?? ({ kind: 'answered', me: { id: 'p', surname: '', name: '', patronymic: null, memberships: [], checklists: [] } }),
    },
    clock: { now: () => time.now, monotonic: () => time.monotonic }, chance: () => 0.5,
    timer: { arm: (ms, ring) => Object.assign(alarm, { at: time.monotonic + ms, ring }), cancel: () => (alarm.at = null) },
    reports: { facts: () => undefined, moved: () => undefined, trouble: ({ code }) => seen.troubles.push(code) },
  }
  const runner = createRunner(ports, { batchCommands: () => DEFAULT_LIMITS.batchCommands })
  const pass = async (ms: number): Promise<void> => {
    const until = time.monotonic + ms
    while (alarm.at !== null && alarm.at <= until) {
      time.now += alarm.at - time.monotonic
      time.monotonic = alarm.at
      alarm.at = null
      alarm.ring()
      await turn()
    }
    time.now += until - time.monotonic
    time.monotonic = until
  }
  return { runner, seen, store, time, pass, alarm, setFate: (next: FateOutcome) => (fate = next), setMe: (next: () => Trouble | null) => (meTrouble = next), failWrites: (fails: boolean) => (applyFails = fails), state: (n: number) => store.get(rowOf(n).id)?.state }
}

test('a start sends what waits in one request and knows the link is up', async () => {
  const { runner, seen, state } = desk([rowOf(1), rowOf(2)], accepted)
  runner.start()
  await turn()
  expect([seen.sent.length, state(1), state(2), seen.pulls]).toEqual([1, 'done', 'done', 1])
  expect(runner.facts()).toMatchObject({ link: 'online', failure: null, offlineSince: null, nextAttemptAt: null, clockOffsetMs: 5_000, queued: 0 })
})
test('any number of wakes during a run never makes a second request', async () => {
  let release: (outcome: SendOutcome) => void = () => undefined
  const { runner, seen } = desk([rowOf(1)], () => new Promise((resolve) => (release = resolve)))
  runner.start()
  await turn()
  for (let n = 0; n < 20; n += 1) runner.wake(n % 2 === 0 ? 'row' : 'operator')
  await turn()
  expect(seen.sent.length).toBe(1)
  release(accepted([rowOf(1).id]))
  await turn()
  expect([seen.sent.length, seen.pulls]).toEqual([1, 1])
})
test('offline: it waits by the back-off, and F9 tries at once', async () => {
  let isUp = false
  const { runner, seen, state, pass } = desk([rowOf(1)], (ids) => (isUp ? accepted(ids) : OFFLINE))
  runner.start()
  await turn()
  expect(runner.facts()).toMatchObject({ link: 'offline', offlineSince: 1_000_000, failure: { code: 'E-OFFLINE' }, nextAttemptAt: 1_001_500, queued: 1 })
  runner.wake('row')
  await turn()
  expect(seen.sent.length).toBe(1)
  await pass(10 * 60_000)
  const tries = seen.sent.length
  expect(tries).toBeLessThan(12)
  isUp = true
  expect(await runner.tryNow()).toMatchObject({ link: 'online', queued: 0, offlineSince: null })
  expect([seen.sent.length, state(1)]).toEqual([tries + 1, 'done'])
})
test('the link comes back without anybody asking, even when nothing waits', async () => {
  const { runner, pass, seen } = desk([], accepted)
  runner.start()
  await turn()
  await pass(5 * 60_000)
  expect(seen.pulls).toBeGreaterThanOrEqual(5)
  expect(runner.facts().link).toBe('online')
})
test('401 pauses everything until the session is back', async () => {
  let isIn = false
  const { runner, seen, state } = desk([rowOf(1)], (ids) => (isIn ? accepted(ids) : { kind: 'paused', code: 'E-SIGN-IN' }))
  runner.start()
  await turn()
  expect(runner.facts()).toMatchObject({ link: 'signed-out', failure: { code: 'E-SIGN-IN' }, queued: 1 })
  runner.wake('poke')
  await turn()
  expect(seen.sent.length).toBe(1)
  isIn = true
  runner.wake('session')
  await turn()
  expect(state(1)).toBe('done')
})
test('a seat where nobody is signed in makes no attempt: no row moves until the session is back', async () => {
  let isIn = false
  const { runner, seen, store, state, pass, setMe } = desk([rowOf(1)], accepted)
  setMe(() => (isIn ? null : { kind: 'paused', code: 'E-SIGN-IN' }))
  const before = store.get(rowOf(1).id)
  runner.start()
  await turn()
  await pass(60 * 60_000)
  expect([seen.sent.length, store.get(rowOf(1).id)]).toEqual([0, before])
  expect(runner.facts()).toMatchObject({ link: 'signed-out', failure: { code: 'E-SIGN-IN' }, queued: 1 })
  isIn = true
  runner.wake('session')
  await turn()
  expect([seen.sent.length, state(1), store.get(rowOf(1).id)?.attempts]).toEqual([1, 'done', 1])
})
test('413 of many is halved until only the large one is set aside', async () => {
  const large = rowOf(3).id
  const { runner, seen, state } = desk([1, 2, 3, 4, 5, 6, 7].map((n) => rowOf(n)), (ids) =>
    ids.includes(large) ? { kind: 'refused', code: 'E-SERVER-SIZE', problem: null } : accepted(ids))
  runner.start()
  await turn()
  expect(seen.sent.slice(0, 3).map(({ length }) => length)).toEqual([7, 3, 1])
  expect([1, 2, 3, 4, 5, 6, 7].map(state)).toEqual(['done', 'done', 'needs-attention', 'done', 'done', 'done', 'done'])
  expect(seen.sent.length).toBeLessThan(12)
})
test('a command that the platform chokes on delays the others by seconds at most, and does not become a storm', async () => {
  const poison = rowOf(1).id
  const { runner, seen, state, pass } = desk([1, 2, 3, 4, 5].map((n) => rowOf(n)), (ids) => (ids.includes(poison) ? { kind: 'no-answer', code: 'E-SERVER', retryAfterMs: null } : accepted(ids)))
  runner.start()
  await turn()
  await pass(10_000)
  expect([2, 3, 4, 5].map(state)).toEqual(['done', 'done', 'done', 'done'])
  const before = seen.sent.length
  await pass(60 * 60_000)
  expect(seen.sent.length - before).toBeLessThan(40)
  expect(state(1)).toMatch(/queued|unknown/)
  expect(runner.facts().link).toBe('online')
})
test('a row held for undo waits ten seconds, whatever the wall clock does', async () => {
  const { runner, time, pass, state } = desk([rowOf(1, { notBefore: 1_010_000 })], accepted)
  runner.start()
  await turn()
  time.now -= 10 * 365 * 86_400_000
  await pass(9_000)
  expect(state(1)).toBe('queued')
  await pass(1_100)
  expect(state(1)).toBe('done')
})
test('a frozen command that cannot be read is set aside, the others leave', async () => {
  const dead = rowOf(0xdead)
  const { runner, store, state } = desk([dead, rowOf(1)], accepted)
  runner.start()
  await turn()
  expect([store.get(dead.id)?.state, store.get(dead.id)?.failure?.code, state(1)]).toEqual(['needs-attention', 'E-INTEGRITY', 'done'])
})
test('a full disk stops nothing for ever: it is reported and tried again', async () => {
  const { runner, seen, state, pass, failWrites } = desk([rowOf(1)], accepted)
  failWrites(true)
  runner.start()
  await turn()
  expect([seen.troubles, seen.sent.length]).toEqual([['E-DISK'], 0])
  failWrites(false)
  await pass(5_000)
  expect(state(1)).toBe('done')
})
test('a lost reply is resolved by its id before the command is ever sent again', async () => {
  const { runner, seen, state, pass, setFate } = desk([rowOf(1)], () => ({ kind: 'no-answer', code: 'E-TIMEOUT', retryAfterMs: null }))
  setFate({ kind: 'answered', fate: { fate: 'rejected', problem: problemOf('E-VALIDATION', 422) } })
  runner.start()
  await turn()
  expect(state(1)).toBe('unknown')
  await pass(5_000)
  expect([seen.sent.length, seen.asked, state(1)]).toEqual([1, 1, 'needs-attention'])
})
test('after stop nothing leaves any more', async () => {
  const { runner, seen, alarm } = desk([rowOf(1)], () => OFFLINE)
  runner.start()
  await turn()
  await runner.stop()
  runner.wake('operator')
  await turn()
  expect([seen.sent.length, alarm.at]).toEqual([1, null])
})
