import { describe, expect, it } from 'vitest'
import { promiseLines, promisedTerm, sayPromise } from '../../../src/renderer/features/compose/promise.ts'
import { formats } from '../../../src/renderer/ui/format.ts'
import { DICTIONARY } from './draft-facts.ts'
import { speechIn } from './words.ts'

const NOW = '2026-03-10T08:22:00.000Z'
const now = Date.parse(NOW)
const ru = speechIn('ru')
const format = formats('ru', 'Europe/Moscow')
const plain = (text: string) => text.replaceAll('\u00a0', ' ')
const promised = (appeal: Partial<Parameters<typeof promisedTerm>[0]>) => promisedTerm({ kind: 'PROBLEM', regime: 'MESSAGE', subsubjectId: 31, ...appeal }, DICTIONARY, NOW)
const lines = (appeal: Parameters<typeof promised>[0], linked: boolean) => {
  const { title, detail } = promiseLines(promised(appeal), { linked, now }, ru, format)
  return [plain(title), plain(detail)]
}

describe('the promised term', () => {
  it.each([
    [{}, true, ['Ответ до 20 марта, пятница', 'Ускоренный порядок: 10 дней со дня регистрации']],
    [{ subsubjectId: 32 }, true, ['Ответ до 9 апреля, четверг', 'Обычный порядок: 30 дней со дня регистрации']],
    [{ subsubjectId: 33 }, true, ['Ответ до 13 марта, пятница', 'Срок подкатегории: 3 дня со дня регистрации']],
    [{ regime: 'FZ59' as const }, true, ['Ответ до 9 апреля, четверг', 'Обращение по 59-ФЗ: 30 дней со дня регистрации']],
    [{}, false, ['Ответ за 10 дней с регистрации', 'Если связь вернётся сегодня, до 20 марта']],
    [{ kind: 'GRATITUDE' as const }, true, ['Без срока', 'Благодарность передадут, ответ по ней не назначают']],
    [{ subsubjectId: null }, true, ['Срок ответа', 'Появится, когда выбрана подкатегория']],
  ])('of %j with link %s', (appeal, linked, expected) => expect(lines(appeal, linked)).toEqual(expected))

  it('is said aloud with words for dates and numbers', () => {
    expect(sayPromise(promised({}), true, ru)).toBe('Ответ дадут до двадцатого марта.')
    expect(sayPromise(promised({}), false, ru)).toBe('Ответ дадут за десять дней с регистрации: если связь вернётся сегодня, до двадцатого марта.')
    expect(sayPromise(promised({ kind: 'GRATITUDE' }), true, ru)).toBe('Благодарность передадут.')
    expect(sayPromise(promised({ subsubjectId: null }), true, ru)).toBe('')
  })
})
