// The act and the list of a shift in words, ready for main to write. File names name a day, never a person.
import type { Paper, TableFile } from '../../../shared/export-files.ts'
import { sumOf, type ShiftLine, type ShiftReport } from '../../../shared/shift.ts'
import { dayIn } from '../../../shared/terms.ts'
import type { LinkState } from '../../../shared/workspace.ts'
import type { Translate } from '../../ui/error-text.ts'
import type { Formats } from '../../ui/format.ts'
import { holds, partsOf, spanWords, stateWords } from './shift-words.ts'
import { sourceLines } from './source-words.ts'

export type FileFacts = {
  t: Translate
  format: Formats
  report: ShiftReport
  lines: readonly ShiftLine[]
  link: LinkState
  timeZone: string
  language: 'ru' | 'en'
  cabinet: string
  operator: string
  /** Name of whoever takes over; null: nobody was named. */
  successor: string | null
  note: string
  isTraining: boolean
}
const whenTaken = ({ format }: FileFacts, at: string): string => (at === '' ? '' : format.time(at))

/** Every call of the shift. */
export const listOf = (facts: FileFacts): TableFile => {
  const { t, format, report, lines, link, timeZone } = facts
  return {
    fileName: `spisok-smeny-${dayIn(Date.parse(report.checkedAt), timeZone)}`,
    sheet: t('shift.paper.sheet'),
    header: [t('shift.column.code'), t('shift.column.at'), t('shift.column.subject'), t('shift.column.state'), t('shift.column.number')],
    rows: lines.map((line) => [line.code, line.at === '' ? '' : format.dateTime(line.at), line.subject, stateWords(t, line, link), line.number === null ? '' : String(line.number)]),
  }
}

/** The act: sum, differences, what is open, the three sources, figures, note, signatures. No applicant is in it. */
export const actOf = (facts: FileFacts): Paper => {
  const { t, format, report, link, timeZone, language } = facts
  const { counts, mismatches, open, openedAt, checkedAt } = report
  const parts = partsOf(counts).map((standing) => t('shift.paper.part', { count: counts[standing], name: t(`shift.tile.${standing}`) }))
  return {
    fileName: `akt-smeny-${dayIn(Date.parse(checkedAt), timeZone)}`,
    language,
    title: t('shift.paper.act'),
    subtitle: [t('shift.paper.span', { from: format.dateTime(openedAt), to: format.dateTime(checkedAt) }), ...(facts.isTraining ? [t('shift.paper.training')] : [])].join(' · '),
    parts: [
      { of: 'facts', rows: [[t('shift.paper.cabinet'), facts.cabinet], [t('shift.paper.operator'), facts.operator], [t('shift.paper.to'), facts.successor ?? t('shift.toNobody')], [t('shift.paper.sum'), t('shift.paper.sumLine', { recorded: counts.recorded, parts: parts.join(' + ') })]] },
      ...(holds(counts) ? [] : [{ of: 'warning' as const, text: t('shift.paper.bad', { recorded: counts.recorded, sum: sumOf(counts) }) }]),
      ...(mismatches.length === 0 ? [] : [{ of: 'table' as const, title: t('shift.missing'), header: [t('shift.column.code'), t('shift.column.check')], rows: mismatches.map(({ code, reason }) => [code, t(`shift.reason.${reason}`)]) }]),
      open.length === 0
        ? { of: 'text', title: t('shift.openTitle', { count: 0 }), text: t(report.agrees ? 'shift.openNone' : 'shift.openNoneElse') }
        : {
            of: 'table', title: t('shift.openTitle', { count: open.length }),
            header: [t('shift.column.code'), t('shift.column.at'), t('shift.column.subject'), t('shift.column.state'), t('shift.column.who')],
            rows: open.map((call) => [call.code, whenTaken(facts, call.at), call.subject, stateWords(t, call, link), call.standing === 'withdrawn' ? '' : t(`shift.who.${call.standing}`)]),
          },
      { of: 'table', title: t('shift.sources'), header: [t('shift.column.source'), t('shift.column.records'), t('shift.column.check')], rows: sourceLines(t, report).map(({ name, count, words }) => [name, String(count), words]) },
      { of: 'facts', rows: [[t('shift.figures.recorded'), String(counts.recorded)], [t('shift.figures.writing'), spanWords(t, report.writingMs)], [t('shift.figures.answers'), String(report.answersRead)]] },
      { of: 'text', title: t('shift.note'), text: facts.note.trim() === '' ? t('shift.paper.noNote') : facts.note },
      { of: 'signatures', lines: [t('shift.paper.signGave'), t('shift.paper.signTook')] },
      { of: 'text', title: '', text: t('shift.paper.made', { when: format.dateTime(checkedAt) }) },
    ],
  }
}
