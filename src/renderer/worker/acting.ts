// Decisions about messages that exist: queued on the version that was on the screen, laid over what is shown until the platform has them,
// taken back within ten seconds, and decided anew after a conflict.
import { judgeAct } from '../../shared/act.ts'
import { ACTION_PAYLOADS, actionOfType, commandTypeOf, type ActionName } from '../../shared/contract/actions.ts'
import { DEFAULT_LIFECYCLE } from '../../shared/contract/lifecycle.ts'
import type { Message } from '../../shared/contract/message.ts'
import { conflictOf, decisionOf, type Choice, type ConflictSides } from '../../shared/conflict/rows.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'

import { withPending, type ActingFacts } from '../../shared/pending.ts'
import type { ActRequest, ConflictView, PendingMark } from '../../shared/workspace.ts'
import { UNDO_WINDOW_MS } from '../sync/plan.ts'
import type { CommandLookup } from './data/command-memory.ts'
import type { Facts } from './data/facts.ts'
import type { History } from './data/history.ts'
import type { CommandBody, Outbox } from './data/outbox.ts'
import type { About, Queued } from './data/stored-rows.ts'
import { isPendingOver, isUndecided } from './data/standing.ts'

export type Acting = {
  /** E-NOT-FOUND: out of sight. E-CONFLICT: an earlier decision about it waits for its author. E-FORBIDDEN, E-VALIDATION: never offered by a screen. */
  act: (request: ActRequest) => Promise<Result<{ id: string; until: number }>>
  /** E-LOCKED-SENT: it is on its way. */
  undo: (id: string) => Promise<Result<null>>
  /** Decisions that may still be taken back, newest first. */
  undoable: () => PendingMark[]
  /** A message as the screen shows it: own decisions laid over what the platform has. */
  overlaid: (message: Message) => { message: Message; pending: PendingMark[]; conflictId: string | null }
  /** Undecided conflicts by the time of intake, each with the freshest state of its message. */
  conflicts: () => Promise<ConflictView[]>
  countConflicts: () => number
  /** What stays: a new command on that version, or nothing of one's own (`id` null). E-CONFLICT: the message moved again, look anew. */
  decide: (id: string, version: number | null, choice: Choice) => Promise<Result<{ id: string | null }>>
}
export type ActingParts = { commands: ReadonlyMap<string, Queued>; lookup: Pick<CommandLookup, 'ofMessage'>; outbox: Outbox; history: Pick<History, 'read' | 'versionOf'>; facts: Facts; now: () => number; offlineSince: () => number | null }

const mayDo = (message: Message, action: ActionName, facts: ActingFacts): boolean => judgeAct(message, action, facts.actor, facts).allowed
const actionOf = ({ frozen }: Queued): ActionName | undefined => actionOfType(frozen.command.type)

