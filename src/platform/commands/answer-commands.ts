// Answers a batch of commands one by one, each in its own transaction, so that none waits for or falls with another.
import { createHash } from 'node:crypto'
import { eq, inArray } from 'drizzle-orm'
import { canonicalJson } from '../../shared/canonical-json.ts'
import { isAction, type ActionCommand, type Command, type CommandFate, type CommandResult, type Receipt } from '../../shared/contract/command.ts'
import type { Dictionary } from '../../shared/contract/dictionary.ts'
import type { LifecycleSettings } from '../../shared/contract/lifecycle.ts'
import type { Limits } from '../../shared/contract/limits.ts'
import type { Me } from '../../shared/contract/person.ts'
import type { Problem } from '../../shared/contract/problem.ts'
import { receiptCode } from '../../shared/receipt-code.ts'
import type { Database } from '../database.ts'
import { filesNamedBy } from '../files/file-rows.ts'
import { HandedOverDone, handOverNamedBy } from '../hand-overs.ts'
import { problemOf } from '../problems.ts'
import { command as commandTable, message, type HandOverRow } from '../schema.ts'
import { currentFor, decideAction, LostRace } from './act-on-message.ts'
import { mayImportInto, standingOf, type Importer } from './author.ts'
import { prepareCommand } from './carry-out.ts'
import { handOverProblem } from './judge-hand-over.ts'
import { judgeCommand } from './judge.ts'

type Envelope = { id: string; type: string; payload: unknown; [key: string]: unknown }
type Remembered = typeof commandTable.$inferSelect
export type CommandContext = { database: Database; /** The author, whoever brings the command. */ me: Me; dictionary: Dictionary; limits: Limits; lifecycle: LifecycleSettings; now: () => Date; importer?: Importer }

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
    else results.push(before === undefined ? await answerNew(envelope, { ...context, ...standing.value }, context.me) : recall(before, envelope, standing.value.me))
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

/** `asker`: whose connection the answer goes out on. */
const answerNew = async (envelope: Envelope, context: CommandContext, asker: Me): Promise<CommandResult> => {
  const now = context.now()
  const handOver = await handOverNamedBy(envelope.payload, context.database)
  const judged = judgeCommand(envelope, { ...context, now, handOver, files: await filesNamedBy(envelope.payload, context.database) })
  const problem = judged.ok ? await handOverProblem(judged.value, handOver, context.me, context.database) : judged.error
  if (!judged.ok || problem !== undefined) return reject(envelope, problem as Problem, context, now)
  if (isAction(judged.value)) return answerAction(judged.value, envelope, context, asker, now)
  try {
    return await accept(judged.value, handOver, envelope, context, asker, now)
  } catch (error) {
    if (error instanceof HandedOverDone) return reject(envelope, problemOf(409, 'E-HANDED-DONE'), context, now)
    throw error
  }
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

const accept = (command: Exclude<Command, ActionCommand>, handOver: HandOverRow | undefined, envelope: Envelope, context: CommandContext, asker: Me, now: Date): Promise<CommandResult> =>
  context.database.transaction(async (transaction) => {
    if (command.base?.entity === 'message' && !(await isCurrent(transaction, command.base))) return conflictOf(command.id, command.base.id, { ...context, database: transaction }, asker)
    const { payloadHash } = rowOf(envelope, context, now)
    const { receipt, write } = await prepareCommand(transaction, command, { ...context, payloadHash, now, handOver, files: await filesNamedBy(envelope.payload, transaction) })
    return (await remember(transaction, command, envelope, context, receipt, now)) ?? (await write(transaction), { id: envelope.id, outcome: 'accepted', receipt })
  })

/** Version, effects, history, receipt: one transaction. Whoever is too late leaves no trace, and may decide anew. */
const answerAction = async (command: ActionCommand, envelope: Envelope, context: CommandContext, asker: Me, now: Date): Promise<CommandResult> => {
  const { database } = context
  try {
    return await database.transaction(async (transaction) => {
      const inside = { ...context, database: transaction }
      const decided = await decideAction(transaction, command, { ...context, now, payloadHash: payloadHashOf(envelope.payload) })
      if (decided.kind === 'refused') return reject(envelope, decided.problem, inside, now)
      // the version may have moved by this very command, sent twice at once: then its memory is here by now
      if (decided.kind === 'conflict') return (await recalled(transaction, envelope, context.me)) ?? conflictOf(command.id, command.base.id, inside, asker)
      return (await remember(transaction, command, envelope, context, decided.receipt, now)) ?? (await decided.write(), { id: envelope.id, outcome: 'accepted', receipt: decided.receipt })
    })
  } catch (error) {
    if (error instanceof LostRace) return conflictOf(command.id, command.base.id, context, asker)
    throw error
  }
}

/** Undefined when it is remembered as accepted; the former answer when a twin was first. */
const remember = async (transaction: Database, command: Command, envelope: Envelope, context: CommandContext, receipt: Receipt, now: Date): Promise<CommandResult | undefined> => {
  // a concurrent twin waits here for the first one's commit and then finds the row taken
  const mine = await transaction
    .insert(commandTable)
    .values({ ...rowOf(envelope, context, now), at: new Date(command.at), payload: command.payload, outcome: 'accepted', receipt })
    .onConflictDoNothing()
    .returning({ id: commandTable.id })
  return mine.length === 0 ? recallStored(transaction, envelope, context.me) : undefined
}

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
  const known = await recalled(database, envelope, me)
  if (known === undefined) throw new Error('a command that blocked an insert is gone')
  return known
}
const recalled = async (database: Database, envelope: Envelope, me: Me): Promise<CommandResult | undefined> => {
  const [row] = await database.select().from(commandTable).where(eq(commandTable.id, envelope.id))
  return row === undefined ? undefined : recall(row, envelope, me)
}

const isCurrent = async (transaction: Database, { id, version }: { id: string; version: number }): Promise<boolean> => {
  const [row] = await transaction.select({ version: message.version }).from(message).where(eq(message.id, id))
  return row?.version === version
}
/** Decided on an older version: not carried out, nothing is remembered. The current state is told as far as the one who asks may see it. */
const conflictOf = async (id: string, messageId: string, { database, dictionary }: CommandContext, asker: Me): Promise<CommandResult> => ({
  id, outcome: 'conflict', problem: problemOf(409, 'E-CONFLICT'), current: await currentFor(database, messageId, asker, dictionary),
})
