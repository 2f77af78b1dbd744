// The one engine of every life cycle: a table of rows, asked what an action leads to. Data in, outcome out; no clock, no storage.

/** One row: from which states, by whom, to where. `guard` names a fact that must be true. */
export type Row<State extends string, Action extends string, Actor extends string, Guard extends string = string> = {
  from: readonly State[]
  action: Action
  by: readonly Actor[]
  /** `same` keeps the state: only facts change. */
  to: State | 'same'
  guard?: Guard
}

export type Advance<State extends string, Guard extends string = string> =
  | { allowed: true; to: State }
  | { allowed: false; reason: 'state' | 'actor' }
  | { allowed: false; reason: 'guard'; guard: Guard }

/**
 * Where `action` by `actor` leads from `state`, or why it may not be done. The first row that fits wins;
 * with several rows for one action the guard tells them apart. `facts` holds the guards that are true.
 */
export const advance = <State extends string, Action extends string, Actor extends string, Guard extends string>(
  table: readonly Row<State, Action, Actor, Guard>[],
  state: State,
  action: Action,
  actor: Actor,
  facts: ReadonlySet<Guard>,
): Advance<State, Guard> => {
  const fromHere = table.filter((row) => row.action === action && row.from.includes(state))
  if (fromHere.length === 0) return { allowed: false, reason: 'state' }
  const mine = fromHere.filter((row) => row.by.includes(actor))
  if (mine.length === 0) return { allowed: false, reason: 'actor' }
  const row = mine.find(({ guard }) => guard === undefined || facts.has(guard))
  if (row) return { allowed: true, to: row.to === 'same' ? state : row.to }
  return { allowed: false, reason: 'guard', guard: mine[0]?.guard as Guard }
}
