import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { caretInPhone, formatPhone, phoneSlip } from '../../../src/renderer/features/compose/phone-input.ts'
import { groupDate, groupNumber, groupSnils } from '../../../src/renderer/features/compose/masks.ts'
import { normalPhone, PHONE } from '../../../src/shared/rules/contacts.ts'

const typeAll = (keys: string): { text: string; caret: number } =>
  [...keys].reduce(({ text, caret }, key) => {
    const typed = text.slice(0, caret) + key + text.slice(caret)
    const shown = formatPhone(typed)
    return { text: shown, caret: caretInPhone(typed, caret + 1, shown) }
  }, { text: '', caret: 0 })
const backspace = ({ text, caret }: { text: string; caret: number }): { text: string; caret: number } => {
  const typed = text.slice(0, caret - 1) + text.slice(caret)
  const shown = formatPhone(typed)
  return { text: shown, caret: caretInPhone(typed, caret - 1, shown) }
}

describe('a phone number while it is typed', () => {
  it.each([
    ['89000000001', '+7 900 000-00-01'], ['79000000001', '+7 900 000-00-01'], ['9000000001', '+7 900 000-00-01'], ['+79000000001', '+7 900 000-00-01'],
    ['8 (900) 000-00-01', '+7 900 000-00-01'], ['+7(900)000 00 01', '+7 900 000-00-01'], ['٨٩٠٠٠٠٠٠٠٠١', '+7 900 000-00-01'], ['۹۰۰۰۰۰۰۰۰۱', '+7 900 000-00-01'],
    ['900', '+7 900'], ['9000', '+7 900 0'], ['8', '+7'], ['', ''], ['+', '+'], ['900 позвонить', '900 позвонить'], ['+12025550100', '+12025550100'], ['1234567890123456', '+1234567890123456'],
  ])('shows %s as %s', (typed, shown) => expect(formatPhone(typed)).toBe(shown))

  it('comes to the same number key by key as by pasting', () => {
    for (const keys of ['89000000001', '9000000001', '+79000000001', '79123456789']) expect(typeAll(keys)).toEqual({ text: formatPhone(keys), caret: formatPhone(keys).length })
  })
  it('changes nothing when formatted twice, whatever was typed', () => {
    const typed = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'+0123456789 ()-–.٠٩aя') }))
    fc.assert(fc.property(typed, (text) => { expect(formatPhone(formatPhone(text))).toBe(formatPhone(text)) }))
  })
  it('keeps the digits that stand behind the caret behind it', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'0123456789 -()'), maxLength: 14 }), fc.nat(14), (tail, at) => {
      const typed = `+7${tail}`
      const caret = Math.min(2 + at, typed.length)
      const shown = formatPhone(typed)
      const behind = (text: string, place: number) => text.slice(place).replaceAll(/\D/g, '')
      expect(behind(shown, caretInPhone(typed, caret, shown))).toBe(behind(typed, caret))
    }))
  })
  it('lets backspace walk through the separators to the first digit', () => {
    let state = { text: '+7 900 000-00-01', caret: 16 }
    for (let press = 0; press < 16 && state.text !== ''; press += 1) state = backspace(state)
    expect(state.text).toBe('')
    expect(backspace({ text: '+7 900 000-00-01', caret: 7 })).toEqual({ text: '+7 900 000-00-01', caret: 6 })
  })
  it('gives what the schema takes as a Russian number', () => {
    fc.assert(fc.property(fc.integer({ min: 3_000_000_000, max: 9_999_999_999 }), fc.constantFrom('8', '7', '+7', ''), (number, prefix) => {
      expect(PHONE.test(normalPhone(formatPhone(`${prefix}${number}`)))).toBe(true)
    }))
  })
  it.each([
    ['+7 900 000-00-0', { kind: 'short', missing: 1 }], ['900 000', { kind: 'short', missing: 4 }], ['+7900000000123456', { kind: 'long' }], ['нет', { kind: 'letters' }], ['+7 100 000-00-01', { kind: 'other' }],
  ])('names what is wrong with %s', (typed, slip) => expect(phoneSlip(typed)).toEqual(slip))
})

describe('numbers and dates when a field is left', () => {
  it.each([['11223344595', '112-233-445 95'], ['112 233 445 95', '112-233-445 95'], ['1122', '1122'], ['11223344595х', '11223344595х']])('groups СНИЛС %s', (typed, shown) => expect(groupSnils(typed)).toBe(shown))
  it.each([['05031980', '05.03.1980'], ['5.3.1980', '05.03.1980'], ['05/03/1980', '05.03.1980'], ['31.02.1980', '31.02.1980'], ['март', 'март']])('groups the date %s', (typed, shown) => expect(groupDate(typed)).toBe(shown))
  it.each([['00 9900-0014', '0099000014'], ['', ''], ['00АБ', '00АБ']])('groups the number «%s»', (typed, shown) => expect(groupNumber(typed)).toBe(shown))
})
