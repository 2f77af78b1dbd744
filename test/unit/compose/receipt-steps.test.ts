import { describe, expect, it } from 'vitest'
import { DELIVERY_STATES } from '../../../src/shared/delivery.ts'
import { receiptSteps } from '../../../src/renderer/features/compose/receipt-steps.ts'
import { formats } from '../../../src/renderer/ui/format.ts'
import { translateIn } from './words.ts'

const { clock, registration } = formats('ru', 'Europe/Moscow')
const words = { t: translateIn('ru'), clock, registration: (value: number) => registration(value).replaceAll(/[\u00a0\u2009\u202f]/g, ' ') }
const QUEUED = { state: 'queued', position: 6, queuedAt: '2026-03-10T08:22:51.000Z', receipt: null } as const
const RECEIPT = { number: 900_000_087, epguNumber: 9_000_000_870, registeredAt: '2026-03-10T08:30:00.000Z', answerAt: null, warnings: [] }

describe('the way of a message', () => {
  it('is recorded at once and waits in its place', () => {
    expect(receiptSteps(QUEUED, 'offline', words).map(({ look, title, detail }) => [look, title, detail])).toEqual([
      ['done', 'Записано на этом компьютере', '11:22:51, в хранилище и в журнале'],
      ['now', 'В очереди, ждёт связи', '6-е по порядку, отправим сами'],
      ['later', 'Принято платформой', 'срок пойдёт с этой минуты'],
      ['later', 'Номер ПОС', 'появится здесь и в папке «Отправленные»'],
    ])
  })
  it('ends with «Номер» of the platform', () => {
    expect(receiptSteps({ ...QUEUED, state: 'done', position: null, receipt: RECEIPT }, 'online', words).map(({ look, title }) => [look, title])).toEqual([
      ['done', 'Записано на этом компьютере'], ['done', 'Отправлено'], ['done', 'Принято платформой'], ['done', 'Номер 900 000 087'],
    ])
  })
  it('never calls an unknown outcome a failure', () => {
    const [, road] = receiptSteps({ ...QUEUED, state: 'unknown', position: null }, 'online', words)
    expect(road).toMatchObject({ look: 'now', title: 'Ответ не дошёл' })
  })
  it('has words for every state and every link', () => {
    for (const state of DELIVERY_STATES) {
      for (const link of ['unknown', 'online', 'offline', 'signed-out'] as const) {
        for (const { title, detail } of receiptSteps({ ...QUEUED, state }, link, words)) expect(`${title} ${detail}`).not.toMatch(/receipt\.|\{\{/)
      }
    }
  })
})
