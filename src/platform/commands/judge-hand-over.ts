// Whether a record may be handed over, and whether a command may take the place of a handed-over one. Reads only what decides that.
import { eq } from 'drizzle-orm'
import type { Command } from '../../shared/contract/command.ts'
import type { Me } from '../../shared/contract/person.ts'
import type { Problem } from '../../shared/contract/problem.ts'
import type { Database } from '../database.ts'
import { hasCoordinator, maySend } from '../hand-overs.ts'
import { problemOf } from '../problems.ts'
import { command as commandTable, type HandOverRow } from '../schema.ts'

/** The problem that keeps a command from its record's hand-over, or undefined. `known`: the hand-over that the command names, open or closed. */
export const handOverProblem = async (command: Command, known: HandOverRow | undefined, me: Me, database: Database): Promise<Problem | undefined> => {
  if (command.type === 'message.submit') {
    if (known === undefined) return undefined
    if (!maySend(known, me, command.cabinetId)) return problemOf(403, 'E-FORBIDDEN')
    return known.closedAt === null ? undefined : problemOf(409, 'E-HANDED-DONE')
  }
  if (command.type !== 'intake.hand-over') return undefined
  if (known !== undefined && known.operatorId !== me.id) return problemOf(403, 'E-FORBIDDEN')
  if (known !== undefined && known.closedAt !== null) return problemOf(409, 'E-HANDED-DONE')
  const [refused] = await database.select({ personId: commandTable.personId, outcome: commandTable.outcome }).from(commandTable).where(eq(commandTable.id, command.payload.commandId))
  if (refused !== undefined && refused.personId !== me.id) return problemOf(403, 'E-FORBIDDEN')
  if (refused?.outcome === 'accepted') return problemOf(409, 'E-HANDED-DONE')
  return (await hasCoordinator(database, command.cabinetId)) ? undefined : problemOf(422, 'E-NO-COORDINATOR')
}
