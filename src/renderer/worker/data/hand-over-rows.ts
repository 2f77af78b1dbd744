// What lists and search know of a handed-over record: of the operator's command on its way, and of what waits for a coordinator. Pure.
import { draftOfHandOver, type HandOver, type HandOverPayload } from '../../../shared/contract/hand-over.ts'
import type { Draft } from '../../../shared/contract/draft.ts'
import type { DeliveryState } from '../../../shared/delivery.ts'
import type { Folder } from '../../../shared/folders.ts'
import type { ListRow } from '../../../shared/workspace.ts'
import type { Searchable } from '../search/index-port.ts'
import type { CatalogEntry } from './catalog.ts'
import type { DictionaryNames } from './dictionary-names.ts'
import { rowOfDraft, searchOfDraft } from './list-rows.ts'
import type { Queued } from './stored-rows.ts'

const ON_ITS_WAY: readonly DeliveryState[] = ['queued', 'sending', 'unknown']
const payloadOf = ({ frozen }: Queued): HandOverPayload | null => (frozen.command.type === 'intake.hand-over' ? (frozen.command.payload as HandOverPayload) : null)
const wordsOf = (handed: Pick<HandOver, 'id' | 'cabinetId' | 'draft'>): Draft => draftOfHandOver(handed, { id: handed.id, updatedAt: handed.draft.startedAt })
const wordsOfCommand = ({ frozen }: Queued, { commandId, draft }: HandOverPayload): Draft => wordsOf({ id: commandId, cabinetId: frozen.command.cabinetId, draft })

/** What was typed into the record that a command hands over. */
export const wordsOfHandingOver = (queued: Queued): Draft | null => {
  const payload = payloadOf(queued)
  return payload && wordsOfCommand(queued, payload)
}
/** The row of a hand-over on its way: it stands for the record in the queue. Null for other commands. */
export const rowOfHandingOver = (queued: Queued, names: DictionaryNames): ListRow | null => {
  const payload = payloadOf(queued)
  if (payload === null) return null
  const { frozen, progress } = queued
  const row = rowOfDraft(wordsOfCommand(queued, payload), names)
  return { ...row, id: frozen.command.id, of: 'command', code: payload.receiptCode, status: { of: 'delivery', value: progress.state }, updatedAt: frozen.queuedAt }
}
export const entryOfHandingOver = (queued: Queued, names: DictionaryNames): CatalogEntry | null => {
  const row = ON_ITS_WAY.includes(queued.progress.state) ? rowOfHandingOver(queued, names) : null
  return row && { row, folders: ['queue'] satisfies Folder[], unread: false }
}
export const searchOfHandingOver = (queued: Queued, names: DictionaryNames): Searchable | null => {
  const payload = payloadOf(queued)
  return payload && { ...searchOfDraft(wordsOfCommand(queued, payload), names), codes: [payload.receiptCode] }
}

/** What waits for this coordinator. */
export const entryOfHandOver = (handed: HandOver, names: DictionaryNames): CatalogEntry => ({
  row: { ...rowOfDraft(wordsOf(handed), names), id: handed.id, of: 'hand-over', code: handed.receiptCode, status: { of: 'hand-over' }, updatedAt: handed.at },
  folders: ['handed'],
  unread: false,
})
export const searchOfHandOver = (handed: HandOver, names: DictionaryNames): Searchable => ({ ...searchOfDraft(wordsOf(handed), names), codes: [handed.receiptCode] })
