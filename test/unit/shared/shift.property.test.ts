// The arithmetic of a shift: whatever happens in whatever order, every call is counted once and the sum holds; what is missing never adds up.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callsOf, countCalls, judgeShift, standingOf, sumOf, type JournalledCall, type PlatformWord, type ShiftRecord, type ShiftSources, type StoredCall } from '../../../src/shared/shift.ts'
import { advanceDelivery, type DeliveryEvent, type DeliveryState } from '../../../src/shared/delivery.ts'

type Row = { id: string; order: number; replaces: string | null; state: DeliveryState }
/** A seat as far as counting goes: rows change by the delivery table only, corrections are rows that replace a refused one. */
const play = (steps: readonly { what: 'call' | 'correct' | DeliveryEvent; at: number }[]) => {
  const rows: Row[] = []
  let calls = 0
  const add = (replaces: string | null): void => void rows.push({ id: `c${rows.length}`, order: rows.length, replaces, state: 'queued' })
  for (const { what, at } of steps) {
    const row = rows.length === 0 ? undefined : rows[at % rows.length]
    if (what === 'call' || row === undefined) {
      calls += 1
      add(null)
    } else if (what === 'correct') {
      const hasHeir = rows.some(({ replaces, state }) => replaces === row.id && state !== 'withdrawn')
      if (row.state === 'needs-attention' && !hasHeir) add(row.id)
    } else {
      const next = advanceDelivery(row.state, what)
      if (next.allowed) row.state = next.to
      // an accepted correction takes what it corrects back
      if (row.state === 'done') for (let old = rows.find(({ id }) => id === row.replaces); old !== undefined; old = rows.find(({ id }) => id === old?.replaces)) if (advanceDelivery(old.state, 'withdraw').allowed) old.state = 'withdrawn'
    }
  }
  return { rows, calls }
}
const EVENTS = ['attempt', 'receipt', 'refusal', 'no-answer', 'not-sent', 'restart', 'fate-accepted', 'fate-rejected', 'fate-unknown', 'withdraw'] as const
const steps = fc.array(fc.record({ what: fc.constantFrom('call' as const, 'call' as const, 'correct' as const, 'correct' as const, ...EVENTS, 'attempt' as const, 'refusal' as const), at: fc.nat(30) }), { maxLength: 120 })
const recordOf = ({ state, ...row }: Row): ShiftRecord => ({ ...row, standing: standingOf(state) })
const storedOf = (row: Row): StoredCall => ({ ...recordOf(row), state: 'whole', hasReceipt: row.state === 'done' })
const sourcesOf = (rows: readonly Row[]): ShiftSources => ({
  stored: rows.map(storedOf), journalled: rows.map(({ id, order, replaces }): JournalledCall => ({ id, order, replaces })), journalDamage: 0,
  platform: new Map(rows.filter(({ state }) => state === 'done').map(({ id }): [string, PlatformWord] => [id, 'accepted'])),
})

describe('the sum of a shift', () => {
  it('holds after any interleaving of calls, answers, corrections, withdrawals and restarts, and each call is one', () => {
    fc.assert(fc.property(steps, (taken) => {
      const { rows, calls } = play(taken)
      const counts = countCalls(callsOf(rows.map(recordOf)))
      expect(counts.recorded).toBe(calls)
      expect(sumOf(counts)).toBe(calls)
      expect(counts.accepted).toBeGreaterThanOrEqual(rows.filter(({ state, replaces }) => state === 'done' && replaces === null).length)
    }), { numRuns: 1000 })
  })
  it('does not depend on the order in which rows are read, nor on rows that are named twice', () => {
    fc.assert(fc.property(steps, fc.infiniteStream(fc.nat()), (taken, chance) => {
      const records = play(taken).rows.map(recordOf)
      const shuffled = [...records, ...records].map((record) => ({ record, key: chance.next().value })).sort((left, right) => left.key - right.key).map(({ record }) => record)
      expect(countCalls(callsOf(shuffled))).toEqual(countCalls(callsOf(records)))
    }), { numRuns: 300 })
  })
  it('of three sources that agree has no mismatch', () => {
    fc.assert(fc.property(steps, (taken) => {
      const { rows, calls } = play(taken)
      const judged = judgeShift(sourcesOf(rows))
      expect(judged).toMatchObject({ agrees: true, mismatches: [], counts: { recorded: calls } })
      expect(judged.found).toEqual({ store: calls, journal: calls, platform: judged.counts.accepted })
    }), { numRuns: 300 })
  })
  it('survives no single lost or broken record unseen: its id is named first', () => {
    const spoils = ['store', 'unreadable', 'changed', 'journal', 'receipt', 'platform', 'content'] as const
    fc.assert(fc.property(steps, fc.constantFrom(...spoils), fc.nat(), (taken, spoil, chance) => {
      const { rows } = play(taken)
      const done = rows.filter(({ state }) => state === 'done')
      const candidates = ['receipt', 'platform', 'content'].includes(spoil) ? done : rows
      fc.pre(candidates.length > 0)
      const { id } = candidates[chance % candidates.length]!
      const whole = sourcesOf(rows)
      const stored = whole.stored.flatMap((row): StoredCall[] => {
        if (row.id !== id) return [row]
        if (spoil === 'store') return []
        if (spoil === 'unreadable' || spoil === 'changed') return [{ ...row, state: spoil }]
        return [{ ...row, hasReceipt: spoil === 'receipt' ? false : row.hasReceipt }]
      })
      const platform = new Map(whole.platform)
      if (spoil === 'platform') platform.set(id, 'unknown')
      if (spoil === 'content') platform.set(id, 'other-content')
      const judged = judgeShift({ ...whole, stored, platform, journalled: whole.journalled.filter((record) => spoil !== 'journal' || record.id !== id) })
      expect(judged.agrees).toBe(false)
      expect(judged.mismatches[0]?.id).toBe(id)
      const alone = callsOf(rows.map(recordOf)).find(({ ids }) => ids.includes(id))?.ids.length === 1
      if (alone && ['store', 'unreadable', 'changed'].includes(spoil)) expect(sumOf(judged.counts)).toBe(judged.counts.recorded - 1)
    }), { numRuns: 500 })
  })
  it('counts what was handed to a coordinator on its own line', () => {
    expect(standingOf('needs-attention', true)).toBe('handedOver')
    expect(standingOf('withdrawn', true)).toBe('handedOver')
    expect(standingOf('done', true)).toBe('accepted')
  })
  it('is not trusted where the journal was damaged', () => {
    expect(judgeShift({ stored: [], journalled: [], journalDamage: 1, platform: null }).agrees).toBe(false)
  })
})
