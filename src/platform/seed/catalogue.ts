// The catalogue of categories as the real platform names it (domain §2.1), with stable ids. Names and marks only; no code that uses them.
// Persisted in messages: an id is never given to another name. New names go to the end of their list.
import type { Dictionary } from '../../shared/contract/dictionary.ts'

/** `*` after a name: accelerated order, 10 days. `firstId`: ids of subcategories run from here, «Иное» comes last. */
type Category = { id: number; name: string; firstId: number; names: string }

export const OTHER = 'Иное'

// ids 12-41 run on, so that the sample of domain §11 (category 3, subcategory 38) means «Уборка снега» in yards
const NUMBERED: readonly Category[] = [
  {
    id: 1, name: 'Автомобильные дороги', firstId: 12,
    names: 'Дорожная инфраструктура; Дорожная разметка; Дорожные знаки; Дорожные работы; Обочины*; Освещение дорог*; Остановки общественного транспорта*; Пешеходные переходы; Ремонт дорог; Светофоры*; Тротуары; Уборка снега*; Ямы, выбоины*',
  },
  { id: 2, name: 'Благоустройство', firstId: 26, names: 'Дворовая территория*; Детские площадки*; Зеленые насаждения; Контейнерные площадки*; Отсутствие наружного освещения*; Парки, скверы' },
  {
    id: 3, name: 'Дворы и территории общего пользования', firstId: 33,
    names: 'Брошенный автомобиль; Вырубка деревьев; Канализационные люки*; Размещение рекламы; Самострой; Уборка снега*; Угроза падения льда с крыш*; Уличное освещение*',
  },
  {
    id: 4, name: 'Медицина', firstId: 42,
    names: 'Аптеки; Врачи-специалисты; Вызов врача на дом*; Вызов скорой помощи*; Запись на приём к врачу*; Лекарственные препараты*; Льготы; Медицинская карта*; Прикрепление к медицинской организации*',
  },
  {
    id: 5, name: 'Многоквартирные дома', firstId: 52,
    names: 'Авария на трубопроводе*; Засор общедомовых систем*; Капитальный ремонт; Кровля; Лифт*; Места общего пользования*; Отопление*; Перепланировка; Подвалы и чердаки*; Ремонт подъезда; Уборка*; Управляющие организации',
  },
  { id: 6, name: 'Мусор', firstId: 65, names: 'Контейнерные площадки, мусорные контейнеры*; Свалки мусора в лесу; Свалки мусора во дворах*; Свалки мусора на дорогах*; Уборка мусора во дворах*' },
  {
    id: 7, name: 'Образование', firstId: 71,
    names: 'Безопасность образовательных организаций; Незаконный сбор денег в образовательных организациях; Питание в образовательных организациях*; Поступление в образовательные организации; Электронный дневник*',
  },
  { id: 8, name: 'Общественный транспорт', firstId: 77, names: 'Нарушение расписания*; Маршруты' },
  { id: 9, name: 'Плата за ЖКУ', firstId: 80, names: 'Начисление платы; Перерасчет' },
  { id: 10, name: 'Водоснабжение', firstId: 83, names: 'Нет воды*; Качество воды*' },
  { id: 11, name: 'Теплоснабжение', firstId: 86, names: 'Нет отопления*; Низкая температура*' },
  { id: 12, name: 'Электроснабжение', firstId: 89, names: 'Нет света*; Перепады напряжения*' },
  { id: 13, name: 'Социальное обслуживание и защита', firstId: 92, names: 'Пособия; Удостоверения' },
]