export const createActing = ({ commands, lookup, outbox, history, facts, now, offlineSince }: ActingParts): Acting => {
  const factsIn = (cabinetId: number): ActingFacts => {
    const me = facts.me()
    const roles = me?.memberships.find(({ cabinet }) => cabinet.id === cabinetId)?.roles ?? []
    return { actor: { id: me?.id ?? '', cabinetId, roles }, cabinets: facts.dictionary()?.cabinets ?? [], lifecycle: DEFAULT_LIFECYCLE, now: new Date(now()) }
  }
  const names = () => ({ people: facts.dictionary()?.people ?? [] })
  const markOf = (queued: Queued): PendingMark => {
    const { frozen, progress } = queued
    const mayUndo = progress.state === 'queued' && progress.attempts === 0
    return {
      id: frozen.command.id, action: actionOf(queued) as ActionName, messageId: frozen.about?.shown.id ?? '', number: frozen.about?.shown.number ?? 0, state: progress.state, at: frozen.queuedAt,
      undoUntil: mayUndo ? frozen.notBefore : null,
    }
  }
  const pendingOver = ({ id, version }: Message): Queued[] => lookup.ofMessage(id).filter((queued) => isPendingOver(queued, version))
  const isConflict = (queued: Queued): boolean => queued.progress.failure?.code === 'E-CONFLICT' && isUndecided(commands, queued)
  const undecided = (): Queued[] => [...commands.values()].filter(isConflict)
  const queue = (action: ActionName, payload: unknown, cabinetId: number, version: number, about: About) =>
    outbox.enqueue({ type: commandTypeOf(action), cabinetId, base: { entity: 'message', id: about.shown.id, version }, payload } as unknown as CommandBody, null, {
      decided: { about, notBefore: now() + UNDO_WINDOW_MS },
    })

  /** The newest that is known: what came with the refusal, or what was pulled since. */
  const freshest = async ({ frozen, progress }: Queued): Promise<Message | null> => {
    const told = progress.conflict?.now ?? null
    const pulled = await history.read(frozen.about?.shown.id ?? '')
    if (pulled !== null && pulled.version > (told?.version ?? frozen.about?.shown.version ?? 0)) return pulled
    return told
  }
  const viewOf = async (queued: Queued): Promise<ConflictView> => {
    const { frozen, progress } = queued
    const about = frozen.about as About
    return {
      id: frozen.command.id, action: actionOf(queued) as ActionName, payload: frozen.command.payload, cabinetId: frozen.command.cabinetId, was: about.shown, now: await freshest(queued),
      queuedAt: frozen.queuedAt, foundAt: progress.conflict?.at ?? null, offlineSince: about.offlineSince,
    }
  }

  return {
    act: async ({ shown, action, payload, cabinetId }) => {
      if (history.versionOf(shown.id) === undefined) return fail('E-NOT-FOUND')
      const own = lookup.ofMessage(shown.id)
      if (own.some(isConflict)) return fail('E-CONFLICT')
      const parsed = ACTION_PAYLOADS[action].safeParse(payload)
      if (!parsed.success) return fail('E-VALIDATION')
      if (!mayDo(shown, action, factsIn(cabinetId))) return fail('E-FORBIDDEN')
      const follows = own.filter((queued) => isPendingOver(queued, shown.version)).at(-1)?.frozen.command.id ?? null
      const queued = await queue(action, parsed.data, cabinetId, shown.version, { shown, follows, replaces: null, offlineSince: offlineSince() })
      return queued.ok ? ok({ id: queued.value.frozen.command.id, until: now() + UNDO_WINDOW_MS }) : queued
    },
    undo: (id) => outbox.takeBack(id, ({ frozen, progress }) => frozen.about !== null && progress.state === 'queued' && progress.attempts === 0),
    undoable: () =>
      [...commands.values()].filter(({ frozen, progress }) => frozen.about !== null && progress.state === 'queued' && progress.attempts === 0 && (frozen.notBefore ?? 0) > now()).map(markOf).reverse(),
    overlaid: (message) => {
      const pending = pendingOver(message)
      const shown = pending.reduce((seen, queued) => {
        const { command, queuedAt } = queued.frozen
        return withPending(seen, { action: actionOf(queued) as ActionName, payload: command.payload, at: queuedAt }, factsIn(command.cabinetId), names())
      }, message)
      const open = lookup.ofMessage(message.id).find(isConflict)
      return { message: shown, pending: pending.map(markOf), conflictId: open?.frozen.command.id ?? null }
    },
    conflicts: () => Promise.all(undecided().map(viewOf)),
    countConflicts: () => undecided().length,
    decide: async (id, version, choice) => {
      const queued = commands.get(id)
      if (queued === undefined || !isConflict(queued)) return fail('E-LOCKED-SENT')
      const view = await viewOf(queued)
      if ((view.now?.version ?? null) !== version) return fail('E-CONFLICT')
      const sides: ConflictSides = { was: view.was, mine: { action: view.action, payload: view.payload }, now: view.now, facts: factsIn(view.cabinetId) }
      const decision = decisionOf(sides, conflictOf(sides), choice)
      if (decision === null || view.now === null) {
        const gone = await outbox.takeBack(id, ({ progress }) => progress.state === 'needs-attention')
        return gone.ok ? ok({ id: null }) : gone
      }
      const made = await queue(decision.action, decision.payload, view.cabinetId, view.now.version, { shown: view.now, follows: null, replaces: id, offlineSince: null })
      return made.ok ? ok({ id: made.value.frozen.command.id }) : made
    },
  }
}
