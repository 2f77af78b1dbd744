// The journal's client on the vault's port: a question, an answer with its id, and a deadline. What main says late is not believed.
import { fail, type Result } from '../../shared/errors.ts'
import { journalAnswerSchema, type JournalContents, type JournalRequest } from '../../shared/journal.ts'
import type { JournalPort } from '../sync/ports.ts'

/** As long as any call of storage may take (storage-guard). */
const DEADLINE_MS = 5000

export type JournalLink = JournalPort & {
  /** Everything that comes on the port after the key. */
  hear: (message: unknown) => void
}
type Question = JournalRequest extends infer R ? (R extends JournalRequest ? Omit<R, 'id'> : never) : never

export const linkJournal = (post: (request: JournalRequest) => void, deadlineMs = DEADLINE_MS): JournalLink => {
  const waiting = new Map<number, (result: Result<JournalContents | null>) => void>()
  let last = 0
  const ask = (question: Question): Promise<Result<JournalContents | null>> => {
    last += 1
    const id = last
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        waiting.delete(id)
        resolve(fail('E-DB', { late: true }))
      }, deadlineMs)
      waiting.set(id, (result) => {
        clearTimeout(late)
        resolve(result)
      })
      post({ ...question, id } as JournalRequest)
    })
  }
  return {
    hear: (message) => {
      const { id, result } = journalAnswerSchema.parse(message)
      waiting.get(id)?.(result)
      waiting.delete(id)
    },
    read: async (anew = false) => {
      const answer = await ask({ kind: 'journal-read', anew })
      if (!answer.ok) return answer
      return answer.value === null ? fail('E-DB') : { ok: true, value: answer.value }
    },
    append: async (entries) => {
      const answer = await ask({ kind: 'journal-append', entries: [...entries] })
      return answer.ok ? { ok: true, value: null } : answer
    },
    snapshot: async (parts, isLast) => {
      const answer = await ask({ kind: 'snapshot', parts: [...parts], last: isLast })
      return answer.ok ? { ok: true, value: null } : answer
    },
    whyNotWritten: async () => {
      const answer = await ask({ kind: 'why-not-written' })
      return answer.ok ? { ok: true, value: null } : answer
    },
  }
}
