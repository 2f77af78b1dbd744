// Real bytes of small files, made here: images with true headers and checksums, containers with true directories.
import { crc32, deflateSync } from 'node:zlib'

const u32be = (value: number): Buffer => Buffer.from([value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255])
const u16le = (value: number): Buffer => Buffer.from([value & 255, (value >>> 8) & 255])
const u32le = (value: number): Buffer => Buffer.from([value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24])
const crc = (bytes: Buffer): number => crc32?.(bytes) ?? slowCrc(bytes)
/** Node before 22.2 has none of its own. */
const slowCrc = (bytes: Buffer): number => {
  let sum = 0xffff_ffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb8_8320 : sum >>> 1
  }
  return (sum ^ 0xffff_ffff) >>> 0
}

const chunk = (type: string, data: Buffer): Buffer => Buffer.concat([u32be(data.length), Buffer.from(type), data, u32be(crc(Buffer.concat([Buffer.from(type), data])))])
/** `noise` bytes of rows that do not compress, so that the file is large; `claimed` lies about the size in pixels. */
export const png = ({ width = 8, height = 8, claimed, noise = 0 }: { width?: number; height?: number; claimed?: [number, number]; noise?: number } = {}): Uint8Array => {
  const rows = Buffer.alloc((width * 3 + 1) * height)
  for (let at = 0; at < rows.length; at += 1) rows[at] = at % (width * 3 + 1) === 0 ? 0 : (at * 31) & 255
  const padding = Buffer.alloc(noise)
  for (let at = 0, state = 1; at < noise; at += 1) padding[at] = (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 24
  const [w, h] = claimed ?? [width, height]
  const header = Buffer.concat([u32be(w), u32be(h), Buffer.from([8, 2, 0, 0, 0])])
  return new Uint8Array(Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), ...(noise > 0 ? [chunk('noIs', padding)] : []), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0)),
  ]))
}
export const jpeg = ({ width = 8, height = 8, cut = false }: { width?: number; height?: number; cut?: boolean } = {}): Uint8Array => {
  const thumbnail = [0xff, 0xd8, 0xff, 0xd9]
  const segment = (marker: number, data: number[]): number[] => [0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255, ...data]
  return new Uint8Array([
    0xff, 0xd8, ...segment(0xe1, [...Buffer.from('Exif\0\0'), ...thumbnail]), ...segment(0xc0, [8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]),
    ...segment(0xda, [1, 1, 0, 0, 63, 0]), 0x12, 0x34, 0xff, 0x00, 0x56, ...(cut ? [] : [0xff, 0xd9]),
  ])
}
export const pdf = ({ encrypted = false, cut = false, noise = 0 }: { encrypted?: boolean; cut?: boolean; noise?: number } = {}): Uint8Array => {
  const lock = encrypted ? '/Encrypt 5 0 R' : ''
  const body = Buffer.alloc(noise)
  for (let at = 0, state = 7; at < noise; at += 1) body[at] = 48 + ((state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 27)
  const text = Buffer.concat([Buffer.from('%PDF-1.4\n%\u00e2\u00e3\n1 0 obj<</Type/Catalog>>endobj\n'), body, Buffer.from(`\ntrailer<</Root 1 0 R${lock}>>\nstartxref\n9\n`)])
  return new Uint8Array(cut ? text : Buffer.concat([text, Buffer.from('%%EOF\n')]))
}
export type ZipEntry = { name: string; data?: string; flags?: number; /** What the directory claims. */ unpacked?: number }
/** A stored (not compressed) zip with a true central directory. */
export const zip = (entries: readonly ZipEntry[], { tail = '' }: { tail?: string } = {}): Uint8Array => {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const { name, data = '', flags = 0, unpacked } of entries) {
    const bytes = Buffer.from(data)
    const facts = Buffer.concat([u16le(flags), u16le(0), u16le(0), u16le(0), u32le(crc(bytes)), u32le(bytes.length), u32le(unpacked ?? bytes.length), u16le(Buffer.byteLength(name)), u16le(0)])
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), u16le(20), facts, Buffer.from(name), bytes])
    central.push(Buffer.concat([Buffer.from('PK\x01\x02'), u16le(20), u16le(20), facts, u16le(0), u16le(0), u16le(0), u32le(0), u32le(at), Buffer.from(name)]))
    locals.push(local)
    at += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.concat([Buffer.from('PK\x05\x06'), u16le(0), u16le(0), u16le(entries.length), u16le(entries.length), u32le(directory.length), u32le(at), u16le(0)])
  return new Uint8Array(Buffer.concat([...locals, directory, end, Buffer.from(tail)]))
}
export const office = (main: string, extra: readonly ZipEntry[] = []): Uint8Array => zip([{ name: '[Content_Types].xml', data: '<Types/>' }, { name: main, data: '<w/>' }, ...extra])
/** An OLE container with these names in its directory. */
export const ole = (...names: readonly string[]): Uint8Array =>
  new Uint8Array(Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(504), ...names.map((name) => Buffer.concat([Buffer.from(name, 'utf16le'), Buffer.alloc(64)]))]))
const box = (type: string, data: Uint8Array): Buffer => Buffer.concat([u32be(data.length + 8), Buffer.from(type), data])
export const mp4 = (): Uint8Array => new Uint8Array(Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0isommp42')), box('mdat', Buffer.from('frames'))]))
export const heic = ({ width = 100, height = 100 } = {}): Uint8Array =>
  new Uint8Array(Buffer.concat([box('ftyp', Buffer.from('heic\0\0\0\0mif1heic')), box('meta', box('ispe', Buffer.concat([Buffer.alloc(4), u32be(width), u32be(height)])))]))
export const utf8 = (value: string): Uint8Array => new Uint8Array(Buffer.from(value))
