// Folders of a role and what belongs in them. The order is the order on the screen.
import type { Message } from './contract/message.ts'
import { reachOf, type Role } from './roles.ts'

export const FOLDERS = ['drafts', 'queue', 'errors', 'sent', 'answers', 'messages', 'conflicts', 'handed'] as const
export type Folder = (typeof FOLDERS)[number]

const OPERATOR_FOLDERS: readonly Folder[] = ['drafts', 'queue', 'errors', 'sent', 'answers']
/** What anybody needs who may write a message down or bring one in a transfer file: nothing of theirs may lie where they cannot see it. */
const INTAKE_FOLDERS: readonly Folder[] = ['drafts', 'queue', 'errors']
/** The intake operator has the folders of domain §4; any other role that may view messages has one plain list, with the intake's where it may create. */
export const foldersOf = (role: Role): readonly Folder[] => {
  if (role === 'operator') return OPERATOR_FOLDERS
  const lists: readonly Folder[] = reachOf(role, 'message:view') === undefined ? [] : ['messages']
  const hasQueue = reachOf(role, 'message:create') !== undefined || reachOf(role, 'transfer:import') !== undefined
  const handed: readonly Folder[] = role === 'coordinator' ? ['handed'] : []
  return hasQueue ? [...lists, ...handed, ...INTAKE_FOLDERS] : lists
}

/** «Расхождения» shows itself where there is one: who decides nothing never meets it. */
export const shownFolders = (role: Role, counts: Readonly<Partial<Record<Folder, number>>> | undefined, open: Folder | null): readonly Folder[] =>
  (counts?.conflicts ?? 0) > 0 || open === 'conflicts' ? [...foldersOf(role), 'conflicts'] : foldersOf(role)

/** «Ответы»: a reply has come and stands, so the caller can be told; a message that is considered again is open. */
export const belongsTo = (folder: Folder, message: Pick<Message, 'answer' | 'closedAt'>): boolean => {
  if (folder === 'answers') return message.answer !== null && message.closedAt !== null
  return folder === 'sent' || folder === 'messages'
}
