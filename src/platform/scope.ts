// Which messages a person may see, and how much of them: the matrix of shared/roles.ts turned into conditions on rows.
import { createHash } from 'node:crypto'
import { or, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import { canonicalJson } from '../shared/canonical-json.ts'
import { CHANGED_FIELDS, type ChangedField, type ChangeOfField, type Message } from '../shared/contract/message.ts'
import type { Cabinet, Me } from '../shared/contract/person.ts'
import { reachOf } from '../shared/roles.ts'
import { change, handOver, message, type MessageRow } from './schema.ts'

export type Scope = {
  /** Whole messages received by these cabinets or being there now. */
  cabinets: number[]
  /** Whole messages taken by operators for these cabinets. */
  intakeCabinets: number[]
  /** Whole messages held by this executor. */
  executorId: string | null
  /** Messages of these cabinets without personal data. */
  impersonalCabinets: number[]
  /** Records handed over to the coordinators of these cabinets. */
  handOverCabinets: number[]
}

/** The union over all roles of a person; a curator's cabinets come with everything below them. */
export const scopeOf = (me: Me, cabinets: readonly Cabinet[]): Scope => {
  const scope = { cabinets: new Set<number>(), intakeCabinets: new Set<number>(), impersonalCabinets: new Set<number>(), handOverCabinets: new Set<number>() }
  let executorId: string | null = null
  for (const { cabinet, roles } of me.memberships) {
    if (roles.includes('coordinator')) scope.handOverCabinets.add(cabinet.id)
    for (const role of roles) {
      const reach = reachOf(role, 'message:view')
      if (reach === undefined || reach === 'polls') continue
      const isPersonal = reachOf(role, 'contacts:view') !== undefined
      if (!isPersonal || reach === 'impersonal') scope.impersonalCabinets.add(cabinet.id)
      else if (reach === 'cabinet') scope.cabinets.add(cabinet.id)
      else if (reach === 'subordinate') for (const id of withSubordinates(cabinet.id, cabinets)) scope.cabinets.add(id)
      else if (role === 'operator') scope.intakeCabinets.add(cabinet.id)
      else executorId = me.id
    }
  }
  const sorted = (ids: Set<number>) => [...ids].sort((left, right) => left - right)
  return { cabinets: sorted(scope.cabinets), intakeCabinets: sorted(scope.intakeCabinets), impersonalCabinets: sorted(scope.impersonalCabinets), handOverCabinets: sorted(scope.handOverCabinets), executorId }
}

const withSubordinates = (rootId: number, cabinets: readonly Cabinet[]): Set<number> => {
  const found = new Set([rootId])
  for (let before = 0; before !== found.size; ) {
    before = found.size
    for (const { id, parentId } of cabinets) if (parentId !== null && found.has(parentId)) found.add(id)
  }
  return found
}

const among = (column: SQLWrapper, ids: readonly number[]): SQL =>
  ids.length === 0 ? sql`false` : sql`${column} in ${ids}`

/** Condition on `message`: inside the scope now. */
export const isInScope = ({ cabinets, intakeCabinets, impersonalCabinets, executorId }: Scope): SQL => {
  const seen = [...cabinets, ...impersonalCabinets]
  return or(
    among(message.cabinetId, seen),
    among(message.currentCabinetId, seen),
    among(message.intakeCabinetId, intakeCabinets),
    executorId === null ? sql`false` : sql`${message.executorId} = ${executorId}`,
  ) as SQL
}

/** Condition on `hand_over`: for this reader to see, or to let go of. */
export const handedToScope = ({ handOverCabinets }: Scope): SQL => among(handOver.cabinetId, handOverCabinets)

/** Condition on `change`: this move took the message away from somewhere inside the scope. */
export const leftScope = ({ cabinets, impersonalCabinets, executorId }: Scope): SQL =>
  or(among(change.leftCabinetId, [...cabinets, ...impersonalCabinets]), executorId === null ? sql`false` : sql`${change.leftExecutorId} = ${executorId}`) as SQL

/** The message as this scope may see it. */
export const visiblePart = (scope: Scope, row: MessageRow, whole: Message): Message => (isWhole(scope, row) ? whole : withoutPersonalData(whole))

const isWhole = (scope: Scope, row: MessageRow): boolean =>
  scope.cabinets.includes(row.cabinetId) ||
  scope.cabinets.includes(row.currentCabinetId) ||
  (row.intakeCabinetId !== null && scope.intakeCabinets.includes(row.intakeCabinetId)) ||
  (row.executorId !== null && row.executorId === scope.executorId)

/** What people wrote; every other field of a change is a name of the dictionaries, a code or an instant. An unknown field is not shown. */
const WRITTEN: readonly ChangedField[] = ['reply', 'files', 'federalBody', 'note']
const isImpersonal = ({ field }: ChangeOfField): boolean => (CHANGED_FIELDS as readonly string[]).includes(field) && !(WRITTEN as readonly string[]).includes(field)

/** Free texts may name a person as well as the applicant's card does. */
const withoutPersonalData = (whole: Message): Message => ({
  ...whole,
  applicant: null,
  description: '',
  place: '',
  coordinates: null,
  receiptCode: null,
  intake: null,
  intakeCabinetId: null,
  attachments: [],
  answer: whole.answer === null ? null : { ...whole.answer, text: '' },
  question: whole.question === null ? null : { ...whole.question, text: '' },
  proposal: whole.proposal === null ? null : { ...whole.proposal, text: '', attachmentIds: [] },
  postponement: whole.postponement === null ? null : { ...whole.postponement, cause: '', interim: '' },
  remarks: [],
  replyAttachments: [],
  history: whole.history.map((line) => ({ ...line, comment: null, details: line.details === null ? null : { changes: line.details.changes.filter(isImpersonal) } })),
})

/** Short fingerprint: when it changes, what a reader holds is no longer what they may hold. */
export const scopeKey = (scope: Scope): string => createHash('sha256').update(canonicalJson(scope)).digest('base64url').slice(0, 12)
