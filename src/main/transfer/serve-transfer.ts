// Transfer files behind the vault's port: dialogs and media for the data worker, which alone knows what is in them. The log has counts only.
import { AppError, fail, ok, type Result } from '../../shared/errors.ts'
import { transferRequestSchema, type TransferAnswer, type TransferRequest, type TransferValue } from '../../shared/transfer/port.ts'
import type { Port } from '../journal/serve-journal.ts'
import type { Log } from '../log.ts'
import { createOnMedium, openOnMedium, readKeyText, writeFailure, type ReadingMedium, type WritingMedium } from './medium.ts'

/** What the person chooses in the system's own dialogs; undefined: nothing. */
export type TransferDialogs = {
  chooseTarget: (name: string) => Promise<string | undefined>
  chooseSource: () => Promise<string | undefined>
  chooseKey: () => Promise<string | undefined>
}
export type Transfers = { serve: (port: Pick<Port, 'on' | 'postMessage'>, dialogs: TransferDialogs) => void }

const isOurs = (message: unknown): message is { kind: string } =>
  typeof message === 'object' && message !== null && 'kind' in message && typeof message.kind === 'string' && message.kind.startsWith('transfer-')
/** Whether a message on the vault's port is meant for the media, not for the journal. */
export const isTransferRequest = isOurs

/** `publicKey`: the organisation's, of the policy. */
export const createTransfers = (publicKey: string | null, log: Log): Transfers => ({
  serve: (port, dialogs) => {
    const desk = createDesk(publicKey, dialogs, log)
    let last: Promise<unknown> = Promise.resolve()
    port.on('message', ({ data }) => {
      if (!isOurs(data)) return
      const request = transferRequestSchema.safeParse(data)
      if (!request.success) return log('error', 'transfer.bad-request')
      // one after another: a file is made before it is written, and put away after that
      last = last.then(async () => {
        const message: TransferAnswer = { kind: 'transfer-answer', id: request.data.id, result: await desk.answer(request.data) }
        port.postMessage(message)
      })
    })
    port.on('close', () => {
      last = last.then(desk.putAway)
    })
  },
})

type Desk = { answer: (request: TransferRequest) => Promise<Result<TransferValue>>; putAway: () => Promise<void> }
const createDesk = (publicKey: string | null, dialogs: TransferDialogs, log: Log): Desk => {
  let target: WritingMedium | undefined
  let source: ReadingMedium | undefined
  let wanted = 0

  const closeSource = async (): Promise<void> => {
    const former = source
    source = undefined
    await former?.close()
  }
  const abandon = async (): Promise<void> => {
    const former = target
    target = undefined
    await former?.abort()
  }
  const write = async (request: Extract<TransferRequest, { kind: 'transfer-create' | 'transfer-write' | 'transfer-finish' | 'transfer-abort' }>): Promise<TransferValue> => {
    if (request.kind === 'transfer-abort') {
      await abandon()
      return null
    }
    if (request.kind === 'transfer-create') {
      await abandon()
      const path = await dialogs.chooseTarget(request.name)
      if (path === undefined) return null
      wanted = request.bytes
      target = await createOnMedium(path, request.bytes)
      return { name: target.name, size: 0 }
    }
    if (target === undefined) throw new AppError('E-IPC')
    if (request.kind === 'transfer-write') {
      await target.write(request.bytes)
      return null
    }
    await target.finish()
    target = undefined
    log('info', 'transfer.exported', { count: request.commands, files: request.files })
    return null
  }
  const read = async (request: Extract<TransferRequest, { kind: 'transfer-open' | 'transfer-read' | 'transfer-close' | 'transfer-pick-key' }>): Promise<TransferValue> => {
    if (request.kind === 'transfer-pick-key') {
      const path = await dialogs.chooseKey()
      return path === undefined ? null : readKeyText(path)
    }
    if (request.kind === 'transfer-open') {
      const path = await dialogs.chooseSource()
      if (path === undefined) return null
      await closeSource()
      source = await openOnMedium(path)
      return { name: source.name, size: source.size }
    }
    if (request.kind === 'transfer-close') {
      await closeSource()
      if (request.counts !== null) log('info', 'transfer.imported', { count: request.counts.taken, known: request.counts.known, failed: request.counts.failed })
      return null
    }
    if (source === undefined) throw new AppError('E-BACKUP-READ')
    return source.read(request.at, request.length)
  }

  return {
    answer: async (request) => {
      switch (request.kind) {
        case 'transfer-policy':
          return ok({ publicKey })
        case 'transfer-create':
        case 'transfer-write':
        case 'transfer-finish':
        case 'transfer-abort':
          return write(request).then(ok<TransferValue>, (error: unknown) => {
            const failure = writeFailure(error, wanted)
            log('warn', 'transfer.not-written', { code: failure.code, reason: String((error as NodeJS.ErrnoException).code ?? '') })
            return { ok: false, error: failure }
          })
        default:
          return read(request).then(ok<TransferValue>, (error: unknown) => {
            log('warn', 'transfer.not-read', { reason: String((error as NodeJS.ErrnoException).code ?? '') })
            return error instanceof AppError ? fail(error.code, error.details) : fail('E-BACKUP-READ')
          })
      }
    },
    putAway: async () => {
      await abandon()
      await closeSource()
    },
  }
}
