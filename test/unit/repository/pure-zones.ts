// What a pure zone may not touch: the clock, chance, timers and the network come in through ports.
import { isNode, placeOf, walk, type Node, type Source } from './source-tree.ts'

const pureZones = ['shared/', 'renderer/sync/']
const members = ['Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID', 'crypto.getRandomValues', 'globalThis.fetch', 'Temporal.Now']
const calls = ['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame', 'Date']

export function isPure(path: string): boolean {
  return pureZones.some((zone) => path.startsWith(zone))
}

/** Impure things in a source, one line each. */
export function breachesOfPurity(source: Source): string[] {
  const found: string[] = []
  walk(source.program, (node) => {
    const name = impurity(node)
    if (name !== undefined) found.push(`${placeOf(source, node)} uses ${name}`)
  })
  return found
}

function impurity(node: Node): string | undefined {
  if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date' && Array.isArray(node.arguments) && node.arguments.length === 0) return 'new Date()'
  if (node.type === 'MemberExpression') return members.find((member) => member === `${nameOf(node.object)}.${nameOf(node.property)}`)
  if (node.type === 'CallExpression') return calls.find((call) => call === nameOf(node.callee))
  return undefined
}

function nameOf(node: unknown): string {
  return isNode(node) && typeof node.name === 'string' ? node.name : ''
}
