// The bytes of a journal file. Pure: bytes in, records and damage out; files are elsewhere. Persisted: another layout gets another FORMAT_VERSION.
//
// header  magic 8 | version u32 | key id 16 | CRC-32C of those 28 u32
// record  marker 4 | length of what follows the CRC u32 | CRC-32C of length and all that follows u32 |
//         version u8 | kind u8 | sequence u48 | id 16 | MAC of the record before 32 | sealed payload | MAC 32
// The MAC (HMAC-SHA-256 under K_journal) covers everything of the record from its version on, the former MAC among it: each record can be
// judged alone, and a record that was removed, repeated or moved shows as a break in the chain. The first one follows on the header's MAC.
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { JOURNAL_KINDS, type JournalKind } from '../../shared/journal.ts'
import { crc32c } from './crc32c.ts'

export const FORMAT_VERSION = 1
const MAGIC = Buffer.from('PRIYOMJL', 'latin1')
export const HEADER_BYTES = 32
const MARKER = Buffer.from([0xf7, 0x4a, 0x52, 0x0a])
const UUID_BYTES = 16
const MAC_BYTES = 32
/** marker, length, CRC */
const FRAME_BYTES = 12
/** version, kind, sequence, id, former MAC */
const FIXED_BYTES = 8 + UUID_BYTES + MAC_BYTES
const SMALLEST = FIXED_BYTES + MAC_BYTES
/** No record is longer: a damaged length must not swallow the rest of the file. */
export const LARGEST_RECORD = 16 * 1024 * 1024

export type JournalRecord = { kind: JournalKind; sequence: number; id: string; payload: Uint8Array }
/** `changed`: bytes that are no record any more. `order`: a record was removed, repeated or moved before this place. */
export type Damage = { offset: number; length: number; reason: 'header' | 'changed' | 'order' }
export type Scan = {
  records: JournalRecord[]
  damage: Damage[]
  /** Where the last, unfinished record begins; null: the file ends with a whole one. */
  tornAt: number | null
  /** Of the last whole record; the next one follows on them. */
  lastMac: Buffer
  lastSequence: number
}

/** K_journal = HKDF(DEK, 'journal') of security-reliability §3.1. */
export const journalKey = (dataKey: Uint8Array): Buffer => Buffer.from(hkdfSync('sha256', dataKey, new Uint8Array(0), 'journal', 32))

const uuidBytes = (id: string): Buffer => {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex')
  if (bytes.length !== UUID_BYTES) throw new TypeError('a journal id is a UUID')
  return bytes
}
const uuidText = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
const macOf = (key: Buffer, bytes: Uint8Array): Buffer => createHmac('sha256', key).update(bytes).digest()
const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** The beginning of a file for the key of that id. */
export const encodeHeader = (keyId: string, version = FORMAT_VERSION): Buffer => {
  const bare = Buffer.concat([MAGIC, uint32(version), uuidBytes(keyId)])
  return Buffer.concat([bare, uint32(crc32c(bare))])
}
/** What the first record of a file follows on. */
export const firstMac = (key: Buffer, keyId: string): Buffer => macOf(key, encodeHeader(keyId))

/** One record that follows on `previous`; its MAC is its last 32 bytes. */
export const encodeRecord = (key: Buffer, { kind, sequence, id, payload }: JournalRecord, previous: Buffer): { bytes: Buffer; mac: Buffer } => {
  const fixed = Buffer.alloc(8)
  fixed.writeUInt8(FORMAT_VERSION, 0)
  fixed.writeUInt8(JOURNAL_KINDS.indexOf(kind), 1)
  fixed.writeUIntLE(sequence, 2, 6)
  const covered = Buffer.concat([fixed, uuidBytes(id), previous, payload])
  const mac = macOf(key, covered)
  const length = uint32(covered.length + MAC_BYTES)
  const body = Buffer.concat([covered, mac])
  return { bytes: Buffer.concat([MARKER, length, uint32(crc32c(Buffer.concat([length, body]))), body]), mac }
}

