// Words for what is said aloud: numbers, ordinals, months, letters, abbreviations of addresses. Lists go from the lowest.
export const spoken = {
  units: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
  tens: ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'],
  hundreds: ['', 'one hundred', 'two hundred', 'three hundred', 'four hundred', 'five hundred', 'six hundred', 'seven hundred', 'eight hundred', 'nine hundred'],
  tensJoin: '-',
  hundredsJoin: ' and ',
  /** After «by»: days of a month from the first. */
  days: [
    'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth', 'eleventh', 'twelfth', 'thirteenth', 'fourteenth', 'fifteenth', 'sixteenth', 'seventeenth',
    'eighteenth', 'nineteenth', 'twentieth', 'twenty-first', 'twenty-second', 'twenty-third', 'twenty-fourth', 'twenty-fifth', 'twenty-sixth', 'twenty-seventh', 'twenty-eighth', 'twenty-ninth',
    'thirtieth', 'thirty-first',
  ],
  months: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
  date: 'the {{day}} of {{month}}',
  span_one: '{{number}} day',
  span_few: '{{number}} days',
  span_many: '{{number}} days',
  span_other: '{{number}} days',
  slash: 'stroke',
  /** Names by which each check letter is said on the phone. */
  letters: {
    А: 'Anna', Б: 'Boris', В: 'Vasily', Г: 'Grigory', Д: 'Dmitry', Е: 'Yelena', Ж: 'Zhenya', И: 'Ivan', К: 'Konstantin', Л: 'Leonid', М: 'Mikhail', Н: 'Nikolai',
    П: 'Pavel', Р: 'Roman', С: 'Semyon', Т: 'Tatyana', У: 'Ulyana', Ф: 'Fyodor', Х: 'Khariton', Ц: 'Tsaplya', Ш: 'Shura', Э: 'Ekho', Я: 'Yakov',
  },
  /** What stands in an address and what is said; addresses stay Russian, so their short words are opened the same way. */
  shorts: {
    г: 'город', ул: 'улица', пр: 'проспект', 'пр-т': 'проспект', 'просп': 'проспект', пер: 'переулок', пл: 'площадь', корп: 'корпус', к: 'корпус', стр: 'строение', кв: 'квартира', обл: 'область',
    'р-н': 'район', п: 'посёлок', пос: 'посёлок', с: 'село', ш: 'шоссе', наб: 'набережная', 'б-р': 'бульвар', мкр: 'микрорайон', эт: 'этаж', оф: 'офис',
  },
  house: 'дом',
  houseOf: 'дома',
  /** Words after which a house is «дома». */
  genitive: ['у', 'от', 'до', 'около', 'возле', 'напротив', 'вдоль', 'из', 'против'],
  village: 'деревня',
  /** Words after which a number in a message is said, not shown. */
  numbered: ['дом', 'дома', 'дому', 'доме', 'домом', 'квартира', 'квартиры', 'квартире', 'корпус', 'корпуса', 'подъезд', 'подъезда', 'подъезде', 'этаж'],
}
