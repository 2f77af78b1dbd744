// Carries a judged command out inside its own transaction and makes its receipt.
import type { ActionCommand, Command, Receipt } from '../../shared/contract/command.ts'
import type { Dictionary } from '../../shared/contract/dictionary.ts'
import type { Me } from '../../shared/contract/person.ts'
import { warnsOfLookalike, type Submission } from '../../shared/contract/submission.ts'
import { reachOf } from '../../shared/roles.ts'
import { receiptCode } from '../../shared/receipt-code.ts'
import { answerAt } from '../../shared/terms.ts'
import type { Database } from '../database.ts'
import { nextNumbers, registerMessage, shortName } from '../messages.ts'
import { rolesIn } from '../people.ts'
import type { Importer } from './author.ts'
import { bindFiles } from '../files/file-rows.ts'
import { closeHandOver, openHandOver } from '../hand-overs.ts'
import { checklist, type FileRow, type HandOverRow } from '../schema.ts'
import { closeShift } from '../shifts.ts'

export type CarryFacts = { me: Me; dictionary: Dictionary; payloadHash: string; now: Date; files: ReadonlyMap<string, FileRow>; /** Who brought it instead of its author. */ importer?: Importer; /** Of the record that the command takes the place of. */ handOver?: HandOverRow | undefined }
/** The receipt is made first, so that the command's row holds it; `write` then does what the receipt says. */
export type Prepared = { receipt: Receipt; write: (transaction: Database) => Promise<void> }

export const prepareCommand = async (transaction: Database, command: Exclude<Command, ActionCommand>, facts: CarryFacts): Promise<Prepared> => {
  const base = receiptBase(command, facts)
  switch (command.type) {
    case 'message.submit':
      return prepareSubmission(transaction, command, facts)
    case 'checklist.confirm':
      return {
        receipt: { ...base, entity: { kind: 'checklist', id: `${facts.me.id}:${command.cabinetId}:${command.payload.console}`, version: 1 } },
        write: (inside) => confirmChecklist(inside, command, facts),
      }
    case 'intake.hand-over':
      return prepareHandOver(command, facts)
    case 'shift.close':
      return { receipt: { ...base, entity: { kind: 'shift', id: command.id, version: 1 } }, write: (inside) => closeShift(inside, command, facts) }
  }
}

const prepareHandOver = (command: Extract<Command, { type: 'intake.hand-over' }>, facts: CarryFacts): Prepared => ({
  receipt: { ...receiptBase(command, facts), entity: { kind: 'hand-over', id: command.payload.commandId, version: 1 } },
  write: (inside) => openHandOver(inside, command.payload, { me: facts.me, cabinetId: command.cabinetId, now: facts.now }),
})

const receiptBase = (command: Command, { payloadHash, now }: CarryFacts) => ({
  commandId: command.id, payloadHash, acceptedAt: now.toISOString(), warnings: [] as string[],
})

const prepareSubmission = async (transaction: Database, command: Extract<Command, { type: 'message.submit' }>, facts: CarryFacts): Promise<Prepared> => {
  const submission = command.payload
  const numbers = await nextNumbers(transaction)
  const subsubject = facts.dictionary.subsubjects.find(({ id }) => id === submission.subsubjectId)
  const fastTrack = subsubject?.fastTrack ?? false
  const registeredAt = facts.now.toISOString()
  // the term runs from the platform's receipt, never from the call (domain §3)
  const due = answerAt(registeredAt, { ...submission, fastTrack, limitDays: subsubject?.limitDays ?? null })
  return {
    receipt: {
      ...receiptBase(command, facts),
      entity: { kind: 'message', id: command.id, version: 1 },
      message: { ...numbers, registeredAt, answerAt: due },
      warnings: warningsOf(submission),
    },
    write: async (inside) => {
      if (facts.handOver !== undefined) await closeHandOver(inside, facts.handOver.id, command.id, facts.now)
      await bindFiles(inside, submission.attachmentIds ?? [], command.id)
      await registerMessage(inside, { ...numbers, ...rowOf(command, facts), fastTrack, createdAt: facts.now, answerAt: due === null ? null : new Date(due) }, {
        kind: 'person', name: shortName(facts.me), role: authorRole(facts.me, command.cabinetId), ...(facts.importer === undefined ? {} : { carriedBy: facts.importer.name }),
      })
    },
  }
}

const rowOf = ({ id, cabinetId, payload }: Extract<Command, { type: 'message.submit' }>, { me, files, handOver }: CarryFacts) => ({
  id,
  // what the caller heard stays theirs, whoever sends it in the end
  receiptCode: handOver?.receiptCode ?? (payload.replaces === null ? undefined : payload.receiptCode) ?? receiptCode(id),
  source: payload.source,
  kind: payload.kind,
  regime: payload.regime,
  stage: 'MODERATION' as const,
  status: 'MODERATION_NEW' as const,
  description: payload.description,
  applicant: payload.applicant,
  subjectId: payload.subjectId,
  subsubjectId: payload.subsubjectId,
  factId: payload.factId,
  place: payload.place,
  lat: payload.coordinates?.lat ?? null,
  lon: payload.coordinates?.lon ?? null,
  cabinetId: payload.addresseeCabinetId,
  currentCabinetId: payload.addresseeCabinetId,
  operatorId: handOver?.operatorId ?? me.id,
  intakeCabinetId: cabinetId,
  intake: {
    channel: payload.intake.channel,
    callAt: payload.intake.callAt,
    operatorId: handOver?.operatorId ?? me.id,
    operatorName: handOver?.operatorName ?? shortName(me),
    consentToPublish: payload.intake.consentToPublish,
  },
  attachments: (payload.attachmentIds ?? []).flatMap((fileId) => {
    const known = files.get(fileId)
    return known === undefined ? [] : [{ id: known.id, name: known.name, type: known.type, size: known.size }]
  }),
})

const authorRole = (me: Me, cabinetId: number) => rolesIn(me, cabinetId).find((role) => reachOf(role, 'message:create') !== undefined) ?? null

/** What the real interface would want and an operator cannot have (domain §3), and an address that looks like a slip. */
const warningsOf = (submission: Submission): string[] => [
  'applicant-without-epgu-id',
  ...(submission.applicant.email === null ? ['applicant-without-email'] : []),
  ...(warnsOfLookalike(submission) ? ['email-lookalike'] : []),
]

const confirmChecklist = async (transaction: Database, command: Extract<Command, { type: 'checklist.confirm' }>, { me, now }: CarryFacts): Promise<void> => {
  const { console, role, textVersion } = command.payload
  await transaction
    .insert(checklist)
    .values({ personId: me.id, cabinetId: command.cabinetId, console, role, textVersion, at: new Date(command.at), confirmedAt: now })
    .onConflictDoNothing()
}
