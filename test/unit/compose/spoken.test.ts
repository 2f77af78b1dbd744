import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { receiptCode } from '../../../src/shared/receipt-code.ts'
import { readBack } from '../../../src/renderer/features/compose/read-back.ts'
import { closeQuote, sayAddress, sayCode, sayDate, sayNumber, sayPhone, saySpan, sayText, spellCode } from '../../../src/renderer/features/compose/spoken.ts'
import { compose as enCompose } from '../../../src/shared/words/en/compose.ts'
import { compose as ruCompose } from '../../../src/shared/words/ru/compose.ts'
import { draftWith, FULL, newDraft } from './draft-facts.ts'
import { speechIn } from './words.ts'

const ru = speechIn('ru')
const en = speechIn('en')

describe('numbers and dates aloud', () => {
  it.each([[0, 'ноль'], [5, 'пять'], [17, 'семнадцать'], [21, 'двадцать один'], [40, 'сорок'], [100, 'сто'], [215, 'двести пятнадцать'], [999, 'девятьсот девяносто девять'], [1000, '1000']])('says %d as «%s»', (value, said) => expect(sayNumber(value, 'ru')).toBe(said))
  it('says every number up to 999 in words, each differently, in both languages', () => {
    for (const language of ['ru', 'en'] as const) {
      const said = Array.from({ length: 1000 }, (_item, value) => sayNumber(value, language))
      expect(new Set(said).size).toBe(1000)
      expect(said.some((words) => /\d|undefined|\s\s/.test(words))).toBe(false)
    }
    expect(sayNumber(21, 'en')).toBe('twenty-one')
    expect(sayNumber(215, 'en')).toBe('two hundred and fifteen')
  })
  it('says days with their plural', () => {
    expect([1, 3, 10, 21, 30].map((days) => saySpan(days, ru))).toEqual(['один день', 'три дня', 'десять дней', 'двадцать один день', 'тридцать дней'])
    expect([1, 10].map((days) => saySpan(days, en))).toEqual(['one day', 'ten days'])
  })
  it('says every day of a year as a date, all different', () => {
    for (const speech of [ru, en]) {
      const said = Array.from({ length: 365 }, (_item, day) => sayDate(new Date(Date.UTC(2026, 0, 1 + day, 9)).toISOString(), speech))
      expect(new Set(said).size).toBe(365)
    }
    expect(sayDate('2026-03-20T08:16:10Z', ru)).toBe('двадцатого марта')
    expect(sayDate('2026-05-31T08:00:00Z', ru)).toBe('тридцать первого мая')
    expect(sayDate('2026-03-20T08:16:10Z', en)).toBe('the twentieth of March')
  })
  it('says the date of the cabinet, not of the platform', () => {
    expect(sayDate('2026-03-19T22:00:00Z', speechIn('ru', 'Asia/Vladivostok'))).toBe('двадцатого марта')
  })
})

describe('a receipt code aloud', () => {
  it('is digits in threes and a name for the letter', () => {
    expect(sayCode('482-617-Т', 'ru')).toEqual({ digits: 'четыре восемь два, шесть один семь', letter: 'Татьяна' })
    expect(sayCode('482-617-Т', 'en')).toEqual({ digits: 'four eight two, six one seven', letter: 'Tatyana' })
  })
  it('has a name for every letter that a code can end with', () => {
    fc.assert(fc.property(fc.uuid({ version: 7 }), (id) => {
      for (const language of ['ru', 'en'] as const) {
        const { letter } = sayCode(receiptCode(id), language)
        expect(letter.length).toBeGreaterThan(2)
        expect(spellCode(receiptCode(id), language)).toHaveLength(7)
      }
    }), { numRuns: 500 })
  })
})

describe('addresses and texts aloud', () => {
  it.each([
    ['г. Учебный, ул. Вторая, д. 5, квартира 17', 'город Учебный, улица Вторая, дом пять, квартира семнадцать'],
    ['г.Учебный, пр-т Мира, д.12/3 к. 2', 'город Учебный, проспект Мира, дом двенадцать дробь три корпус два'],
    ['д. Малая, д. 7а', 'деревня Малая, дом семь а'],
    ['пос. Учебный, пер. Тихий 4', 'посёлок Учебный, переулок Тихий четыре'],
    ['ул. 8 Марта, д. 1200', 'улица восемь Марта, дом 1200'],
    ['ул. Вторая, тротуар у д. 5, от д. 1 до д.9', 'улица Вторая, тротуар у дома пять, от дома один до дома девять'],
    ['у школы', 'у школы'],
  ])('says %s', (typed, said) => expect(sayAddress(typed, 'ru')).toBe(said))
  it('says house numbers in a text and leaves the rest as typed', () => {
    expect(sayText('Снег у дома 5, с 12 марта,\n 20 см', 'ru')).toBe('Снег у дома пять, с 12 марта, 20 см')
  })
  it('says a phone in the groups of people', () => expect(sayPhone('+79000000001', 'ru')).toBe('девять ноль ноль, ноль ноль ноль, ноль ноль, ноль один'))
})

describe('the read-back', () => {
  it('reads the whole record in order', () => {
    expect(readBack(draftWith(FULL), 'Ответ дадут до двадцатого марта.', ru).join(' ')).toBe(
      'Вера Образцовна, проверим. Телефон: плюс семь, девять ноль ноль, ноль ноль ноль, ноль ноль, ноль один. Вы живёте: город Учебный, улица Вторая, дом пять, квартира семнадцать. '
      + 'Сообщаете: не убран снег на тротуаре у дома пять. Место: улица Вторая, у дома пять. Ответ дадут до двадцатого марта. Всё верно?',
    )
  })
  it('says nothing of an empty record', () => expect(readBack(newDraft(), '', ru)).toEqual([]))
  it('leaves out what was not said, without verbs of a gender', () => {
    const said = readBack(draftWith({ applicant: { type: 'LEGAL', organisationName: 'ООО «Пример»', address: 'ул. Первая, д. 1' }, appeal: { kind: 'GRATITUDE', text: 'Спасибо' } }), '', ru).join(' ')
    expect(said).toBe('Проверим. Организация: ООО «Пример». Адрес: улица Первая, дом один. Благодарите: спасибо. Всё верно?')
  })
})

it.each([
  ['ru', 'Ответ можно узнать по коду.', 'Ответ можно узнать по коду».'], ['ru', 'Всё верно?', 'Всё верно?»'], ['ru', 'по коду', 'по коду»'],
  ['en', 'The answer comes by e-mail.', 'The answer comes by e-mail.”'], ['en', 'Is that right?', 'Is that right?”'],
] as const)('what is read aloud ends as its language writes it (%s): %s', (language, text, closed) =>
  expect(closeQuote(text, (key) => ({ ru: ruCompose, en: enCompose })[language].say[key.split('.').at(-1) as 'quoteClose'])).toBe(closed))
