// The judge of the form: bad inputs 1-19, each at its field with its code; nothing that passes is refused by the contract.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Draft } from '../../../src/shared/contract/draft.ts'
import { draftSchema } from '../../../src/shared/contract/draft.ts'
import { submissionSchema, warnsOfLookalike } from '../../../src/shared/contract/submission.ts'
import { draftPath, FORM_ORDER, judgeDraft } from '../../../src/shared/submit.ts'
import { anyDraft, FACTS, spoiltDraft, wholeDraft } from '../../support/arbitraries.ts'

type Patch = { applicant?: Partial<Draft['applicant']>; appeal?: Partial<Draft['appeal']>; intake?: Partial<Draft['intake']> }
const patched = ({ applicant, appeal, intake }: Patch): Draft => {
  const draft = wholeDraft()
  return { ...draft, applicant: { ...draft.applicant, ...applicant }, appeal: { ...draft.appeal, ...appeal }, intake: { ...draft.intake, ...intake } }
}
const judged = (patch: Patch) => judgeDraft(patched(patch), FACTS)
const issuesOf = (patch: Patch) => judged(patch).issues.map(({ path, code }) => `${path} ${code}`)
const sent = (patch: Patch) => {
  const { submission, issues } = judged(patch)
  expect(issues).toEqual([])
  return submission!
}
const LEGAL = { type: 'LEGAL', organisationName: 'Администрация Учебного района', inn: '0099000014', ogrn: '1099900000001' } as const

test('the synthetic draft of the domain passes', () =>
  expect(sent({})).toMatchObject({
    source: 'OPERATOR', kind: 'PROBLEM', regime: 'MESSAGE', description: 'Не убран снег на тротуаре.', place: 'ул. Вторая, у дома 5', coordinates: { lat: 55, lon: 60 },
    applicant: { phone: '+79000000001', patronymic: null, email: 'p1@example.test', birthDate: null, snils: null, inn: null },
  }))

