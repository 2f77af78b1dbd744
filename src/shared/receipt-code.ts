// The code that the caller hears: six digits and a check letter drawn from a command's UUID. App and platform compute it alike.

/** 23 letters that sound apart and look like no digit (no З, О, Ч); a prime count makes every single slip visible. */
const LETTERS = 'АБВГДЕЖИКЛМНПРСТУФХЦШЭЯ'
const PATTERN = new RegExp(`^(\\d{6})([${LETTERS}])$`)
/** Weights 2..7 differ and stay below 23: one wrong digit or two neighbours swapped always change the letter. */
const checkLetter = (digits: string): string => {
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) sum += Number(digits[index]) * (index + 2)
  return LETTERS[sum % LETTERS.length] as string
}

/** The receipt code of a command, e.g. `482-617-Т`. `commandId`: UUID; its last 12 hex digits are chance in version 7. */
export const receiptCode = (commandId: string): string => {
  const tail = Number.parseInt(commandId.replaceAll('-', '').slice(-12), 16)
  const digits = String(tail % 1_000_000).padStart(6, '0')
  return `${digits.slice(0, 3)}-${digits.slice(3)}-${checkLetter(digits)}`
}

/** Reads a dictated code in any spacing; undefined when the letter does not fit the digits. */
export const parseReceiptCode = (spoken: string): string | undefined => {
  const match = PATTERN.exec(spoken.toUpperCase().replaceAll(/[\s\-–—]/gu, ''))
  if (!match) return undefined
  const [, digits, letter] = match as unknown as [string, string, string]
  return checkLetter(digits) === letter ? `${digits.slice(0, 3)}-${digits.slice(3)}-${letter}` : undefined
}
