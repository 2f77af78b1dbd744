// Every bad input of a submission gives its code at its place.
import { expect, test } from 'vitest'
import { codeOfProblem } from '../../../src/shared/contract/problem.ts'
import { DEFAULT_LIMITS } from '../../../src/shared/contract/limits.ts'
import { SUBSUBJECTS } from '../../../src/platform/seed/catalogue.ts'
import { command, FAST, submission, type TestPlatform } from '../../support/platform.ts'

const good = submission()
const applicant = (changes: object): object => ({ ...good, applicant: { ...good.applicant, ...changes } })
const intake = (changes: object): object => ({ ...good, intake: { ...good.intake, ...changes } })
const elsewhere = SUBSUBJECTS.find(({ subjectId }) => subjectId !== FAST.subjectId)!

const CASES: readonly (readonly [title: string, payload: object, pointer: string, code: string])[] = [
  ['no text', submission({ description: '' }), '/description', 'E-TEXT-EMPTY'],
  ['spaces and zero-width signs for a text', submission({ description: ' \u200b\u2060 ' }), '/description', 'E-TEXT-EMPTY'],
  ['a text over the limit', submission({ description: 'я'.repeat(DEFAULT_LIMITS.textCharacters + 1) }), '/description', 'E-TEXT-LONG'],
  ['a paste of 200 KB', submission({ description: 'я'.repeat(200_000) }), '/description', 'E-TEXT-LONG'],
  ['NUL in the text', submission({ description: 'снег\u0000' }), '/description', 'E-TEXT-CLEANED'],
  ['a lone surrogate in the text', submission({ description: 'снег\ud800' }), '/description', 'E-TEXT-CLEANED'],
  ['NUL in the place', submission({ place: 'дом\u0000' }), '/place', 'E-TEXT-CLEANED'],
  ['no phone', applicant({ phone: '' }), '/applicant/phone', 'E-PHONE-REQ'],
  ['letters in the phone', applicant({ phone: '+7900000000a' }), '/applicant/phone', 'E-PHONE'],
  ['nine digits of phone', applicant({ phone: '900000001' }), '/applicant/phone', 'E-PHONE'],
  ['sixteen digits of phone', applicant({ phone: '+790000000010000' }), '/applicant/phone', 'E-PHONE'],
  ['no address', applicant({ address: ' ' }), '/applicant/address', 'E-ADDR-REQ'],
  ['an address of 501 signs', applicant({ address: 'а'.repeat(501) }), '/applicant/address', 'E-ADDR-LONG'],
  ['half an e-mail', applicant({ email: 'a@' }), '/applicant/email', 'E-EMAIL'],
  ['a space in the e-mail', applicant({ email: 'a b@c.ru' }), '/applicant/email', 'E-EMAIL'],
  ['an empty e-mail', applicant({ email: '' }), '/applicant/email', 'E-EMAIL-REQ'],
  ['digits for a name', applicant({ surname: '123' }), '/applicant/surname', 'E-NAME'],
  ['no name', applicant({ name: '' }), '/applicant/name', 'E-NAME-REQ'],
  ['a birth date to come', applicant({ birthDate: '2999-01-01' }), '/applicant/birthDate', 'E-DATE-FUTURE'],
  ['the 31st of February', applicant({ birthDate: '1980-02-31' }), '/applicant/birthDate', 'E-DATE'],
  ['СНИЛС with a wrong check', applicant({ snils: '11223344596' }), '/applicant/snils', 'E-SNILS'],
  ['an organisation without a name', applicant({ type: 'LEGAL', inn: '0099000014', ogrn: '1099900000001' }), '/applicant/organisationName', 'E-ORG-REQ'],
  ['ИНН with a wrong check', applicant({ type: 'LEGAL', organisationName: 'Учебная', inn: '0099000015', ogrn: '1099900000001' }), '/applicant/inn', 'E-INN'],
  ['ОГРН with a wrong check', applicant({ type: 'LEGAL', organisationName: 'Учебная', inn: '0099000014', ogrn: '1099900000002' }), '/applicant/ogrn', 'E-OGRN'],
  ['ОГРНИП with a wrong check', applicant({ type: 'ENTREPRENEUR', inn: '009900000120', ogrn: '309990000000007' }), '/applicant/ogrn', 'E-OGRNIP'],
  ['no notice given', intake({ noticeGiven: false }), '/intake/noticeGiven', 'E-CONSENT'],
  ['no read-back', intake({ readBack: false }), '/intake/readBack', 'E-READBACK'],
  ['no category', submission({ subjectId: null, subsubjectId: null }), '/subjectId', 'E-CATEGORY-REQ'],
  ['no subcategory', submission({ subsubjectId: null }), '/subsubjectId', 'E-SUBCATEGORY-REQ'],
  ['a category that never was', submission({ subjectId: 777_777 }), '/subjectId', 'E-DICT-OLD'],
  ['a subcategory of another category', submission({ subsubjectId: elsewhere.id }), '/subsubjectId', 'E-DICT-OLD'],
  ['a fact that never was', submission({ factId: 777_777 }), '/factId', 'E-DICT-OLD'],
  ['no place', submission({ place: '' }), '/place', 'E-PLACE-REQ'],
  ['a latitude of 91', submission({ coordinates: { lat: 91, lon: 0 } }), '/coordinates/lat', 'E-COORDINATES'],
  ['59-ФЗ by phone', submission({ regime: 'FZ59' }), '/regime', 'E-REGIME'],
  ['an addressee that is no cabinet', submission({ addresseeCabinetId: 777_777 }), '/addresseeCabinetId', 'E-ADDRESSEE'],
  ['a field that nobody knows', { ...good, note: 'x' }, '', 'E-FIELD'],
]

