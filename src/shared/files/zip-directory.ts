// What a zip container (docx, xlsx) says of itself in its central directory (APPNOTE 4.3.12). Nothing is unpacked.
import { startsWith, text, u16le, u32le } from './bytes.ts'

export const ZIP_ENTRIES_MAX = 1000
export const ZIP_RATIO_MAX = 100
/** A ratio says nothing of a few bytes. */
const RATIO_FROM_BYTES = 1024 * 1024
const END_BYTES = 22
const ENTRY_BYTES = 46
const ALL_ONES = 0xffff_ffff

/** `hasForeign`: bytes that belong to no part of the container stand before or behind it. */
export type ZipFacts = { names: string[]; isBomb: boolean; isEncrypted: boolean; hasForeign: boolean }

/** Place of the end record: comments may follow it, 64 KiB at most. */
export const zipEnd = (bytes: Uint8Array): number => {
  for (let at = bytes.length - END_BYTES; at >= Math.max(0, bytes.length - END_BYTES - 0xffff); at -= 1) if (startsWith(bytes, [0x50, 0x4b, 0x05, 0x06], at)) return at
  return -1
}

/** Undefined: no readable directory, so the file is cut or no zip at all. */
export const readZip = (bytes: Uint8Array): ZipFacts | undefined => {
  const end = zipEnd(bytes)
  if (end < 0) return undefined
  const count = u16le(bytes, end + 10)
  const size = u32le(bytes, end + 12)
  const start = u32le(bytes, end + 16)
  if (count > ZIP_ENTRIES_MAX || start === ALL_ONES) return { names: [], isBomb: true, isEncrypted: false, hasForeign: false }
  const names: string[] = []
  let packed = 0
  let unpacked = 0
  let isEncrypted = false
  let at = start
  for (let entry = 0; entry < count; entry += 1) {
    if (!startsWith(bytes, [0x50, 0x4b, 0x01, 0x02], at)) return undefined
    isEncrypted ||= (u16le(bytes, at + 8) & 1) === 1
    packed += u32le(bytes, at + 20)
    unpacked += u32le(bytes, at + 24)
    const nameLength = u16le(bytes, at + 28)
    names.push(text(bytes, at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength))
    at += ENTRY_BYTES + nameLength + u16le(bytes, at + 30) + u16le(bytes, at + 32)
  }
  const isBomb = unpacked > RATIO_FROM_BYTES && unpacked > Math.max(1, packed) * ZIP_RATIO_MAX
  const hasForeign = start + size !== end || end + END_BYTES + u16le(bytes, end + 20) !== bytes.length
  return { names, isBomb, isEncrypted, hasForeign }
}
