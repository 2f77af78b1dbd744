// How one bad field of the card looks, and the id of its control.

export type FieldLook = { error: string | null; marked: boolean }
export const fixId = (path: string): string => `fix-${path.replace('.', '-')}`
/** To the first control of the fields in the card. */
export const focusFix = (paths: readonly string[]): void => {
  const element = paths.map((path) => document.getElementById(fixId(path))).find((found) => found !== null)
  ;(element?.querySelector<HTMLElement>('[role=radio][tabindex="0"]') ?? element)?.focus()
}
