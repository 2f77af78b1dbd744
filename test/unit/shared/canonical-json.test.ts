// One text for one value: the hash of a payload may not depend on who wrote it down.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../../src/shared/canonical-json.ts'

const shuffled = (value: unknown, flip: () => boolean): unknown => {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, flip))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(([key, member]) => [key, shuffled(member, flip)] as const)
  return Object.fromEntries(flip() ? entries.toReversed() : entries.toSorted(() => (flip() ? 1 : -1)))
}
test('the order of keys never matters, the value always does', () =>
  fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), fc.infiniteStream(fc.boolean()), (value, other, coins) => {
    expect(canonicalJson(shuffled(value, () => coins.next().value as boolean))).toBe(canonicalJson(value))
    expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    const isSame = canonicalJson(value) === canonicalJson(other)
    try {
      expect(JSON.parse(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(other)))
      expect(isSame).toBe(true)
    } catch {
      expect(isSame).toBe(false)
    }
  }), { numRuns: 300 }))
test('a trip over the wire changes nothing', () => fc.assert(fc.property(fc.jsonValue(), (value) => {
    expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalJson(value))
})))
test.each([
  [{ b: 1, a: [2, { d: 1, c: null }] }, '{"a":[2,{"c":null,"d":1}],"b":1}'], [{ a: undefined, b: 'ё' }, '{"b":"ё"}'], [[undefined, 1], '[null,1]'], ['"', '"\\""'], [Number.NaN, 'null'], [undefined, 'null'], [-0, '0'], [{}, '{}'], [[], '[]'],
])('%j', (value, text) => expect(canonicalJson(value)).toBe(text))
