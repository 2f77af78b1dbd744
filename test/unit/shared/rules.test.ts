// Rules of single values: identifiers, phones, e-mails, names, dates, text. Bad inputs 1-17 at their smallest.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasLookalikeDomain, isEmail, isPersonName, normalPhone, parseCoordinates, PHONE } from '../../../src/shared/rules/contacts.ts'
import { parseTypedDate } from '../../../src/shared/rules/dates.ts'
import { digitsOf, isInnOfLegal, isInnOfPerson, isOgrn, isOgrnip, isSnils, latinDigits } from '../../../src/shared/rules/identifiers.ts'
import { cleanText, isBlank, isStorable, lengthOf, squeeze } from '../../../src/shared/rules/text.ts'

describe('identifiers of the domain are right, and one wrong digit is seen', () => {
  const valid: [string, (text: string) => boolean, string][] = [
    ['СНИЛС', isSnils, '112-233-445 95'], ['СНИЛС', isSnils, '990-000-001 53'], ['ИНН of an entity', isInnOfLegal, '0099000014'],
    ['ИНН of a person', isInnOfPerson, '009900000120'], ['ОГРН', isOgrn, '1099900000001'], ['ОГРНИП', isOgrnip, '309990000000006'],
  ]
  test.each(valid)('%s %#', (_, is, text) => {
    expect(is(text)).toBe(true)
    expect(is(` ${[...digitsOf(text)].join(' ')} `)).toBe(true)
    expect(is(text.replaceAll(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit))))).toBe(true)
    for (const junk of ['', text.slice(1), `${text}0`, `${text}a`, text.replace(/\d/, 'О')]) expect(is(junk)).toBe(false)
  })
  test.each(valid)('%s: any other last digit %#', (_, is, text) => {
    for (let digit = 0; digit <= 9; digit += 1) {
      const changed = text.slice(0, -1) + digit
      expect(is(changed)).toBe(changed === text)
    }
  })
  // weights of СНИЛС and ИНН differ from zero modulo 101 and 11, but 10 counts as 0: only changes of the weighted digits that hit it stay unseen
  test.each(valid)('%s: nearly every wrong digit elsewhere is seen %#', (_, is, text) => {
    const digits = digitsOf(text)
    const unseen = [...digits].flatMap((old, index) => [...'0123456789'].filter((digit) => digit !== old && is(digits.slice(0, index) + digit + digits.slice(index + 1))))
    expect(unseen.length).toBeLessThanOrEqual(digits.length * 9 * 0.12)
  })
  test('СНИЛС: sums of 100 and 101 give 00, numbers up to 001-001-998 have no sum', () => {
    expect(isSnils('001-001-998 37')).toBe(true)
    const withSum = (wanted: number) => {
      for (let n = 1_001_999; ; n += 1) {
        const digits = String(n).padStart(9, '0')
        if ([...digits].reduce((sum, digit, index) => sum + Number(digit) * (9 - index), 0) === wanted) return digits
      }
    }
    for (const sum of [100, 101]) {
      expect(isSnils(`${withSum(sum)}00`)).toBe(true)
      expect(isSnils(`${withSum(sum)}01`)).toBe(false)
    }
    expect(isSnils(`${withSum(99)}99`)).toBe(true)
    expect(isSnils(`${withSum(102)}01`)).toBe(true)
  })
  test('ОГРН begins with 1 or 5, ОГРНИП with 3', () => {
    expect(isOgrn(`2${'0'.repeat(11)}${(200_000_000_000 % 11) % 10}`)).toBe(false)
    expect(isOgrnip(`1${'0'.repeat(13)}${(100_000_000_000_00 % 13) % 10}`)).toBe(false)
  })
  test('Arabic and Persian digits are read', () => expect([latinDigits('٠١٢٣٤٥٦٧٨٩'), latinDigits('۰۱۲۳۴۵۶۷۸۹')]).toEqual(['0123456789', '0123456789']))
})

describe('phones', () => {
  test.each([
    ['8 (900) 000-00-01', '+79000000001'], ['79000000001', '+79000000001'], ['+7 900 000 00 01', '+79000000001'], ['9000000001', '+79000000001'], ['٨٩٠٠٠٠٠٠٠٠١', '+79000000001'],
    ['8 812 123 45 67', '+78121234567'], ['8121234567', '+78121234567'], ['  8.900.000.00.01 ', '+79000000001'],
  ])('«%s» is %s', (typed, kept) => expect(normalPhone(typed)).toBe(kept))
  test.each(['900 000 000', '8900000000', '7900000000', '+7900000000', '+9000000001', '+49 3012 3456', '+84 123 456 789', '8900000000189000', '8 900 000 00 01 доб. 5', 'abc', '+', '()', '++79000000001', '8 100 000 00 01', '8 200 000 00 01'])('«%s» is not taken for a Russian number', (typed) =>
    expect(PHONE.test(normalPhone(typed))).toBe(false))
  test('normalising twice changes nothing, and never throws', () =>
    fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\+?[\d ()-]{0,20}$/)), (typed) => {
      expect(normalPhone(normalPhone(typed))).toBe(normalPhone(typed))
    })))
})

