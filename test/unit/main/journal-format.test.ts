import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crc32c } from '../../../src/main/journal/crc32c.ts'
import { encodeHeader, encodeRecord, firstMac, HEADER_BYTES, journalKey, scanJournal, type JournalRecord, type Scan } from '../../../src/main/journal/format.ts'
import { JOURNAL_KINDS } from '../../../src/shared/journal.ts'

const KEY_ID = '019ab000-0000-7000-8000-0000000000f1'
const KEY = journalKey(new Uint8Array(32).fill(7))
const record = (sequence: number, payload = Uint8Array.of(1, 2, 3, sequence)): JournalRecord => ({ kind: 'command', sequence, id: `019ab000-0000-7000-8000-${String(sequence).padStart(12, '0')}`, payload })
const someRecords = fc
  .array(fc.record({ kind: fc.constantFrom(...JOURNAL_KINDS), id: fc.uuid(), payload: fc.uint8Array({ maxLength: 60 }) }), { minLength: 1, maxLength: 6 })
  .map((all) => all.map((one, index): JournalRecord => ({ ...one, sequence: index + 1 })))

const parts = (records: readonly JournalRecord[]): Buffer[] => {
  let mac = firstMac(KEY, KEY_ID)
  return records.map((one) => {
    const { bytes, mac: next } = encodeRecord(KEY, one, mac)
    mac = next
    return bytes
  })
}
const fileOf = (records: readonly JournalRecord[]): Buffer => Buffer.concat([encodeHeader(KEY_ID), ...parts(records)])
const scan = (bytes: Buffer): Scan => {
  const judged = scanJournal(bytes, KEY, KEY_ID)
  if (judged.state !== 'read') throw new Error(judged.state)
  return judged.scan
}
const plain = (records: readonly JournalRecord[]) => records.map(({ payload, ...rest }) => ({ ...rest, payload: [...payload] }))

describe('a journal file', () => {
  it('has the checksum of RFC 3720', () => {
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa)
    expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43)
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283)
  })
  it('gives back what was written, whatever it was', () => {
    fc.assert(fc.property(someRecords, (records) => {
      const { records: found, damage, tornAt } = scan(fileOf(records))
      expect(plain(found)).toEqual(plain(records))
      expect({ damage, tornAt }).toEqual({ damage: [], tornAt: null })
    }))
  })
  it('drops its last record, and only that, when it was cut at any byte of it', () => {
    fc.assert(fc.property(someRecords, (records) => {
      const whole = fileOf(records)
      const start = fileOf(records.slice(0, -1)).length
      for (let end = start; end < whole.length; end += 1) {
        const found = scan(whole.subarray(0, end))
        expect(plain(found.records)).toEqual(plain(records.slice(0, -1)))
        expect(found.damage).toEqual([])
        expect(found.tornAt).toBe(end === start ? null : start)
      }
    }), { numRuns: 30 })
  })
  it('cut within its very beginning is empty and said to be torn', () => {
    for (let end = 1; end < HEADER_BYTES; end += 1) expect(scan(encodeHeader(KEY_ID).subarray(0, end))).toMatchObject({ records: [], tornAt: 0 })
  })
  it('takes room without bytes at its end for a torn record', () => {
    const whole = fileOf([record(1)])
    expect(scan(Buffer.concat([whole, Buffer.alloc(4096)]))).toMatchObject({ damage: [], tornAt: whole.length })
  })
  it('notices any flipped bit anywhere, and keeps every record that it did not hit', () => {
    const records = [record(1), record(2), record(3)]
    const whole = fileOf(records)
    const ends = [HEADER_BYTES, ...parts(records).map(({ length }) => length)].map((_, index, sizes) => sizes.slice(0, index + 1).reduce((sum, size) => sum + size, 0))
    for (let offset = 0; offset < whole.length; offset += 1) {
      for (const bit of [1, 0x80]) {
        const changed = Buffer.from(whole)
        changed[offset] = (changed[offset] as number) ^ bit
        const found = scan(changed)
        const hit = ends.findIndex((end) => offset < end)
        expect(found.damage.length + Number(found.tornAt !== null)).toBeGreaterThan(0)
        expect(plain(found.records)).toEqual(plain(records.filter(({ sequence }) => sequence !== hit)))
      }
    }
  })
  it('recovers what stands before and after any stretch of garbage', () => {
    fc.assert(fc.property(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 300 }), (at, garbage) => {
      const records = [record(1), record(2), record(3), record(4)]
      const whole = fileOf(records)
      const from = HEADER_BYTES + (at % (whole.length - HEADER_BYTES))
      const changed = Buffer.from(whole)
      changed.set(garbage.subarray(0, whole.length - from), from)
      const isHit = (index: number) => {
        const start = fileOf(records.slice(0, index)).length
        return start < from + garbage.length && fileOf(records.slice(0, index + 1)).length > from && !changed.equals(whole)
      }
      const found = plain(scan(changed).records)
      for (const [index, one] of plain(records).entries()) if (!isHit(index)) expect(found).toContainEqual(one)
    }))
  })
  it('notices a record that was removed, repeated or moved', () => {
    const [first, second, third] = parts([record(1), record(2), record(3)]) as [Buffer, Buffer, Buffer]
    const head = encodeHeader(KEY_ID)
    for (const order of [[first, third], [second, third], [first, third, second], [second, first, third], [first, second, second, third]]) {
      const found = scan(Buffer.concat([head, ...order]))
      expect(found.damage.map(({ reason }) => reason)).toContain('order')
      expect(new Set(found.records.map(({ sequence }) => sequence)).size).toBe(found.records.length)
    }
  })
  it('takes no record that somebody else has made', () => {
    const foreign = encodeRecord(journalKey(new Uint8Array(32).fill(8)), record(2), firstMac(KEY, KEY_ID)).bytes
    const found = scan(Buffer.concat([fileOf([record(1)]), foreign]))
    expect(found.records.map(({ sequence }) => sequence)).toEqual([1])
    expect(found.damage).toMatchObject([{ reason: 'changed' }])
  })
  it('of a later version or of another key is not read at all', () => {
    expect(scanJournal(encodeHeader(KEY_ID, 2), KEY, KEY_ID)).toEqual({ state: 'newer' })
    expect(scanJournal(fileOf([record(1)]), KEY, '019ab000-0000-7000-8000-0000000000f2')).toEqual({ state: 'other-key' })
    expect(scanJournal(Buffer.alloc(0), KEY, KEY_ID)).toEqual({ state: 'absent' })
  })
})
