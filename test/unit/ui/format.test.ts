import { describe, expect, it } from 'vitest'
import { codeByLetters, duration, formats, phone, registration } from '../../../src/renderer/ui/format.ts'

const ZONE = 'Asia/Yekaterinburg'
const ru = formats('ru', ZONE)
const en = formats('en', ZONE)
/** 20 March 2026, Friday, 09:05:07 in the zone. */
const AT = Date.parse('2026-03-20T04:05:07Z')
const NOW = Date.parse('2026-03-10T06:22:00Z')
const NEXT_YEAR = Date.parse('2027-01-01T00:00:00Z')
/** No-break spaces as plain ones, for reading the table. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('dates as people read them', () => {
  it.each([
    ['a day', ru.day(AT, NOW), '20 марта, пятница', en.day(AT, NOW), '20 March, Friday'],
    ['a day of another year', ru.day(AT, NEXT_YEAR), '20 марта 2026, пятница', en.day(AT, NEXT_YEAR), '20 March 2026, Friday'],
    ['a short day', ru.shortDay(AT, NOW), '20 мар', en.shortDay(AT, NOW), '20 Mar'],
    ['a short day of another year', ru.shortDay(AT, NEXT_YEAR), '20 мар 2026', en.shortDay(AT, NEXT_YEAR), '20 Mar 2026'],
    ['an instant', ru.dateTime(AT, NOW), '20 марта, 09:05', en.dateTime(AT, NOW), '20 March, 09:05'],
    ['a short instant', ru.shortDateTime(AT, NOW), '20 мар, 09:05', en.shortDateTime(AT, NOW), '20 Mar, 09:05'],
    ['the status line', ru.weekday(AT), '20 марта, пт', en.weekday(AT), '20 March, Fri'],
    ['a clock', ru.clock(AT), '09:05:07', en.clock(AT), '09:05:07'],
    ['midnight', ru.time('2026-03-19T19:00:00Z'), '00:00', en.time('2026-03-19T19:00:00Z'), '00:00'],
  ])('%s', (_name, russian, wantedRussian, english, wantedEnglish) => {
    expect(plain(russian)).toBe(wantedRussian)
    expect(plain(english)).toBe(wantedEnglish)
  })
  it('the zone decides the day, not this computer', () => {
    expect(plain(ru.dayMonth('2026-03-19T19:30:00Z'))).toBe('20 марта')
    expect(plain(formats('ru', 'Europe/Kaliningrad').dayMonth('2026-03-19T19:30:00Z'))).toBe('19 марта')
  })
})

describe('numbers and units', () => {
  it.each([
    ['thousands', ru.number(1284), '1 284', en.number(1284), '1,284'],
    ['a part', ru.number(93.4), '93,4', en.number(93.4), '93.4'],
    ['a share', ru.percent(0.934), '93,4 %', en.percent(0.934), '93.4%'],
    ['gigabytes', ru.bytes(38 * 2 ** 30), '38 ГБ', en.bytes(38 * 2 ** 30), '38 GB'],
    ['few gigabytes', ru.bytes(1.5 * 2 ** 30), '1,5 ГБ', en.bytes(1.5 * 2 ** 30), '1.5 GB'],
    ['megabytes', ru.bytes(20 * 2 ** 20), '20 МБ', en.bytes(20 * 2 ** 20), '20 MB'],
    ['one minute', ru.span(61_000), '1 минута', en.span(61_000), '1 minute'],
    ['minutes', ru.span(42 * 60_000), '42 минуты', en.span(42 * 60_000), '42 minutes'],
    ['hours', ru.span(3.4 * 3_600_000), '3 часа', en.span(3.4 * 3_600_000), '3 hours'],
    ['days', ru.span(5 * 86_400_000), '5 дней', en.span(5 * 86_400_000), '5 days'],
  ])('%s', (_name, russian, wantedRussian, english, wantedEnglish) => {
    expect(plain(russian)).toBe(wantedRussian)
    expect(plain(english)).toBe(wantedEnglish)
  })
  it('what belongs together never breaks over a line', () => {
    for (const text of [ru.number(1284), ru.bytes(38 * 2 ** 30), ru.dayMonth(AT), ru.span(42 * 60_000), phone('+79000000001'), registration(900_000_101)]) expect(text).not.toContain(' ')
  })
})

it.each([['+79000000001', '+7 900 000-00-01'], ['+7900', '+7900'], ['', '']])('phone %s reads %s', (kept, shown) => {
  expect(plain(phone(kept))).toBe(shown)
})
it.each([[0, '00:00'], [134_900, '02:14'], [3_661_000, '1:01:01'], [-5, '00:00']])('%d ms lasts %s', (ms, shown) => {
  expect(duration(ms)).toBe(shown)
})
it('numbers of the platform stand in groups of three', () => {
  expect(plain(registration(900_000_101))).toBe('900 000 101')
  expect(plain(registration(9_000_001_010))).toBe('9 000 001 010')
})
it('a receipt code is read sign by sign', () => {
  expect(codeByLetters('482-617-Т')).toBe('4 8 2, 6 1 7, Т')
})
