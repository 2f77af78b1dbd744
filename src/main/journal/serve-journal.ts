// The journal behind the vault's port: the data worker asks, main parses, the disk answers. One open journal per file, whoever asks.
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { fail, ok, type Result } from '../../shared/errors.ts'
import { journalRequestSchema, type JournalAnswer, type JournalContents, type JournalRequest } from '../../shared/journal.ts'
import type { Mode } from '../../shared/contract/meta.ts'
import type { Log } from '../log.ts'
import { isTransferRequest } from '../transfer/serve-transfer.ts'
import { realDisk } from './disk.ts'
import { codeOfDisk, openJournal, type Journal } from './journal.ts'
import { createSnapshot, type Snapshot } from './snapshot.ts'
import { whyNotWritten } from './why-not-written.ts'

/** The part of Electron's port that is needed here. */
export type Port = {
  postMessage: (message: unknown) => void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start: () => void
}
export type JournalOwner = { operatorId: string; mode: Mode; key: Buffer; keyId: string }
export type Journals = {
  /** Answers that worker until its port closes. */
  serve: (port: Port, owner: JournalOwner) => void
}

/** Names tell nobody whose they are; the databases of the worker are named in the same way. */
export const journalName = (operatorId: string, mode: Mode): string => `${mode}-${createHash('sha256').update(`${mode}|${operatorId}`).digest('hex').slice(0, 24)}`

type Served = { read: () => Promise<Result<Journal>>; snapshot: Snapshot; profile: string }

/** Journals in `folder`, which is made with the first record. */
export const createJournals = (folder: string, log: Log): Journals => {
  /** By path. A page that was loaded anew asks through a new port: the former one loses the file first. */
  const opened = new Map<string, Promise<Result<Journal>>>()
  const close = async (path: string): Promise<void> => {
    const closing = opened.get(path)
    opened.delete(path)
    const former = await closing
    if (former?.ok === true) await former.value.close()
  }
  const openAnew = (path: string, owner: JournalOwner): Promise<Result<Journal>> => {
    const opening = close(path).then(() => openJournal({ path, key: owner.key, keyId: owner.keyId, disk: realDisk, now: Date.now }))
    const logged = opening.then((journal) => {
      if (!journal.ok) log('error', 'journal.refused', { code: journal.error.code })
      else {
        const { tornTail, damaged } = journal.value.contents().report
        if (tornTail || damaged > 0) log('warn', 'journal.mended', { count: damaged, state: tornTail ? 'torn' : 'whole' })
      }
      return journal
    })
    opened.set(path, logged)
    return logged
  }

  return {
    serve: (port, owner) => {
      const name = journalName(owner.operatorId, owner.mode)
      const path = join(folder, `${name}.journal`)
      let mine: Promise<Result<Journal>> | undefined
      const underWay = new Set<Promise<void>>()
      /** The person left: after the last write nobody here knows the key any more. */
      const forget = async (): Promise<void> => {
        await Promise.allSettled(underWay)
        const journal = await mine
        if (journal?.ok === true) await journal.value.close()
        if (mine !== undefined && opened.get(path) === mine) opened.delete(path)
        owner.key.fill(0)
      }
      const served: Served = {
        read: async () => {
          const asked = (mine ??= openAnew(path, owner))
          const journal = await asked
          // what could not be read is tried again when it is asked for again
          if (!journal.ok && mine === asked) mine = undefined
          return journal
        },
        snapshot: createSnapshot(join(folder, `${name}.before-migration.jsonl`)),
        profile: dirname(folder),
      }
      port.on('message', ({ data }) => {
        if (isTransferRequest(data)) return
        const request = journalRequestSchema.safeParse(data)
        if (!request.success) return log('error', 'journal.bad-request')
        const answering = answer(served, request.data, log).then((result) => {
          const message: JournalAnswer = { kind: 'journal-answer', id: request.data.id, result }
          port.postMessage(message)
          underWay.delete(answering)
        })
        underWay.add(answering)
      })
      port.on('close', () => {
        void forget()
      })
      port.start()
    },
  }
}

const answer = async (served: Served, request: JournalRequest, log: Log): Promise<Result<JournalContents | null>> => {
  try {
    if (request.kind === 'why-not-written') return await whyNotWritten(served.profile)
    if (request.kind === 'snapshot') return ok(await served.snapshot.add(request.parts, request.last).then(() => null))
    const journal = await served.read()
    if (!journal.ok) return journal
    if (request.kind === 'journal-read') return request.anew === true ? await journal.value.verify() : ok(journal.value.contents())
    const written = await journal.value.append(request.entries)
    if (!written.ok) log('error', 'journal.not-written', { code: written.error.code, reason: String(written.error.details?.['reason'] ?? '') })
    return written
  } catch (error) {
    const reason = String((error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.name : 'unknown'))
    log('error', 'journal.failed', { reason })
    return fail(codeOfDisk(reason), { reason })
  }
}
