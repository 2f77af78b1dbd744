// A copy of an attached file where the person says. It is written beside its place and renamed when it is whole; nothing is ever opened here.
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { GATEWAY_HEADER, GATEWAY_PREFIX, OPERATOR_HEADER, API } from '../shared/api.ts'
import { fail, isErrorCode, ok, type ErrorCode, type Result } from '../shared/errors.ts'
import { safeFileName } from '../shared/files/file-name.ts'
import type { SavedSource } from '../shared/ipc.ts'

export type SavePorts = {
  /** Asks the person for a place; undefined: they changed their mind. The name is safe. */
  askPlace: (name: string) => Promise<string | undefined>
  /** Fetches below the gateway's own address. */
  ask: (path: string, headers: Record<string, string>) => Promise<Response>
  /** Who is signed in; only their token fetches. */
  operatorId: () => string | undefined
}

const codeOfAnswer = ({ status, headers }: Response): ErrorCode => {
  const told = headers.get(GATEWAY_HEADER)
  if (isErrorCode(told)) return told
  if (status === 404) return 'E-NOT-FOUND'
  return status === 401 ? 'E-SIGN-IN' : 'E-SERVER'
}
const codeOfDisk = (error: unknown): ErrorCode => {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'E-DISK'
  // nobody's disk: the stream from the platform broke off
  return code === undefined || code.startsWith('ERR_STREAM') ? 'E-OFFLINE' : 'E-FILE-SAVE'
}

const openSource = async (source: SavedSource, { ask, operatorId }: SavePorts): Promise<Result<Readable>> => {
  if (source.of === 'bytes') return ok(Readable.from([source.bytes]))
  const path = GATEWAY_PREFIX + API.fileContent.path.replace(':id', source.id)
  const answer = await ask(path, { [OPERATOR_HEADER]: encodeURIComponent(operatorId() ?? '') })
  if (answer.ok && answer.body !== null) return ok(Readable.fromWeb(answer.body as unknown as NodeStream))
  await answer.body?.cancel()
  return fail(codeOfAnswer(answer))
}

/** `saved` false: the person gave up. E-DISK; E-FILE-SAVE: not to be written there; E-NOT-FOUND, E-SIGN-IN, E-OFFLINE ...: no bytes. */
export const saveFile = async (name: string, source: SavedSource, ports: SavePorts): Promise<Result<{ saved: boolean }>> => {
  const place = await ports.askPlace(safeFileName(name))
  if (place === undefined) return ok({ saved: false })
  const bytes = await openSource(source, ports)
  if (!bytes.ok) return bytes
  const beside = `${place}.part`
  try {
    await pipeline(bytes.value, createWriteStream(beside, { mode: 0o600, flush: true }))
    await rename(beside, place)
    return ok({ saved: true })
  } catch (error) {
    await rm(beside, { force: true })
    return fail(codeOfDisk(error))
  }
}
