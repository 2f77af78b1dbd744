import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { saveFile, type SavePorts } from '../../../src/main/save-file.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'priyom-save-')) })
afterEach(() => rmSync(folder, { recursive: true }))

const ID = '019ab000-0000-7000-8000-000000000001'
const asked: { names: string[]; requests: [string, Record<string, string>][] } = { names: [], requests: [] }
const ports = (answer: Response, change: Partial<SavePorts> = {}): SavePorts => {
  asked.names = []
  asked.requests = []
  return {
    askPlace: async (name) => { asked.names.push(name); return join(folder, name) },
    ask: async (path, headers) => { asked.requests.push([path, headers]); return answer },
    operatorId: () => 'оп-1',
    ...change,
  }
}
const fromPlatform = { of: 'platform', id: ID } as const

describe('a copy of an attached file', () => {
  it('lies where the person said, under a safe name, readable by its owner only', async () => {
    expect(await saveFile('../../CON\u202efdp.exe', fromPlatform, ports(new Response('bytes')))).toEqual({ ok: true, value: { saved: true } })
    expect(asked.names).toEqual(['CONfdp.exe'])
    expect(readFileSync(join(folder, 'CONfdp.exe'), 'utf8')).toBe('bytes')
    expect(statSync(join(folder, 'CONfdp.exe')).mode & 0o777).toBe(0o600)
    expect(asked.requests).toEqual([[`/platform/v1/files/${ID}/content`, { 'x-priyom-operator': encodeURIComponent('оп-1') }]])
  })
  it('of unsent work is written from what the worker hands over, and nobody is asked', async () => {
    expect(await saveFile('a.pdf', { of: 'bytes', bytes: Uint8Array.of(1, 2, 3) }, ports(new Response()))).toEqual({ ok: true, value: { saved: true } })
    expect([...readFileSync(join(folder, 'a.pdf'))]).toEqual([1, 2, 3])
    expect(asked.requests).toEqual([])
  })
  it('is not fetched when the person gives up', async () => {
    expect(await saveFile('a.pdf', fromPlatform, ports(new Response('x'), { askPlace: async () => undefined }))).toEqual({ ok: true, value: { saved: false } })
    expect(asked.requests).toEqual([])
  })
  it.each([
    [new Response(null, { status: 503, headers: { 'x-priyom-gateway': 'E-OFFLINE' } }), 'E-OFFLINE'],
    [new Response(null, { status: 404 }), 'E-NOT-FOUND'], [new Response(null, { status: 401 }), 'E-SIGN-IN'], [new Response(null, { status: 500 }), 'E-SERVER'],
  ])('says why there are no bytes, and leaves what was there before', async (answer, code) => {
    writeFileSync(join(folder, 'a.pdf'), 'before')
    expect(await saveFile('a.pdf', fromPlatform, ports(answer))).toMatchObject({ ok: false, error: { code } })
    expect(readdirSync(folder)).toEqual(['a.pdf'])
    expect(readFileSync(join(folder, 'a.pdf'), 'utf8')).toBe('before')
  })
  it('that breaks off on the way leaves nothing half', async () => {
    const half = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(Uint8Array.of(1)),
      pull: (controller) => controller.error(new TypeError('cut')),
    })
    expect(await saveFile('a.pdf', fromPlatform, ports(new Response(half)))).toMatchObject({ ok: false, error: { code: 'E-OFFLINE' } })
    expect(readdirSync(folder)).toEqual([])
  })
  it('to a folder that is not there is refused in words of its own', async () => {
    expect(await saveFile('a.pdf', fromPlatform, ports(new Response('x'), { askPlace: async () => join(folder, 'none', 'a.pdf') }))).toMatchObject({ ok: false, error: { code: 'E-FILE-SAVE' } })
  })
})
