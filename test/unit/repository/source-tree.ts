// Reads and parses the sources for the tests that keep the laws of the repository.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseSync } from 'vite'

export const repositoryRoot = resolve(import.meta.dirname, '../../..')

/** A node of the syntax tree (ESTree with TypeScript), as far as these tests look into it. */
export type Node = { readonly type: string; readonly start: number; readonly [key: string]: unknown }

/** `path` is below src/, with forward slashes. */
export type Source = { readonly path: string; readonly text: string; readonly program: Node }

export function parseSource(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message ?? ''}`)
  return { path, text, program: program as unknown as Node }
}

let parsed: readonly Source[] | undefined

/** Every TypeScript file below src/, parsed once. */
export function readSources(): readonly Source[] {
  parsed ??= filesBelow(join(repositoryRoot, 'src'), '')
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => parseSource(path, readFileSync(join(repositoryRoot, 'src', path), 'utf8')))
  return parsed
}

/** Relative paths of all files below a folder, in a stable order; none when the folder does not exist. */
export function filesBelow(folder: string, prefix = ''): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name)
      return statSync(path).isDirectory() ? filesBelow(path, `${prefix}${name}/`) : [`${prefix}${name}`]
    })
}

/** Calls `see` for every node of the tree, parents first. */
export function walk(node: Node, see: (node: Node) => void): void {
  see(node)
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, see)
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}

/** The text of a string literal. */
export function literalText(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined
}

/** `path:line` for messages. */
export function placeOf(source: Source, node: Node): string {
  return `src/${source.path}:${source.text.slice(0, node.start).split('\n').length}`
}
