// Two people decided about one message: what was, what one of them wants, what stands now, row by row; and what a person's choice makes of it.
// Never merges by itself: a row where both differ begins with one's own and must be looked at. Pure.
import { judgeAct, type ActVerdict } from '../act.ts'
import { ACTION_PAYLOADS, type ActionName } from '../contract/actions.ts'
import type { Message, MessageEvent } from '../contract/message.ts'
import type { ActingFacts } from '../pending.ts'
import { ACTION_FIELDS, carriedValue, CONFLICT_FIELDS, groupOf, heldValue, isHeld, withCarried, type ConflictField, type Value } from './fields.ts'

export type Side = 'mine' | 'theirs'
export type ConflictRow = {
  field: ConflictField
  was: Value
  mine: Value
  theirs: Value
  /** Which of the two changed it; one that did not is shown as «не меняли». */
  changed: { mine: boolean; theirs: boolean }
  /** Both changed it and not to the same. */
  clash: boolean
  /** Has to be under the eyes of a person before the decision is taken. */
  mustLook: boolean
  /** What my command does not carry stays as it is on the platform. */
  choosable: boolean
  /** Rows that are chosen together. */
  group: string
}
export type Choice = Readonly<Partial<Record<ConflictField, Side>>>
export type Mine = { action: ActionName; payload: unknown }
/** `mine` refused: the present state does not allow it any more, `why` says what is in the way; `gone`: it is out of this person's sight. */
export type Conflict = { rows: ConflictRow[]; first: Choice; mine: ActVerdict | { allowed: false; why: 'gone' }; events: MessageEvent[] }
export type ConflictSides = { was: Message; mine: Mine; /** Null: it is no longer in sight of this person. */ now: Message | null; facts: ActingFacts }

const same = (left: Value, right: Value): boolean =>
  left === right || (typeof left === 'string' && typeof right === 'string' && isInstant(left) && isInstant(right) && Date.parse(left) === Date.parse(right))
const isInstant = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T/.test(text)

/** What happened on the platform since: histories only grow. */
const eventsSince = (was: Message, now: Message): MessageEvent[] => now.history.slice(was.history.length)
const toldSince = (events: readonly MessageEvent[], action: ActionName, field: ConflictField): Value =>
  events.findLast((event) => event.comment !== null && (field === 'comment' || event.action === action))?.comment ?? null

const mineOf = (field: ConflictField, { was, mine: { action, payload }, facts }: ConflictSides): Value => {
  const { carries, says } = ACTION_FIELDS[action]
  const before = heldValue(was, field)
  if (says?.field === field) {
    if (says.field !== 'status') return says.value
    const to = judgeAct(was, action, facts.actor, facts)
    return to.allowed ? to.to.slice(to.to.indexOf('/') + 1) : before
  }
  const path = carries[field]
  const carried = path === undefined ? undefined : carriedValue(payload, path)
  // nothing said of the cabinet or the category keeps what the message has
  return carried === undefined || (carried === null && action === 'accept' && field !== 'fact') ? before : carried
}

type Cells = Pick<ConflictRow, 'field' | 'was' | 'mine' | 'theirs' | 'changed' | 'choosable' | 'group'>
const cellsOf = (field: ConflictField, sides: ConflictSides, now: Message, events: readonly MessageEvent[]): Cells => {
  const { action } = sides.mine
  const { carries, says } = ACTION_FIELDS[action]
  const isMine = carries[field] !== undefined || says?.field === field
  const was = heldValue(sides.was, field)
  const mine = mineOf(field, sides)
  const theirs = isHeld(field) ? heldValue(now, field) : isMine ? toldSince(events, action, field) : null
  return { field, was, mine, theirs, changed: { mine: !same(mine, was), theirs: !same(theirs, was) }, choosable: isMine, group: groupOf(action, field) }
}
/** Half of a category or of a reply is none: what is chosen together clashes together. */
const isClash = ({ mine, theirs, choosable, group }: Cells, all: readonly Cells[]): boolean => {
  const members = all.filter((cells) => cells.group === group && !same(cells.mine, cells.theirs))
  return choosable && !same(mine, theirs) && members.some(({ changed }) => changed.mine) && members.some(({ changed }) => changed.theirs)
}

/** One's own of a group stands first as soon as one row of it was changed by oneself to something else. */
const firstChoice = (rows: readonly ConflictRow[]): Choice => {
  const own = new Set(rows.filter(({ choosable, changed, mine, theirs }) => choosable && changed.mine && !same(mine, theirs)).map(({ group }) => group))
  return Object.fromEntries(rows.map(({ field, group, choosable }) => [field, choosable && own.has(group) ? 'mine' : 'theirs']))
}

