// Answers a batch of commands one by one, each in its own transaction, so that none waits for or falls with another.
import { createHash } from 'node:crypto'
import { eq, inArray } from 'drizzle-orm'
import { canonicalJson } from '../../shared/canonical-json.ts'
import { actionOfType } from '../../shared/contract/actions.ts'
import type { ActionCommand, Command, CommandFate, CommandResult, Receipt } from '../../shared/contract/command.ts'
import type { Dictionary } from '../../shared/contract/dictionary.ts'
import type { Limits } from '../../shared/contract/limits.ts'
import type { Me } from '../../shared/contract/person.ts'
import type { Problem } from '../../shared/contract/problem.ts'
import { receiptCode } from '../../shared/receipt-code.ts'
import type { Database } from '../database.ts'
import { filesNamedBy } from '../files/file-rows.ts'
import { readMessage } from '../messages.ts'
import { problemOf } from '../problems.ts'
import { command as commandTable } from '../schema.ts'
import { mayImportInto, standingOf, type Importer } from './author.ts'
import { prepareCommand } from './carry-out.ts'
import { judgeCommand } from './judge.ts'

type Envelope = { id: string; type: string; payload: unknown; [key: string]: unknown }
type Remembered = typeof commandTable.$inferSelect
export type CommandContext = { database: Database; /** The author, whoever brings the command. */ me: Me; dictionary: Dictionary; limits: Limits; now: () => Date; importer?: Importer }

/** SHA-256 (hex) of the payload's canonical JSON, as it was sent. */
export const payloadHashOf = (payload: unknown): string => createHash('sha256').update(canonicalJson(payload)).digest('hex')

/** A result for every command, in their order. */
export const answerCommands = async (envelopes: readonly Envelope[], context: CommandContext): Promise<CommandResult[]> => {
  const ids = envelopes.map(({ id }) => id)
  const known = await context.database.select().from(commandTable).where(inArray(commandTable.id, ids))
  const remembered = new Map(known.map((row) => [row.id, row]))
  const results: CommandResult[] = []
  for (const envelope of envelopes) {
    const before = remembered.get(envelope.id.toLowerCase())
    const standing = await standingOf(envelope, context)
    // not remembered: an author's command must not be spoilt by somebody who may not bring it
    if (!standing.ok) results.push({ id: envelope.id, outcome: 'rejected', problem: standing.error })
    else results.push(before === undefined ? await answerNew(envelope, { ...context, ...standing.value }) : recall(before, envelope, standing.value.me))
  }
  return results
}

/** What became of a command of this person, or of one that they may bring in a transfer file; of anybody else's nothing is told. */
export const fateOf = async (database: Database, personId: string, id: string): Promise<CommandFate> => {
  const [row] = await database.select().from(commandTable).where(eq(commandTable.id, id))
  if (row === undefined || (row.personId !== personId && !(await mayImportInto(database, personId, row.cabinetId)))) return { fate: 'unknown' }
  return row.outcome === 'accepted' ? { fate: 'accepted', receipt: row.receipt as Receipt } : { fate: 'rejected', problem: row.problem as Problem }
}

/** The same answer as the first time; another payload or another author under a known id is refused and changes nothing. */
const recall = (row: Remembered, envelope: Envelope, me: Me): CommandResult => {
  if (row.payloadHash !== payloadHashOf(envelope.payload) || row.personId !== me.id || row.type !== envelope.type) {
    return { id: envelope.id, outcome: 'rejected', problem: problemOf(422, 'E-KEY-REUSED') }
  }
  return row.outcome === 'accepted'
    ? { id: envelope.id, outcome: 'duplicate', receipt: row.receipt as Receipt }
    : { id: envelope.id, outcome: 'rejected', problem: row.problem as Problem }
}

const answerNew = async (envelope: Envelope, context: CommandContext): Promise<CommandResult> => {
  const now = context.now()
  const judged = judgeCommand(envelope, { ...context, now, files: await filesNamedBy(envelope.payload, context.database) })
  if (!judged.ok) return reject(envelope, judged.error, context, now)
  const conflict = await conflictOf(judged.value, context.database)
  if (conflict !== undefined) return conflict
  return isAction(judged.value) ? reject(envelope, problemOf(403, 'E-FORBIDDEN'), context, now) : accept(judged.value, envelope, context, now)
}

const rowOf = (envelope: Envelope, { me, importer }: CommandContext, now: Date) => ({
  id: envelope.id,
  personId: me.id,
  cabinetId: Number.isSafeInteger(envelope.cabinetId) && Math.abs(Number(envelope.cabinetId)) < 2 ** 31 ? Number(envelope.cabinetId) : null,
  type: envelope.type.replaceAll('\0', ''),
  payloadHash: payloadHashOf(envelope.payload),
  receivedAt: now,
  receiptCode: receiptCode(envelope.id),
  importedBy: importer?.id ?? null,
  transferId: importer?.transferId ?? null,
})

const isAction = (command: Command): command is ActionCommand => actionOfType(command.type) !== undefined

const accept = (command: Exclude<Command, ActionCommand>, envelope: Envelope, context: CommandContext, now: Date): Promise<CommandResult> =>
  context.database.transaction(async (transaction) => {
    const row = rowOf(envelope, context, now)
    const { receipt, write } = await prepareCommand(transaction, command, { ...context, payloadHash: row.payloadHash, now, files: await filesNamedBy(envelope.payload, transaction) })
    // a concurrent twin waits here for the first one's commit and then finds the row taken
    const mine = await transaction
      .insert(commandTable)
      .values({ ...row, at: new Date(command.at), payload: command.payload, outcome: 'accepted', receipt })
      .onConflictDoNothing()
      .returning({ id: commandTable.id })
    if (mine.length === 0) return recallStored(transaction, envelope, context.me)
    await write(transaction)
    return { id: envelope.id, outcome: 'accepted', receipt }
  })

/** Remembered too: asking for its fate must tell the same story as the answer did. */
const reject = async (envelope: Envelope, problem: Problem, context: CommandContext, now: Date): Promise<CommandResult> => {
  const { database, me } = context
  const mine = await database
    .insert(commandTable)
    .values({ ...rowOf(envelope, context, now), payload: null, outcome: 'rejected', problem })
    .onConflictDoNothing()
    .returning({ id: commandTable.id })
  return mine.length === 0 ? recallStored(database, envelope, me) : { id: envelope.id, outcome: 'rejected', problem }
}

const recallStored = async (database: Database, envelope: Envelope, me: Me): Promise<CommandResult> => {
  const [row] = await database.select().from(commandTable).where(eq(commandTable.id, envelope.id))
  if (row === undefined) throw new Error('a command that blocked an insert is gone')
  return recall(row, envelope, me)
}

/** A command that was decided on an older version of a message is not carried out; nothing is remembered, it may be decided anew. */
const conflictOf = async ({ id, base }: Command, database: Database): Promise<CommandResult | undefined> => {
  if (base?.entity !== 'message') return undefined
  const current = await readMessage(database, base.id)
  if (current?.version === base.version) return undefined
  return { id, outcome: 'conflict', problem: problemOf(409, 'E-CONFLICT'), current }
}
