// The plain side of every pair: Dexie with the four secondary indexes that a straightforward client would keep, nothing sealed.
import { Dexie, type Table } from 'dexie'
import type { Message } from '../../src/shared/contract/message.ts'

export type PlainRow = Message & { threadId: string; serverSeq: number; operatorId: string }
export const plainRow = (message: Message, serverSeq: number): PlainRow => ({ ...message, threadId: message.id, serverSeq, operatorId: message.intake?.operatorId ?? '' })

class PlainDatabase extends Dexie {
  declare messages: Table<PlainRow, string>
  declare drafts: Table<{ id: string }, string>

  constructor(name: string, durability: 'strict' | 'relaxed') {
    super(name, { chromeTransactionDurability: durability })
    this.version(1).stores({ messages: 'id, [threadId+createdAt], [status+createdAt], serverSeq, operatorId', drafts: 'id' })
  }
}
export type Plain = PlainDatabase

/** A database of its own for every round: emptying one leaves work behind that the next round would pay for. */
export const openPlain = async (name: string, durability: 'strict' | 'relaxed'): Promise<Plain> => {
  const database = new PlainDatabase(`plain-${name}`, durability)
  await database.open()
  return database
}

const ROWS_TOGETHER = 500
/** Rows that are in memory already, 500 in a transaction. */
export const addAll = async (database: Plain, rows: readonly PlainRow[]): Promise<void> => {
  for (let from = 0; from < rows.length; from += ROWS_TOGETHER) await database.messages.bulkAdd(rows.slice(from, from + ROWS_TOGETHER))
}