/** The rows that somebody changed, with the choice to begin with. */
export const conflictOf = (sides: ConflictSides): Conflict => {
  const { was, mine: { action }, facts } = sides
  const now = sides.now ?? was
  const mine = sides.now === null ? ({ allowed: false, why: 'gone' } as const) : judgeAct(now, action, facts.actor, facts)
  const events = eventsSince(was, now)
  const said = ACTION_FIELDS[action].says?.field
  const aim = judgeAct(was, action, facts.actor, facts)
  const isWhereBothLead = ({ field, theirs }: Cells): boolean => field === 'status' && said !== 'status' && aim.allowed && aim.to.endsWith(`/${theirs}`)
  const all = CONFLICT_FIELDS.map((field) => cellsOf(field, sides, now, events)).filter((cells) => (cells.changed.mine || cells.changed.theirs) && !isWhereBothLead(cells))
  const rows = all.map((cells): ConflictRow => {
    const clash = isClash(cells, all)
    // agreeing to what has become another thing is no sole change: whoever decides sees what it is now
    const mustLook = mine.allowed && (clash || (cells.field === said && cells.changed.mine && !same(cells.mine, cells.theirs)))
    return { ...cells, clash, mustLook, choosable: mine.allowed && cells.choosable }
  })
  return { rows, first: firstChoice(rows), mine, events }
}

const choicesOf = (rows: readonly ConflictRow[], side: Side): Choice => Object.fromEntries(rows.map(({ field, choosable }) => [field, choosable ? side : 'theirs']))
/** «Всё моё», «Всё с платформы». */
export const chooseAll = choicesOf

const isOwnChosen = (rows: readonly ConflictRow[], choice: Choice): boolean =>
  rows.some(({ field, choosable, mine, theirs }) => choosable && choice[field] === 'mine' && !same(mine, theirs))
/** What the command would carry: theirs wherever mine was not chosen. */
const mergedPayload = (sides: ConflictSides, rows: readonly ConflictRow[], choice: Choice): unknown => {
  const { action, payload } = sides.mine
  let merged = payload
  for (const [field, path] of Object.entries(ACTION_FIELDS[action].carries) as [ConflictField, readonly string[]][]) {
    const row = rows.find((candidate) => candidate.field === field)
    // unchanged by both: what I said of it still says what stands there
    if (row === undefined) continue
    // their words stay in the history of the message: they are not said again under another name
    if (choice[field] !== 'mine') merged = withCarried(merged, path, isHeld(field) ? row.theirs : null)
  }
  return merged
}
const fits = (action: ActionName, payload: unknown): boolean => ACTION_PAYLOADS[action].safeParse(payload).success

/**
 * One row chosen, with those that go with it. A choice that leaves no whole command (an executor who is nobody) takes the other rows along:
 * theirs means nothing of mine is left, mine brings back what the command cannot do without.
 */
export const chooseRow = (sides: ConflictSides, rows: readonly ConflictRow[], choice: Choice, field: ConflictField, side: Side): Choice => {
  const row = rows.find((candidate) => candidate.field === field)
  if (row === undefined || !row.choosable) return choice
  const chosen: Choice = { ...choice, ...Object.fromEntries(rows.filter(({ group, choosable }) => choosable && group === row.group).map((member) => [member.field, side])) }
  if (!isOwnChosen(rows, chosen) || fits(sides.mine.action, mergedPayload(sides, rows, chosen))) return chosen
  if (side === 'theirs') return choicesOf(rows, 'theirs')
  const whole: Choice = { ...chosen, ...Object.fromEntries(rows.filter(({ choosable, theirs }) => choosable && theirs === null).map((member) => [member.field, 'mine' as const])) }
  return fits(sides.mine.action, mergedPayload(sides, rows, whole)) ? whole : choicesOf(rows, 'mine')
}

/** The command that makes the choice true on the present version, or null when all of it is there already. */
export const decisionOf = (sides: ConflictSides, { rows, mine }: Conflict, choice: Choice): Mine | null => {
  if (!mine.allowed || !isOwnChosen(rows, choice)) return null
  const payload = mergedPayload(sides, rows, choice)
  return { action: sides.mine.action, payload: fits(sides.mine.action, payload) ? payload : sides.mine.payload }
}

/** Rows that nobody has looked at yet, of those that have to be. */
export const unseen = ({ rows }: Conflict, looked: ReadonlySet<ConflictField>): ConflictField[] => rows.filter(({ field, mustLook }) => mustLook && !looked.has(field)).map(({ field }) => field)
/** What a row comes to. */
export const chosenValue = ({ field, mine, theirs }: ConflictRow, choice: Choice): Value => (choice[field] === 'mine' ? mine : theirs)
