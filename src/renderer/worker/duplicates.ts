// Whether this very call has been taken down already: same phone, subcategory and place, unsent or sent today. Entry 20 of the bad-input list.
import type { Message } from '../../shared/contract/message.ts'
import type { Submission } from '../../shared/contract/submission.ts'
import { receiptCode } from '../../shared/receipt-code.ts'
import { DAY_MS, dayIn } from '../../shared/terms.ts'
import type { Queued } from './data/stored-rows.ts'
import { fold } from './search/words.ts'

type Call = { phone: string; subsubjectId: number | null; place: string }
export type Duplicate = { otherId: string; otherCode: string }
export type RecentMessages = {
  put: (messages: readonly Message[], nowMs: number) => void
  remove: (ids: readonly string[]) => void
  all: () => Iterable<[string, Recent]>
}
type Recent = { key: string; registeredAt: string; code: string }

/** Punctuation and spaces differ from one taking down to the next. */
const keyOf = ({ phone, subsubjectId, place }: Call): string => [phone, subsubjectId, fold(place).replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()].join('|')

/** Only messages of the last two days can be of today, whatever the zone. */
export const createRecentMessages = (): RecentMessages => {
  const recent = new Map<string, Recent>()
  return {
    put: (messages, nowMs) => {
      for (const { id, intake, applicant, subsubjectId, place, createdAt, receiptCode: code } of messages) {
        if (intake === null || applicant?.phone == null || nowMs - Date.parse(createdAt) > 2 * DAY_MS) continue
        recent.set(id, { key: keyOf({ phone: applicant.phone, subsubjectId, place }), registeredAt: createdAt, code: code ?? '' })
      }
    },
    remove: (ids) => ids.forEach((id) => recent.delete(id)),
    all: () => recent,
  }
}

export type DuplicateFacts = { commands: Iterable<Queued>; recent: RecentMessages; nowMs: number; timeZone: string }
/** The other taking down, or undefined. What this submission corrects is no duplicate of it. */
export const findDuplicate = (submission: Submission, { commands, recent, nowMs, timeZone }: DuplicateFacts): Duplicate | undefined => {
  const key = keyOf({ phone: submission.applicant.phone, subsubjectId: submission.subsubjectId, place: submission.place })
  const today = dayIn(nowMs, timeZone)
  const isToday = (instant: string): boolean => dayIn(Date.parse(instant), timeZone) === today
  const all = [...commands]
  const corrected = new Set<string>()
  for (let old = submission.replaces; old !== null && !corrected.has(old); ) {
    corrected.add(old)
    old = all.find(({ frozen }) => frozen.command.id === old)?.frozen.draft?.replaces ?? null
  }

  for (const { frozen, progress } of all) {
    const { id, type, payload } = frozen.command
    if (type !== 'message.submit' || progress.state === 'withdrawn' || corrected.has(id)) continue
    if (progress.state === 'done' && !isToday(progress.receipt?.acceptedAt ?? frozen.queuedAt)) continue
    const other = payload as Submission
    if (keyOf({ phone: other.applicant.phone, subsubjectId: other.subsubjectId, place: other.place }) === key) return { otherId: id, otherCode: receiptCode(id) }
  }
  for (const [id, message] of recent.all()) {
    if (message.key === key && isToday(message.registeredAt)) return { otherId: id, otherCode: message.code }
  }
  return undefined
}
