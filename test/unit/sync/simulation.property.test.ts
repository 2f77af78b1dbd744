// The shipping core in a seeded world: whatever fails, crashes or lies, the laws of design §5 hold and the queue drains after it heals.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWorld } from '../../support/world.ts'
import { MUTANTS, STORE_MUTANTS } from '../../support/mutants.ts'

const SCHEDULES = Number(process.env.PRIYOM_SCHEDULES ?? 2_000)

test('every law of the outbox holds in every schedule, and the queue drains once the world heals', { timeout: 120_000 }, async () => {
  const seen = { crashes: 0, robberies: 0, requests: 0 }
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 0x7fff_ffff }), fc.integer({ min: 1, max: 10 }), async (seed, commands) => {
      const world = createWorld({ seed, commands })
      await world.run()
      seen.crashes += world.crashes
      seen.robberies += world.robberies
      seen.requests += world.requests
      expect(world.violations).toEqual([])
    }),
    { numRuns: SCHEDULES, endOnFailure: true },
  )
  expect(seen.crashes).toBeGreaterThan(SCHEDULES / 20)
  expect(seen.robberies).toBeGreaterThan(SCHEDULES / 100)
})

test.each([
  ['a command that the platform chokes on keeps no news back', 2_147_483_634, 9],
  ['a hopeless command does not take the turn of a good one', 846_878_890, 5],
  ['an hour of Retry-After and an open breaker end', 111_954_598, 6],
])('once failed: %s', async (_, seed, commands) => {
  const world = createWorld({ seed, commands, keeping: null })
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
