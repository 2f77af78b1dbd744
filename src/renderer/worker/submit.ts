// From the form to the queue, and from a refusal back to the form.
import { canonicalJson } from '../../shared/canonical-json.ts'
import type { Carried, CarriedHere } from '../../shared/contract/carried.ts'
import { draftSchema, type Draft } from '../../shared/contract/draft.ts'
import type { Submission } from '../../shared/contract/submission.ts'
import { fail, ok, type Failure, type Result } from '../../shared/errors.ts'
import { judgeDraft } from '../../shared/submit.ts'
import { dayIn } from '../../shared/terms.ts'
import type { FieldIssue } from '../../shared/workspace.ts'
import type { CommandLookup } from './data/command-memory.ts'
import { withOwnParts, type Drafts } from './data/drafts.ts'
import type { Facts } from './data/facts.ts'
import type { Outbox } from './data/outbox.ts'
import type { Queued } from './data/stored-rows.ts'
import { codeHeard } from './data/succession.ts'
import { findDuplicate, type RecentMessages } from './duplicates.ts'

export type Submitting = {
  commands: ReadonlyMap<string, Queued>
  lookup: CommandLookup
  drafts: Drafts
  outbox: Outbox
  facts: Facts
  recent: RecentMessages
  /** Drafts that are not sent. */
  open: () => Iterable<Draft>
  now: () => number
  newId: () => string
}
export type Refusal = { failure: Failure; issues: FieldIssue[] }
export type Submitted = Result<Queued, Refusal>

/** Used only until the first dictionary names the cabinet's own. */
const DEFAULT_ZONE = 'Europe/Moscow'
const refuse = (failure: Failure, issues: FieldIssue[] = []): { ok: false; error: Refusal } => ({ ok: false, error: { failure, issues } })

const zoneOf = ({ facts }: Submitting, cabinetId: number): string => {
  const cabinets = [...(facts.dictionary()?.cabinets ?? []), ...(facts.me()?.memberships ?? []).map(({ cabinet }) => cabinet)]
  return cabinets.find(({ id }) => id === cabinetId)?.timeZone ?? DEFAULT_ZONE
}
const onTheWay = ({ authorId, transferId }: CarriedHere): Carried => ({ authorId, transferId })
const words = (draft: Draft): string => canonicalJson({ ...draft, updatedAt: undefined, files: undefined, carried: undefined })

/** The same draft sent twice (a double press, an answer that was lost) is one command; another text under its id is too late. */
const alreadyQueued = ({ lookup }: Submitting, draft: Draft): Submitted | undefined => {
  const earlier = lookup.ofDraft(draft.id)
  if (earlier?.frozen.draft == null) return undefined
  return words(earlier.frozen.draft) === words(draft) ? ok(earlier) : refuse({ code: 'E-LOCKED-SENT', details: { otherId: earlier.frozen.command.id } })
}

/** One call has one code, however often its record is corrected. */
const withCode = ({ facts, commands }: Submitting, submission: Submission): Submission =>
  submission.replaces === null ? submission : { ...submission, receiptCode: facts.handOver(submission.replaces)?.receiptCode ?? codeHeard(commands, submission.replaces) }

const judge = (parts: Submitting, draft: Draft, { allowDuplicate }: { allowDuplicate: boolean }): Result<Submission, Refusal> => {
  const { facts, now, recent, commands, lookup } = parts
  const dictionary = facts.dictionary()
  if (dictionary === null) return refuse({ code: 'E-OFFLINE' })
  const timeZone = zoneOf(parts, draft.cabinetId)
  const { submission, issues } = judgeDraft(draft, { dictionary, limits: facts.limits(), today: dayIn(now(), timeZone) })
  if (submission === null) return refuse({ code: issues[0]?.code ?? 'E-FIELD' }, issues)
  const duplicate = allowDuplicate ? undefined : findDuplicate(submission, { commands, lookup, recent, nowMs: now(), timeZone })
  return duplicate === undefined ? ok(submission) : refuse({ code: 'E-DUP', details: duplicate })
}
/** What keeps a draft that is stored nowhere yet from being sent; undefined: nothing. */
export const judgeHere = (parts: Submitting, draft: Draft, options: { allowDuplicate: boolean }): { ok: false; error: Refusal } | undefined => {
  const judged = judge(parts, draft, options)
  return judged.ok ? undefined : judged
}

/**
 * Checks, freezes and queues. With issues `failure` carries the code of the first one. E-OFFLINE: no dictionary has ever come.
 * E-NOT-FOUND: no draft of this operator.
 * E-DUP: `otherId` and `otherCode` name the other command.
 */
export const submitDraft = async (parts: Submitting, given: Draft, { allowDuplicate }: { allowDuplicate: boolean }): Promise<Submitted> => {
  const { drafts, outbox } = parts
  const typed = draftSchema.parse(given)
  const earlier = alreadyQueued(parts, typed)
  if (earlier !== undefined) return earlier
  const known = drafts.get(typed.id)
  if (!known.ok) return refuse(known.error)
  const draft = withOwnParts(typed, known.value)
  const judged = judge(parts, draft, { allowDuplicate })
  if (!judged.ok) return judged
  const queued = await outbox.enqueue({ type: 'message.submit', cabinetId: draft.cabinetId, payload: withCode(parts, judged.value), ...(draft.carried === undefined ? {} : { carried: onTheWay(draft.carried) }) }, draft, { standsFor: draft.replaces })
  if (queued.ok) return queued
  return (queued.error.code === 'E-LOCKED-SENT' ? alreadyQueued(parts, draft) : undefined) ?? refuse(queued.error)
}

/** A refused command as a draft again, with everything that was typed. Asked twice, it is the same draft. E-LOCKED-SENT: a correction is under way. */
export const correctCommand = async ({ commands, drafts, open, now, newId }: Submitting, id: string): Promise<Result<Draft>> => {
  const refused = commands.get(id)
  if (refused?.frozen.draft == null) return fail('E-NOT-FOUND')
  const begun = [...open()].find(({ replaces }) => replaces === id)
  if (begun !== undefined) return ok(begun)
  const successor = [...commands.values()].find(({ frozen, progress }) => frozen.draft?.replaces === id && progress.state !== 'withdrawn')
  if (successor === undefined && refused.progress.state !== 'needs-attention') return fail('E-LOCKED-SENT', { otherId: id })
  if (successor !== undefined) return fail('E-LOCKED-SENT', { otherId: successor.frozen.command.id })
  const draft: Draft = { ...refused.frozen.draft, id: newId(), replaces: id, updatedAt: new Date(now()).toISOString() }
  return drafts.add(draft)
}
