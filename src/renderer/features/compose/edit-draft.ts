// What a key press means for a draft. Pure: the screen shows and saves whatever comes out.
import { emptyDraft, type Draft } from '../../../shared/contract/draft.ts'
import { cleanText, isBlank } from '../../../shared/rules/text.ts'

export type DraftPatch = { applicant?: Partial<Draft['applicant']>; appeal?: Partial<Draft['appeal']>; intake?: Partial<Draft['intake']> }

const cleanPart = <P extends object>(part: P | undefined): { part: P | undefined; cleaned: boolean } => {
  if (part === undefined) return { part, cleaned: false }
  let cleaned = false
  const entries = Object.entries(part).map(([key, value]) => {
    if (typeof value !== 'string') return [key, value]
    const clean = cleanText(value)
    cleaned ||= clean.cleaned
    return [key, clean.text]
  })
  return { part: Object.fromEntries(entries) as P, cleaned }
}

/** The patch without signs that cannot be stored, and whether any were taken out (the operator is told). */
export const cleanPatch = (patch: DraftPatch): { patch: DraftPatch; cleaned: boolean } => {
  const [applicant, appeal, intake] = [cleanPart(patch.applicant), cleanPart(patch.appeal), cleanPart(patch.intake)]
  const clean: DraftPatch = {}
  if (applicant.part) clean.applicant = applicant.part
  if (appeal.part) clean.appeal = appeal.part
  if (intake.part) clean.intake = intake.part
  return { patch: clean, cleaned: applicant.cleaned || appeal.cleaned || intake.cleaned }
}

/** Where it happened: the applicant's address while «По адресу заявителя» is on. */
export const placeOf = ({ appeal, applicant }: Draft): string => (appeal.placeIsAddress ? applicant.address : appeal.place)

const editAppeal = (before: Draft, patch: Partial<Draft['appeal']>): Draft['appeal'] => {
  const appeal = { ...before.appeal, ...patch }
  if (appeal.subjectId !== before.appeal.subjectId) Object.assign(appeal, { subsubjectId: patch.subsubjectId ?? null, factId: patch.factId ?? null })
  else if (appeal.subsubjectId !== before.appeal.subsubjectId) appeal.factId = patch.factId ?? null
  // switched off, the address stays as a start to write on, unless a place was typed before
  if (before.appeal.placeIsAddress && !appeal.placeIsAddress && isBlank(appeal.place)) appeal.place = before.applicant.address
  return appeal
}

/** A clock that was put back must not make the newest text look older than what is stored: the disk would keep the old one. */
const laterThan = (before: string, now: string): string => (now > before ? now : new Date(Date.parse(before) + 1).toISOString())

/** Regimes that a channel allows: a call does not prove who speaks (547-ФЗ) [assumed, domain §10]. */
export const allowsFz59 = (channel: Draft['intake']['channel']): boolean => channel !== 'CALL'

/**
 * The draft after a patch, or the same object when nothing changed. Switching an applicant's type or a «нет ...» keeps what was typed;
 * another category clears the levels under it; a call forces the regime of a message. `now`: ISO instant.
 */
export const editDraft = (draft: Draft, patch: DraftPatch, now: string): Draft => {
  const next: Draft = {
    ...draft,
    applicant: { ...draft.applicant, ...patch.applicant },
    appeal: editAppeal(draft, patch.appeal ?? {}),
    intake: { ...draft.intake, ...patch.intake },
  }
  if (!allowsFz59(next.intake.channel)) next.appeal.regime = 'MESSAGE'
  return sameAs(draft, next) ? draft : { ...next, updatedAt: laterThan(draft.updatedAt, now) }
}

const sameAs = (left: Draft, right: Draft): boolean =>
  (['applicant', 'appeal', 'intake'] as const).every((part) => {
    const [mine, theirs] = [left[part] as Record<string, unknown>, right[part] as Record<string, unknown>]
    return Object.keys(theirs).every((key) => mine[key] === theirs[key])
  })

/** Whether nothing was ever recorded in it. */
export const isEmptyDraft = (draft: Draft): boolean => draft.replaces === null && draft.files.length === 0 && sameAs(draft, { ...emptyDraft(draft), updatedAt: draft.updatedAt })
