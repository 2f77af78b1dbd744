// Dates that people type. No clock here: «not in the future» takes today as an argument.

const TYPED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/
/** The earliest birth year that we believe; 0023 and 1823 are slips of the key. */
const FIRST_YEAR = 1900

/** `31.02.1980` is no date. Returns yyyy-mm-dd of a typed dd.mm.yyyy, or undefined. */
export const parseTypedDate = (typed: string): string | undefined => {
  const match = TYPED.exec(typed.trim())
  if (!match) return undefined
  const [day, month, year] = match.slice(1).map(Number) as [number, number, number]
  const date = new Date(Date.UTC(year, month - 1, day))
  if (year < FIRST_YEAR || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  return date.toISOString().slice(0, 10)
}
