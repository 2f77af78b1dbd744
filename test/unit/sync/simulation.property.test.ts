// The shipping core in a seeded world: whatever fails, crashes or lies, the laws of design §5 hold and the queue drains after it heals.
import { expect, test } from 'vitest'
import { DELIVERY_TABLE, type DeliveryEvent } from '../../../src/shared/delivery.ts'
import { MUTANTS } from '../../support/mutants.ts'
import { limitOf, report, roundsOf, seedOf } from '../../support/prove.ts'
import { KEPT_SEEDS } from '../../support/seeds.ts'
import { createWorld, type Violation, type WorldOptions } from '../../support/world.ts'
import { FAULTS, LAWS, type Law } from '../../support/world/laws.ts'

/** What a run of many schedules has seen; `broken` is the first one that failed. */
const runSchedules = async (schedules: number, beginning: number, options: Omit<WorldOptions, 'seed'> = {}) => {
  const seen = { rounds: 0, requests: 0, faults: new Map<string, number>(), walked: new Set<string>(), broken: [] as Violation[] }
  while (seen.rounds < schedules && seen.broken.length === 0) {
    const world = createWorld({ seed: (beginning + seen.rounds) >>> 0, commands: 1 + (seen.rounds % 10), ...options })
    await world.run()
    seen.rounds += 1
    seen.requests += world.requests
    seen.broken = world.violations
    for (const [fault, times] of world.faults) seen.faults.set(fault, (seen.faults.get(fault) ?? 0) + times)
    for (const step of world.walked) seen.walked.add(step)
    // the runner of the tests wants to be heard of now and then
    if (seen.rounds % 500 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  return seen
}

test('every law of the outbox holds in every schedule, and the queue drains once the world heals', { timeout: limitOf('simulation') }, async () => {
  const seed = seedOf('simulation')
  const seen = await runSchedules(roundsOf('simulation'), seed)
  const texts = seen.broken.map(({ text }) => text)
  const broke = (...laws: Law[]): number => seen.broken.filter(({ law }) => laws.includes(law)).length
  report({
    name: 'simulation', rounds: seen.rounds, faults: [...seen.faults.values()].reduce((sum, times) => sum + times, 0), lost: broke('I11'), doubled: broke('I1'), seed,
    figures: { requests: seen.requests, 'steps of the delivery table walked': `${seen.walked.size} of ${STEPS.length}`, 'laws watched': `${Object.keys(LAWS).length}`, ...Object.fromEntries(seen.faults) },
  })
  expect(texts).toEqual([])
  expect([...seen.walked].sort(), 'every step of the delivery table was walked').toEqual(STEPS)
  expect(FAULTS.filter((fault) => !seen.faults.has(fault)), 'every kind of fault happened').toEqual([])
})
/** Steps of records that a person passes on or takes out of the tray: the data layer's own, walked with its stores in test/unit/worker/tray.test.ts. */
const OF_THE_TRAY: readonly DeliveryEvent[] = ['pass-on', 'pass-back', 'return']
const STEPS = DELIVERY_TABLE.filter(({ action }) => !OF_THE_TRAY.includes(action))
  .flatMap(({ from, action }) => from.filter((state) => state !== 'passed-on').map((state) => `${state}>${action}`))
  .sort()

test.each(KEPT_SEEDS)('once failed: $law', async (options) => {
  const world = createWorld(options)
  await world.run()
  expect(world.violations).toEqual([])
})

test.each(MUTANTS)('a core where $name is caught by its law', { timeout: 60_000 }, async ({ tamper, keeping, breaks, from = 1, commands = 6 }) => {
  const { broken } = await runSchedules(3_000, from, { commands, ...(tamper ? { tamper } : {}), ...(keeping ? { keeping } : {}) })
  expect(broken.map(({ law }) => law)).toContainEqual(expect.toSatisfy((law: Law) => breaks.includes(law)))
})

test('the same schedules leave a core alone that is right', { timeout: 60_000 }, async () => {
  expect((await runSchedules(400, 1, { commands: 6 })).broken).toEqual([])
})

test('every law has a mutant that breaks it', () => {
  const broken = new Set(MUTANTS.flatMap(({ breaks }) => breaks))
  expect(Object.keys(LAWS).filter((law) => !broken.has(law as Law))).toEqual([])
})
