// What each step of a route brings along: who, where to, which answer. Between the data of routes.ts and the engine behind walk.ts.
import type { Decision } from '../../shared/contract/actions.ts'
import { DAY_MS, dayIn, postponedTo } from '../../shared/terms.ts'
import { addWorkingDays } from '../../shared/working-days.ts'
import type { ActionExtra } from '../plan-action.ts'
import type { MessageRow } from '../schema.ts'
import { cabinetAbove, cabinetBelow, executorAt, nameOf, usualActor } from './cast.ts'
import type { Chance } from './chance.ts'
import type { Route, RouteStep } from './routes.ts'
import { ANSWERS, EXPLAINED, filled, INTERIM } from './texts.ts'
import type { Step } from './walk.ts'

type Topic = { category: Omit<NonNullable<ActionExtra['category']>, 'limitDays' | 'earliest'> | null; name: string }
type Facts = { topic: Topic; place: string; turn: number; times: readonly Date[]; chance: Chance }
const ZONE = 'Europe/Moscow'

/** The reply that will end a message. */
export const replyFor = (decision: Decision, facts: { place: string; subject: string; turn: number }): NonNullable<ActionExtra['reply']> => {
  const texts = decision === 'SOLVED' ? ANSWERS : EXPLAINED
  return { text: filled(texts[facts.turn % texts.length] as string, facts), decision, attachments: [] }
}
/** What the approval at the end of this stretch of the route will say. */
const decisionAhead = (steps: readonly RouteStep[], index: number): Decision => steps.slice(index).find(({ action }) => action === 'approve')?.decision ?? 'SOLVED'

const extraOf = (steps: readonly RouteStep[], index: number, row: MessageRow, { topic, place, turn, times, chance }: Facts): ActionExtra => {
  const step = steps[index] as RouteStep
  const at = times[index] as Date
  const comment = step.reason ?? null
  const subject = topic.name
  switch (step.action) {
    case 'assign':
      return { executor: executorAt(turn) }
    case 'forward-down':
      return { toCabinetId: cabinetBelow(row.subjectId) }
    case 'ask-clarification':
      return { comment, ...(comment === null ? {} : { question: comment }) }
    case 'forward-up':
    case 'reopen':
      return { toCabinetId: cabinetAbove(row.currentCabinetId), comment }
    case 'answer-oneself':
    case 'submit-for-approval':
      return { reply: replyFor(decisionAhead(steps, index), { place, subject, turn }) }
    case 'request-postponement': {
      const until = dayIn((row.answerAt ?? row.createdAt).getTime() + chance.between(5, 30) * DAY_MS, ZONE)
      return { comment, postponement: { until, cause: comment ?? '', interim: filled(INTERIM, { place, subject }) } }
    }
    case 'approve-postponement':
      return row.postponement === null ? {} : { answerAt: postponedTo(row.answerAt ?? row.createdAt, row.postponement.until, ZONE), comment: row.postponement.interim }
    case 'change-category':
      return topic.category === null ? {} : { category: { ...topic.category, limitDays: null, earliest: new Date(addWorkingDays(at.getTime(), 1, ZONE)) } }
    case 'rate':
      return step.rating === undefined ? {} : { rating: step.rating }
    default:
      return { comment }
  }
}

/** The steps of a route, each waiting for the row as the step before left it. */
export const stepsOf = (route: Route, facts: Facts): ((row: MessageRow) => Step)[] =>
  route.steps.map((step, index) => (row) => {
    const as = step.by ?? usualActor(step.action)
    return {
      action: step.action,
      as,
      name: (as === 'operator' ? row.intake?.operatorName : as === 'executor' ? row.executorName : undefined) ?? nameOf(as, row.currentCabinetId),
      at: facts.times[index] as Date,
      agreement: route.plain !== true,
      extra: extraOf(route.steps, index, row, facts),
    }
  })