describe('e-mail', () => {
  test.each(['p1@example.test', 'a.b+c@mail.example.ru', 'ivan@почта.рф', 'x@xn--80a1acny.xn--p1ai', "o'neil@a-b.ru", `${'a'.repeat(64)}@b.ru`, 'A_1@B.RU'])('%s', (text) => expect(isEmail(text)).toBe(true))
  test.each(['', '@', 'a@', '@b.ru', 'a b@c', 'a@b', 'a@b c.ru', 'a@@b.ru', 'a@b@c.ru', '.a@b.ru', 'a.@b.ru', 'a..b@c.ru', 'a@.ru', 'a@b..ru', 'a@b.ru.', 'a@-b.ru', 'a@b-.ru', 'a@b.r', 'a@b.12', 'a@127.0.0.1', 'a@b_c.ru', 'иван@b.ru',
    `${'a'.repeat(65)}@b.ru`, `a@${'b'.repeat(64)}.ru`, `a@${'b.'.repeat(130)}ru`, 'a@b.ru\n', ' a@b.ru', 'a@b.ru,c@d.ru', '<a@b.ru>', 'a\u0000@b.ru'])('%j is none', (text) => expect(isEmail(text)).toBe(false))
  test.each(['a@gmаil.com', 'a@mail.гu', 'a@уandex.ru', 'a@сеар.ru', 'a@mail.сом', 'a@почта.ru', 'a@gosuslugi.рф', 'a@mаil.example.ru', 'a@КАКТУС.RU'])('13 %s looks like a slip of the layout', (text) => expect(hasLookalikeDomain(text)).toBe(true))
  test.each(['a@gmail.com', 'ivan@почта.рф', 'ivan@mail.почта.рф', 'a@xn--80a1acny.xn--p1ai', 'a@1c.ru', 'a@mail-1.example.ru', 'a@', '', 'мама'])('%s does not', (text) => expect(hasLookalikeDomain(text)).toBe(false))
  test('a long hostile text is judged at once', () => {
    const started = performance.now()
    for (const text of [`${'a.'.repeat(50_000)}@b.ru`, `a@${'b-'.repeat(50_000)}`, `a@${'1.'.repeat(50_000)}ru`]) expect(isEmail(text)).toBe(false)
    expect(performance.now() - started).toBeLessThan(500)
  })
})

describe('names', () => {
  test.each(['Примеров', 'Ё', 'Мамин-Сибиряк', "О'Коннор", 'О’Коннор', 'Оглы Мамед', 'ж'.repeat(60)])('%s', (name) => expect(isPersonName(name)).toBe(true))
  test.each(['', ' ', '123', 'Ivanov', 'Ива1', '-Иван', 'Иван-', 'ж'.repeat(61), 'Иван\n', 'Иван😀', '<b>', 'Іван\u200b'])('14 %j is none', (name) => expect(isPersonName(name)).toBe(false))
})

describe('dates', () => {
  test.each([['22.11.2026', '2026-11-22'], ['1.2.1980', '1980-02-01'], ['29.02.2024', '2024-02-29'], [' 01.01.1900 ', '1900-01-01']])('%s', (typed, iso) => expect(parseTypedDate(typed)).toBe(iso))
  test.each(['31.02.1980', '29.02.2023', '00.01.1990', '01.13.1990', '32.01.1990', '01.01.0023', '31.12.1899', '1990-01-01', '01/01/1990', '01.01.90', '1.1.19900', '', 'вчера'])('16, 17 «%s» is no date', (typed) => expect(parseTypedDate(typed)).toBeUndefined())
  test('typed and kept forms are each other', () =>
    fc.assert(fc.property(fc.date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2100-12-31T00:00:00Z'), noInvalidDate: true }), (date) => {
      const iso = date.toISOString().slice(0, 10)
      expect(parseTypedDate(iso.split('-').reverse().join('.'))).toBe(iso)
    })))
})

test.each([['55.75, 37.61', { lat: 55.75, lon: 37.61 }], ['55.0,60.0', { lat: 55, lon: 60 }], ['-5 -170.5', { lat: -5, lon: -170.5 }], ['90;180', { lat: 90, lon: 180 }]])('coordinates «%s»', (text, point) => expect(parseCoordinates(text)).toEqual(point))
test.each(['', '55.75', '91, 0', '0, 181', '55,75, 37,61', 'a, b', '55.75, 37.61, 1', '1e1, 2'])('coordinates «%s» are none', (text) => expect(parseCoordinates(text)).toBeUndefined())

describe('text', () => {
  test.each(['', ' ', '\n\t', '\u200b', '\u200e\u202e\u2066\u2069', '\ufeff', '\u00ad', '\u2060', '\u00a0', '\u3000', '\u2800'])('1 %j is blank', (text) => expect(isBlank(text)).toBe(true))
  test.each(['а', '.', ' \u200bа', '😀', '0'])('%j is not', (text) => expect(isBlank(text)).toBe(false))
  test.each([
    ['a\ud800b', 'ab', true], ['a\udc00', 'a', true], ['\udc00\ud800', '', true], ['\u0000x\u0007', 'x', true], ['a\r\nb', 'a\nb', false], ['a\tb\nc', 'a\tb\nc', false], ['😀', '😀', false], ['<script>', '<script>', false], ['\u007f', '', true],
  ])('3, 5 %j becomes %j', (dirty, text, cleaned) => expect(cleanText(dirty)).toEqual({ text, cleaned }))
  test('any text once cleaned is well formed, storable, and stays as it is', () =>
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (codes) => {
      const { text } = cleanText(String.fromCharCode(...codes))
      expect(encodeURIComponent(text)).toBeTypeOf('string')
      expect(isStorable(text) || text.includes('\r')).toBe(true)
      expect(squeeze(squeeze(text))).toBe(squeeze(text))
    })))
  test('4 200 KB are cleaned and counted at once', () => {
    const started = performance.now()
    expect(lengthOf(cleanText('я\u0000'.repeat(100_000)).text)).toBe(100_000)
    expect(performance.now() - started).toBeLessThan(1_000)
  })
  test('characters are counted as people count them', () => expect(['я', '😀', '😀😀', ''].map(lengthOf)).toEqual([1, 1, 2, 0]))
  test('one line has single spaces', () => expect(squeeze('  ул.  Первая,\n\tд. 1 ')).toBe('ул. Первая, д. 1'))
})
