// Which guards of the message table are true for a row at an instant. Asked by everything that moves a message.
import type { MessageGuard } from '../shared/lifecycles/message.ts'

export type GuardSubject = { answerAt: Date | null; rating: number | null; repeated: boolean }
/** `hasParent`: of the cabinet where the message is now. `agreement`: whether that cabinet agrees a reply before approval. */
export type CabinetFacts = { hasParent: boolean; agreement: boolean }

/** The guards that are true. A rating of 1 or 2 opens a second look once (coordinator's guide). */
export const guardFacts = (row: GuardSubject, cabinet: CabinetFacts, at: Date): ReadonlySet<MessageGuard> => {
  const facts: [MessageGuard, boolean][] = [
    ['has-parent', cabinet.hasParent],
    ['top-cabinet', !cabinet.hasParent],
    ['agreement-required', cabinet.agreement],
    ['no-agreement', !cabinet.agreement],
    ['before-due', row.answerAt !== null && row.answerAt.getTime() > at.getTime()],
    ['low-rating-once', row.rating !== null && row.rating <= 2 && !row.repeated],
  ]
  return new Set(facts.filter(([, isTrue]) => isTrue).map(([guard]) => guard))
}
