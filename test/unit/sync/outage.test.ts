// Outages in virtual time: many seats come back without a storm, and three days without a link drain after sign-in.
import { expect, test } from 'vitest'
import { createMany, HOUR, MINUTE } from '../../support/world/many.ts'
import { limitOf, report, roundsOf, seedOf } from '../../support/prove.ts'

/** A call of each seat every five minutes, in and after the outage too. */
const CALL_EVERY = 5 * MINUTE

test.each(['unreachable', 'busy'] as const)('after an hour in which the platform is %s everything drains, and no seat hurries: at most twice the usual requests', { timeout: limitOf('outage') }, async (trouble) => {
  const seed = seedOf('outage')
  const amount = roundsOf('outage')
  const many = createMany({ seed, seats: amount, batch: 50 })
  for (const seat of many.seats) {
    many.time.at(many.random() * MINUTE, seat.start)
    const call = (): void => {
      seat.queue()
      if (many.time.now() < 4 * HOUR) many.time.at(CALL_EVERY * (0.5 + many.random()), call)
    }
    many.time.at(MINUTE + many.random() * CALL_EVERY, call)
  }
  await many.time.run(HOUR)
  many.setRoad(trouble)
  await many.time.run(2 * HOUR)
  const waiting = many.seats.reduce((sum, seat) => sum + seat.open(), 0)
  many.setRoad('open')
  await many.time.run(5 * HOUR)

  const usual = many.peak(10 * MINUTE, HOUR)
  const during = many.peak(HOUR, 2 * HOUR)
  const after = many.peak(2 * HOUR, 5 * HOUR)
  const made = many.seats.reduce((sum, { rows }) => sum + rows.size, 0)
  const left = many.seats.reduce((sum, seat) => sum + seat.open(), 0)
  report({
    name: 'outage', part: trouble, rounds: amount, faults: amount, lost: made - many.accepted.size, doubled: [...many.accepted.values()].filter((times) => times > 1).length, seed,
    figures: { messages: made, 'waited when it ended': waiting, 'usual peak, requests a second': usual, 'peak in the outage': during, 'peak after it': after },
  })
  expect(waiting).toBeGreaterThan(amount * 8)
  expect(left).toBe(0)
  expect(many.accepted.size).toBe(made)
  expect(Math.max(during, after)).toBeLessThanOrEqual(2 * usual)
})

test('2,000 messages of 72 hours without a link, with three restarts and a sign-in that ran out, drain within ten minutes of the next sign-in', { timeout: limitOf('outage') }, async () => {
  const seed = seedOf('outage')
  const many = createMany({ seed, seats: 1, batch: 50 })
  const seat = many.seats[0]!
  const calls = 2_000
  many.setRoad('unreachable')
  seat.start()
  for (let call = 0; call < calls; call += 1) many.time.at(many.random() * 72 * HOUR, seat.queue)
  for (const restart of [20, 40, 60]) many.time.at(restart * HOUR, seat.start)
  await many.time.run(72 * HOUR)
  expect(seat.open()).toBe(calls)
  // the link is back, the token and the right to work offline are not
  many.setRoad('signed-out')
  await many.time.run(73 * HOUR)
  expect(seat.open()).toBe(calls)
  many.setRoad('open')
  seat.signIn()
  await many.time.run(73 * HOUR + 10 * MINUTE)
  const order = [...many.accepted.keys()]
  report({
    name: 'outage', part: '72 hours', rounds: calls, faults: 5, lost: calls - many.accepted.size, doubled: [...many.accepted.values()].filter((times) => times > 1).length, seed,
    figures: { 'not yet drained after ten minutes': seat.open() },
  })
  expect(seat.open()).toBe(0)
  expect([...many.accepted.values()].filter((times) => times !== 1)).toEqual([])
  expect(order).toEqual([...seat.rows.values()].sort((left, right) => left.seq - right.seq).map(({ id }) => id))
})
