import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { contentPolicy } from '../../../src/main/content-policy.ts'
import { formatLine } from '../../../src/main/log.ts'
import { listPageFiles } from '../../../src/main/page-files.ts'
import { readStored, writeStored } from '../../../src/main/stored-json.ts'
import { isReachable } from '../../../src/main/window-place.ts'

describe('the files of the page', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'priyom-page-'))
    mkdirSync(join(folder, 'renderer/assets'), { recursive: true })
    for (const name of ['renderer/index.html', 'renderer/assets/a.js', 'renderer/assets/a.js.map', 'renderer/.env', 'secret.json']) writeFileSync(join(folder, name), 'x')
    symlinkSync(join(folder, 'secret.json'), join(folder, 'renderer/assets/link.json'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('are exactly what the page consists of', () => {
    const files = listPageFiles(join(folder, 'renderer'))
    expect([...files.keys()].sort()).toEqual(['/', '/assets/a.js', '/index.html'])
    expect(files.get('/')?.type).toBe('text/html; charset=utf-8')
  })

  it.each(['/../secret.json', '/%2e%2e/secret.json', '/..%2fsecret.json', '/assets/../../secret.json', '/assets/..\\..\\secret.json', '//secret.json', '/assets', '/assets/', '/index.html/', '/INDEX.HTML', '/index.html%00', '/assets/link.json', '/.env', '/__proto__', '/constructor'])(
    'do not include %s',
    (path) => expect(listPageFiles(join(folder, 'renderer')).get(path)).toBeUndefined(),
  )
})

describe('the content policy', () => {
  it('lets nothing in from outside and no code from text', () => {
    expect(contentPolicy('N')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-N'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types priyom-worker",
    )
  })
  it('opens only the socket of hot reload in development', () => {
    expect(contentPolicy('N', { socket: 'ws://127.0.0.1:5173' })).toContain("connect-src 'self' ws://127.0.0.1:5173;")
  })
})

describe('the log', () => {
  const at = new Date(0)
  it('keeps listed fields only', () => {
    const line = formatLine(at, 'info', 'x', { code: 'E-DB', ...{ phone: '+79000000001' } })
    expect(JSON.parse(line)).toEqual({ at: '1970-01-01T00:00:00.000Z', level: 'info', event: 'x', code: 'E-DB' })
  })
  it('drops the query of an address and the line breaks of a value', () => {
    expect(JSON.parse(formatLine(at, 'info', 'x', { url: '/v1/changes?since=secret' })).url).toBe('/v1/changes')
    expect(formatLine(at, 'info', 'x', { reason: 'a\nb' }).trimEnd()).not.toContain('\n')
  })
})

describe('the place of the window', () => {
  const screen = { x: 0, y: 0, width: 1366, height: 768 }
  it.each([
    [{ x: 10, y: 10, width: 1000, height: 700 }, true],
    [{ x: 1300, y: 10, width: 1000, height: 700 }, false],
    [{ x: 10, y: -50, width: 1000, height: 700 }, false],
    [{ x: 2000, y: 2000, width: 1000, height: 700 }, false],
  ])('%j is reachable: %s', (bounds, expected) => expect(isReachable(bounds, [screen])).toBe(expected))
})

describe('small facts of a seat', () => {
  it('that the disk refuses are lost without a word of protest', () => {
    const folder = mkdtempSync(join(tmpdir(), 'priyom-stored-'))
    const schema = z.object({ a: z.number() })
    expect([writeStored(join(folder, 'facts.json'), { a: 1 }), readStored(join(folder, 'facts.json'), schema)]).toEqual([true, { a: 1 }])
    expect(writeStored(join(folder, 'facts.json/below.json'), { a: 2 })).toBe(false)
    rmSync(folder, { recursive: true })
  })
})
