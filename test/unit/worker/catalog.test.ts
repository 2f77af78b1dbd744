import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCatalog, type CatalogEntry } from '../../../src/renderer/worker/data/catalog.ts'
import { createTermBounds, momentOf, termIndex } from '../../../src/renderer/worker/data/term-bounds.ts'
import { DAY_MS, TERM_STATES, termState } from '../../../src/shared/terms.ts'
import type { ListRow, SortKey } from '../../../src/shared/workspace.ts'
import { NOW, query, ZONE } from './seat.ts'

const row = (number: number, change: Partial<ListRow> = {}): ListRow => ({
  id: `m${String(number).padStart(6, '0')}`, of: 'message', number, code: null, kind: 'PROBLEM', subject: `Тема ${number % 7}`, fact: null, category: `Категория ${number % 3}`, place: 'Двор',
  who: `Заявитель ${number % 11}`, status: { of: 'message', value: number % 2 ? 'MODERATION_NEW' : 'SEND_RESPONSE' }, registeredAt: new Date(NOW).toISOString(),
  answerAt: new Date(NOW + ((number % 40) - 5) * DAY_MS).toISOString(), closedAt: number % 5 === 0 ? new Date(NOW).toISOString() : null, regime: 'MESSAGE', postponed: false,
  updatedAt: new Date(NOW + number).toISOString(), ...change,
})
const entry = (number: number, change: Partial<ListRow> = {}): CatalogEntry => ({ row: row(number, change), folders: ['sent', 'messages'], unread: false })
const filledCatalog = (count: number) => {
  const catalog = createCatalog()
  for (let number = 0; number < count; number += 1) catalog.put(entry(number))
  return catalog
}
const KEYS: SortKey[] = ['term', 'number', 'subject', 'applicant', 'category', 'status', 'updated']

