// Whether this very call has been taken down already: same phone, subcategory and place, unsent or sent today. Entry 20 of the bad-input list.
import type { Message } from '../../shared/contract/message.ts'
import type { Submission } from '../../shared/contract/submission.ts'
import { DAY_MS, dayIn } from '../../shared/terms.ts'
import { callKey } from './call-key.ts'
import type { CommandLookup } from './data/command-memory.ts'
import { codeOf, type Queued } from './data/stored-rows.ts'

export type Duplicate = { otherId: string; otherCode: string }
export type RecentMessages = {
  put: (messages: readonly Message[], nowMs: number) => void
  remove: (ids: readonly string[]) => void
  /** Messages of one call (call-key.ts). */
  ofCall: (key: string) => Iterable<[string, Recent]>
}
type Recent = { registeredAt: string; code: string }

/** Only messages of the last two days can be of today, whatever the zone. */
export const createRecentMessages = (): RecentMessages => {
  const keys = new Map<string, string>()
  const calls = new Map<string, Map<string, Recent>>()
  const remove = (id: string): void => {
    const key = keys.get(id)
    if (key === undefined) return
    keys.delete(id)
    const same = calls.get(key)
    same?.delete(id)
    if (same?.size === 0) calls.delete(key)
  }
  return {
    put: (messages, nowMs) => {
      for (const { id, intake, applicant, subsubjectId, place, createdAt, receiptCode: code } of messages) {
        if (intake === null || applicant?.phone == null || nowMs - Date.parse(createdAt) > 2 * DAY_MS) continue
        remove(id)
        const key = callKey({ phone: applicant.phone, subsubjectId, place })
        keys.set(id, key)
        calls.set(key, (calls.get(key) ?? new Map<string, Recent>()).set(id, { registeredAt: createdAt, code: code ?? '' }))
      }
    },
    remove: (ids) => ids.forEach(remove),
    ofCall: (key) => calls.get(key) ?? [],
  }
}

export type DuplicateFacts = { commands: ReadonlyMap<string, Queued>; lookup: CommandLookup; recent: RecentMessages; nowMs: number; timeZone: string }
/** The other taking down, or undefined. What this submission corrects is no duplicate of it. */
export const findDuplicate = (submission: Submission, { commands, lookup, recent, nowMs, timeZone }: DuplicateFacts): Duplicate | undefined => {
  const key = callKey({ phone: submission.applicant.phone, subsubjectId: submission.subsubjectId, place: submission.place })
  const today = dayIn(nowMs, timeZone)
  const isToday = (instant: string): boolean => dayIn(Date.parse(instant), timeZone) === today
  const corrected = new Set<string>()
  for (let old = submission.replaces; old !== null && !corrected.has(old); ) {
    corrected.add(old)
    old = commands.get(old)?.frozen.draft?.replaces ?? null
  }

  for (const { frozen, progress } of lookup.ofCall(key)) {
    const { id } = frozen.command
    if (progress.state === 'withdrawn' || corrected.has(id)) continue
    if (progress.state === 'done' && !isToday(progress.receipt?.acceptedAt ?? frozen.queuedAt)) continue
    return { otherId: id, otherCode: codeOf(frozen) }
  }
  for (const [id, message] of recent.ofCall(key)) {
    if (isToday(message.registeredAt)) return { otherId: id, otherCode: message.code }
  }
  return undefined
}
