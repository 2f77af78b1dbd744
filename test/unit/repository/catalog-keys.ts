// What the catalogue of words holds and what the sources ask of it.
import { isNode, literalText, walk, type Node, type Source } from './source-tree.ts'

const pluralSuffix = /_(zero|one|two|few|many|other)$/

/** `group.key` -> text, for every leaf of a catalogue of one language. */
export function flatten(words: object, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [name, value] of Object.entries(words)) {
    const key = prefix === '' ? name : `${prefix}.${name}`
    if (typeof value === 'string') flat.set(key, value)
    else for (const [inner, text] of flatten(value, key)) flat.set(inner, text)
  }
  return flat
}

export const baseOf = (key: string): string => key.replace(pluralSuffix, '')

/** Base key -> its plural suffixes, for keys that have any. */
export function pluralsOf(keys: Iterable<string>): Map<string, string[]> {
  const plurals = new Map<string, string[]>()
  for (const key of keys) {
    const suffix = pluralSuffix.exec(key)?.[1]
    if (suffix !== undefined) plurals.set(baseOf(key), [...(plurals.get(baseOf(key)) ?? []), suffix].sort())
  }
  return plurals
}

/** Names inside {{...}} of a text. */
export function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([\w.]+)/g)].map((match) => match[1] ?? ''))].sort()
}

/** Which keys the sources may ask for: exact texts, patterns of templates, groups read as data. */
export type Asked = { readonly texts: Set<string>; readonly patterns: RegExp[]; readonly groups: Set<string> }

export function askedOf(sources: readonly Source[]): Asked {
  const asked: Asked = { texts: new Set(), patterns: [], groups: new Set() }
  for (const source of sources) {
    walk(source.program, (node) => {
      const text = literalText(node)
      if (text !== undefined) asked.texts.add(text)
      const pattern = patternOf(node)
      if (pattern !== undefined) asked.patterns.push(pattern)
      if (node.type === 'MemberExpression' && isNode(node.object) && source.text.slice(node.object.start).startsWith('CATALOG[')) {
        if (isNode(node.property) && typeof node.property.name === 'string') asked.groups.add(node.property.name)
      }
    })
  }
  for (const part of partsReadAsData(sources)) asked.texts.add(part)
  return asked
}

/** `group.part` for groups that a zone imports as data, of which the compiler checks every access: parts that the zone names. */
function partsReadAsData(sources: readonly Source[]): string[] {
  const zoneOf = (source: Source) => source.path.split('/')[0] ?? ''
  const named = new Map<string, Set<string>>()
  const imported = new Map<string, Set<string>>()
  const add = (to: Map<string, Set<string>>, zone: string, name: string) => to.set(zone, (to.get(zone) ?? new Set()).add(name))
  for (const source of sources) {
    walk(source.program, (node) => {
      const group = /shared\/words\/\w+\/([\w-]+)\.ts$/.exec(literalText(node.source) ?? '')?.[1]
      if (group !== undefined) add(imported, zoneOf(source), group)
      if (node.type === 'Identifier' && typeof node.name === 'string') add(named, zoneOf(source), node.name)
    })
  }
  return [...imported].flatMap(([zone, groups]) => [...groups].flatMap((group) => [...(named.get(zone) ?? [])].map((name) => `${group}.${name}`)))
}

/** `names.role.${role}` as the pattern of the keys that it may become. A template without a group in front says nothing. */
function patternOf(node: Node): RegExp | undefined {
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node.quasis) || node.quasis.length < 2) return undefined
  const parts = node.quasis.filter(isNode).map((part) => (part.value as { cooked?: string }).cooked ?? '')
  if (!/^[a-z]\w*\./i.test(parts[0] ?? '')) return undefined
  return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}(\\..+)?$`)
}

export function isAsked(key: string, asked: Asked): boolean {
  const base = baseOf(key)
  const steps = base.split('.')
  const isNamed = steps.some((_, at) => at > 0 && asked.texts.has(steps.slice(0, at + 1).join('.'))) || asked.texts.has(key)
  return isNamed || asked.groups.has(steps[0] ?? '') || asked.patterns.some((pattern) => pattern.test(base) || pattern.test(key))
}

/** Literal keys in the first argument of every call of a translating function. */
export function keysInCalls(source: Source): { key: string; node: Node }[] {
  const found: { key: string; node: Node }[] = []
  walk(source.program, (node) => {
    if (node.type !== 'CallExpression' || !isTranslator(node.callee)) return
    const argument = Array.isArray(node.arguments) ? node.arguments[0] : undefined
    for (const literal of literalsIn(argument)) found.push({ key: literal.value as string, node: literal })
  })
  return found
}

function isTranslator(callee: unknown): boolean {
  if (!isNode(callee)) return false
  if (callee.type === 'Identifier') return callee.name === 't' || callee.name === 'words'
  if (callee.type === 'MemberExpression') return isNode(callee.property) && callee.property.name === 't'
  return callee.type === 'CallExpression' && isNode(callee.callee) && callee.callee.name === 'wordsOf'
}

/** Literals that an expression may become: itself, or either branch of a condition. */
function literalsIn(node: unknown): Node[] {
  if (!isNode(node)) return []
  if (literalText(node) !== undefined) return [node]
  if (node.type === 'ConditionalExpression') return [...literalsIn(node.consequent), ...literalsIn(node.alternate)]
  if (node.type === 'LogicalExpression') return [...literalsIn(node.left), ...literalsIn(node.right)]
  if (node.type === 'ArrayExpression' && Array.isArray(node.elements)) return node.elements.flatMap(literalsIn)
  return []
}