describe('catalog', () => {
  it.each(KEYS)('pages through every row once in both directions, equal ones newest first: %s', (key) => {
    const catalog = filledCatalog(230)
    for (const descending of [false, true]) {
      const rows = [0, 50, 100, 150, 200].flatMap((offset) => catalog.page(query({ sort: { key, descending }, offset }), undefined).rows)
      expect(new Set(rows.map(({ id }) => id)).size).toBe(230)
      const same = rows.filter(({ subject, category, who, status, closedAt, answerAt }, index) => {
        const next = rows[index + 1]
        return next && { term: closedAt === next.closedAt && answerAt === next.answerAt, number: false, subject: subject === next.subject, applicant: who === next.who, category: category === next.category, status: JSON.stringify(status) === JSON.stringify(next.status), updated: false }[key] && next.updatedAt > rows[index]!.updatedAt
      })
      expect(same).toEqual([])
    }
  })
  it('sorts by number, by subject with ё as е, and by term with answered ones last in both directions', () => {
    const catalog = createCatalog()
    catalog.put(entry(3, { subject: 'Ёлки' }))
    catalog.put(entry(1, { subject: 'Жильё', closedAt: new Date(NOW).toISOString() }))
    catalog.put(entry(2, { subject: 'Дворы', answerAt: null, closedAt: null }))
    const order = (key: SortKey, descending: boolean) => catalog.page(query({ sort: { key, descending } }), undefined).rows.map(({ number }) => number)
    expect(order('number', false)).toEqual([1, 2, 3])
    expect(order('number', true)).toEqual([3, 2, 1])
    expect(order('subject', false)).toEqual([2, 3, 1])
    expect(order('term', false)).toEqual([3, 2, 1])
    expect(order('term', true).at(-1)).toBe(1)
  })
  it('mends a sorted view after any changes to what a fresh one would show', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KEYS), fc.boolean(), fc.array(fc.tuple(fc.nat(30), fc.nat(3), fc.nat(60)), { maxLength: 40 }), (key, descending, changes) => {
        const [mended, fresh] = [filledCatalog(20), createCatalog()]
        const sort = { key, descending }
        mended.page(query({ sort }), undefined)
        const now = new Map(Array.from({ length: 20 }, (_, number) => [number, entry(number)]))
        for (const [number, what, version] of changes) {
          if (what === 0) {
            mended.remove(row(number).id, 'message')
            now.delete(number)
          } else {
            const changed = entry(number, { subject: `Тема ${version}`, updatedAt: new Date(NOW + version * 1000).toISOString() })
            mended.put(changed)
            now.set(number, changed)
          }
          if (what === 2) mended.page(query({ sort }), undefined)
        }
        for (const value of now.values()) fresh.put(value)
        expect(mended.page(query({ sort, limit: 100 }), undefined)).toEqual(fresh.page(query({ sort, limit: 100 }), undefined))
        expect(mended.counts()).toEqual(fresh.counts())
      }),
    )
  })
  it('takes in more changes at once than are put in one by one', () => {
    const [mended, fresh] = [filledCatalog(400), createCatalog()]
    mended.page(query(), undefined)
    for (let number = 0; number < 400; number += 1) {
      const changed = entry(number, { updatedAt: new Date(NOW + ((number * 7) % 400) * 1000).toISOString() })
      if (number % 2) mended.put(changed)
      fresh.put(number % 2 ? changed : entry(number))
    }
    expect(mended.page(query(), undefined)).toEqual(fresh.page(query(), undefined))
  })
  it('counts chips over what search allows, and the chip narrows the rows only', () => {
    const catalog = filledCatalog(200)
    const all = catalog.page(query(), undefined)
    expect(Object.values(all.terms).reduce((sum, count) => sum + count, 0)).toBe(200)
    const burning = catalog.page(query({ term: 'burn' }), undefined)
    expect(burning).toMatchObject({ total: all.terms.burn, terms: all.terms, folderTotal: 200 })
    const two = catalog.page(query(), new Set(['m000001', 'm000002', 'nobody']))
    expect(two).toMatchObject({ total: 2, folderTotal: 200 })
    expect(catalog.page(query({ limit: 5000 }), undefined).rows).toHaveLength(100)
  })
  it('says of a term what the shared rule says, at any instant in any zone', () => {
    const bounds = createTermBounds()
    fc.assert(
      fc.property(fc.integer({ min: -10 * DAY_MS, max: 10 * DAY_MS }), fc.integer({ min: 0, max: 400 * DAY_MS }), fc.constantFrom('Europe/Moscow', 'Asia/Kamchatka', 'America/New_York', 'UTC'), (distance, shift, zone) => {
        const nowMs = NOW + shift
        const answerAt = new Date(nowMs + distance).toISOString()
        for (const facts of [{ answerAt, closedAt: null }, { answerAt, closedAt: answerAt }, { answerAt: null, closedAt: null }]) {
          expect(TERM_STATES[termIndex(bounds(nowMs, zone), momentOf(facts))]).toBe(termState({ registeredAt: answerAt, ...facts }, nowMs, zone))
        }
      }),
      { numRuns: 100 },
    )
  })
  it('keeps a message above the command of the same id, and counts folders', () => {
    const catalog = createCatalog()
    const command: CatalogEntry = { row: row(1, { of: 'command' }), folders: ['queue'], unread: false }
    catalog.put(command)
    expect(catalog.counts()).toMatchObject({ queue: 1, sent: 0 })
    catalog.put({ ...entry(1), unread: true })
    catalog.put(command)
    catalog.remove(command.row.id, 'command')
    expect(catalog.counts()).toMatchObject({ queue: 0, sent: 1, unread: 1 })
  })
  it('draws a page of 20,000 rows for a small part of what sorting them costs', () => {
    const catalog = filledCatalog(20_000)
    const sort = { key: 'subject', descending: false } as const
    const timed = (work: () => unknown): number => {
      const begun = performance.now()
      work()
      return performance.now() - begun
    }
    const first = timed(() => catalog.page(query({ sort }), undefined))
    const later = Array.from({ length: 9 }, (_, index) => timed(() => catalog.page(query({ sort, offset: index * 50, timeZone: ZONE }), undefined))).sort((a, b) => a - b)
    expect(later[4]).toBeLessThan(first / 2)
  })
})
