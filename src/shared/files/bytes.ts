// Reading of raw bytes: numbers, short texts, searching. Out of range reads as zero or as nothing, so that a cut file never throws.

export const startsWith = (bytes: Uint8Array, prefix: readonly number[], at = 0): boolean => prefix.every((byte, index) => bytes[at + index] === byte)
/** Bytes as Latin-1: every byte one character. */
export const text = (bytes: Uint8Array, from: number, to: number): string => {
  let found = ''
  for (let index = Math.max(0, from); index < Math.min(to, bytes.length); index += 1) found += String.fromCharCode(bytes[index] ?? 0)
  return found
}
/** First place of an ASCII text at or after `from`, or -1. */
export const find = (bytes: Uint8Array, ascii: string, from = 0, to = bytes.length): number => {
  const wanted = [...ascii].map((sign) => sign.charCodeAt(0))
  const first = wanted[0] ?? 0
  for (let at = bytes.indexOf(first, from); at >= 0 && at + wanted.length <= to; at = bytes.indexOf(first, at + 1)) if (startsWith(bytes, wanted, at)) return at
  return -1
}
export const u16le = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 0x100
export const u32le = (bytes: Uint8Array, at: number): number => u16le(bytes, at) + u16le(bytes, at + 2) * 0x1_0000
export const u16be = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) * 0x100 + (bytes[at + 1] ?? 0)
export const u32be = (bytes: Uint8Array, at: number): number => u16be(bytes, at) * 0x1_0000 + u16be(bytes, at + 2)