export const promisesOfBadInput = (platform: () => TestPlatform): void => {
  test.each(CASES)('refuses %s at its place', async (_title, payload, pointer, code) => {
    const sent = command(payload)
    const [result] = await platform().send([sent])
    if (result?.outcome !== 'rejected') throw new Error(`${result?.outcome}`)
    expect([codeOfProblem(result.problem.type), result.problem.status]).toEqual(['E-VALIDATION', 422])
    expect(result.problem.errors).toContainEqual(expect.objectContaining({ pointer, code }))
  })

  test('names the length and the limit of a text that is too long', async () => {
    const [result] = await platform().send([command(submission({ description: 'я'.repeat(4001), place: '' }))])
    const errors = result?.outcome === 'rejected' ? result.problem.errors : []
    expect(errors).toContainEqual({ pointer: '/description', code: 'E-TEXT-LONG', params: { count: 4001, limit: 4000 } })
    expect(errors).toContainEqual({ pointer: '/place', code: 'E-PLACE-REQ' })
  })

  test('names when a category was closed, once it was', async () => {
    const closed = SUBSUBJECTS.find(({ id }) => id !== FAST.id)!
    await platform().ask('/training/faults', { body: { faults: [], deleteSubsubjects: [closed.id] } })
    const [result] = await platform().send([command(submission({ subjectId: closed.subjectId, subsubjectId: closed.id }))])
    const errors = result?.outcome === 'rejected' ? result.problem.errors : []
    expect(errors).toEqual([{ pointer: '/subsubjectId', code: 'E-DICT-OLD', params: { closedAt: expect.stringMatching(/Z$/) } }])
  })

  test('warns of a missing e-mail and of a look-alike domain without refusing', async () => {
    const results = await platform().send([command(applicant({ email: null })), command(applicant({ email: 'a@mаil.ru' }))])
    expect(results.map((result) => (result.outcome === 'accepted' ? result.receipt.warnings : result.outcome))).toEqual([
      ['applicant-without-epgu-id', 'applicant-without-email'],
      ['applicant-without-epgu-id', 'email-lookalike'],
    ])
  })
}
