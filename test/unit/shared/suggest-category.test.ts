// What is suggested for a record whose subcategory was closed: open ones only, by the words of the old name and of the text.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Dictionary } from '../../../src/shared/contract/dictionary.ts'
import { suggestSubcategories } from '../../../src/shared/suggest-category.ts'

const at = '2026-03-10T00:00:00.000Z'
const entry = (id: number, name: string, subjectId: number, deletedAt: string | null = null) => ({ id, name, subjectId, fastTrack: false, limitDays: null, deletedAt })
const DICTIONARY: Dictionary = {
  version: 1, facts: [], cabinets: [], declineReasons: [], redirectReasons: [], people: [],
  subjects: [{ id: 1, name: 'Благоустройство', deletedAt: null }, { id: 2, name: 'Мусор', deletedAt: null }, { id: 3, name: 'Прежнее', deletedAt: at }],
  subsubjects: [
    entry(10, 'Контейнерные площадки', 1, at), entry(11, 'Детские площадки', 1), entry(20, 'Контейнерные площадки, контейнеры', 2), entry(21, 'Уборка мусора во дворах', 2),
    entry(22, 'Контейнерные площадки прежние', 2, at), entry(30, 'Контейнерные площадки', 3),
  ],
}

test('the nearest by name comes first, what the text speaks of next; closed ones never, also below a closed category', () => {
  const found = suggestSubcategories(DICTIONARY, { subsubjectId: 10, text: 'Мусор разносит ветром по дворам' }, 3)
  expect(found.map(({ id }) => id)).toEqual([20, 21, 11])
})
test('nothing that fits suggests nothing', () => {
  expect(suggestSubcategories(DICTIONARY, { subsubjectId: null, text: 'Поёт соловей' }, 3)).toEqual([])
})
test('whatever is written, what is suggested is open and within the limit', () => {
  fc.assert(fc.property(fc.string(), fc.option(fc.constantFrom(10, 11, 20, 22, 99)), fc.nat(3), (text, subsubjectId, limit) => {
    const found = suggestSubcategories(DICTIONARY, { text, subsubjectId }, limit)
    expect(found.length).toBeLessThanOrEqual(limit)
    for (const { deletedAt, id, subjectId } of found) expect([deletedAt, id !== subsubjectId, subjectId !== 3]).toEqual([null, true, true])
  }))
})
