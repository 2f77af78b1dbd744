// The two copies that one operator's work lies in, in the seeded world: the store and the journal, and what may happen to either.
import { compareCopies } from '../../../src/renderer/sync/compare.ts'
import type { OutboxRow } from '../../../src/renderer/sync/ports.ts'
import type { Fault } from './laws.ts'

/** Ways in which the keeping of two copies could be wrong. */
export type Keeping = {
  journalSkipped?: boolean
  /** Nothing binds a sealed row to its place. */
  noAad?: boolean
  /** Writes are called done before the disk has them. */
  relaxed?: boolean
  /** The word «Сохранено» does not wait for the store, nor for the journal. */
  toldFirst?: boolean
  /** What came back from the journal counts as never sent. */
  freshAgain?: boolean
  /** The gateway sends whatever comes under whoever is signed in. */
  anyToken?: boolean
}
export type Copies = ReturnType<typeof createCopies>

const isOver = ({ state }: OutboxRow): boolean => state === 'done' || state === 'withdrawn'

export const createCopies = (keeping: Keeping, happened: (fault: Fault) => void) => {
  const rows = new Map<string, OutboxRow>()
  const payloads = new Map<string, object>()
  const journal = new Map<string, { sequence: number; row: OutboxRow; payload: object }>()
  /** Rows that were over when their store was lost. */
  const archive = new Map<string, OutboxRow>()
  let unsynced: (() => void)[] = []
  let lastSequence = 0
  let areAgreed = true

  const writeStore = (row: OutboxRow): void => {
    rows.set(row.id, row)
    if (keeping.relaxed === true) unsynced.push(() => rows.delete(row.id))
  }
  const writeJournal = (row: OutboxRow): void => {
    if (keeping.journalSkipped === true) return
    journal.set(row.id, { sequence: (lastSequence += 1), row, payload: payloads.get(row.id)! })
    if (keeping.relaxed === true) unsynced.push(() => journal.delete(row.id))
  }
  const loseStore = (): void => {
    happened('store lost')
    for (const row of rows.values()) if (isOver(row)) archive.set(row.id, row)
    rows.clear()
  }
  const loseJournal = (): void => {
    happened('journal lost')
    journal.clear()
  }
  const swapRows = (): void => {
    const [first, second] = [...rows.values()].filter((row) => !isOver(row))
    if (first === undefined || second === undefined) return
    happened('rows swapped')
    const [mine, theirs] = [payloads.get(first.id)!, payloads.get(second.id)!]
    payloads.set(first.id, theirs)
    payloads.set(second.id, mine)
    if (keeping.noAad === true) return
    // what lies in a foreign place does not open: both rows are put into quarantine
    for (const id of [first.id, second.id]) rows.delete(id)
  }
  return {
    rows, payloads, journal, archive, writeStore, writeJournal,
    /** What a power cut may do beyond a kill. One copy at a time: both are whole again before the next. */
    rob: (roll: number): void => {
      if ((roll * 8) % 1 < 0.5) {
        happened('power cut')
        for (const undo of unsynced.splice(0)) undo()
      }
      if (!areAgreed) return
      areAgreed = false
      const act = [loseStore, loseJournal, swapRows][Math.floor(roll * 8)]
      act?.()
    },
    /** As the worker does at every opening, step by step: the process may die between any two. */
    agree: function* (): Generator<void> {
      areAgreed = false
      const found = compareCopies({
        journal: { commands: [...journal].map(([id, { sequence }]) => ({ id, sequence, draftId: null })), drafts: [] },
        store: { commands: [...rows.values()].map(({ id, state }) => ({ id, state, draftId: null })), drafts: [] },
        doubts: new Set(),
      })
      for (const id of found.restoreCommands) {
        const kept = journal.get(id)!
        payloads.set(id, kept.payload)
        rows.set(id, { ...kept.row, state: 'unknown', attempts: keeping.freshAgain === true ? 0 : 1 })
        yield
      }
      for (const id of found.settle) {
        journal.delete(id)
        yield
      }
      for (const id of found.keepCommands) {
        writeJournal(rows.get(id)!)
        yield
      }
      unsynced = []
      areAgreed = true
    },
  }
}
