// Kinds of files that a message may carry: their names, declared types and first bytes. Pure; app and platform judge by the same table.
import { find, startsWith, text } from './bytes.ts'

export const FILE_TYPES = ['jpg', 'png', 'heic', 'pdf', 'docx', 'xlsx', 'doc', 'xls', 'txt', 'mp4'] as const
export type FileType = (typeof FILE_TYPES)[number]

type Kind = { extensions: readonly string[]; /** The first one is told onward; the others are accepted from the system. */ mimes: readonly [string, ...string[]] }
export const FILE_KINDS: Readonly<Record<FileType, Kind>> = {
  jpg: { extensions: ['jpg', 'jpeg'], mimes: ['image/jpeg', 'image/jpg', 'image/pjpeg'] },
  png: { extensions: ['png'], mimes: ['image/png'] },
  heic: { extensions: ['heic', 'heif'], mimes: ['image/heic', 'image/heif'] },
  pdf: { extensions: ['pdf'], mimes: ['application/pdf', 'application/x-pdf'] },
  docx: { extensions: ['docx'], mimes: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/zip'] },
  xlsx: { extensions: ['xlsx'], mimes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/zip'] },
  doc: { extensions: ['doc'], mimes: ['application/msword', 'application/x-ole-storage'] },
  xls: { extensions: ['xls'], mimes: ['application/vnd.ms-excel', 'application/x-ole-storage'] },
  txt: { extensions: ['txt'], mimes: ['text/plain'] },
  mp4: { extensions: ['mp4', 'm4v'], mimes: ['video/mp4', 'video/x-m4v'] },
}
export const isFileType = (value: string): value is FileType => FILE_TYPES.includes(value as FileType)
/** What the file name claims; undefined: nothing that we take. */
export const typeOfName = (name: string): FileType | undefined => {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  return FILE_TYPES.find((type) => FILE_KINDS[type].extensions.includes(extension))
}
/** A system that knows nothing of a file says nothing, or "a stream of bytes". */
export const agreesWithDeclared = (type: FileType, declared: string): boolean => {
  const plain = declared.split(';')[0]?.trim().toLowerCase() ?? ''
  return plain === '' || plain === 'application/octet-stream' || FILE_KINDS[type].mimes.includes(plain)
}

/** What the first bytes say; `zip` and `ole` are containers whose inside decides. */
export type Sniffed = 'jpg' | 'png' | 'heic' | 'pdf' | 'mp4' | 'txt' | 'zip' | 'ole'
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']
const MP4_BRANDS = ['isom', 'iso2', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'M4V ', 'MSNV', 'dash', '3gp4', '3gp5']
export const sniffType = (bytes: Uint8Array): Sniffed | undefined => {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'jpg'
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png'
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return 'zip'
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return 'ole'
  if (text(bytes, 0, 5) === '%PDF-') return 'pdf'
  if (text(bytes, 4, 8) === 'ftyp') {
    const brand = text(bytes, 8, 12)
    if (HEIC_BRANDS.includes(brand)) return 'heic'
    return MP4_BRANDS.includes(brand) ? 'mp4' : undefined
  }
  return isPlainText(bytes) ? 'txt' : undefined
}

/** Markup that a browser would run, and scripts that a shell would. */
const ACTIVE = /^\s*(<(\?xml|!doctype|html|svg|script|head|body|iframe|!--)|#!|mz|\{\\rtf)/i
const isPlainText = (bytes: Uint8Array): boolean => {
  // controls but tab, line breaks and form feed; single-byte Cyrillic and UTF-8 both pass
  if (bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 11)) return false
  const head = text(bytes, 0, 1024).replace(/^\u00ef\u00bb\u00bf/, '')
  return !ACTIVE.test(head) && find(bytes, '<script') < 0 && find(bytes, '<svg') < 0
}
