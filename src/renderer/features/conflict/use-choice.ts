import { useMemo, useState } from 'react'
import { chooseAll, chooseRow, conflictOf, decisionOf, unseen, type Choice, type Conflict, type ConflictSides, type Mine, type Side } from '../../../shared/conflict/rows.ts'
import type { ConflictField } from '../../../shared/conflict/fields.ts'
import { DEFAULT_LIFECYCLE } from '../../../shared/contract/lifecycle.ts'
import type { ConflictView } from '../../../shared/workspace.ts'
import { useWorkspace } from '../../workspace.ts'

export type Choosing = {
  conflict: Conflict
  choice: Choice
  decision: Mine | null
  /** The row under the cursor. */
  at: ConflictField | undefined
  /** Rows that both changed and nobody has looked at. */
  unseen: readonly ConflictField[]
  step: (by: 1 | -1) => void
  goTo: (field: ConflictField) => void
  /** The row under the cursor, or the named one. */
  choose: (side: Side, field?: ConflictField) => void
  chooseAll: (side: Side) => void
}

/** One person's choice about one conflict, from the first proposal to what they keep. */
export const useChoice = (view: ConflictView): Choosing => {
  const { me, dictionary } = useWorkspace()
  const [opened] = useState(() => Date.now())
  const sides = useMemo<ConflictSides>(() => {
    const roles = me.memberships.find(({ cabinet }) => cabinet.id === view.cabinetId)?.roles ?? []
    return { was: view.was, mine: { action: view.action, payload: view.payload }, now: view.now, facts: { actor: { id: me.id, cabinetId: view.cabinetId, roles }, cabinets: dictionary.cabinets, lifecycle: DEFAULT_LIFECYCLE, now: new Date(opened) } }
  }, [view, me, dictionary, opened])
  const conflict = useMemo(() => conflictOf(sides), [sides])
  const { rows } = conflict
  const [choice, setChoice] = useState(conflict.first)
  const [at, setAt] = useState(() => (rows.find(({ mustLook }) => mustLook) ?? rows[0])?.field)
  const [looked, setLooked] = useState<ReadonlySet<ConflictField>>(() => new Set(at === undefined ? [] : [at]))
  const goTo = (field: ConflictField) => {
    setAt(field)
    setLooked((before) => new Set([...before, field]))
  }
  return {
    conflict, choice, at, unseen: unseen(conflict, looked), decision: decisionOf(sides, conflict, choice), goTo,
    step: (by) => {
      const next = rows[Math.min(rows.length - 1, Math.max(0, rows.findIndex(({ field }) => field === at) + by))]
      if (next !== undefined) goTo(next.field)
    },
    choose: (side, field = at) => {
      if (field === undefined) return
      goTo(field)
      setChoice((before) => chooseRow(sides, rows, before, field, side))
    },
    chooseAll: (side) => {
      setLooked(new Set(rows.map(({ field }) => field)))
      setChoice(chooseAll(rows, side))
    },
  }
}
