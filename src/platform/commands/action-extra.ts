// What a judged command brings along, in the terms of plan-action.ts: names instead of numbers, instants instead of days.
import { zoneOf, type Deed } from '../../shared/act-payload.ts'
import { parentOf } from '../../shared/act.ts'
import type { Dictionary } from '../../shared/contract/dictionary.ts'
import type { LifecycleSettings } from '../../shared/contract/lifecycle.ts'
import { postponedTo } from '../../shared/terms.ts'
import { addWorkingDays } from '../../shared/working-days.ts'
import { namesOf, type ActionExtra } from '../plan-action.ts'
import type { FileRow, MessageRow } from '../schema.ts'

type ExtraFacts = { dictionary: Dictionary; lifecycle: LifecycleSettings; now: Date }

/** The comment of the history: what was said with the action. A reason of a dictionary stands before it. */
export const extraOf = (row: MessageRow, command: Deed, files: ReadonlyMap<string, FileRow>, facts: ExtraFacts): ActionExtra => {
  const { dictionary } = facts
  const common = { comment: 'comment' in command.payload ? command.payload.comment : null, names: namesOf(dictionary) }
  const zone = zoneOf(row, dictionary)
  switch (command.type) {
    case 'message.accept': {
      const { category, toCabinetId } = command.payload
      return { ...common, ...(category === null ? {} : { category: categoryOf(category, zone, facts) }), ...(toCabinetId === null ? {} : { toCabinetId }) }
    }
    case 'message.change-category':
      return { ...common, category: categoryOf(command.payload, zone, facts) }
    case 'message.decline':
      return { ...common, comment: reasoned(command.payload, dictionary.declineReasons) }
    case 'message.forward-up':
      return { ...common, comment: reasoned(command.payload, dictionary.redirectReasons), toCabinetId: parentOf(row.currentCabinetId, dictionary.cabinets) ?? row.currentCabinetId }
    case 'message.forward-down':
      return { ...common, toCabinetId: command.payload.toCabinetId }
    case 'message.assign': {
      const { executorId, innerAt } = command.payload
      const name = dictionary.people.find(({ id, cabinetId }) => id === executorId && cabinetId === row.currentCabinetId)?.name ?? executorId
      return { ...common, executor: { id: executorId, name }, innerAt: innerAt === null ? null : new Date(innerAt) }
    }
    case 'message.ask-clarification':
      return { ...common, comment: command.payload.question, question: command.payload.question }
    case 'message.clarify':
      return { ...common, comment: command.payload.text }
    case 'message.answer-oneself':
    case 'message.submit-for-approval': {
      const { text, decision, attachmentIds = [] } = command.payload.reply
      return { ...common, reply: { text, decision, attachments: attachmentIds.flatMap((id) => shownFile(files.get(id))) } }
    }
    case 'message.mail-federal':
      return { ...common, federalBody: command.payload.body }
    case 'message.request-postponement': {
      const { until, cause, interim } = command.payload
      return { ...common, comment: cause, postponement: { until, cause, interim } }
    }
    case 'message.approve-postponement': {
      const asked = row.postponement
      // the interim reply is what the applicant reads (domain §1.3 row 17); the head's own words stay inside
      return { ...common, note: command.payload.comment, ...(asked === null || row.answerAt === null ? {} : { comment: asked.interim, answerAt: postponedTo(row.answerAt, asked.until, zone) }) }
    }
    case 'message.return':
      return { ...common, remarks: command.payload.remarks }
    case 'message.rate':
      return { ...common, rating: command.payload.rating }
    default:
      return common
  }
}

const reasoned = ({ reasonId, comment }: { reasonId: number; comment: string | null }, reasons: readonly { id: number; name: string }[]): string =>
  [reasons.find(({ id }) => id === reasonId)?.name ?? String(reasonId), ...(comment === null || comment === '' ? [] : [comment])].join('. ')

const categoryOf = (
  { subjectId, subsubjectId, factId }: { subjectId: number; subsubjectId: number; factId: number | null },
  zone: string,
  { dictionary, lifecycle, now }: ExtraFacts,
): NonNullable<ActionExtra['category']> => {
  const found = dictionary.subsubjects.find(({ id }) => id === subsubjectId)
  return {
    subjectId, subsubjectId, factId,
    fastTrack: found?.fastTrack ?? false,
    limitDays: found?.limitDays ?? null,
    earliest: new Date(addWorkingDays(now.getTime(), lifecycle.categoryWorkingDays, zone)),
  }
}

const shownFile = (row: FileRow | undefined) => (row === undefined ? [] : [{ id: row.id, name: row.name, type: row.type, size: row.size }])
