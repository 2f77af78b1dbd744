// A paper as PDF: printed by Chromium from a page without scripts, without network and without a window that anybody sees.
import { randomUUID } from 'node:crypto'
import { BrowserWindow, session } from 'electron'
import cyrillic from '@fontsource-variable/golos-text/files/golos-text-cyrillic-wght-normal.woff2?inline'
import latin from '@fontsource-variable/golos-text/files/golos-text-latin-wght-normal.woff2?inline'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Paper } from '../../shared/export-files.ts'
import { guardNavigation, hardenSession } from '../security.ts'
import { paperHtml } from './paper-html.ts'

const FACES = [
  { source: cyrillic, range: 'U+0301, U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116' },
  { source: latin, range: 'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD' },
]
const DEADLINE_MS = 30_000
const NUMBERS = '<div style="font-size:7px;width:100%;text-align:center"><span class="pageNumber"></span> / <span class="totalPages"></span></div>'

/** The bytes of the file. E-SAVE: Chromium could not print it. */
export const makePaperFile = async (paper: Paper): Promise<Result<Uint8Array>> => {
  const partition = session.fromPartition(`paper-${randomUUID()}`, { cache: false })
  hardenSession(partition, (url) => url.protocol === 'data:')
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false, session: partition, spellcheck: false } })
  guardNavigation(window.webContents, () => false)
  const late = setTimeout(() => window.destroy(), DEADLINE_MS)
  try {
    await window.loadURL(`data:text/html;charset=utf-8;base64,${Buffer.from(paperHtml(paper, FACES), 'utf8').toString('base64')}`)
    return ok(await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true, generateTaggedPDF: true, displayHeaderFooter: true, headerTemplate: '<span></span>', footerTemplate: NUMBERS }))
  } catch (error) {
    return fail('E-SAVE', { reason: error instanceof Error ? error.name : 'unknown' })
  } finally {
    clearTimeout(late)
    if (!window.isDestroyed()) window.destroy()
  }
}
