// What each step of a route brings along: who, where to, which answer. Between the data of routes.ts and the engine behind walk.ts.
import { DAY_MS } from '../../shared/terms.ts'
import type { ActionExtra } from '../message-actions.ts'
import type { MessageRow } from '../schema.ts'
import { cabinetAbove, cabinetBelow, executorAt, nameOf, usualActor } from './cast.ts'
import type { Chance } from './chance.ts'
import type { Route, RouteStep } from './routes.ts'
import { ANSWERS, EXPLAINED, filled, INTERIM } from './texts.ts'
import type { Step } from './walk.ts'

type Topic = { category: Omit<NonNullable<ActionExtra['category']>, 'limitDays'> | null; name: string }
type Facts = { topic: Topic; place: string; turn: number; times: readonly Date[]; chance: Chance }

/** The answer that ends a message. `decision`: «Тип решения». */
export const answerFor = (decision: string, facts: { place: string; subject: string; signedBy: string | null; turn: number }): NonNullable<ActionExtra['answer']> => {
  const texts = decision === 'Решено' ? ANSWERS : EXPLAINED
  return { text: filled(texts[facts.turn % texts.length] as string, facts), decision, signedBy: facts.signedBy }
}

const extraOf = (step: RouteStep, row: MessageRow, { topic, place, turn, chance }: Facts): ActionExtra => {
  const comment = step.reason ?? null
  const subject = topic.name
  switch (step.action) {
    case 'assign':
      return { executor: executorAt(turn) }
    case 'forward-down':
      return { toCabinetId: cabinetBelow(row.subjectId) }
    case 'forward-up':
    case 'reopen':
      return { toCabinetId: cabinetAbove(row.currentCabinetId), comment }
    case 'approve':
      return { answer: answerFor(step.decision ?? 'Решено', { place, subject, turn, signedBy: nameOf('head', row.currentCabinetId) }) }
    case 'approve-postponement':
      return { answerAt: new Date((row.answerAt ?? row.createdAt).getTime() + chance.between(5, 30) * DAY_MS), comment: filled(INTERIM, { place, subject }) }
    case 'change-category':
      return topic.category === null ? {} : { category: { ...topic.category, limitDays: null } }
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
      extra: extraOf(step, row, facts),
    }
  })
