// The files of the page: a list made once at start. A request is looked up in it, a path is never joined.
import { readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

export type PageFile = { path: string; type: string }
/** Address path -> file. Only kinds that a page consists of; `/` is index.html. */
export type PageFiles = ReadonlyMap<string, PageFile>

/** Lists every servable file below `folder`. */
export const listPageFiles = (folder: string): PageFiles => {
  const files = new Map<string, PageFile>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = TYPES[entry.name.slice(entry.name.lastIndexOf('.'))]
    if (!entry.isFile() || type === undefined) continue
    const path = join(entry.parentPath, entry.name)
    files.set(`/${relative(folder, path).split(sep).join('/')}`, { path, type })
  }
  const index = files.get('/index.html')
  if (index !== undefined) files.set('/', index)
  return files
}
