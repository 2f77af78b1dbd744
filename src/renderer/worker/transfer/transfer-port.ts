// The client of main's dialogs and media on the vault's port: a question, an answer with its id. No deadline: a person may be choosing a
// place, and a slow medium takes its time; whoever waits can be cancelled.
import { fail, ok, type Result } from '../../../shared/errors.ts'
import { transferAnswerSchema, type TransferRequest, type TransferValue } from '../../../shared/transfer/port.ts'

export type TransferPort = {
  /** The organisation's public key of the policy. */
  policy: () => Promise<Result<string | null>>
  /** Null: no place was chosen. E-DISK with `neededMb`; E-BACKUP-WRITE. */
  create: (name: string, bytes: number) => Promise<Result<string | null>>
  write: (bytes: Uint8Array<ArrayBuffer>) => Promise<Result<null>>
  finish: (counts: { commands: number; files: number }) => Promise<Result<null>>
  abort: () => Promise<Result<null>>
  /** Null: no file was chosen. E-BACKUP-READ. */
  open: () => Promise<Result<{ name: string; size: number } | null>>
  read: (at: number, length: number) => Promise<Result<Uint8Array<ArrayBuffer>>>
  close: (counts: { taken: number; known: number; failed: number } | null) => Promise<Result<null>>
  pickKey: () => Promise<Result<string | null>>
}
export type TransferLink = TransferPort & {
  /** Everything on the port that is meant for transfers; false: it is not. */
  hear: (message: unknown) => boolean
}
type Question = TransferRequest extends infer R ? (R extends TransferRequest ? Omit<R, 'id'> : never) : never

export const linkTransfer = (post: (request: TransferRequest) => void): TransferLink => {
  const waiting = new Map<number, (result: Result<TransferValue>) => void>()
  let last = 0
  const ask = (question: Question): Promise<Result<TransferValue>> => {
    last += 1
    const id = last
    return new Promise((resolve) => {
      waiting.set(id, resolve)
      post({ ...question, id } as TransferRequest)
    })
  }
  const bytesIn = async (question: Question): Promise<Result<Uint8Array<ArrayBuffer> | null>> => {
    const answer = await ask(question)
    if (!answer.ok) return answer
    return answer.value === null || answer.value instanceof Uint8Array ? ok(answer.value as Uint8Array<ArrayBuffer> | null) : fail('E-IPC')
  }
  const named = async (question: Question): Promise<Result<{ name: string; size: number } | null>> => {
    const answer = await ask(question)
    if (!answer.ok) return answer
    return answer.value === null || 'size' in answer.value ? ok(answer.value as { name: string; size: number } | null) : fail('E-IPC')
  }
  const done = async (question: Question): Promise<Result<null>> => {
    const answer = await ask(question)
    return answer.ok ? ok(null) : answer
  }
  return {
    hear: (message) => {
      const answer = transferAnswerSchema.safeParse(message)
      if (!answer.success) return false
      waiting.get(answer.data.id)?.(answer.data.result)
      waiting.delete(answer.data.id)
      return true
    },
    policy: async () => {
      const answer = await ask({ kind: 'transfer-policy' })
      if (!answer.ok) return answer
      return answer.value !== null && 'publicKey' in answer.value ? ok(answer.value.publicKey) : fail('E-IPC')
    },
    create: async (name, bytes) => {
      const made = await named({ kind: 'transfer-create', name, bytes })
      return made.ok ? ok(made.value?.name ?? null) : made
    },
    write: (bytes) => done({ kind: 'transfer-write', bytes }),
    finish: (counts) => done({ kind: 'transfer-finish', ...counts }),
    abort: () => done({ kind: 'transfer-abort' }),
    open: () => named({ kind: 'transfer-open' }),
    read: async (at, length) => {
      const read = await bytesIn({ kind: 'transfer-read', at, length })
      if (!read.ok) return read
      return read.value === null ? fail('E-BACKUP-READ') : ok(read.value)
    },
    close: (counts) => done({ kind: 'transfer-close', counts }),
    pickKey: async () => {
      const picked = await bytesIn({ kind: 'transfer-pick-key' })
      if (!picked.ok) return picked
      if (picked.value === null) return ok(null)
      const text = new TextDecoder().decode(picked.value)
      picked.value.fill(0)
      return ok(text)
    },
  }
}
