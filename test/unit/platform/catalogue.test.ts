// The catalogue against the table of the domain document: names, marks, ids.
import { describe, expect, it } from 'vitest'
import { dictionarySchema } from '../../../src/shared/contract/dictionary.ts'
import { DECLINE_REASONS, FACTS_OF_CATALOGUE, OTHER, REDIRECT_REASONS, SUBJECTS, SUBSUBJECTS } from '../../../src/platform/seed/catalogue.ts'
import { CABINETS } from '../../../src/platform/seed/people.ts'

/** Category, number of named subcategories, and how many of them are accelerated (domain §2.1). */
const EXPECTED: readonly [id: number, name: string, named: number, fast: number][] = [
  [1, 'Автомобильные дороги', 13, 6],
  [2, 'Благоустройство', 6, 4],
  [3, 'Дворы и территории общего пользования', 8, 4],
  [4, 'Медицина', 9, 6],
  [5, 'Многоквартирные дома', 12, 7],
  [6, 'Мусор', 5, 4],
  [7, 'Образование', 5, 2],
  [8, 'Общественный транспорт', 2, 1],
  [9, 'Плата за ЖКУ', 2, 0],
  [10, 'Водоснабжение', 2, 2],
  [11, 'Теплоснабжение', 2, 2],
  [12, 'Электроснабжение', 2, 2],
  [13, 'Социальное обслуживание и защита', 2, 0],
]

describe('catalogue of the training platform', () => {
  it.each(EXPECTED)('has category %i «%s» whole, with its marks and «Иное»', (id, name, named, fast) => {
    expect(SUBJECTS.find((subject) => subject.id === id)?.name).toBe(name)
    const own = SUBSUBJECTS.filter(({ subjectId }) => subjectId === id)
    expect(own).toHaveLength(named + 1)
    expect(own.filter(({ fastTrack }) => fastTrack)).toHaveLength(fast)
    expect(own.at(-1)).toMatchObject({ name: OTHER, fastTrack: false })
  })

  it('names the further real categories, each with «Иное» and something before it', () => {
    const further = SUBJECTS.filter(({ id }) => id > 13)
    expect(further.length).toBeGreaterThanOrEqual(15)
    for (const { id } of further) {
      const own = SUBSUBJECTS.filter(({ subjectId }) => subjectId === id)
      expect(own.length).toBeGreaterThan(1)
      expect(own.at(-1)?.name).toBe(OTHER)
    }
  })

  it('gives every entry one id and keeps the sample of the domain document meaningful', () => {
    for (const list of [SUBJECTS, SUBSUBJECTS, FACTS_OF_CATALOGUE]) expect(new Set(list.map(({ id }) => id)).size).toBe(list.length)
    expect(SUBSUBJECTS.find(({ id }) => id === 38)).toMatchObject({ subjectId: 3, name: 'Уборка снега', fastTrack: true })
  })

  it('hangs every fact on a subcategory and has those that the domain document names', () => {
    const factsOf = (subjectId: number, name: string) => {
      const found = SUBSUBJECTS.find((subsubject) => subsubject.subjectId === subjectId && subsubject.name === name)
      return FACTS_OF_CATALOGUE.filter(({ subsubjectId }) => subsubjectId === found?.id).map((fact) => fact.name)
    }
    expect(FACTS_OF_CATALOGUE.every(({ subsubjectId }) => SUBSUBJECTS.some(({ id }) => id === subsubjectId))).toBe(true)
    expect(factsOf(4, 'Медицинская карта')).toEqual(['Медицинская карта'])
    expect(factsOf(1, 'Ямы, выбоины')).toContain('Яма на проезжей части')
    expect(factsOf(3, 'Уборка снега')).toContain('Не убран тротуар')
    expect(factsOf(5, 'Лифт')).toContain('Не работает')
  })

  it('is a dictionary of the contract', () => {
    const dictionary = { version: 1, subjects: SUBJECTS, subsubjects: SUBSUBJECTS, facts: FACTS_OF_CATALOGUE, cabinets: CABINETS, declineReasons: DECLINE_REASONS, redirectReasons: REDIRECT_REASONS, people: [] }
    expect(() => dictionarySchema.parse(dictionary)).not.toThrow()
  })
})
