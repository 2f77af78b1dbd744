import { useEffect, useLayoutEffect, useRef } from 'react'
import { isCombo, belongsToText } from './key-combo.ts'

export type KeyRun = (event: KeyboardEvent) => void
/** With a label the key is listed in the help while it is active. */
export type KeyBinding = KeyRun | { label: string; run: KeyRun }
export type Action = { id: string; label: string; keys?: string; run: () => void }

type Layer = { modal: boolean; bindings: () => Readonly<Record<string, KeyBinding>> }
const layers: Layer[] = []
const actions = new Map<string, () => Action>()

/** The newest layer first; a modal one hides all that came before it. */
const reachable = (): Layer[] => {
  const floor = layers.findLastIndex((layer) => layer.modal)
  return layers.slice(Math.max(0, floor)).reverse()
}
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable) ||
  (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type))

const press = (event: KeyboardEvent): void => {
  if (event.defaultPrevented || event.isComposing || event.repeat) return
  for (const layer of reachable()) {
    for (const [combo, binding] of Object.entries(layer.bindings())) {
      if (!isCombo(combo, event) || (belongsToText(combo) && isTyping(event.target))) continue
      event.preventDefault()
      const run = typeof binding === 'function' ? binding : binding.run
      run(event)
      return
    }
  }
}
let listening = false
const listen = (): void => {
  if (listening) return
  listening = true
  window.addEventListener('keydown', press)
}

/**
 * Keys of a screen while it is mounted, e.g. `{ 'Ctrl+N': run, F8: { label, run } }`. The newest screen wins;
 * `modal` silences everything under it. Held keys do not repeat.
 */
export const useKeys = (bindings: Readonly<Record<string, KeyBinding>>, { enabled = true, modal = false }: { enabled?: boolean; modal?: boolean } = {}): void => {
  const latest = useRef(bindings)
  useLayoutEffect(() => { latest.current = bindings })
  useEffect(() => {
    if (!enabled) return
    listen()
    const layer: Layer = { modal, bindings: () => latest.current }
    layers.push(layer)
    return () => { layers.splice(layers.indexOf(layer), 1) }
  }, [enabled, modal])
}

/** An action for the palette, with its key if it has one. */
export const useAction = ({ id, label, keys, run, enabled = true }: Action & { enabled?: boolean }): void => {
  const latest = useRef<Action>({ id, label, run })
  useLayoutEffect(() => { latest.current = { id, label, run, ...(keys === undefined ? {} : { keys }) } })
  useEffect(() => {
    if (!enabled) return
    const mine = () => latest.current
    actions.set(id, mine)
    return () => { if (actions.get(id) === mine) actions.delete(id) }
  }, [id, enabled])
  useKeys(keys === undefined ? {} : { [keys]: { label, run: () => run() } }, { enabled: enabled && keys !== undefined })
}

/** What the palette offers now. */
export const actionsNow = (): Action[] => [...actions.values()].map((read) => read())

/** Keys that work now, each once, for the help. */
export const keysNow = (): { keys: string; label: string }[] => {
  const seen = new Map<string, string>()
  for (const layer of reachable()) {
    for (const [keys, binding] of Object.entries(layer.bindings())) {
      if (typeof binding !== 'function' && !seen.has(keys)) seen.set(keys, binding.label)
    }
  }
  return [...seen].map(([keys, label]) => ({ keys, label }))
}
