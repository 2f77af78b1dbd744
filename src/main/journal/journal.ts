// The journal of one operator in one mode: read, judged and mended at opening, then appended to. An answer means that the disk has it.
// What cannot be read is copied aside before anything is written; a file of a later version or of another key is never touched.
import { fail, ok, type ErrorCode, type Failure, type Result } from '../../shared/errors.ts'
import type { JournalContents, JournalEntry, JournalReport } from '../../shared/journal.ts'
import type { Disk, OpenFile } from './disk.ts'
import { encodeHeader, encodeRecord, firstMac, scanJournal, type Scan } from './format.ts'
import { applyRecord, liveRecords, type LiveRecords } from './live.ts'
import { NO_RIGHT } from './why-not-written.ts'

/** A file is written anew when it is larger than this (less room is worth the work at the start, when nobody waits) and so much of it is dead. */
const COMPACT_FROM_BYTES = 256 * 1024
const COMPACT_AT_START_FROM_BYTES = 4 * 1024
const MOSTLY = 3 / 4
const NO_SPACE = ['ENOSPC', 'EDQUOT', 'EFBIG']
/** The code of what the disk said. */
export const codeOfDisk = (reason: string): ErrorCode => (NO_SPACE.includes(reason) ? 'E-DISK' : NO_RIGHT.includes(reason) ? 'E-READ-ONLY' : 'E-DB')
const NOTHING = new Uint8Array(0)

export type Journal = {
  contents: () => JournalContents
  /** The file as it lies, every MAC verified again, after the appends under way. E-NEWER, E-KEY-BAD, E-DISK, E-DB. */
  verify: () => Promise<Result<JournalContents>>
  /** All or none; resolves after the disk has them. E-DISK: no space; E-READ-ONLY: it may not be written; E-DB: anything else that the disk said. */
  append: (entries: readonly JournalEntry[]) => Promise<Result<null>>
  /** After the appends under way. */
  close: () => Promise<void>
}
/** `now` names what is kept aside. */
export type JournalPlace = { path: string; key: Buffer; keyId: string; disk: Disk; now: () => number }

const diskFailure = (error: unknown): { ok: false; error: Failure } => {
  const reason = (error as NodeJS.ErrnoException).code
  if (typeof reason !== 'string') throw error
  return fail(codeOfDisk(reason), { reason })
}

type Waiting = { entries: readonly JournalEntry[]; resolve: (result: Result<null>) => void }
type State = { live: LiveRecords; liveBytes: number; fileBytes: number; lastMac: Buffer; lastSequence: number; file: OpenFile | null; /** The file must be written anew before anything is appended. */ isBroken: boolean }

/** E-NEWER, E-KEY-BAD: the file was left as it is. E-DISK, E-DB: it could not be read. */
export const openJournal = async (place: JournalPlace): Promise<Result<Journal>> => {
  const { path, key, keyId, disk } = place
  try {
    const bytes = (await disk.read(path)) ?? Buffer.alloc(0)
    const judged = scanJournal(bytes, key, keyId)
    if (judged.state === 'newer') return fail('E-NEWER')
    if (judged.state === 'other-key') return fail('E-KEY-BAD', { reason: 'journal' })
    const scan = judged.state === 'read' ? judged.scan : undefined
    const state: State = {
      live: new Map(), liveBytes: 0, fileBytes: bytes.length, file: null, isBroken: scan === undefined || isMendable(scan),
      lastMac: scan?.lastMac ?? firstMac(key, keyId), lastSequence: scan?.lastSequence ?? 0,
    }
    for (const record of scan?.records ?? []) applyRecord(state.live, record)
    state.liveBytes = sizeOf(state)
    const report = { tornTail: scan?.tornAt != null, damaged: scan?.damage.length ?? 0, absent: scan === undefined }
    return ok(keepJournal(place, state, report, scan !== undefined && isMendable(scan)))
  } catch (error) {
    return diskFailure(error)
  }
}

/** What a file says by itself. */
const contentsOf = (bytes: Buffer, key: Buffer, keyId: string): Result<JournalContents> => {
  const judged = scanJournal(bytes, key, keyId)
  if (judged.state === 'newer') return fail('E-NEWER')
  if (judged.state === 'other-key') return fail('E-KEY-BAD', { reason: 'journal' })
  const scan = judged.state === 'read' ? judged.scan : undefined
  const live: LiveRecords = new Map()
  for (const record of scan?.records ?? []) applyRecord(live, record)
  return ok({ live: liveRecords(live), report: { tornTail: scan?.tornAt != null, damaged: scan?.damage.length ?? 0, absent: bytes.length === 0 } })
}
const isMendable = ({ tornAt, damage }: Scan): boolean => tornAt !== null || damage.length > 0
const sizeOf = ({ live }: State): number => [...live.values()].reduce((sum, { sealed }) => sum + sealed.length, 0)

