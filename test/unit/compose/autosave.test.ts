import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fail, ok, type Result } from '../../../src/shared/errors.ts'
import type { Draft } from '../../../src/shared/contract/draft.ts'
import { createAutosave, type SaveState } from '../../../src/renderer/features/compose/autosave.ts'
import { draftWith } from './draft-facts.ts'

type Answer = Result<{ savedAt: string }>
const SAVED: Answer = ok({ savedAt: '2026-03-10T08:22:07.000Z' })
const textOf = (text: string): Draft => draftWith({ appeal: { text } })

const bench = () => {
  const written: string[] = []
  const told: SaveState['kind'][] = []
  const waiting: ((answer: Answer) => void)[] = []
  const autosave = createAutosave({
    write: (draft) => {
      written.push(draft.appeal.text)
      return new Promise((resolve) => { waiting.push(resolve) })
    },
    tell: ({ kind }) => told.push(kind),
  })
  const answer = async (value: Answer) => {
    waiting.shift()?.(value)
    await vi.advanceTimersByTimeAsync(0)
  }
  return { autosave, written, told, waiting, answer }
}

describe('autosave', () => {
  beforeEach(() => { vi.useFakeTimers() })
  afterEach(() => { vi.useRealTimers() })

  it('saves the newest text once the keys rest', async () => {
    const { autosave, written, told, answer } = bench()
    for (const text of ['С', 'Сн', 'Сне', 'Снег']) autosave.edit(textOf(text))
    await vi.advanceTimersByTimeAsync(499)
    expect(written).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    await answer(SAVED)
    expect([written, told]).toEqual([['Снег'], ['saved']])
  })
  it('never runs two saves at once, and the newest text wins', async () => {
    const { autosave, written, waiting, answer } = bench()
    autosave.edit(textOf('a'))
    void autosave.flush()
    autosave.edit(textOf('b'))
    autosave.edit(textOf('c'))
    const done = autosave.flush()
    expect([written, waiting.length]).toEqual([['a'], 1])
    await answer(SAVED)
    expect([written, waiting.length]).toEqual([['a', 'c'], 1])
    await answer(SAVED)
    expect(await done).toBe(true)
  })
  it('says «saving» only when a save lasts', async () => {
    const { autosave, told, answer } = bench()
    autosave.edit(textOf('a'))
    void autosave.flush()
    await vi.advanceTimersByTimeAsync(299)
    expect(told).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    await answer(SAVED)
    expect(told).toEqual(['saving', 'saved'])
  })
  it('keeps the text of a failed save and saves it when asked again', async () => {
    const { autosave, written, told, answer } = bench()
    autosave.edit(textOf('a'))
    const first = autosave.flush()
    await answer(fail('E-DISK'))
    expect(await first).toBe(false)
    const again = autosave.flush()
    await answer(SAVED)
    expect(await again).toBe(true)
    expect([written, told]).toEqual([['a', 'a'], ['failed', 'saved']])
  })
  it('prefers what was typed since over what failed', async () => {
    const { autosave, written, answer } = bench()
    autosave.edit(textOf('a'))
    void autosave.flush()
    autosave.edit(textOf('b'))
    await answer(fail('E-DB'))
    void autosave.flush()
    expect(written).toEqual(['a', 'b'])
  })
  it('writes nothing after the draft was sent', async () => {
    const { autosave, written } = bench()
    autosave.edit(textOf('a'))
    autosave.stop()
    await vi.advanceTimersByTimeAsync(1000)
    autosave.edit(textOf('b'))
    expect(await autosave.flush()).toBe(true)
    expect(written).toEqual([])
  })

  it('is never two seconds behind who types without a pause', async () => {
    const { autosave, written, answer } = bench()
    for (let typed = 1; typed <= 20; typed += 1) {
      autosave.edit(textOf('я'.repeat(typed)))
      await vi.advanceTimersByTimeAsync(100)
      await answer(SAVED)
    }
    expect(written).toEqual(['я'.repeat(15)])
  })
})
