// «Подтвердите подключение»: only facts are stored, what is asked is computed.
import type { Console, Role } from './roles.ts'
import { consoleOf } from './roles.ts'

/** Rises whenever the wording of the two confirmations changes. */
export const CHECKLIST_TEXT_VERSION = 1
export type ChecklistFact = { cabinetId: number; console: Console }

/** The console that still needs its confirmation for this view, or undefined. Once per person, cabinet and console (domain §4). */
export const checklistDue = (view: { cabinetId: number; role: Role }, facts: readonly ChecklistFact[]): Console | undefined => {
  const wanted = consoleOf(view.role)
  return facts.some((fact) => fact.cabinetId === view.cabinetId && fact.console === wanted) ? undefined : wanted
}
