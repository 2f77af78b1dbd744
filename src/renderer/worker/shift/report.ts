// What the closing of a shift shows, made of its sources. Pure.
import type { Submission } from '../../../shared/contract/submission.ts'
import { receiptCode } from '../../../shared/receipt-code.ts'
import { judgeShift, type OpenCall, type PlatformWord, type ShiftCall, type ShiftLine, type ShiftReport, type Standing } from '../../../shared/shift.ts'
import type { DictionaryNames } from '../data/dictionary-names.ts'
import { replacedBy, type OpenShift } from '../data/shift-rows.ts'
import { codeOf, type Queued } from '../data/stored-rows.ts'
import type { LocalSources } from './sources.ts'

const HOUR_MS = 3_600_000
/** A clock that was set meanwhile makes nonsense of a span: nobody writes one record for a day. */
const LONGEST_WRITING_MS = 24 * HOUR_MS
/** Who needs a person first. */
const OPEN_ORDER: readonly Standing[] = ['setAside', 'handedOver', 'unknown', 'waiting']

const subjectOf = ({ frozen }: Queued, names: DictionaryNames): string => {
  const { category, subcategory, fact } = names.of(frozen.command.payload as Submission)
  return [subcategory || category, fact].filter((part) => part).join(' · ')
}
const writingOf = ({ frozen }: Queued): number[] => {
  if (frozen.draft === null || replacedBy(frozen) !== null) return []
  const span = Date.parse(frozen.queuedAt) - Date.parse(frozen.draft.startedAt)
  return span >= 0 && span < LONGEST_WRITING_MS ? [span] : []
}
const hoursOf = (instants: readonly number[]): ShiftReport['hours'] => {
  if (instants.length === 0) return []
  const hours = instants.map((at) => Math.floor(at / HOUR_MS))
  const [first, last] = [Math.min(...hours), Math.max(...hours)]
  // a clock that jumped by days must not draw a thousand bars
  if (last - first > 24) return []
  return Array.from({ length: last - first + 1 }, (_, index) => ({ at: new Date((first + index) * HOUR_MS).toISOString(), calls: hours.filter((hour) => hour === first + index).length }))
}

export type ReportFacts = {
  shift: OpenShift
  local: LocalSources
  platform: ReadonlyMap<string, PlatformWord> | null
  names: DictionaryNames
  now: number
  drafts: number
  answersRead: number
}
/** The report and, for the exported list, every call of the shift in the order of intake. */
export const reportOf = ({ shift, local, platform, names, now, drafts, answersRead }: ReportFacts): { report: ShiftReport; lines: ShiftLine[] } => {
  const { calls, counts, found, mismatches, agrees } = judgeShift({ ...local, platform })
  const rowOf = (id: string): Queued | undefined => local.rows.get(id)
  const codeHeard = (id: string): string => {
    const row = rowOf(id)
    return row === undefined ? receiptCode(id) : codeOf(row.frozen)
  }
  const takenAt = ({ id, ids }: ShiftCall): string => (rowOf(ids[0] ?? id) ?? rowOf(id))?.frozen.queuedAt ?? ''
  const lineOf = (call: ShiftCall): ShiftLine => {
    const row = rowOf(call.id)
    const progress = row?.progress
    // a field says more than «there are errors in the fields»
    const failure = progress?.issues[0] ?? progress?.failure ?? null
    return {
      code: codeHeard(call.id), at: takenAt(call), subject: row === undefined ? '' : subjectOf(row, names), standing: call.standing,
      failure: failure === null ? null : { code: failure.code }, number: progress?.receipt?.message?.number ?? null,
    }
  }
  const open = calls
    .flatMap((call): OpenCall[] => {
      const { standing } = call
      if (standing === null || standing === 'accepted' || standing === 'withdrawn') return []
      const { number: _number, ...line } = lineOf(call)
      return [{ ...line, id: call.id, standing }]
    })
    .sort((left, right) => OPEN_ORDER.indexOf(left.standing) - OPEN_ORDER.indexOf(right.standing))
  const spans = [...local.rows.values()].flatMap(writingOf)
  return {
    report: {
      openedAt: shift.openedAt,
      checkedAt: new Date(now).toISOString(),
      counts, agrees, found, open, drafts, answersRead,
      platformBy: platform === null ? 'receipts' : 'asked',
      journalDamage: local.journalDamage,
      mismatches: mismatches.map(({ id, reason }) => ({ id, code: codeHeard(id), reason })),
      writingMs: spans.length === 0 ? null : spans.reduce((sum, span) => sum + span, 0) / spans.length,
      hours: hoursOf(calls.map(takenAt).filter((at) => at !== '').map((at) => Date.parse(at))),
      note: shift.note,
      toPersonId: shift.toPersonId,
    },
    lines: calls.map(lineOf),
  }
}
