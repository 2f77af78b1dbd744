// The code that is dictated: every slip of one sign and every swap of neighbours is heard.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseReceiptCode, receiptCode } from '../../../src/shared/receipt-code.ts'

const uuid = fc.uuid({ version: 7 })
test('a code is six digits and a letter that cannot be taken for a digit', () =>
  fc.assert(fc.property(uuid, (id) => {
    expect(receiptCode(id)).toMatch(/^\d{3}-\d{3}-[АБВГДЕЖИКЛМНПРСТУФХЦШЭЯ]$/)
  })))
test('the same command has the same code', () => expect(receiptCode('018f3c5e-0000-7000-8000-00000000000a')).toBe('000-010-Ж'))
test('every wrong digit and every swap of neighbours is caught', () =>
  fc.assert(fc.property(uuid, (id) => {
    const code = receiptCode(id).replaceAll('-', '')
    for (let index = 0; index < 6; index += 1) {
      for (const digit of '0123456789') if (digit !== code[index]) expect(parseReceiptCode(code.slice(0, index) + digit + code.slice(index + 1))).toBeUndefined()
      const [one, two] = [code[index]!, code[index + 1]!]
      if (index < 5 && one !== two) expect(parseReceiptCode(code.slice(0, index) + two + one + code.slice(index + 2))).toBeUndefined()
    }
  }), { numRuns: 60 }))
test('every wrong letter is caught', () =>
  fc.assert(fc.property(uuid, (id) => {
    const code = receiptCode(id)
    const fitting = [...'АБВГДЕЖИКЛМНПРСТУФХЦШЭЯ'].filter((letter) => parseReceiptCode(code.slice(0, -1) + letter) !== undefined)
    expect(fitting).toEqual([code.at(-1)])
  }), { numRuns: 60 }))
test('any spacing and case is read', () => {
  const code = receiptCode('018f3c5e-0000-7000-8000-0123456789ab')
  const plain = code.replaceAll('-', '')
  for (const spoken of [code, plain, plain.toLowerCase(), [...plain].join(' '), code.replaceAll('-', '—'), ` ${code.replaceAll('-', ' – ')} `, code.replaceAll('-', '\u00a0')]) expect(parseReceiptCode(spoken)).toBe(code)
  for (const junk of ['', '482617', 'ТТТТТТТ', `1${plain}`, `${plain}Т`, 'О12345А']) expect(parseReceiptCode(junk)).toBeUndefined()
})
test('codes of a day are spread: digits and letters come about equally often', () => {
  const letters = new Map<string, number>()
  const codes = new Set<string>()
  fc.sample(uuid, { numRuns: 4_600, seed: 7 }).forEach((id) => {
    const code = receiptCode(id)
    codes.add(code)
    letters.set(code.at(-1)!, (letters.get(code.at(-1)!) ?? 0) + 1)
  })
  expect(letters.size).toBe(23)
  expect(codes.size).toBeGreaterThan(3_800)
})
