// Keys by their place on the keyboard: `Ctrl+N` is the same key in the Russian layout. Pure: judged by a test.

export type KeyFacts = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>

const NAMED: Readonly<Record<string, readonly string[]>> = {
  Enter: ['Enter', 'NumpadEnter'], Esc: ['Escape'], Space: ['Space'], Tab: ['Tab'], Delete: ['Delete'],
  '/': ['Slash'], ',': ['Comma'], '.': ['Period'], '↑': ['ArrowUp'], '↓': ['ArrowDown'], '←': ['ArrowLeft'], '→': ['ArrowRight'],
}
const codesOf = (key: string): readonly string[] => {
  if (/^[A-Z]$/.test(key)) return [`Key${key}`]
  if (/^\d$/.test(key)) return [`Digit${key}`, `Numpad${key}`]
  return NAMED[key] ?? [key]
}
/** `?` is written as what the person sees: Shift and the slash key. */
const partsOf = (combo: string): string[] => (combo === '?' ? ['Shift', '/'] : combo.split('+'))

/** Whether an event is the combination, e.g. `Ctrl+Shift+N`, `F8`, `1`, `?`. */
export const isCombo = (combo: string, event: KeyFacts): boolean => {
  const parts = partsOf(combo)
  const key = parts.at(-1) as string
  return (
    codesOf(key).includes(event.code) && event.ctrlKey === parts.includes('Ctrl') && event.altKey === parts.includes('Alt') &&
    event.shiftKey === parts.includes('Shift') && !event.metaKey
  )
}
const SPEAKS_IN_TEXT = /^(?:F\d{1,2}|Escape|Enter|NumpadEnter)$/
/** Keys that a text field needs for itself (signs, arrows, Delete, its own undo): they work only where no text is typed. */
export const belongsToText = (combo: string): boolean => {
  const parts = partsOf(combo)
  if (combo === 'Ctrl+Z') return true
  return !parts.includes('Ctrl') && !parts.includes('Alt') && !codesOf(parts.at(-1) as string).some((code) => SPEAKS_IN_TEXT.test(code))
}
