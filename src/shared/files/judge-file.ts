// Whether a file may be attached: name, declared type and bytes must tell one story (bad-input list 23-34). Pure; run by the seat before
// sealing and by the platform at completion. Never decodes, unpacks or runs anything.
import { fail, ok, type ErrorCode, type Result } from '../errors.ts'
import { find, text } from './bytes.ts'
import { safeFileName } from './file-name.ts'
import { agreesWithDeclared, FILE_KINDS, sniffType, typeOfName, type FileType } from './file-types.ts'
import { boxesFit, heicFacts, jpegFacts, pngFacts, type ImageFacts } from './image-size.ts'
import { readZip, zipEnd } from './zip-directory.ts'

export const IMAGE_PIXELS_MAX = 40_000_000
/** Readers of PDF look for their mark within the first KiB. */
const HEAD_BYTES = 1024

export type GivenFile = { name: string; /** As the system told; may be empty. */ declaredType: string; bytes: Uint8Array }
export type GoodFile = { /** Safe to show. */ name: string; kind: FileType; mime: string }

/** E-FILE-EMPTY, -TYPE, -BOMB, -MACRO, -LOCKED, -DAMAGED, E-IMG-PIXELS. Sizes and counts are judged beside it by the limits. */
export const judgeFile = ({ name, declaredType, bytes }: GivenFile, allowed: readonly string[]): Result<GoodFile> => {
  if (bytes.length === 0) return fail('E-FILE-EMPTY')
  const safe = safeFileName(name)
  const kind = typeOfName(safe)
  if (kind === undefined || !allowed.includes(kind) || !agreesWithDeclared(kind, declaredType)) return fail('E-FILE-TYPE')
  const trouble = TROUBLE[kind](bytes)
  return trouble === null ? ok({ name: safe, kind, mime: FILE_KINDS[kind].mimes[0] }) : fail(trouble)
}

type Judge = (bytes: Uint8Array) => ErrorCode | null
const image = (kind: 'jpg' | 'png' | 'heic', read: (bytes: Uint8Array) => ImageFacts): Judge => (bytes) => {
  if (sniffType(bytes) !== kind || isAlsoDocument(bytes)) return 'E-FILE-TYPE'
  const { pixels, isWhole, hasTail } = read(bytes)
  if (pixels > IMAGE_PIXELS_MAX) return 'E-IMG-PIXELS'
  if (!isWhole || pixels === 0) return 'E-FILE-DAMAGED'
  // cameras append to a JPEG, nobody to a PNG
  return kind === 'png' && hasTail ? 'E-FILE-TYPE' : null
}
/** A second format in the same bytes: another program would open it as something that nobody looked at. */
const isAlsoDocument = (bytes: Uint8Array): boolean =>
  zipEnd(bytes) >= 0 || find(bytes, '%PDF-', 0, HEAD_BYTES) >= 0 || hasMarkup(bytes)
const hasMarkup = (bytes: Uint8Array): boolean => /<(html|script|svg|iframe)[\s>]|<!doctype/i.test(text(bytes, 0, HEAD_BYTES))

const ENCRYPTED = /\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/
const WINDOW = 1024 * 1024
const OVERLAP = 64
const matches = (bytes: Uint8Array, pattern: RegExp): boolean => {
  for (let from = 0; from < bytes.length; from += WINDOW) {
    // most of a file is packed: only windows that have the word are read as text
    const to = Math.min(bytes.length, from + WINDOW + OVERLAP)
    for (let at = find(bytes, '/Encrypt', from, to); at >= 0; at = find(bytes, '/Encrypt', at + 1, to)) if (pattern.test(text(bytes, at, at + OVERLAP))) return true
  }
  return false
}
const pdf: Judge = (bytes) => {
  if (sniffType(bytes) !== 'pdf' || zipEnd(bytes) >= 0 || hasMarkup(bytes)) return 'E-FILE-TYPE'
  if (matches(bytes, ENCRYPTED)) return 'E-FILE-LOCKED'
  return find(bytes, '%%EOF', Math.max(0, bytes.length - HEAD_BYTES)) < 0 ? 'E-FILE-DAMAGED' : null
}

const office = (main: string): Judge => (bytes) => {
  const sniffed = sniffType(bytes)
  // an office document under a password is an OLE container
  if (sniffed === 'ole' && hasOleName(bytes, 'EncryptedPackage')) return 'E-FILE-LOCKED'
  if (sniffed !== 'zip' || find(bytes, '%PDF-', 0, HEAD_BYTES) >= 0) return 'E-FILE-TYPE'
  const zip = readZip(bytes)
  if (zip === undefined) return 'E-FILE-DAMAGED'
  if (zip.isBomb) return 'E-FILE-BOMB'
  if (zip.isEncrypted) return 'E-FILE-LOCKED'
  if (zip.hasForeign || !zip.names.includes(main) || !zip.names.includes('[Content_Types].xml')) return 'E-FILE-TYPE'
  return zip.names.some((name) => /vbaproject|vbadata/i.test(name)) ? 'E-FILE-MACRO' : null
}
/** Names of streams in an OLE container are UTF-16LE in its directory. */
const hasOleName = (bytes: Uint8Array, name: string): boolean => find(bytes, [...name].join('\0')) >= 0
const ole = (...mains: readonly string[]): Judge => (bytes) => {
  if (sniffType(bytes) !== 'ole' || zipEnd(bytes) >= 0) return 'E-FILE-TYPE'
  if (hasOleName(bytes, 'EncryptedPackage') || hasOleName(bytes, 'EncryptedSummary')) return 'E-FILE-LOCKED'
  if (!mains.some((name) => hasOleName(bytes, name))) return 'E-FILE-TYPE'
  return hasOleName(bytes, '_VBA_PROJECT') ? 'E-FILE-MACRO' : null
}

const TROUBLE: Readonly<Record<FileType, Judge>> = {
  jpg: image('jpg', jpegFacts),
  png: image('png', pngFacts),
  heic: image('heic', heicFacts),
  pdf,
  docx: office('word/document.xml'),
  xlsx: office('xl/workbook.xml'),
  doc: ole('WordDocument'),
  xls: ole('Workbook', 'Book'),
  txt: (bytes) => (sniffType(bytes) === 'txt' ? null : 'E-FILE-TYPE'),
  mp4: (bytes) => (sniffType(bytes) !== 'mp4' || zipEnd(bytes) >= 0 ? 'E-FILE-TYPE' : boxesFit(bytes) ? null : 'E-FILE-DAMAGED'),
}
