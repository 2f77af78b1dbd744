// Russian words with all their forms, so that a search can be asked for one form and judged by the others.

const ENDINGS = {
  двор: ' а у ом е ы ов ам ами ах',
  фонарь: 'ь я ю ём е и ей ям ями ях',
  труба: 'а ы е у ой  ам ами ах',
  улица: 'а ы е у ей  ам ами ах',
  крыша: 'а и е у ей  ам ами ах',
  дорога: 'а и е у ой  ам ами ах',
  авария: 'я и ю ей й ям ями ях',
  площадь: 'ь и ью ей ям ями ях',
  здание: 'е я ю ем и й ям ями ях',
  старый: 'ый ого ому ым ом ая ой ую ое ые ых ыми',
  детский: 'ий ого ому им ом ая ой ую ое ие их ими',
} as const

const STEMS: Record<keyof typeof ENDINGS, string> = {
  двор: 'двор подъезд автобус светофор тротуар забор мост завод магазин фасад подвал сугроб контейнер насос вентиль трамвайщик автомобилист домофон мусоропровод киоск маршрут бордюр газон прибор переход',
  фонарь: 'фонар',
  труба: 'труб ям комнат школ ламп плит канав квартир антенн колонн',
  улица: 'улиц теплиц больниц лестниц гостиниц',
  крыша: 'крыш афиш',
  дорога: 'дорог аптек собак поликлиник библиотек',
  авария: 'авари территори организаци канализаци станци комисси вентиляци квитанци лини компани',
  площадь: 'площад мебел очеред скорост опасност поверхност',
  здание: 'здани отоплени освещени покрыти ограждени объявлени обещани помещени оборудовани расписани отключени повреждени',
  старый: 'стар разбит холодн грязн открыт опасн нов аварийн ржав соседн пешеходн неисправн затопленн брошенн',
  детский: 'детск городск сельск строительск техническ электрическ',
}

/** Every lemma as the list of its distinct forms. */
export const LEMMAS: readonly (readonly string[])[] = (Object.keys(ENDINGS) as (keyof typeof ENDINGS)[]).flatMap((pattern) =>
  STEMS[pattern]
    .split(' ')
    .map((stem) => [...new Set(ENDINGS[pattern].split(' ').map((ending) => stem + ending))]),
)

const OPENINGS = ['ла', 'ме', 'ро', 'ту', 'ви', 'ка', 'но', 'сю', 'зе', 'да', 'пу', 'ги', 'фо', 'бя', 'ше', 'ру'] as const
const syllable = (number: number): string => OPENINGS[number % OPENINGS.length] as string
/** The invented word of that number, of three to five syllables: names of streets and people, which make the long tail of a real text. */
export const rareWord = (number: number): string => {
  let word = ''
  for (let rest = number + 256; rest > 0; rest = Math.floor(rest / OPENINGS.length)) word += syllable(rest)
  return `${word}н`
}
