import { describe, expect, it } from 'vitest'
import { IPC, IPC_EVENT_PAYLOADS } from '../../../src/shared/ipc.ts'
import { IPC_EVENTS, IPC_NAMES } from '../../../src/shared/ipc-names.ts'
import { isNode, literalText, readSources, walk } from './source-tree.ts'

/** The names that main has a handler for: keys of its objects that look like a channel. */
function handledNames(): string[] {
  const names: string[] = []
  for (const { path, program } of readSources()) {
    if (!path.startsWith('main/')) continue
    walk(program, (node) => {
      const key = node.type === 'Property' && isNode(node.key) ? literalText(node.key) : undefined
      if (key !== undefined && /^[a-z-]+:[a-z-]+$/.test(key)) names.push(key)
    })
  }
  return names
}

describe('the contract of IPC', () => {
  it('has a request and a response schema for every name, and no other', () => {
    expect(Object.keys(IPC).sort()).toEqual([...IPC_NAMES].sort())
    for (const name of IPC_NAMES) expect(Object.keys(IPC[name]).sort(), name).toEqual(['request', 'response'])
  })

  it('has a schema for every event, and no other', () => {
    expect(Object.keys(IPC_EVENT_PAYLOADS).sort()).toEqual([...IPC_EVENTS].sort())
  })

  it('has one handler in main for every name, and no other', () => {
    expect(handledNames().sort()).toEqual([...IPC_NAMES].sort())
  })
})
