// What a person does with a record that was set aside: correct it where it lies, take it out with a reason, bring it back, hand it over.
// And the coordinator's side: a handed-over record as a draft.
import { draftOfHandOver, handedDraftOf } from '../../shared/contract/hand-over.ts'
import type { Draft } from '../../shared/contract/draft.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import { cleanText } from '../../shared/rules/text.ts'
import type { DraftChange, WithdrawalReason } from '../../shared/workspace.ts'
import type { Queued } from './data/stored-rows.ts'
import { codeHeard } from './data/succession.ts'
import { correctCommand, judgeHere, submitDraft, type Submitted, type Submitting } from './submit.ts'

export type Tray = {
  fix: (id: string, change: DraftChange, options: { allowDuplicate: boolean }) => Promise<Submitted>
  withdraw: (id: string, reason: WithdrawalReason, comment: string) => Promise<Result<null>>
  bringBack: (id: string) => Promise<Result<null>>
  handOver: (id: string, comment: string) => Promise<Result<null>>
  openHanded: (id: string) => Promise<Result<Draft>>
}

const changed = (draft: Draft, { applicant, appeal, intake }: DraftChange): Draft => ({
  ...draft, applicant: { ...draft.applicant, ...applicant }, appeal: { ...draft.appeal, ...appeal }, intake: { ...draft.intake, ...intake },
})
export const createTray = (parts: Submitting): Tray => {
  const { commands, drafts, outbox, facts, now, newId } = parts
  const successorOf = (id: string): Queued | undefined =>
    [...commands.values()].find(({ frozen, progress }) => frozen.draft?.replaces === id && progress.state !== 'withdrawn')
  const inTray = (id: string): Result<Queued> => {
    const queued = commands.get(id)
    if (queued === undefined) return fail('E-NOT-FOUND')
    const successor = successorOf(id)
    if (queued.progress.state !== 'needs-attention' || successor !== undefined) return fail('E-LOCKED-SENT', { otherId: successor?.frozen.command.id ?? id })
    return ok(queued)
  }
  const begunFor = (id: string): Draft | undefined => [...parts.open()].find(({ replaces }) => replaces === id)

  return {
    fix: async (id, change, options) => {
      const found = inTray(id)
      if (!found.ok) return { ok: false, error: { failure: found.error, issues: [] } }
      const before = begunFor(id) ?? found.value.frozen.draft
      if (before === null) return { ok: false, error: { failure: { code: 'E-NOT-FOUND' }, issues: [] } }
      // judged before anything is written: a slip in the card leaves no draft behind
      const refused = judgeHere(parts, { ...changed(before, change), replaces: id }, options)
      if (refused !== undefined) return refused
      const begun = await correctCommand(parts, id)
      if (!begun.ok) return { ok: false, error: { failure: begun.error, issues: [] } }
      const draft = { ...changed(begun.value, change), updatedAt: new Date(Math.max(now(), Date.parse(begun.value.updatedAt) + 1)).toISOString() }
      const saved = await drafts.save(draft)
      if (!saved.ok) return { ok: false, error: { failure: saved.error, issues: [] } }
      return submitDraft(parts, draft, options)
    },
    withdraw: async (id, reason, comment) => {
      const found = inTray(id)
      if (!found.ok) return found
      return outbox.withdraw(id, { reason, comment: cleanText(comment).text.trim(), at: new Date(now()).toISOString() })
    },
    bringBack: (id) => outbox.bringBack(id),
    handOver: async (id, comment) => {
      const found = inTray(id)
      if (!found.ok) return found
      const { frozen, progress } = found.value
      // what was typed into a correction is newer than what was refused
      const draft = begunFor(id) ?? frozen.draft
      if (draft === null) return fail('E-NOT-FOUND')
      if (progress.issues.some(({ code }) => code === 'E-FILE-MISSING') || draft.files.some((file) => !(frozen.draft?.files ?? []).some((sent) => sent.id === file.id))) return fail('E-HAND-FILES')
      const said = cleanText(comment).text.trim()
      const payload = {
        commandId: id, receiptCode: codeHeard(commands, id), draft: handedDraftOf(draft), failure: progress.failure?.code ?? null,
        issues: progress.issues.map((issue) => ({ ...issue, ...(issue.params === undefined ? {} : { params: { ...issue.params } }) })), comment: said === '' ? null : said,
      }
      const queued = await outbox.enqueue({ type: 'intake.hand-over', cabinetId: frozen.command.cabinetId, payload }, null, { standsFor: id })
      return queued.ok ? ok(null) : queued
    },
    openHanded: async (id) => {
      const handed = facts.handOver(id)
      if (handed === null) return fail('E-NOT-FOUND')
      const begun = begunFor(id)
      if (begun !== undefined) return ok(begun)
      const sent = successorOf(id)
      if (sent !== undefined) return fail('E-LOCKED-SENT', { otherId: sent.frozen.command.id })
      return drafts.add(draftOfHandOver(handed, { id: newId(), updatedAt: new Date(now()).toISOString() }))
    },
  }
}
