// The citizen's page over real HTTP: what it shows, and to whom it shows nothing.
import { desc, isNotNull } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { message, type MessageRow } from '../../src/platform/schema.ts'
import { PEOPLE } from '../../src/platform/seed/people.ts'
import { startPlatform, type StartedPlatform } from '../../src/platform/start.ts'
import type { Decision } from '../../src/shared/contract/actions.ts'
import { dayIn } from '../../src/shared/terms.ts'
import { names } from '../../src/shared/words/ru/names.ts'
import { openBrowser } from '../support/browse.ts'

let platform: StartedPlatform
let rows: MessageRow[]
beforeAll(async () => {
  platform = await startPlatform({ port: 0, mode: 'training', seed: 'training', tls: false })
  rows = await platform.store.database.select().from(message).where(isNotNull(message.receiptCode)).orderBy(desc(message.number))
})
afterAll(() => platform.stop())

const ask = async (form: Record<string, string>, language = 'ru') => {
  const response = await openBrowser().post(`${platform.url}/citizen?lang=${language}`, form)
  return { status: response.status, text: await response.text(), headers: response.headers }
}
const phoneOf = (row: MessageRow): string => (row.applicant.phone ?? '').slice(-4)

describe("the citizen's page", () => {
  it('takes the number from the address and asks for the rest', async () => {
    const response = await openBrowser().get(`${platform.url}/citizen?number=900000101`)
    const text = await response.text()
    expect(text).toContain('value="900000101"')
    expect(text).toContain('Учебный режим')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it('shows by number and phone the status as the applicant sees it, and the answer', async () => {
    const answered = rows.find((row) => row.answer !== null) as MessageRow
    const { status, text } = await ask({ number: String(answered.number), phone: phoneOf(answered) })
    expect(status).toBe(200)
    expect(text).toContain(`Сообщение № ${answered.number}`)
    expect(text).toContain('Получен ответ')
    expect(text).toContain(names.decision[answered.answer?.decision as Decision])
  })

  it('shows by receipt code and date, as spoken', async () => {
    const open = rows.find((row) => row.status === 'TAKE_TO_WORK') as MessageRow
    const date = dayIn(Date.parse(open.intake?.callAt ?? ''), 'Europe/Moscow')
    const code = (open.receiptCode ?? '').toLowerCase().replaceAll('-', ' ')
    for (const typed of [date, date.split('-').reverse().join('.')]) {
      const { status, text } = await ask({ code, date: typed })
      expect(status).toBe(200)
      expect(text).toContain('В работе')
      expect(text).toContain(String(open.number))
    }
  })

  it('names no employee and tells nothing of the applicant', async () => {
    for (const row of rows.slice(0, 60)) {
      const { text } = await ask({ number: String(row.number), phone: phoneOf(row) })
      for (const { surname, name } of PEOPLE) expect(text).not.toMatch(new RegExp(`${surname}\\s${name[0]}`))
      expect(text).not.toContain(row.applicant.address)
      expect(text).not.toContain(row.applicant.phone)
      if (row.applicant.email !== null) expect(text).not.toContain(row.applicant.email)
    }
  })

  it('says what to do when nothing fits or something is missing', async () => {
    const row = rows[0] as MessageRow
    const wrong = phoneOf(row) === '0000' ? '1111' : '0000'
    const none = await ask({ number: String(row.number), phone: wrong })
    expect(none.status).toBe(404)
    expect(none.text).toContain('Сообщение не найдено')
    expect(none.text).not.toContain(`value="${wrong}"`)
    expect((await ask({ number: '', phone: '' })).status).toBe(400)
    expect((await ask({ code: '111-111-А', date: '31.02.2026' })).status).toBe(400)
  })

  it('does not let the four digits be tried through', async () => {
    const row = rows[3] as MessageRow
    for (let guess = 0; guess < 10; guess += 1) await ask({ number: String(row.number), phone: phoneOf(row) === '0000' ? '1111' : '0000' })
    expect((await ask({ number: String(row.number), phone: phoneOf(row) })).status).toBe(404)
  })

  it('speaks English, and prints what was typed as text', async () => {
    const { text } = await ask({ number: '<script>alert(1)</script>', phone: '1234' }, 'en')
    expect(text).toContain('Something is missing')
    expect(text).not.toContain('<script>alert')
  })
})
