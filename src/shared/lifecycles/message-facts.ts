// Which guards of the message table are true for a message at an instant. Asked by everything that moves or offers to move one.
import type { MessageGuard } from './message.ts'

/** `answerAt`: an instant, as ISO text or Date. */
export type GuardSubject = { answerAt: Date | string | null; rating: number | null; repeated: boolean; executorId: string | null }
/** `hasParent`: of the cabinet where the message is now. `agreement`: whether a reply is agreed before approval. */
export type CabinetFacts = { hasParent: boolean; agreement: boolean }
/** A rating this low opens a second look (coordinator's guide). */
const LOW_RATING = 2

/** The guards that are true. A second look happens once. */
export const guardFacts = (message: GuardSubject, cabinet: CabinetFacts, at: Date): ReadonlySet<MessageGuard> => {
  const facts: [MessageGuard, boolean][] = [
    ['has-parent', cabinet.hasParent],
    ['top-cabinet', !cabinet.hasParent],
    ['agreement-required', cabinet.agreement],
    ['no-agreement', !cabinet.agreement],
    ['before-due', message.answerAt !== null && new Date(message.answerAt).getTime() > at.getTime()],
    ['low-rating-once', message.rating !== null && message.rating <= LOW_RATING && !message.repeated],
    ['no-executor', message.executorId === null],
  ]
  return new Set(facts.filter(([, isTrue]) => isTrue).map(([guard]) => guard))
}
