// Waiting: never shorter than a second, never longer than promised, polite when asked to be, and blind to clock jumps.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BREAKER_AFTER_MS, BREAKER_CEILING_MS, CEILING_MS, FIRST_DELAY_MS, jitteredDelay, parseRetryAfter, RETRY_AFTER_CAP_MS, retryDelay } from '../../../src/renderer/sync/backoff.ts'

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
test('any number of failures waits between 1 s and 5 min', () =>
  fc.assert(fc.property(fc.nat(5_000), chance, (failures, random) => {
    const delay = jitteredDelay(failures, random)
    expect(delay).toBeGreaterThanOrEqual(FIRST_DELAY_MS)
    expect(delay).toBeLessThanOrEqual(CEILING_MS)
  })))
test('the jitter is full: seats that fail together come back spread over the whole interval', () => {
  expect(jitteredDelay(9, 0)).toBe(FIRST_DELAY_MS)
  expect(jitteredDelay(9, 0.999_999)).toBeGreaterThan(299_000)
  expect(jitteredDelay(3, 0.5)).toBe(4_500)
})
test('after an hour without success the interval may grow to 15 min', () => {
  expect(retryDelay({ failures: 30, failingForMs: BREAKER_AFTER_MS - 1, retryAfterMs: null }, 0.999_999)).toBeLessThanOrEqual(CEILING_MS)
  expect(retryDelay({ failures: 30, failingForMs: BREAKER_AFTER_MS, retryAfterMs: null }, 0.999_999)).toBeGreaterThan(BREAKER_CEILING_MS - 1_000)
})
test('Retry-After is a floor, capped at an hour with a small spread', () =>
  fc.assert(fc.property(fc.nat(20), chance, fc.integer({ min: -1e6, max: 1e12 }), (failures, random, retryAfterMs) => {
    const delay = retryDelay({ failures, failingForMs: 0, retryAfterMs }, random)
    expect(delay).toBeGreaterThanOrEqual(Math.min(retryAfterMs, RETRY_AFTER_CAP_MS))
    expect(delay).toBeLessThanOrEqual(RETRY_AFTER_CAP_MS * 1.1)
  })))
const DATE = 'Sun, 22 Nov 2026 08:00:00 GMT'
const wrongClock = Date.parse('2036-01-01T00:00:00Z')
test.each([
  ['120', 120_000], ['0', 0], [' 7 ', 7_000], ['99999999999', RETRY_AFTER_CAP_MS], ['-5', null], ['1.5', null], ['soon', null], ['', null], [undefined, null],
  ['Sun, 22 Nov 2026 08:02:00 GMT', 120_000], ['Sun, 22 Nov 2026 07:00:00 GMT', 0], ['Sun, 22 Nov 2099 08:00:00 GMT', RETRY_AFTER_CAP_MS],
])('Retry-After %j', (value, expected) => expect(parseRetryAfter(value, DATE, wrongClock)).toBe(expected))
test('without a Date header the own clock has to do', () =>
  expect(parseRetryAfter('Sun, 22 Nov 2026 08:02:00 GMT', undefined, Date.parse(DATE))).toBe(120_000))
