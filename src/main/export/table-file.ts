// A table as xlsx. Every cell is a text: a value that begins with = + - or @ stays what it says, whatever opens the file.
import type { TableFile } from '../../shared/export-files.ts'
import { cleanText } from '../../shared/rules/text.ts'

/** Of a column, in characters of the text font. */
const [NARROWEST, WIDEST] = [8, 60]

/** The bytes of the file. */
export const makeTableFile = async ({ sheet, header, rows }: TableFile): Promise<Uint8Array> => {
  // read when it is first needed: no start waits for it
  const { default: writeExcelFile } = await import('write-excel-file/node')
  const text = (value: string) => ({ type: String, value: cleanText(value).text })
  const widths = header.map((name, column) => Math.min(WIDEST, Math.max(NARROWEST, name.length + 2, ...rows.map((row) => (row[column] ?? '').length + 1))))
  const data = [header.map((name) => ({ ...text(name), fontWeight: 'bold' as const })), ...rows.map((row) => header.map((_, column) => ((row[column] ?? '') === '' ? null : text(row[column] as string))))]
  return writeExcelFile(data, { sheet, columns: widths.map((width) => ({ width })), stickyRowsCount: 1 }).toBuffer()
}
