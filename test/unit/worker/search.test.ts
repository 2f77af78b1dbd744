import { describe, expect, it } from 'vitest'
import { createSearchIndex } from '../../../src/renderer/worker/search/mini-search-index.ts'

const index = () => {
  const search = createSearchIndex()
  search.put('snow', { text: 'Не чистят снег во дворе. Стоит ёлка. Образцова Вера', phones: ['+79001234567'], codes: ['482-617-Т', '300123456', '2000654321'] })
  search.put('light', { text: 'Нет света в подъезде дома 12', phones: ['+79005550000'], codes: ['111-222-К'] })
  return search
}
const found = (query: string) => [...(index().find(query) ?? ['everything'])].sort()

describe('search in Russian over everything local', () => {
  it.each([
    ['снега', ['snow']], ['снегом ', ['snow']], ['Снег', ['snow']], ['дворы ', ['snow']], ['образцовой ', ['snow']], ['подъезды ', ['light']],
  ])('finds any form of a finished word: «%s»', (query, ids) => expect(found(query)).toEqual(ids))

  it.each([['елка', ['snow']], ['ёлки', ['snow']], ['ЁЛ', ['snow']], ['чист', ['snow']], ['подъ', ['light']]])('takes ё for е and a word being typed for a beginning: «%s»', (query, ids) =>
    expect(found(query)).toEqual(ids))

  it('takes a word followed by a space for finished', () => {
    expect(found('св')).toEqual(['light'])
    expect(found('св ')).toEqual([])
  })

  it.each([
    '+79001234567', '8 (900) 123-45-67', '9001234567', '900 123 45 67', '+7 900 12', '1234567', '4567',
  ])('finds a phone by its digits in any spelling: %s', (query) => expect(found(query)).toEqual(['snow']))

  it.each(['300123456', '300123', '2000654321', '482-617-Т', '482-617-т', '482617', '482 617 т', '482-617'])('finds a number or a receipt code: %s', (query) =>
    expect(found(query)).toEqual(['snow']))

  it('wants every word', () => {
    expect(found('снег двор ')).toEqual(['snow'])
    expect(found('снег свет')).toEqual([])
    expect(found('снег 4567')).toEqual(['snow'])
    expect(found('дом 12')).toEqual(['light'])
  })

  it('treats a query without words as no search at all', () => {
    expect(found('')).toEqual(['everything'])
    expect(found(' !? ')).toEqual(['everything'])
  })

  it('forgets what was replaced or removed', () => {
    const search = index()
    search.put('snow', { text: 'Дорога', phones: [], codes: [] })
    expect([...(search.find('снег ') ?? [])]).toEqual([])
    expect([...(search.find('дороги ') ?? [])]).toEqual(['snow'])
    search.remove('snow')
    search.remove('never there')
    expect([...(search.find('дороги ') ?? [])]).toEqual([])
  })
})
