// Pixels of an image and whether it is whole, read from its own structure without decoding a single pixel.
import { find, startsWith, text, u16be, u32be } from './bytes.ts'

/** `pixels` 0: not told. `isWhole` false: the data break off. `hasTail`: something follows the image's own end. */
export type ImageFacts = { pixels: number; isWhole: boolean; hasTail: boolean }

export const pngFacts = (bytes: Uint8Array): ImageFacts => {
  const pixels = u32be(bytes, 16) * u32be(bytes, 20)
  let at = 8
  while (at + 12 <= bytes.length) {
    const length = u32be(bytes, at)
    const isEnd = text(bytes, at + 4, at + 8) === 'IEND'
    at += 12 + length
    if (isEnd) return { pixels, isWhole: at <= bytes.length, hasTail: at < bytes.length }
  }
  return { pixels, isWhole: false, hasTail: false }
}

/** Frame headers of every kind of JPEG (ITU T.81 table B.1) without DHT, JPG and DAC, which share the range. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
const EOI = 0xd9
const SOS = 0xda

/** Steps over the segments; a small picture inside EXIF has an end of its own and must not pass for the end of this one. */
export const jpegFacts = (bytes: Uint8Array): ImageFacts => {
  let pixels = 0
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (isFrame(marker)) pixels = u16be(bytes, at + 5) * u16be(bytes, at + 7)
    if (marker === SOS) {
      const end = endOfJpeg(bytes, at + 2)
      return { pixels, isWhole: end > 0, hasTail: end > 0 && end < bytes.length }
    }
    at += 2 + u16be(bytes, at + 2)
  }
  return { pixels, isWhole: false, hasTail: false }
}
const endOfJpeg = (bytes: Uint8Array, from: number): number => {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) if (bytes[at + 1] === EOI) return at + 2
  return -1
}

/** HEIF keeps the extent of each picture in an `ispe` box (ISO/IEC 23008-12 6.5.3); the largest counts. */
export const heicFacts = (bytes: Uint8Array): ImageFacts => {
  let pixels = 0
  for (let at = find(bytes, 'ispe'); at >= 0; at = find(bytes, 'ispe', at + 4)) pixels = Math.max(pixels, u32be(bytes, at + 8) * u32be(bytes, at + 12))
  return { pixels, isWhole: boxesFit(bytes), hasTail: false }
}

/** Whether the boxes of an ISO media file (mp4, heic) end where the file ends. */
export const boxesFit = (bytes: Uint8Array): boolean => {
  let at = 0
  while (at + 8 <= bytes.length) {
    const short = u32be(bytes, at)
    // 0: to the end of the file; 1: a 64-bit size follows
    if (short === 0) return true
    const size = short === 1 ? u32be(bytes, at + 8) * 0x1_0000_0000 + u32be(bytes, at + 12) : short
    if (size < 8) return false
    at += size
  }
  return at === bytes.length || startsWith(bytes, [0, 0, 0, 0], at)
}
