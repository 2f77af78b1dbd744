import { expect, it } from 'vitest'
import { belongsToText, isCombo, type KeyFacts } from '../../../src/renderer/ui/key-combo.ts'

const press = (code: string, ...held: ('ctrl' | 'alt' | 'shift' | 'meta')[]): KeyFacts => ({
  code, ctrlKey: held.includes('ctrl'), altKey: held.includes('alt'), shiftKey: held.includes('shift'), metaKey: held.includes('meta'),
})

it.each([
  // in the Russian layout the key of N types «т»: only its place counts
  ['Ctrl+N', press('KeyN', 'ctrl'), true],
  ['Ctrl+N', press('KeyN', 'ctrl', 'shift'), false],
  ['Ctrl+N', press('KeyN', 'ctrl', 'meta'), false],
  ['Ctrl+Shift+N', press('KeyN', 'ctrl', 'shift'), true],
  ['Ctrl+Enter', press('NumpadEnter', 'ctrl'), true],
  ['1', press('Digit1'), true],
  ['1', press('Numpad1'), true],
  ['Alt+0', press('Digit0', 'alt'), true],
  ['?', press('Slash', 'shift'), true],
  ['?', press('Slash'), false],
  ['/', press('Slash'), true],
  ['Slash', press('Slash'), true],
  ['F8', press('F8'), true],
  ['F8', press('F8', 'shift'), false],
  ['Esc', press('Escape'), true],
  ['Escape', press('Escape'), true],
])('%s is pressed by %o: %s', (combo, event, wanted) => {
  expect(isCombo(combo, event)).toBe(wanted)
})

it.each([
  ['1', true], ['/', true], ['?', true], ['Slash', true], ['Delete', true], ['↓', true], ['Space', true],
  ['F8', false], ['Esc', false], ['Enter', false], ['Ctrl+N', false], ['Alt+1', false], ['Ctrl+Shift+N', false],
])('%s belongs to the text while one is typed: %s', (combo, wanted) => {
  expect(belongsToText(combo)).toBe(wanted)
})