// further real category names; their subcategories are [assumed]
const FURTHER: readonly Category[] = [
  { id: 14, name: 'Газоснабжение', firstId: 101, names: 'Отсутствие газа*; Догазификация; Обслуживание оборудования' },
  { id: 15, name: 'Связь и телевидение', firstId: 111, names: 'Мобильная связь; Интернет; Телевидение' },
  { id: 16, name: 'Экономика и бизнес', firstId: 121, names: 'Поддержка предпринимателей; Проверки' },
  { id: 17, name: 'Культура', firstId: 131, names: 'Библиотеки; Дома культуры; Памятники' },
  { id: 18, name: 'МФЦ «Мои документы»', firstId: 141, names: 'Запись на приём; Качество обслуживания' },
  { id: 19, name: 'Природа, Экология', firstId: 151, names: 'Загрязнение воды; Загрязнение воздуха; Незаконная вырубка леса' },
  { id: 20, name: 'Строительство', firstId: 161, names: 'Разрешение на строительство; Шум от стройки' },
  { id: 21, name: 'Торговля', firstId: 171, names: 'Нестационарная торговля; Качество товаров' },
  { id: 22, name: 'Физическая культура и спорт', firstId: 181, names: 'Спортивные площадки; Спортивные школы' },
  { id: 23, name: 'Ветеринария', firstId: 191, names: 'Животные без владельцев; Вакцинация животных' },
  { id: 24, name: 'Погребение и похоронное дело', firstId: 201, names: 'Содержание кладбищ; Пособие на погребение' },
  { id: 25, name: 'Больничный лист', firstId: 211, names: 'Оформление; Оплата' },
  { id: 26, name: 'Материнский капитал', firstId: 221, names: 'Оформление сертификата; Распоряжение средствами' },
  { id: 27, name: 'Трудовые права', firstId: 231, names: 'Задержка заработной платы; Охрана труда' },
  { id: 28, name: 'Помощь участникам СВО (ФЗО)', firstId: 241, names: 'Выплаты; Социальное сопровождение' },
]

/** Facts by the subcategory's id; the id of a fact is that id, ten times over, and its place in the list; in the order of the seed's texts. [assumed but «Медицинская карта»] */
const FACTS: Readonly<Record<number, string>> = {
  17: 'Не горит светильник; Повреждена опора',
  18: 'Повреждён павильон; Нет расписания',
  21: 'Не работает; Неверно настроен',
  23: 'Не очищена проезжая часть; Гололёд; Не убран тротуар',
  24: 'Яма на проезжей части; Выбоины после зимы',
  26: 'Нет скамеек и урн; Затопление двора',
  27: 'Острые детали; Сломано оборудование; Загрязнён песок',
  35: 'Открытый люк; Проваленный люк',
  38: 'Не убран тротуар; Не убран проезд; Не вывезен снег',
  39: 'Сосульки; Наледь на кровле',
  40: 'Не горит светильник; Не горит вся улица',
  49: 'Медицинская карта',
  46: 'Нет талонов; Запись отменена',
  52: 'Течь в подвале; Течь в квартире',
  55: 'Протечка',
  56: 'Не работает; Застревает; Нет освещения в кабине',
  58: 'Холодные батареи; Течь радиатора',
  65: 'Контейнеры переполнены; Нет контейнера',
  67: 'Крупногабаритный мусор; Строительный мусор',
  77: 'Рейс не состоялся; Большой интервал',
  83: 'Нет холодной воды; Нет горячей воды',
  84: 'Ржавая вода; Мутная вода',
  87: 'Ниже 18 градусов в квартире',
  89: 'Нет света в доме; Отключения по вечерам',
}

const listed = (names: string): string[] => names.split(';').map((name) => name.trim())
const isOpen = { deletedAt: null }

export const SUBJECTS: Dictionary['subjects'] = [...NUMBERED, ...FURTHER].map(({ id, name }) => ({ id, name, ...isOpen }))

export const SUBSUBJECTS: Dictionary['subsubjects'] = [...NUMBERED, ...FURTHER].flatMap((category) =>
  [...listed(category.names), OTHER].map((name, index) => ({
    id: category.firstId + index,
    subjectId: category.id,
    name: name.replace(/\*$/, ''),
    fastTrack: name.endsWith('*'),
    limitDays: null,
    ...isOpen,
  })),
)

export const FACTS_OF_CATALOGUE: Dictionary['facts'] = Object.entries(FACTS).flatMap(([subsubjectId, names]) =>
  listed(names).map((name, index) => ({ id: Number(subsubjectId) * 10 + index + 1, subsubjectId: Number(subsubjectId), name, ...isOpen })),
)

/** Why a moderator declines (domain §1.3) [assumed there]. */
export const DECLINE_REASONS: Dictionary['declineReasons'] = [
  'Нецензурная лексика', 'Текст нечитаем', 'Нет сути', 'Несколько проблем сразу', 'Дубликат', 'Нет места', 'Спам', 'Неполные данные',
].map((name, index) => ({ id: index + 1, name }))

/** Why a coordinator passes a message up (domain §1.3) [assumed there]; in the order of the migration that brought them. */
export const REDIRECT_REASONS: Dictionary['redirectReasons'] = ['Не в компетенции', 'Другая территория', 'Неверная категория', 'Другой балансодержатель'].map(
  (name, index) => ({ id: index + 1, name }),
)

/** Version of the dictionaries as seeded; every later change of a name or mark raises the platform's number. */
export const CATALOGUE_VERSION = 215