describe('a gap or slip is named at its field', () => {
  test.each<[string, Patch, string[]]>([
    ['1 empty text', { appeal: { text: '' } }, ['appeal.text E-TEXT-EMPTY']],
    ['1 spaces and zero-width signs', { appeal: { text: ' \u200b\u2066\n' } }, ['appeal.text E-TEXT-EMPTY']],
    ['1 NUL alone', { appeal: { text: '\u0000' } }, ['appeal.text E-TEXT-EMPTY']],
    ['2 over the limit', { appeal: { text: 'я'.repeat(4001) } }, ['appeal.text E-TEXT-LONG']],
    ['4 200 KB pasted', { appeal: { text: 'я'.repeat(100_000) } }, ['appeal.text E-TEXT-LONG']],
    ['6 phone with letters', { applicant: { phone: 'восемь 900' } }, ['applicant.phone E-PHONE']],
    ['7 phone of nine digits', { applicant: { phone: '900 000 000' } }, ['applicant.phone E-PHONE']],
    ['7 phone with a digit left out', { applicant: { phone: '+7 900 000 000' } }, ['applicant.phone E-PHONE']],
    ['7 the same after an 8', { applicant: { phone: '8 900 000 000' } }, ['applicant.phone E-PHONE']],
    ['10 phone of sixteen digits', { applicant: { phone: '8900000000189000' } }, ['applicant.phone E-PHONE']],
    ['a foreign phone', { applicant: { phone: '+49 301 234 56' } }, ['applicant.phone E-PHONE']],
    ['no phone', { applicant: { phone: ' ' } }, ['applicant.phone E-PHONE-REQ']],
    ['11 no address', { applicant: { address: ' ' } }, ['applicant.address E-ADDR-REQ']],
    ['11 a long address', { applicant: { address: 'ж'.repeat(501) } }, ['applicant.address E-ADDR-LONG']],
    ['a long flat', { applicant: { flat: '1'.repeat(21) } }, ['applicant.flat E-ADDR-LONG']],
    ['12 half an e-mail', { applicant: { email: 'a@' } }, ['applicant.email E-EMAIL']],
    ['12 an e-mail with a space', { applicant: { email: 'a b@c.ru' } }, ['applicant.email E-EMAIL']],
    ['no e-mail and nothing said of it', { applicant: { email: '' } }, ['applicant.email E-EMAIL-REQ']],
    ['14 a name of digits', { applicant: { surname: '123' } }, ['applicant.surname E-NAME']],
    ['no name', { applicant: { name: '' } }, ['applicant.name E-NAME-REQ']],
    ['no patronymic and nothing said of it', { applicant: { noPatronymic: false } }, ['applicant.patronymic E-NAME-REQ']],
    ['15 a birth date tomorrow', { applicant: { birthDate: '23.11.2026' } }, ['applicant.birthDate E-DATE-FUTURE']],
    ['15 the same, typed the other way round', { applicant: { birthDate: '2099-01-01' } }, ['applicant.birthDate E-DATE']],
    ['16 no such day', { applicant: { birthDate: '31.02.1980' } }, ['applicant.birthDate E-DATE']],
    ['17 year 0023', { applicant: { birthDate: '01.01.0023' } }, ['applicant.birthDate E-DATE']],
    ['18 notice not given', { intake: { noticeGiven: false } }, ['intake.noticeGiven E-CONSENT']],
    ['not read back', { intake: { readBack: false } }, ['intake.readBack E-READBACK']],
    ['19 category retired', { appeal: { subjectId: 4, subsubjectId: 41 } }, ['appeal.subjectId E-DICT-OLD']],
    ['19 subcategory retired', { appeal: { subsubjectId: 39 } }, ['appeal.subsubjectId E-DICT-OLD']],
    ['19 fact retired', { appeal: { factId: 8 } }, ['appeal.factId E-DICT-OLD']],
    ['19 a category that nobody knows', { appeal: { subjectId: 777, subsubjectId: 38 } }, ['appeal.subjectId E-DICT-OLD']],
    ['a subcategory of another category', { appeal: { subsubjectId: 41 } }, ['appeal.subsubjectId E-DICT-OLD']],
    ['a fact of another subcategory', { appeal: { factId: 9 } }, ['appeal.factId E-DICT-OLD']],
    ['no category', { appeal: { subjectId: null, subsubjectId: null } }, ['appeal.subjectId E-CATEGORY-REQ']],
    ['no subcategory', { appeal: { subsubjectId: null } }, ['appeal.subsubjectId E-SUBCATEGORY-REQ']],
    ['no place', { appeal: { place: '' } }, ['appeal.place E-PLACE-REQ']],
    ['a long place', { appeal: { place: 'ж'.repeat(501) } }, ['appeal.place E-PLACE-LONG']],
    ['coordinates off the globe', { appeal: { coordinates: '99, 200' } }, ['appeal.coordinates E-COORDINATES']],
    ['coordinates of words', { appeal: { coordinates: 'там' } }, ['appeal.coordinates E-COORDINATES']],
    ['59-ФЗ by telephone', { appeal: { regime: 'FZ59' } }, ['appeal.regime E-REGIME']],
    ['no addressee', { appeal: { addresseeCabinetId: null } }, ['appeal.addresseeCabinetId E-ADDRESSEE']],
    ['an addressee that nobody knows', { appeal: { addresseeCabinetId: 5 } }, ['appeal.addresseeCabinetId E-ADDRESSEE']],
    ['СНИЛС with a wrong sum', { applicant: { snils: '112-233-445 96' } }, ['applicant.snils E-SNILS']],
    ['СНИЛС with letters', { applicant: { snils: '112-233-445 9Б' } }, ['applicant.snils E-SNILS']],
    ['a legal entity without its data', { applicant: { type: 'LEGAL' } }, ['applicant.organisationName E-ORG-REQ', 'applicant.inn E-INN', 'applicant.ogrn E-OGRN']],
    ['a long name of an organisation', { applicant: { ...LEGAL, organisationName: 'о'.repeat(301) } }, ['applicant.organisationName E-ORG-LONG']],
    ["an entity with a person's ИНН", { applicant: { ...LEGAL, inn: '009900000120' } }, ['applicant.inn E-INN']],
    ['an entrepreneur with an ОГРН', { applicant: { type: 'ENTREPRENEUR', inn: '009900000120', ogrn: '1099900000001' } }, ['applicant.ogrn E-OGRNIP']],
  ])('%s', (_, patch, expected) => expect(issuesOf(patch)).toEqual(expected))

  test('the count stands beside a text that is too long', () =>
    expect(judged({ appeal: { text: 'я'.repeat(4001) } }).issues[0]?.params).toEqual({ count: 4001, limit: 4000 }))
  test('all gaps of an empty form are named at once, in the order of the form', () => {
    const paths = issuesOf({
      applicant: { phone: '', surname: '', name: '', address: '', email: '', noPatronymic: false }, intake: { noticeGiven: false, readBack: false },
      appeal: { text: '', subjectId: null, subsubjectId: null, addresseeCabinetId: null, place: '', coordinates: 'x', regime: 'FZ59' },
    }).map((issue) => issue.split(' ')[0])
    expect(paths).toEqual([
      'applicant.phone', 'applicant.surname', 'applicant.name', 'applicant.patronymic', 'applicant.address', 'applicant.email', 'appeal.addresseeCabinetId', 'appeal.text',
      'appeal.subjectId', 'appeal.regime', 'appeal.place', 'appeal.coordinates', 'intake.noticeGiven', 'intake.readBack',
    ])
  })
})

