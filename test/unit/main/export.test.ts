// Files that a person saves: cells stay text, a paper is only text, and a write is whole or nothing.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { paperSchema, tableFileSchema, type Paper } from '../../../src/shared/export-files.ts'
import { paperHtml } from '../../../src/main/export/paper-html.ts'
import { makeTableFile } from '../../../src/main/export/table-file.ts'

vi.mock('electron', () => ({ app: {}, BrowserWindow: {}, dialog: {} }))
const { writeWhole } = await import('../../../src/main/export/save-file.ts')

const sheetOf = (file: Uint8Array): { sheet: string; strings: string } => {
  const parts = unzipSync(file)
  const text = (name: string) => new TextDecoder().decode(parts[name])
  return { sheet: text('xl/worksheets/sheet1.xml'), strings: text('xl/sharedStrings.xml') }
}

describe('a table', () => {
  const table = { fileName: 'spisok', sheet: 'Смена', header: ['Квитанция', 'Суть'], rows: [['948-215-Н', '=1+1'], ['+7', '@SUM(A1)'], ['-5', '007'], ['<b>&"', ''], ['строка\nдва', '\u0000\u0007']] }
  it('has every value as a string, never as a formula or a number, whatever it begins with', async () => {
    const { sheet, strings } = sheetOf(await makeTableFile(table))
    expect(sheet).not.toMatch(/<f[ >]/)
    const cells = [...sheet.matchAll(/<c [^>]*>/g)].map(([cell]) => cell)
    expect(cells.length).toBeGreaterThanOrEqual(10)
    expect(cells.filter((cell) => !/t="(s|inlineStr)"/.test(cell) && !cell.endsWith('/>'))).toEqual([])
    for (const value of ['=1+1', '@SUM(A1)', '+7', '-5', '007', 'Квитанция', '&lt;b&gt;&amp;']) expect(strings + sheet).toContain(value)
    // eslint-disable-next-line no-control-regex
    expect(strings + sheet).not.toMatch(/[\u0000-\u0008]/)
  })
  it('has no file name that could name a person or leave its folder', () => {
    for (const fileName of ['Иванов', '../up', 'a b', '', 'a/b', 'a.b']) expect(tableFileSchema.safeParse({ ...table, fileName }).success).toBe(false)
    expect(tableFileSchema.safeParse(table).success).toBe(true)
  })
})

describe('a paper', () => {
  const paper: Paper = {
    fileName: 'akt', language: 'ru', title: '<script>x</script>', subtitle: '"&',
    parts: [{ of: 'text', title: 'a', text: '<img src=x onerror=1>' }, { of: 'table', title: 't', header: ['<i>'], rows: [['</td><b>']] }, { of: 'facts', rows: [['<', '>']] }, { of: 'warning', text: '<u>' }, { of: 'signatures', lines: ['<hr>'] }],
  }
  it('is text alone: nothing that was typed becomes markup, and its page lets nothing in', () => {
    const html = paperHtml(paper, [{ source: 'data:font/woff2;base64,AAAA', range: 'U+0000-00FF' }])
    expect(html).not.toMatch(/<script|<img|<i>|<u>|<hr|<b>/)
    expect(html).toContain("default-src 'none'")
    expect(html).not.toMatch(/https?:/)
    expect(paperSchema.safeParse(paper).success).toBe(true)
    expect(paperSchema.safeParse({ ...paper, html: 'x' }).success).toBe(false)
  })
})

describe('writing a file', () => {
  let folder: string
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'priyom-export-'))))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  it('replaces a former one whole and leaves nothing beside it', async () => {
    const path = join(folder, 'akt.pdf')
    writeFileSync(path, 'old')
    expect(await writeWhole(path, new TextEncoder().encode('new'))).toEqual({ ok: true, value: null })
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['new', ['akt.pdf']])
  })
  it('tells what can be done when there is no such folder, and makes nothing', async () => {
    expect(await writeWhole(join(folder, 'gone/akt.pdf'), new Uint8Array(1))).toMatchObject({ ok: false, error: { code: 'E-SAVE' } })
    expect(await writeWhole('/proc/akt.pdf', new Uint8Array(1))).toMatchObject({ ok: false })
    writeFileSync(join(folder, 'a-file'), '')
    expect(await writeWhole(join(folder, 'a-file/akt.pdf'), new Uint8Array(1))).toMatchObject({ ok: false, error: { code: 'E-SAVE' } })
    expect(readdirSync(folder)).toEqual(['a-file'])
  })
})
