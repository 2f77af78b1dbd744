import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { noticesText } from '../../../scripts/packaging/notices-text.mjs'
import { filesBelow, placeOf, readSources, repositoryRoot, walk } from './source-tree.ts'

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8')

describe('files of the sources', () => {
  it('have at most 300 lines, words and seeds apart', () => {
    const isData = (path: string) => /^(shared\/words|platform\/seed)\//.test(path)
    const long = readSources().filter(({ path, text }) => !isData(path) && text.trimEnd().split('\n').length > 300)
    expect(long.map(({ path }) => path)).toEqual([])
  })

  it('are not named after nothing in particular', () => {
    const banned = /(^|[/.-])(utils?|helpers?|common|misc|managers?|services?)([/.-]|$)/
    expect([...filesBelow(join(repositoryRoot, 'src')), ...filesBelow(join(repositoryRoot, 'test'))].filter((path) => banned.test(path))).toEqual([])
  })

  it('are named in kebab-case', () => {
    expect(readSources().map(({ path }) => path).filter((path) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.tsx?$/.test(path))).toEqual([])
  })

  it('declare no enum', () => {
    const found: string[] = []
    for (const source of readSources()) walk(source.program, (node) => node.type === 'TSEnumDeclaration' && found.push(placeOf(source, node)))
    expect(found).toEqual([])
  })

  it('do not gather what others export', () => {
    const found: string[] = []
    for (const source of readSources()) walk(source.program, (node) => node.type === 'ExportAllDeclaration' && found.push(placeOf(source, node)))
    expect(found).toEqual([])
  })

  it('name no machine path and no session tool', () => {
    const found = readSources().filter(({ text }) => /\/(work|root|home)\/[a-z]/.test(text))
    expect(found.map(({ path }) => path)).toEqual([])
  })
})

describe('files beside the sources', () => {
  it('are files: no link that leads out of the clone is tracked', () => {
    const tracked = execFileSync('git', ['ls-files', '--stage'], { cwd: repositoryRoot, encoding: 'utf8' })
    expect(tracked.split('\n').filter((line) => line.startsWith('120000'))).toEqual([])
  })

  it('keep package-lock.json free of addresses of registries', () => {
    expect(read('package-lock.json')).not.toContain('"resolved"')
  })

  it('keep THIRD-PARTY-NOTICES.md as `node scripts/notices.mjs` writes it', () => {
    expect(read('THIRD-PARTY-NOTICES.md')).toBe(noticesText())
  })
})
