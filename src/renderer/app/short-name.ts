const NBSP = '\u00a0'
/** «Образцова В. П.» with no-break spaces. */
export const shortName = (person: { surname: string; name: string; patronymic: string | null }): string =>
  [person.surname, ...[person.name, person.patronymic ?? ''].filter((part) => part !== '').map((part) => `${[...part][0] ?? ''}.`)].join(NBSP)