type Found = { record: JournalRecord; previous: Buffer; mac: Buffer; end: number }
/** The record at this place, or undefined when there is none that is whole and ours. */
const recordAt = (bytes: Buffer, offset: number, key: Buffer): Found | undefined => {
  if (offset + FRAME_BYTES + SMALLEST > bytes.length || !bytes.subarray(offset, offset + 4).equals(MARKER)) return undefined
  const length = bytes.readUInt32LE(offset + 4)
  const start = offset + FRAME_BYTES
  const end = start + length
  if (length < SMALLEST || length > LARGEST_RECORD || end > bytes.length) return undefined
  const body = bytes.subarray(start, end)
  if (crc32c(Buffer.concat([bytes.subarray(offset + 4, offset + 8), body])) !== bytes.readUInt32LE(offset + 8)) return undefined
  const covered = body.subarray(0, length - MAC_BYTES)
  const mac = body.subarray(length - MAC_BYTES)
  const kind = JOURNAL_KINDS[covered.readUInt8(1)]
  if (!timingSafeEqual(macOf(key, covered), mac) || covered.readUInt8(0) !== FORMAT_VERSION || kind === undefined) return undefined
  const id = uuidText(covered.subarray(8, 8 + UUID_BYTES))
  const record = { kind, sequence: covered.readUIntLE(2, 6), id, payload: covered.subarray(FIXED_BYTES) }
  return { record, previous: covered.subarray(8 + UUID_BYTES, FIXED_BYTES), mac, end }
}
const nextRecord = (bytes: Buffer, from: number, key: Buffer): number | undefined => {
  for (let offset = bytes.indexOf(MARKER, from); offset !== -1; offset = bytes.indexOf(MARKER, offset + 1)) {
    if (recordAt(bytes, offset, key) !== undefined) return offset
  }
  return undefined
}
/** Whether what is left looks like a record that was being written: it ends too early, or the disk gave room and no bytes. */
const isUnfinished = (rest: Buffer): boolean => {
  const head = Math.min(rest.length, MARKER.length)
  if (rest.every((byte) => byte === 0)) return true
  if (!rest.subarray(0, head).equals(MARKER.subarray(0, head))) return false
  return rest.length < FRAME_BYTES || rest.readUInt32LE(4) > rest.length - FRAME_BYTES
}

export type Judged = { state: 'absent' } | { state: 'newer' } | { state: 'other-key' } | { state: 'read'; scan: Scan }
/**
 * Reads all that is whole, before and after any damage. `newer`: a later version of the app wrote the file; `other-key`: it belongs to
 * another data key; both are to be left as they are. `absent`: nothing has been written yet.
 */
export const scanJournal = (bytes: Buffer, key: Buffer, keyId: string): Judged => {
  if (bytes.length === 0) return { state: 'absent' }
  const header = bytes.subarray(0, HEADER_BYTES)
  const isHeaderWhole = header.length === HEADER_BYTES && header.subarray(0, 8).equals(MAGIC) && crc32c(header.subarray(0, 28)) === header.readUInt32LE(28)
  if (isHeaderWhole && header.readUInt32LE(8) > FORMAT_VERSION) return { state: 'newer' }
  if (isHeaderWhole && !header.subarray(12, 28).equals(uuidBytes(keyId))) return { state: 'other-key' }
  const scan: Scan = { records: [], damage: [], tornAt: null, lastMac: firstMac(key, keyId), lastSequence: 0 }
  if (!isHeaderWhole && bytes.length <= HEADER_BYTES && encodeHeader(keyId).subarray(0, bytes.length).equals(bytes)) return { state: 'read', scan: { ...scan, tornAt: 0 } }
  if (!isHeaderWhole) scan.damage.push({ offset: 0, length: HEADER_BYTES, reason: 'header' })
  readRecords(bytes, key, scan)
  return { state: 'read', scan }
}

const readRecords = (bytes: Buffer, key: Buffer, scan: Scan): void => {
  const seen = new Set<number>()
  for (let offset = Math.min(HEADER_BYTES, bytes.length), isFollowing = scan.damage.length === 0; offset < bytes.length; ) {
    const found = recordAt(bytes, offset, key)
    if (found === undefined) {
      const next = nextRecord(bytes, offset + 1, key)
      if (next === undefined && isUnfinished(bytes.subarray(offset))) {
        scan.tornAt = offset
        break
      }
      scan.damage.push({ offset, length: (next ?? bytes.length) - offset, reason: 'changed' })
      offset = next ?? bytes.length
      isFollowing = false
      continue
    }
    if (isFollowing && !found.previous.equals(scan.lastMac)) scan.damage.push({ offset, length: 0, reason: 'order' })
    if (!seen.has(found.record.sequence)) scan.records.push(found.record)
    seen.add(found.record.sequence)
    scan.lastMac = found.mac
    scan.lastSequence = Math.max(scan.lastSequence, found.record.sequence)
    offset = found.end
    isFollowing = true
  }
  scan.records.sort((left, right) => left.sequence - right.sequence)
}
