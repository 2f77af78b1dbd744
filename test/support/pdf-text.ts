// What a reader of a PDF of Chromium's can select: its fonts, and the text of its pages by the fonts' own tables. For tests only.
import { inflateSync } from 'node:zlib'

type PdfObject = { dictionary: string; stream: Buffer | null }
const objectsOf = (pdf: Buffer): Map<number, PdfObject> => {
  const text = pdf.toString('latin1')
  const objects = new Map<number, PdfObject>()
  for (const { 1: id, index } of text.matchAll(/(?:^|[\r\n])(\d+) 0 obj\b/g)) {
    const end = text.indexOf('endobj', index)
    const body = text.slice(index, end)
    const at = body.search(/stream\r?\n/)
    const dictionary = at < 0 ? body : body.slice(0, at)
    if (at < 0) {
      objects.set(Number(id), { dictionary, stream: null })
      continue
    }
    const start = index + at + (/stream\r?\n/.exec(body.slice(at)) as RegExpExecArray)[0].length
    const raw = pdf.subarray(start, start + Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0))
    objects.set(Number(id), { dictionary, stream: dictionary.includes('FlateDecode') ? inflateSync(raw) : raw })
  }
  return objects
}
const unicodeOf = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le')
const glyphTable = (cmap: string): Map<string, string> => {
  const table = new Map<string, string>()
  for (const [, block] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) for (const [, glyph, code] of (block as string).matchAll(/<([0-9A-F]+)>\s*<([0-9A-F]+)>/gi)) table.set((glyph as string).toUpperCase(), unicodeOf(code as string))
  for (const [, block] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from, to, code] of (block as string).matchAll(/<([0-9A-F]+)>\s*<([0-9A-F]+)>\s*<([0-9A-F]+)>/gi)) {
      for (let glyph = Number.parseInt(from as string, 16), step = 0; glyph <= Number.parseInt(to as string, 16); glyph += 1, step += 1) {
        table.set(glyph.toString(16).toUpperCase().padStart((from as string).length, '0'), String.fromCharCode(Number.parseInt(code as string, 16) + step))
      }
    }
  }
  return table
}

export type PdfContent = { text: string; /** PostScript names of the fonts that lie inside the file. */ embeddedFonts: string[] }
/** White space is not told apart: words are placed, not spelled. */
export const readPdf = (pdf: Buffer): PdfContent => {
  const objects = objectsOf(pdf)
  const refersTo = (dictionary: string, key: string): number => Number(new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary)?.[1] ?? -1)
  const tables = new Map<number, Map<string, string>>()
  for (const [id, { dictionary }] of objects) {
    const cmap = objects.get(refersTo(dictionary, 'ToUnicode'))?.stream
    if (cmap != null) tables.set(id, glyphTable(cmap.toString('latin1')))
  }
  const names = new Map<string, Map<string, string>>()
  for (const { dictionary } of objects.values()) for (const [, name, id] of dictionary.matchAll(/\/(F\d+) (\d+) 0 R/g)) names.set(name as string, tables.get(Number(id)) ?? new Map())
  let text = ''
  for (const { stream, dictionary } of objects.values()) {
    if (stream === null || dictionary.includes('/FontFile') || !/\bBT\b/.test(stream.toString('latin1'))) continue
    let table = new Map<string, string>()
    for (const [, font, hex] of stream.toString('latin1').matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-F]+)>/gi)) {
      if (font !== undefined) table = names.get(font) ?? new Map()
      else for (let at = 0; at < (hex as string).length; at += 4) text += table.get((hex as string).slice(at, at + 4).toUpperCase()) ?? ''
    }
    text += '\n'
  }
  const embeddedFonts = [...objects.values()].filter(({ dictionary }) => /\/FontFile\d? \d+ 0 R/.test(dictionary)).flatMap(({ dictionary }) => /\/FontName \/(\S+)/.exec(dictionary)?.[1] ?? [])
  return { text, embeddedFonts }
}