const keepJournal = ({ path, key, keyId, disk, now }: JournalPlace, state: State, report: JournalReport, keepAside: boolean): Journal => {
  const waiting: Waiting[] = []
  let writing: Promise<void> | null = null
  let isClosed = false
  let mustKeepAside = keepAside

  const closeFile = async (): Promise<void> => {
    const { file } = state
    state.file = null
    await file?.close()
  }
  /** Only what still matters, in a new file; the damaged one is kept aside first. */
  const writeAnew = async (): Promise<void> => {
    await closeFile()
    if (mustKeepAside) await disk.copy(path, `${path}.damaged-${now()}`)
    mustKeepAside = false
    const parts = [encodeHeader(keyId)]
    let mac = firstMac(key, keyId)
    for (const { kind, id, sequence, sealed } of liveRecords(state.live)) {
      const record = encodeRecord(key, { kind, id, sequence, payload: sealed }, mac)
      parts.push(record.bytes)
      mac = record.mac
    }
    const bytes = Buffer.concat(parts)
    await disk.replace(path, bytes)
    Object.assign(state, { fileBytes: bytes.length, liveBytes: sizeOf(state), lastMac: mac, isBroken: false })
  }
  const isMostlyDead = (from: number): boolean => state.fileBytes > from && state.liveBytes < state.fileBytes * (1 - MOSTLY)

  /** One write and one sync for everybody who waits. */
  const writeTogether = async (batch: readonly Waiting[]): Promise<void> => {
    if (state.isBroken) await writeAnew()
    state.file ??= await disk.open(path)
    let { lastMac, lastSequence } = state
    const records = batch.flatMap(({ entries }) => entries).map((entry) => {
      lastSequence += 1
      return { kind: entry.kind, id: entry.id, sequence: lastSequence, payload: 'sealed' in entry ? entry.sealed : NOTHING }
    })
    const parts = records.map((record) => {
      const encoded = encodeRecord(key, record, lastMac)
      lastMac = encoded.mac
      return encoded.bytes
    })
    const bytes = Buffer.concat(parts)
    await state.file.append(bytes)
    for (const record of records) applyRecord(state.live, record)
    Object.assign(state, { lastMac, lastSequence, fileBytes: state.fileBytes + bytes.length, liveBytes: sizeOf(state) })
  }
  /** After a failed write or sync nobody knows what the disk has: the next append writes the file anew. */
  const retreat = async (): Promise<void> => {
    state.isBroken = true
    try {
      await state.file?.cut(state.fileBytes)
      await closeFile()
    } catch (error) {
      state.file = null
      diskFailure(error)
    }
  }
  const attempt = async (work: () => Promise<void>): Promise<Result<null>> => {
    try {
      await work()
      return ok(null)
    } catch (error) {
      await retreat()
      return diskFailure(error)
    }
  }
  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0)
      const written = await attempt(() => writeTogether(batch))
      for (const { resolve } of batch) resolve(written)
      // nobody waits for this one: if it fails, the next append tries it again and tells
      if (written.ok && isMostlyDead(COMPACT_FROM_BYTES)) await attempt(writeAnew)
    }
  }
  const work = (): void => {
    writing ??= writeAll().finally(() => {
      writing = null
      if (waiting.length > 0) work()
    })
  }
  /** What is under way may be followed by what came meanwhile. */
  const settled = async (): Promise<void> => {
    if (writing === null) return
    await writing
    await settled()
  }
  const readAnew = async (): Promise<Result<JournalContents>> => {
    try {
      return contentsOf((await disk.read(path)) ?? Buffer.alloc(0), key, keyId)
    } catch (error) {
      return diskFailure(error)
    }
  }
  const verify = async (): Promise<Result<JournalContents>> => {
    await settled()
    if (writing !== null) return verify()
    // in the writers' turn, so that no record is met half written
    const reading = readAnew()
    writing = reading.then(() => undefined).finally(() => {
      writing = null
      if (waiting.length > 0) work()
    })
    return reading
  }
  const mend = async (): Promise<void> => {
    if (state.isBroken ? mustKeepAside : isMostlyDead(COMPACT_AT_START_FROM_BYTES)) await attempt(writeAnew)
  }
  writing = mend().finally(() => {
    writing = null
    if (waiting.length > 0) work()
  })

  return {
    contents: () => ({ live: liveRecords(state.live), report }),
    verify,
    append: (entries) => {
      if (isClosed) return Promise.resolve(fail('E-DB', { reason: 'closed' }))
      if (entries.length === 0) return Promise.resolve(ok(null))
      return new Promise((resolve) => {
        waiting.push({ entries, resolve })
        if (writing === null) work()
      })
    },
    close: async () => {
      isClosed = true
      await settled()
      await closeFile()
    },
  }
}
