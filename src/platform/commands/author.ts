// Whose a command is. Usually of whoever is signed in; out of a transfer file it stays its author's, and the platform notes who brought it.
import { carriedSchema } from '../../shared/contract/carried.ts'
import type { Me } from '../../shared/contract/person.ts'
import type { Problem } from '../../shared/contract/problem.ts'
import { ok, type Result } from '../../shared/errors.ts'
import { can } from '../../shared/roles.ts'
import type { Database } from '../database.ts'
import { shortName } from '../messages.ts'
import { readMe, rolesIn } from '../people.ts'
import { problemOf } from '../problems.ts'

export type Importer = { id: string; name: string; transferId: string }
export type Standing = { me: Me; importer?: Importer }
type Asked = { type: string; cabinetId?: unknown; carried?: unknown }

const mayImport = (me: Me, cabinetId: number): boolean => can(rolesIn(me, cabinetId), 'transfer:import')
const refuse = (status: 403 | 422, code: 'E-FORBIDDEN' | 'E-VALIDATION'): { ok: false; error: Problem } => ({ ok: false, error: problemOf(status, code) })

/** In whose name a command is judged and kept. E-FORBIDDEN: not theirs to bring. A confirmation of connection is nobody's but one's own. */
export const standingOf = async (command: Asked, { database, me }: { database: Database; me: Me }): Promise<Result<Standing, Problem>> => {
  if (command.carried === undefined) return ok({ me })
  const carried = carriedSchema.safeParse(command.carried)
  if (!carried.success) return refuse(422, 'E-VALIDATION')
  const { authorId, transferId } = carried.data
  if (authorId === me.id) return ok({ me })
  const { cabinetId, type } = command
  if (typeof cabinetId !== 'number' || type === 'checklist.confirm' || !mayImport(me, cabinetId)) return refuse(403, 'E-FORBIDDEN')
  const author = await readMe(database, authorId)
  if (author === undefined || rolesIn(author, cabinetId).length === 0) return refuse(403, 'E-FORBIDDEN')
  return ok({ me: author, importer: { id: me.id, name: shortName(me), transferId } })
}

/** Whether that person may bring commands of others for this cabinet. */
export const mayImportInto = async (database: Database, personId: string, cabinetId: number | null): Promise<boolean> => {
  const me = cabinetId === null ? undefined : await readMe(database, personId)
  return me !== undefined && cabinetId !== null && mayImport(me, cabinetId)
}
/** Whether that person may bring files of this author: in some cabinet where one imports and the other takes calls. */
export const mayImportFor = async (database: Database, personId: string, authorId: string): Promise<boolean> => {
  const [me, author] = [await readMe(database, personId), await readMe(database, authorId)]
  if (me === undefined || author === undefined) return false
  return author.memberships.some(({ cabinet, roles }) => can(roles, 'message:create') && mayImport(me, cabinet.id))
}
