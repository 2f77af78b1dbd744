// Entries 23-34 of the bad-input list with real bytes.
import { describe, expect, it } from 'vitest'
import { DEFAULT_FILE_LIMITS } from '../../../src/shared/contract/limits.ts'
import { safeFileName } from '../../../src/shared/files/file-name.ts'
import { judgeFile } from '../../../src/shared/files/judge-file.ts'
import { heic, jpeg, mp4, office, ole, pdf, png, utf8, zip } from '../../support/file-bytes.ts'

const judge = (name: string, bytes: Uint8Array, declaredType = '') => {
  const judged = judgeFile({ name, declaredType, bytes }, DEFAULT_FILE_LIMITS.types)
  return judged.ok ? judged.value.mime : judged.error.code
}
const join = (...parts: readonly (Uint8Array | string)[]): Uint8Array => new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array))))
const word = office('word/document.xml')

describe('a file that tells one story is taken', () => {
  it.each([
    ['a.jpg', jpeg(), 'image/jpeg', 'image/jpeg'],
    ['A.JPEG', jpeg(), '', 'image/jpeg'],
    ['a.png', png(), 'image/png', 'image/png'],
    ['a.heic', heic(), '', 'image/heic'],
    ['a.pdf', pdf({ noise: 3_000_000 }), 'application/pdf', 'application/pdf'],
    ['a.docx', word, '', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a.xlsx', office('xl/workbook.xml'), '', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['a.doc', ole('Root Entry', 'WordDocument'), '', 'application/msword'],
    ['a.xls', ole('Root Entry', 'Workbook'), 'application/octet-stream', 'application/vnd.ms-excel'],
    ['a.txt', utf8('Не убран снег.\r\n1 < 2'), 'text/plain; charset=utf-8', 'text/plain'],
    ['a.mp4', mp4(), 'video/mp4', 'video/mp4'],
    ['photo.jpg', join(jpeg(), 'what a camera appends'), 'image/jpeg', 'image/jpeg'],
  ])('%s', (name, bytes, declared, mime) => expect(judge(name, bytes, declared)).toBe(mime))
})

describe('a file that does not is refused with its reason', () => {
  it.each([
    ['23 an empty file', 'a.pdf', new Uint8Array(), 'E-FILE-EMPTY'],
    ['24 a program named as a pdf', 'a.pdf', join('MZ', Buffer.alloc(200)), 'E-FILE-TYPE'],
    ['24 a pdf named as a picture', 'a.png', pdf(), 'E-FILE-TYPE'],
    ['24 a script named as a text', 'a.txt', utf8('#!/bin/sh\nrm -r x'), 'E-FILE-TYPE'],
    ['25 a pdf that is a zip too', 'a.pdf', join(pdf(), zip([{ name: 'x' }])), 'E-FILE-TYPE'],
    ['25 a picture that is a zip too', 'a.jpg', join(jpeg(), zip([{ name: 'x' }])), 'E-FILE-TYPE'],
    ['25 a picture with a page behind it', 'a.png', join(png(), '<script>'), 'E-FILE-TYPE'],
    ['25 a document with bytes behind it', 'a.docx', join(word, 'more'), 'E-FILE-TYPE'],
    ['25 a pdf that begins as a page', 'a.pdf', join('%PDF-1.4\n<html>', pdf()), 'E-FILE-TYPE'],
    ['26 a drawing with scripts', 'a.svg', utf8('<svg onload="x()"/>'), 'E-FILE-TYPE'],
    ['26 a page named as a text', 'a.txt', utf8(' \n<!DOCTYPE html><p>'), 'E-FILE-TYPE'],
    ['26 a drawing named as a picture', 'a.png', utf8('<svg/>'), 'E-FILE-TYPE'],
    ['29 more parts than a document has', 'a.docx', zip(Array.from({ length: 1001 }, (_, n) => ({ name: `word/${n}` }))), 'E-FILE-BOMB'],
    ['29 parts that unfold a hundredfold', 'a.docx', office('word/document.xml', [{ name: 'word/x', data: 'x', unpacked: 3_000_000_000 }]), 'E-FILE-BOMB'],
    ['30 macros', 'a.docx', office('word/document.xml', [{ name: 'word/vbaProject.bin', data: 'x' }]), 'E-FILE-MACRO'],
    ['30 macros of the old format', 'a.xls', ole('Workbook', '_VBA_PROJECT'), 'E-FILE-MACRO'],
    ['31 a pdf with a password', 'a.pdf', pdf({ encrypted: true, noise: 1_048_560 }), 'E-FILE-LOCKED'],
    ['31 a document with a password', 'a.docx', ole('EncryptedPackage'), 'E-FILE-LOCKED'],
    ['31 a document with encrypted parts', 'a.docx', office('word/document.xml', [{ name: 'word/x', flags: 1 }]), 'E-FILE-LOCKED'],
    ['32 more pixels than anybody can open', 'a.png', png({ claimed: [50_000, 50_000] }), 'E-IMG-PIXELS'],
    ['32 the same as a photo', 'a.jpg', jpeg({ width: 60_000, height: 60_000 }), 'E-IMG-PIXELS'],
    ['32 the same of a telephone', 'a.heic', heic({ width: 50_000, height: 50_000 }), 'E-IMG-PIXELS'],
    ['33 a photo that breaks off', 'a.jpg', jpeg({ cut: true }), 'E-FILE-DAMAGED'],
    ['33 a picture that breaks off', 'a.png', png().slice(0, -8), 'E-FILE-DAMAGED'],
    ['33 a pdf that breaks off', 'a.pdf', pdf({ cut: true }), 'E-FILE-DAMAGED'],
    ['33 a document that breaks off', 'a.docx', word.slice(0, -30), 'E-FILE-DAMAGED'],
    ['33 a film that breaks off', 'a.mp4', mp4().slice(0, -2), 'E-FILE-DAMAGED'],
  ])('%s', (_why, name, bytes, code) => expect(judge(name, bytes)).toBe(code))

  it('whatever the system declares must agree', () => expect(judge('a.png', png(), 'application/pdf')).toBe('E-FILE-TYPE'))
  it('whatever the platform does not take', () => expect(judgeFile({ name: 'a.mp4', declaredType: '', bytes: mp4() }, ['jpg']).ok).toBe(false))
})

describe('34: a name is made safe to show', () => {
  it.each([
    ['CON.pdf', '_CON.pdf'],
    ['lpt1.tar.pdf', '_lpt1.tar.pdf'],
    ['..\\x.pdf', 'x.pdf'],
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['счёт\u202efdp.exe', 'счётfdp.exe'],
    ['и\u0306.pdf', 'й.pdf'],
    ['a\u0000b\u200b.pdf', 'ab.pdf'],
    ['a<b>:c?.pdf', 'a_b__c_.pdf'],
    ['.pdf', 'pdf'],
    ['', '_'],
    [`${'ы'.repeat(300)}.pdf`, `${'ы'.repeat(116)}.pdf`],
  ])('%j becomes %j', (given, safe) => expect(safeFileName(given)).toBe(safe))
  it('and a program behind a turned name stays a program', () => expect(judge('счёт\u202efdp.exe', pdf())).toBe('E-FILE-TYPE'))
})
