// What the documents name must exist: scripts, files, other documents; and what is generated must be fresh.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lifecyclesText } from '../../../scripts/lifecycles-text.mjs'
import { DELIVERY_TABLE } from '../../../src/shared/delivery.ts'
import { MESSAGE_TABLE } from '../../../src/shared/lifecycles/message.ts'
import { names } from '../../../src/shared/words/ru/names.ts'
import { filesBelow, repositoryRoot } from './source-tree.ts'

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8')
const exists = (path: string) => existsSync(join(repositoryRoot, path))
const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...filesBelow(join(repositoryRoot, 'docs'), 'docs/').filter((path) => path.endsWith('.md'))]
const manifest = JSON.parse(read('package.json')) as { scripts: Record<string, string>; dependencies: Record<string, string>; devDependencies: Record<string, string> }

/** Every match of the pattern's first group in every document, as `document: match`. */
const mentions = (pattern: RegExp): { document: string; match: string }[] =>
  documents.flatMap((document) => [...read(document).matchAll(pattern)].map(([, match]) => ({ document, match: match as string })))

describe('documents', () => {
  it('name only npm scripts that exist', () => {
    const named = [...mentions(/npm run ([a-z-]+)/g), ...mentions(/npm (start|test)\b/g)]
    expect(named.filter(({ match }) => !(match in manifest.scripts))).toEqual([])
    expect(named.length).toBeGreaterThan(0)
  })

  it('lead by their links to files that exist', () => {
    const links = mentions(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)
    expect(links.filter(({ document, match }) => !exists(join(dirname(document), match)))).toEqual([])
  })

  it('name only paths of the repository that exist', () => {
    // what a build, a run or a person makes is not in the repository
    const named = mentions(/`((?:src|scripts|test|docs|resources|bench)\/[^`\s<>*]*)`/g)
    expect(named.filter(({ match }) => !exists(match))).toEqual([])
  })

  it('keep out absolute paths of one machine and addresses of registries', () => {
    expect(documents.filter((path) => /(^|[\s`("'])\/(work|root|home)\/|registry\.[a-z]+\./.test(read(path)))).toEqual([])
  })

  it('give a reason for every dependency, and for no other', () => {
    const reasons = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name as string)
    expect(reasons.toSorted()).toEqual([...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)].toSorted())
  })

  it('keep docs/lifecycles.md as `node scripts/lifecycles.mjs` writes it', () => {
    expect(read('docs/lifecycles.md')).toBe(lifecyclesText({ delivery: DELIVERY_TABLE, message: MESSAGE_TABLE, names }))
  })
})
