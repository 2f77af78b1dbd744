// Folders of a role and what belongs in them. The order is the order on the screen.
import type { Message } from './contract/message.ts'
import { reachOf, type Role } from './roles.ts'

export const FOLDERS = ['drafts', 'queue', 'errors', 'sent', 'answers', 'messages'] as const
export type Folder = (typeof FOLDERS)[number]

const OPERATOR_FOLDERS: readonly Folder[] = ['drafts', 'queue', 'errors', 'sent', 'answers']
/** The intake operator has the folders of domain §4; any other role that may view messages has one plain list. */
export const foldersOf = (role: Role): readonly Folder[] => {
  if (role === 'operator') return OPERATOR_FOLDERS
  return reachOf(role, 'message:view') === undefined ? [] : ['messages']
}

/** «Ответы»: a reply has come and the caller can be told. */
export const belongsTo = (folder: Folder, message: Pick<Message, 'answer' | 'status'>): boolean => {
  if (folder === 'answers') return message.answer !== null
  return folder === 'sent' || folder === 'messages'
}
