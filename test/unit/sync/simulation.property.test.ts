// The shipping core in a seeded world: whatever fails, crashes or lies, the laws of design §5 hold and the queue drains after it heals.
import { expect, test } from 'vitest'
import { KEPT_SEEDS } from '../../support/seeds.ts'
import { limitOf, report, roundsOf, seedOf } from '../../support/prove.ts'
import { createWorld } from '../../support/world.ts'
import { MUTANTS, STORE_MUTANTS } from '../../support/mutants.ts'

test('every law of the outbox holds in every schedule, and the queue drains once the world heals', { timeout: limitOf('simulation') }, async () => {
  const schedules = roundsOf('simulation')
  const beginning = seedOf('simulation')
  const seen = { crashes: 0, robberies: 0, requests: 0 }
  let rounds = 0
  let broken: string[] = []
  while (rounds < schedules && broken.length === 0) {
    const world = createWorld({ seed: (beginning + rounds) >>> 0, commands: 1 + (rounds % 10) })
    await world.run()
    rounds += 1
    seen.crashes += world.crashes
    seen.robberies += world.robberies
    seen.requests += world.requests
    broken = world.violations
  }
  report({ name: 'simulation', rounds, faults: seen.crashes + seen.robberies, lost: broken.length, seed: beginning })
  expect(broken).toEqual([])
  expect(seen.crashes).toBeGreaterThan(schedules / 20)
  expect(seen.robberies).toBeGreaterThan(schedules / 100)
})

test.each(KEPT_SEEDS)('once failed: $law', async (options) => {
  const world = createWorld(options)
  await world.run()
  expect(world.violations).toEqual([])
})

test.each(MUTANTS)('a core where $name is caught', { timeout: 60_000 }, async ({ tamper }) => {
  let caught: string | undefined
  for (let seed = 1; seed <= 400 && caught === undefined; seed += 1) {
    const world = createWorld({ seed, commands: 6, tamper })
    await world.run()
    caught = world.violations[0]
  }
  expect(caught).toBeDefined()
})

test.each(STORE_MUTANTS)('two copies of which $name are caught', { timeout: 60_000 }, async ({ keeping }) => {
  let caught: string | undefined
  for (let seed = 1; seed <= 2_000 && caught === undefined; seed += 1) {
    const world = createWorld({ seed, commands: 6, keeping })
    await world.run()
    caught = world.violations[0]
  }
  expect(caught).toBeDefined()
})
