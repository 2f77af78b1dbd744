// Who may import whom, as data. Inner folders win over outer ones; a package means the package and all below it.
import { posix } from 'node:path'
import { isNode, literalText, placeOf, walk, type Node, type Source } from './source-tree.ts'

type Zone = {
  /** Beginning of a path below src/; the longest that fits wins. */
  readonly at: string
  /** Zones whose values and types it may import, beside itself. */
  readonly zones?: readonly string[]
  /** Zones of which it may import types only. */
  readonly typesOf?: readonly string[]
  /** Single files outside those zones. */
  readonly files?: readonly string[]
  readonly packages: readonly string[]
}

const drawing = ['react', 'react-dom', 'react-i18next', 'i18next', '@mui/material', '@mui/icons-material', '@emotion/cache', '@emotion/react', '@emotion/styled', '@tanstack/react-virtual']

export const IMPORT_TABLE: readonly Zone[] = [
  { at: 'shared/', packages: ['zod'] },
  { at: 'main/', zones: ['shared/'], packages: ['electron', 'node:*', 'zod', 'i18next', 'openid-client', 'write-excel-file', '@fontsource-variable/golos-text'] },
  { at: 'preload/', typesOf: ['shared/'], files: ['shared/ipc-names.ts'], packages: ['electron'] },
  { at: 'platform/', zones: ['shared/'], packages: ['node:*', 'zod', 'fastify', '@tus/server', 'drizzle-orm', '@electric-sql/pglite', 'pg', 'oidc-provider', 'uuid', 'i18next'] },
  { at: 'renderer/', zones: ['renderer/', 'shared/'], packages: ['zod', 'uuid', ...drawing] },
  { at: 'renderer/bridge.ts', zones: ['shared/'], packages: [] },
  { at: 'renderer/store.ts', zones: ['renderer/bridge.ts', 'shared/'], packages: ['react'] },
  { at: 'renderer/workspace.ts', zones: ['renderer/bridge.ts', 'renderer/store.ts', 'shared/'], packages: ['react'] },
  {
    at: 'renderer/features/',
    zones: ['renderer/ui/', 'renderer/store.ts', 'renderer/workspace.ts', 'renderer/bridge.ts', 'shared/'],
    packages: ['uuid', 'libphonenumber-js', ...drawing],
  },
  // The clock of terms is drawn from the one rule that everybody counts terms by.
  { at: 'renderer/ui/', typesOf: ['shared/'], files: ['shared/terms.ts'], packages: ['@fontsource-variable/golos-text', ...drawing] },
  { at: 'renderer/worker/', zones: ['renderer/sync/', 'shared/'], packages: ['zod', 'dexie', 'uuid', 'minisearch', '@orama/stemmers', 'tus-js-client'] },
  { at: 'renderer/sync/', zones: ['shared/'], packages: ['zod'] },
]

/** Imports that break the table, one line each. */
export function breachesOfTable(source: Source): string[] {
  const zone = zoneOf(source.path)
  if (zone === undefined) return [`src/${source.path} lies in no zone of the import table`]
  return importsOf(source)
    .filter((found) => !isAllowed(source.path, zone, found))
    .map((found) => `${placeOf(source, found.node)} imports ${found.specifier}`)
}

type Import = { readonly specifier: string; readonly isType: boolean; readonly node: Node }

function importsOf(source: Source): Import[] {
  const found: Import[] = []
  walk(source.program, (node) => {
    const specifier = literalText(node.source)
    const isImport = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression', 'TSImportType'].includes(node.type)
    if (isImport && specifier !== undefined) found.push({ specifier, node, isType: isTypeOnly(node) })
    if (isImport && node.type === 'ImportExpression' && specifier === undefined) found.push({ specifier: 'a computed path', node, isType: false })
  })
  return found
}

function isTypeOnly(node: Node): boolean {
  if (node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type') return true
  const names = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : []
  return names.length > 0 && names.every((name) => name.importKind === 'type' || name.exportKind === 'type')
}

function isAllowed(from: string, zone: Zone, { specifier, isType }: Import): boolean {
  if (!specifier.startsWith('.')) return zone.packages.some((name) => isPackage(specifier, name))
  const target = posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ''))
  if (zone.files?.includes(target)) return true
  const fits = (start: string) => zoneOf(target)?.at === start || (start === 'renderer/' && target.startsWith(start))
  if (zoneOf(target)?.at === zone.at) return zone.at !== 'renderer/features/' || featureOf(target) === featureOf(from)
  return (zone.zones ?? []).some(fits) || (isType && (zone.typesOf ?? []).some(fits))
}

function isPackage(specifier: string, name: string): boolean {
  if (name === 'node:*') return specifier.startsWith('node:')
  return specifier === name || specifier.startsWith(`${name}/`)
}

function zoneOf(path: string): Zone | undefined {
  return IMPORT_TABLE.filter(({ at }) => path.startsWith(at)).sort((a, b) => b.at.length - a.at.length)[0]
}

function featureOf(path: string): string | undefined {
  return path.split('/')[2]
}
