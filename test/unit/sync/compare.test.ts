import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareCopies, type Copies } from '../../../src/renderer/sync/compare.ts'
import { DELIVERY_STATES } from '../../../src/shared/delivery.ts'

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 8, minute)).toISOString()
const copies: fc.Arbitrary<Copies> = fc
  .record({
    commands: fc.uniqueArray(fc.record({ id: fc.nat(5).map((n) => `c${n}`), draftId: fc.option(fc.nat(4).map((n) => `d${n}`)) }), { selector: ({ id }) => id }),
    drafts: fc.uniqueArray(fc.record({ id: fc.nat(4).map((n) => `d${n}`), minute: fc.nat(3) }), { selector: ({ id }) => id }),
    storedCommands: fc.uniqueArray(fc.record({ id: fc.nat(5).map((n) => `c${n}`), state: fc.constantFrom(...DELIVERY_STATES), draftId: fc.option(fc.nat(4).map((n) => `d${n}`)) }), { selector: ({ id }) => id }),
    storedDrafts: fc.uniqueArray(fc.record({ id: fc.nat(4).map((n) => `d${n}`), minute: fc.nat(3) }), { selector: ({ id }) => id }),
    doubts: fc.array(fc.nat(5).map((n) => `c${n}`)),
    sequences: fc.shuffledSubarray(Array.from({ length: 12 }, (_, index) => index), { minLength: 12, maxLength: 12 }),
  })
  .map(({ commands, drafts, storedCommands, storedDrafts, doubts, sequences }) => ({
    journal: {
      commands: commands.map((command, index) => ({ ...command, sequence: sequences[index] as number })),
      drafts: drafts.map(({ id, minute }, index) => ({ id, updatedAt: at(minute), sequence: sequences[6 + index] as number })),
    },
    store: { commands: storedCommands, drafts: storedDrafts.map(({ id, minute }) => ({ id, updatedAt: at(minute) })) },
    doubts: new Set(doubts),
  }))
/** Both copies after the work was done. */
const agreed = ({ journal, store, doubts }: Copies): Copies => {
  const found = compareCopies({ journal, store, doubts })
  const has = (ids: readonly string[], id: string): boolean => ids.includes(id)
  const commands = [
    ...store.commands,
    ...journal.commands.filter(({ id }) => has(found.restoreCommands, id)).map(({ id, draftId }) => ({ id, draftId, state: 'unknown' as const })),
  ]
  const drafts = [
    ...store.drafts.filter(({ id }) => !has(found.dropDrafts, id) && !has(found.restoreDrafts, id)),
    ...journal.drafts.filter(({ id }) => has(found.restoreDrafts, id)).map(({ id, updatedAt }) => ({ id, updatedAt })),
  ]
  return {
    journal: {
      commands: [
        ...journal.commands.filter(({ id }) => !has(found.settle, id)),
        ...store.commands.filter(({ id }) => has(found.keepCommands, id)).map(({ id, draftId }, index) => ({ id, draftId, sequence: 100 + index })),
      ],
      drafts: [
        ...journal.drafts.filter(({ id }) => !has(found.gone, id)),
        ...store.drafts.filter(({ id }) => has(found.keepDrafts, id)).map(({ id, updatedAt }, index) => ({ id, updatedAt, sequence: 200 + index })),
      ],
    },
    store: { commands, drafts },
    doubts: new Set(),
  }
}

describe('two copies that were compared', () => {
  it('agree: a second look finds nothing to do', () => {
    fc.assert(fc.property(copies, (both) => {
      expect(compareCopies(agreed(both))).toEqual({ restoreCommands: [], restoreDrafts: [], dropDrafts: [], keepCommands: [], keepDrafts: [], settle: [], gone: [], lost: 0 })
    }), { numRuns: 1000 })
  })
  it('lose no command of the store, and no draft but one that became a command', () => {
    fc.assert(fc.property(copies, (both) => {
      const after = agreed(both).store
      for (const { id, state } of both.store.commands) expect(after.commands).toContainEqual(expect.objectContaining({ id, state }))
      for (const { id } of both.store.drafts) expect(after.drafts.some((draft) => draft.id === id) || after.commands.some(({ draftId }) => draftId === id)).toBe(true)
      for (const { id } of both.journal.drafts) expect(after.drafts.some((draft) => draft.id === id) || after.commands.some(({ draftId }) => draftId === id)).toBe(true)
    }), { numRuns: 1000 })
  })
  it('have no draft beside a command that came back from it, and never two such commands', () => {
    fc.assert(fc.property(copies, (both) => {
      const { restoreCommands } = compareCopies(both)
      const made = both.journal.commands.filter(({ id, draftId }) => draftId !== null && restoreCommands.includes(id)).map(({ draftId }) => draftId)
      expect(new Set(made).size).toBe(made.length)
      for (const draftId of made) {
        expect(both.store.commands.some((command) => command.draftId === draftId)).toBe(false)
        expect(agreed(both).store.drafts.some(({ id }) => id === draftId)).toBe(false)
      }
    }), { numRuns: 1000 })
  })
  it('keep the newer words of a draft', () => {
    const both: Copies = { journal: { commands: [], drafts: [{ id: 'd', sequence: 1, updatedAt: at(2) }] }, store: { commands: [], drafts: [{ id: 'd', updatedAt: at(1) }] }, doubts: new Set() }
    expect(compareCopies(both)).toMatchObject({ restoreDrafts: ['d'], lost: 0 })
    expect(compareCopies({ ...both, store: { commands: [], drafts: [{ id: 'd', updatedAt: at(3) }] } })).toMatchObject({ restoreDrafts: [], lost: 0 })
  })
  it('bring back a command as lost only when its draft is gone as well', () => {
    const journal = { commands: [{ id: 'c', sequence: 2, draftId: 'd' }], drafts: [] }
    expect(compareCopies({ journal, store: { commands: [], drafts: [] }, doubts: new Set() })).toMatchObject({ restoreCommands: ['c'], lost: 1 })
    expect(compareCopies({ journal, store: { commands: [], drafts: [{ id: 'd', updatedAt: at(1) }] }, doubts: new Set() })).toMatchObject({ restoreCommands: ['c'], dropDrafts: ['d'], lost: 0 })
    expect(compareCopies({ journal, store: { commands: [], drafts: [{ id: 'd', updatedAt: at(1) }] }, doubts: new Set(['c']) })).toMatchObject({ restoreCommands: [], settle: ['c'], keepDrafts: ['d'] })
  })
})
