// Invented citizens of the invented town of Uchebny: names no register knows, phones of a block nobody is given, example.test mail.
import type { Message } from '../../shared/contract/message.ts'
import type { Chance } from './chance.ts'

type Applicant = NonNullable<Message['applicant']>

const WOMEN = ['Анна', 'Мария', 'Елена', 'Ольга', 'Наталья', 'Галина', 'Татьяна', 'Людмила', 'Ирина', 'Светлана', 'Надежда', 'Любовь']
const MEN = ['Пётр', 'Иван', 'Сергей', 'Николай', 'Алексей', 'Михаил', 'Виктор', 'Андрей', 'Юрий', 'Степан', 'Фёдор', 'Геннадий']
const FATHERS = ['Иван', 'Пётр', 'Николай', 'Степан', 'Семён', 'Захар', 'Аркадий', 'Матвей']
const STEMS = [
  'Примеров', 'Пробин', 'Условнов', 'Макетов', 'Черновиков', 'Вымыслов', 'Притворов', 'Небылов', 'Образцов', 'Модельнов', 'Учебнов', 'Шаблонов', 'Заглушкин',
  'Эскизов', 'Проверкин', 'Понарошкин', 'Сказкин', 'Выдумкин', 'Тестов', 'Безымянов', 'Рисованов', 'Наглядов', 'Упражнёнов', 'Задачкин',
]
const STREETS = ['Первая', 'Вторая', 'Третья', 'Школьная', 'Учебная', 'Примерная', 'Тетрадная', 'Линейная', 'Циркульная', 'Карандашная', 'Черновая', 'Образцовая', 'Глобусная', 'Мелованная']
const SPOTS = ['у дома', 'напротив дома', 'рядом с домом', 'за домом', 'между домом и школой у дома']
const SNILS = ['11223344595', '99000000153']
const LEGAL = { organisationName: 'ООО «Учебный пример»', inn: '0099000014', ogrn: '1099900000001' }
const ENTREPRENEUR = { organisationName: null, inn: '009900000120', ogrn: '309990000000006' }

const father = (name: string, isWoman: boolean): string => {
  const soft: Record<string, string> = { Аркадий: 'Аркадьев', Матвей: 'Матвеев' }
  const stem = soft[name] ?? `${name === 'Пётр' ? 'Петр' : name}ов`
  return stem + (isWoman ? 'на' : 'ич')
}

/** A place in the town, as people describe it: «ул. Школьная, у дома 12». */
export const inventedPlace = (chance: Chance): string => `ул. ${chance.pick(STREETS)}, ${chance.pick(SPOTS)} ${chance.between(1, 60)}`

/** One invented applicant. `index` makes phone and mail their own; every seventh or so has no e-mail, some have no patronymic. */
export const inventedApplicant = (chance: Chance, index: number): Applicant => {
  const isWoman = chance.happens(55)
  const organisation = chance.happens(4) ? LEGAL : chance.happens(3) ? ENTREPRENEUR : { organisationName: null, inn: null, ogrn: null }
  return {
    type: organisation === LEGAL ? 'LEGAL' : organisation === ENTREPRENEUR ? 'ENTREPRENEUR' : 'PERSON',
    surname: chance.pick(STEMS) + (isWoman ? 'а' : ''),
    name: chance.pick(isWoman ? WOMEN : MEN),
    patronymic: chance.happens(4) ? null : father(chance.pick(FATHERS), isWoman),
    phone: `+7900000${String(index % 10_000).padStart(4, '0')}`,
    email: chance.happens(15) ? null : `p${index}@example.test`,
    address: `г. Учебный, ул. ${chance.pick(STREETS)}, д. ${chance.between(1, 60)}`,
    flat: chance.happens(70) ? String(chance.between(1, 180)) : null,
    birthDate: chance.happens(40) ? `${chance.between(1940, 2003)}-${String(chance.between(1, 12)).padStart(2, '0')}-${String(chance.between(1, 28)).padStart(2, '0')}` : null,
    snils: chance.happens(8) ? chance.pick(SNILS) : null,
    ...organisation,
  }
}
