import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { formats } from '../../../src/renderer/ui/format.ts'
import { termWords, type ClockFacts } from '../../../src/renderer/ui/term-words.ts'
import { CATALOG } from '../../../src/shared/words/catalog.ts'

const ZONE = 'Europe/Moscow'
const NOW = Date.parse('2026-03-10T08:22:00Z')
const facts = (answerAt: string | null, closedAt: string | null = null): ClockFacts => ({ registeredAt: '2026-03-02T08:04:00Z', answerAt, closedAt })
const i18n = i18next.createInstance()
beforeAll(() => i18n.init({ lng: 'ru', resources: { ru: { translation: CATALOG.ru }, en: { translation: CATALOG.en } }, nsSeparator: false, interpolation: { escapeValue: false } }))

const wordsOf = (language: 'ru' | 'en', shown: ClockFacts) => {
  const words = termWords(i18n.getFixedT(language), formats(language, ZONE), shown, NOW, ZONE)
  const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')
  return { state: words.state, main: plain(words.main), sub: plain(words.sub), promise: plain(words.promise), sentence: plain(words.sentence), left: words.left }
}

describe('a term in words', () => {
  it.each([
    ['calm', facts('2026-03-16T12:00:00Z'), '6 дней', 'до 16 марта', 'до срока 6 дней, до 16 марта'],
    ['soon', facts('2026-03-13T12:00:00Z'), '3 дня', 'до 13 марта', 'до срока 3 дня, до 13 марта'],
    ['burn', facts('2026-03-10T13:40:00Z'), 'сегодня', 'до 16:40', 'срок сегодня, до 16:40'],
    ['burn', facts('2026-03-11T06:30:00Z'), 'завтра', 'до 09:30', 'срок завтра, до 09:30'],
    ['over', facts('2026-03-08T08:00:00Z'), 'просрочено', '2 дня', 'просрочено 2 дня'],
    ['over', facts('2026-03-10T05:00:00Z'), 'просрочено', '3 часа', 'просрочено 3 часа'],
    ['done', facts('2026-03-12T08:04:00Z', '2026-03-06T06:15:00Z'), 'отвечено', 'за 4 дня из 10', 'отвечено за 4 дня из 10'],
    ['done', facts('2026-03-12T08:04:00Z', '2026-03-02T10:00:00Z'), 'отвечено', 'в тот же день', 'отвечено в тот же день'],
    ['done', facts(null, '2026-03-07T10:00:00Z'), 'отвечено', 'за 5 дней', 'отвечено за 5 дней'],
    ['none', facts(null), 'без срока', '', 'без срока'],
  ])('%s: %#', (state, shown, main, sub, sentence) => {
    expect(wordsOf('ru', shown)).toMatchObject({ state, main, sub, sentence })
  })
  it('the promise names the day and its name', () => {
    expect(wordsOf('ru', facts('2026-03-20T12:00:00Z')).promise).toBe('Ответ до 20 марта, пятница')
    expect(wordsOf('en', facts('2026-03-20T12:00:00Z')).promise).toBe('Answer by 20 March, Friday')
  })
  it('59-ФЗ and an extended term are said after the term', () => {
    expect(wordsOf('ru', { ...facts('2026-03-16T12:00:00Z'), regime: 'FZ59', postponed: true }).sentence).toBe('до срока 6 дней, до 16 марта, 59-ФЗ, продлено')
  })
  it('the arc shrinks from whole to nothing', () => {
    expect(wordsOf('ru', { ...facts('2026-04-01T08:00:00Z'), registeredAt: '2026-03-10T08:22:00Z' }).left).toBe(1)
    expect(wordsOf('ru', facts('2026-03-12T08:04:00Z')).left).toBeCloseTo(0.2, 1)
    expect(wordsOf('ru', facts('2026-03-08T08:00:00Z')).left).toBe(0)
  })
})