describe('what is meant well is taken', () => {
  test.each(['8 (900) 000-00-01', '89000000001', '9000000001', '+7 900 000 00 01', '٨٩٠٠٠٠٠٠٠٠١', ' 8–900–000–00–01 '])('8, 9 phone «%s» is one number', (phone) =>
    expect(sent({ applicant: { phone } }).applicant.phone).toBe('+79000000001'))
  test('3 what cannot be stored is taken out', () => {
    expect(sent({ appeal: { text: 'a\ud800b\u0000c😀\r\nd' } }).description).toBe('abc😀\nd')
    expect(sent({ appeal: { place: 'у дома\u0000 5\ud800' }, applicant: { address: 'ул.\u0000  Первая', flat: '\u00003' } })).toMatchObject({ place: 'у дома 5', applicant: { address: 'ул. Первая', flat: '3' } })
  })
  test('3 signs that are taken out do not count', () => expect(issuesOf({ appeal: { text: 'я'.repeat(4000) + '\u0000' } })).toEqual([]))
  test('an emoji is one character', () => expect(issuesOf({ appeal: { text: '😀'.repeat(4000) } })).toEqual([]))
  test('5 markup stays the text it is', () => expect(sent({ appeal: { text: '<script>alert(1)</script>' } }).description).toBe('<script>alert(1)</script>'))
  test('13 a look-alike domain is a warning, not a refusal', () => expect(warnsOfLookalike(sent({ applicant: { email: 'a@gmаil.com' } }))).toBe(true))
  test('gratitude needs no category', () => expect(sent({ appeal: { kind: 'GRATITUDE', subjectId: null, subsubjectId: null } }).subjectId).toBeNull())
  test('59-ФЗ at personal reception', () => expect(sent({ appeal: { regime: 'FZ59' }, intake: { channel: 'VISIT' } }).regime).toBe('FZ59'))
  test('the place follows the address when asked to', () => expect(sent({ appeal: { placeIsAddress: true, place: 'забыто' } }).place).toBe('г. Учебный, ул. Первая, д. 1'))
  test('an organisation, and an entrepreneur', () => {
    expect(sent({ applicant: { ...LEGAL, inn: '00 9900 0014' } }).applicant.inn).toBe('0099000014')
    expect(sent({ applicant: { type: 'ENTREPRENEUR', inn: '009900000120', ogrn: '309990000000006' } }).applicant.organisationName).toBeNull()
  })
  test('fields of an organisation are not sent for a person', () => expect(sent({ applicant: { ...LEGAL, type: 'PERSON', inn: 'мусор' } }).applicant).toMatchObject({ inn: null, ogrn: null, organisationName: null }))
  test('a name pasted in parts is put together', () => expect(sent({ applicant: { name: 'Андреи\u0306' } }).applicant.name).toBe('Андрей'))
  test('born today', () => expect(sent({ applicant: { birthDate: '22.11.2026' } }).applicant.birthDate).toBe('2026-11-22'))
})

test.each([
  [['applicant', 'phone'], 'applicant.phone'], [['description'], 'appeal.text'], [['subsubjectId'], 'appeal.subsubjectId'], [['intake', 'readBack'], 'intake.readBack'], [[], 'appeal.text'], [['coordinates', 'lat'], 'appeal.coordinates'],
])('the path %j of a submission is a field of the draft', (path, field) => expect(draftPath(path)).toBe(field))

describe('for any draft', () => {
  const draft = fc.oneof(anyDraft, spoiltDraft)
  test('the judge never throws and names only fields of the form, each once', () =>
    fc.assert(fc.property(draft, (candidate) => {
      const paths = judgeDraft(candidate, FACTS).issues.map(({ path }) => path)
      expect(paths.filter((path) => !FORM_ORDER.includes(path as never))).toEqual([])
      expect(new Set(paths).size).toBe(paths.length)
    }), { numRuns: 400 }))
  test('what it passes the contract takes unchanged, and what it does not pass has a reason', () =>
    fc.assert(fc.property(draft, (candidate) => {
      const { submission, issues } = judgeDraft(candidate, FACTS)
      if (submission === null) expect(issues.length).toBeGreaterThan(0)
      else expect(submissionSchema.parse(JSON.parse(JSON.stringify(submission)))).toEqual(submission)
    }), { numRuns: 400 }))
  test('the lenient schema takes it back from disk', () =>
    fc.assert(fc.property(draft, (candidate) => {
      expect(JSON.stringify(draftSchema.parse(JSON.parse(JSON.stringify(candidate))))).toBe(JSON.stringify(candidate))
    }), { numRuns: 100 }))
})
test('the platform refuses what no form of ours sends: signs that cannot be stored', () => {
  const submission = sent({})
  expect(submissionSchema.safeParse({ ...submission, description: 'a\u0000' }).success).toBe(false)
  expect(submissionSchema.safeParse({ ...submission, place: '\ud800x' }).success).toBe(false)
  for (const junk of [null, 7, 'x', [], {}, { intake: null }]) expect(submissionSchema.safeParse(junk).success).toBe(false)
})
