// When things happen in a seeded life, so that terms look as they should at this very moment.
import type { Chance } from './chance.ts'
import type { Route } from './routes.ts'

const HOUR_MS = 3_600_000
const DAY_HOURS = 24
/** Moscow, without summer time: office hours and Sundays of the seed are told in it. */
const MOSCOW_HOURS = 3

export type Timing = { at: Date; /** Instants of the steps, in order, all before now. */ steps: Date[] }
type Facts = { now: Date; chance: Chance; byOperator: boolean }

const wholeSeconds = (ms: number): Date => new Date(Math.floor(ms / 1000) * 1000)

/** Hours from now to a Sunday noon in Moscow, two days away or more. */
const hoursToSunday = (now: Date): number => {
  const moscow = new Date(now.getTime() + MOSCOW_HOURS * HOUR_MS)
  const days = ((7 - moscow.getUTCDay()) % 7) + 7
  const noon = Date.UTC(moscow.getUTCFullYear(), moscow.getUTCMonth(), moscow.getUTCDate() + days, 12 - MOSCOW_HOURS)
  return (noon - now.getTime()) / HOUR_MS
}

const isOver = (route: Route): boolean => route.steps.some(({ action }) => action === 'approve' || action === 'decline' || action === 'withdraw' || action === 'mail-federal')

const ageHours = (route: Route, termHours: number, spanHours: number, { now, chance }: Facts): number => {
  if (route.days !== undefined) return route.days * DAY_HOURS - 2
  if (route.sunday === true) return termHours - hoursToSunday(now)
  if (route.due !== undefined) return termHours - chance.between(route.due[0], route.due[1])
  if (isOver(route)) return spanHours + chance.between(4, 45 * DAY_HOURS)
  return (termHours * chance.between(12, 82)) / 100
}

/** Registration and steps of one message. `termHours`: its term from registration. A call is taken in office hours. */
export const createdAtOf = (route: Route, termHours: number, facts: Facts): Timing => {
  const { now, chance, byOperator } = facts
  const weights = route.steps.map(() => chance.between(3, Math.max(4, Math.floor(termHours / 9))))
  const spanHours = weights.reduce((sum, weight) => sum + weight, 0)
  const age = Math.max(1, ageHours(route, termHours, spanHours, facts))
  const isFree = route.due === undefined && route.sunday === undefined && age > DAY_HOURS
  const created = wholeSeconds(now.getTime() - age * HOUR_MS - chance.between(0, 3000) * 1000)
  // 08:00-18:59 in Moscow
  if (byOperator && isFree) created.setUTCHours(chance.between(5, 15))
  const available = (now.getTime() - created.getTime()) * 0.96
  const scale = Math.min(1, available / Math.max(1, spanHours * HOUR_MS))
  let reached = created.getTime()
  return {
    at: created,
    steps: weights.map((weight) => {
      reached += weight * HOUR_MS * scale
      return wholeSeconds(reached)
    }),
  }
}
