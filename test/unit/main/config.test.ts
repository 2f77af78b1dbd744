import { describe, expect, it } from 'vitest'
import { readCommandLine } from '../../../src/main/command-line.ts'
import { acceptMode, parsePlatformUrl, parsePolicy, readConfig } from '../../../src/main/config.ts'
import { pairOfKeys } from '../../support/key-pair.ts'
import { findJsonError } from '../../../src/main/json-syntax.ts'

const start = (args: string[], files: Record<string, string> = {}) => readConfig(readCommandLine(['electron', '.', ...args]), (path) => files[path])

describe('a policy file with a typo (bad input 81)', () => {
  it.each([
    ['{\n  "platformUrl": "https://pos.example"\n  "offlineStorage": "keyring"\n}', 3, 3],
    ['{ "platformUrl": }', 1, 18],
    ['{ "platformUrl": "https://pos.example", }', 1, 41],
    ['{\n\t"a": tru\n}', 2, 7],
    ['', 1, 1],
    ['{ "a": "x\ny" }', 1, 8],
    ['{} {}', 1, 4],
    ['{ "a": [1, 2', 1, 13],
  ])('is told with its place: %j', (text, line, column) => {
    expect(parsePolicy(text)).toEqual({ ok: false, error: { code: 'E-CONFIG', details: { reason: 'syntax', line, column } } })
  })

  it('agrees with the engine on what is JSON', () => {
    const samples = ['{}', '[]', ' [1,-2.5e+3,"a\\u00e9\\n",null,true,{"a":{}}] ', '01', '[1,]', '"\\x"', '{"a" 1}', 'nul', '{a:1}', '"', '-', '1.', '[[]']
    const isJson = (text: string) => {
      try {
        JSON.parse(text)
        return true
      } catch {
        return false
      }
    }
    for (const text of samples) expect([text, findJsonError(text) === undefined]).toEqual([text, isJson(text)])
  })
})

describe('the address of a platform (bad input 80)', () => {
  it.each(['http://pos.example', 'http://10.0.0.5:8080', 'ftp://pos.example', 'pos.example', 'https://user:x@pos.example', 'https://pos.example/path', 'http://localhost.example', ''])(
    'is refused: %s',
    (url) => expect(parsePlatformUrl(url)).toMatchObject({ ok: false, error: { code: 'E-CONFIG-URL' } }),
  )

  it.each([
    ['https://pos.example', false],
    ['https://pos.example:8443/', false],
    ['http://127.0.0.1:4000', true],
    ['http://localhost:4000', true],
    ['http://[::1]:4000', true],
  ])('is taken: %s', (url, isLoopback) => expect(parsePlatformUrl(url)).toMatchObject({ ok: true, value: { isLoopback } }))
})

describe('what the seat works with', () => {
  it('is the embedded training platform when nothing is configured', () => expect(start([])).toEqual({ platform: { kind: 'embedded' }, trustedCertificates: [], transferPublicKey: null, trouble: null }))

  it('is the address of the command line before that of the policy', () => {
    const files = { '/p.json': '{"platformUrl":"https://a.example"}' }
    expect(start(['--policy=/p.json'], files).platform).toMatchObject({ kind: 'remote', url: 'https://a.example' })
    expect(start(['--policy', '/p.json', '--platform-url=https://b.example'], files).platform).toMatchObject({ url: 'https://b.example' })
  })

  it('is nothing, and never training, when the configuration is broken', () => {
    const broken = [
      start(['--policy=/none.json']),
      start(['--policy=/p.json'], { '/p.json': '{' }),
      start(['--policy=/p.json'], { '/p.json': '[]' }),
      start(['--policy=/p.json'], { '/p.json': '{"platformUrl":1}' }),
      start(['--policy=/p.json'], { '/p.json': '{"offlineStorage":"plain"}' }),
      start(['--policy=/p.json'], { '/p.json': '{"trustedCertificates":"no certificate"}' }),
      start(['--policy=/p.json'], { '/p.json': '{"platfromUrl":"https://pos.example"}' }),
      start(['--platform-url=http://pos.example']),
    ]
    for (const config of broken) {
      expect(config.platform).toEqual({ kind: 'none' })
      expect(config.trouble?.code).toMatch(/^E-CONFIG/)
    }
  })

  it('reports an unknown key beside a good address', () => {
    const config = start(['--policy=/p.json'], { '/p.json': '{"platformUrl":"https://pos.example","colour":1}' })
    expect(config).toMatchObject({ platform: { kind: 'remote' }, trouble: { code: 'E-CONFIG', details: { reason: 'unknown-key', key: 'colour' } } })
  })

  it('refuses a training platform that is not on this computer', () => {
    expect(acceptMode('training', { isLoopback: false })).toMatchObject({ ok: false, error: { code: 'E-CONFIG-MODE' } })
    expect(acceptMode('training', { isLoopback: true }).ok).toBe(true)
    expect(acceptMode('live', { isLoopback: false }).ok).toBe(true)
  })
})

describe('the key of the organisation for transfer files', () => {
  const { publicKey, privateKey } = pairOfKeys()
  const of = (transferPublicKey: unknown) => parsePolicy(JSON.stringify({ transferPublicKey }))
  it('is handed on as it is', () => expect(start(['--policy=/p.json'], { '/p.json': JSON.stringify({ transferPublicKey: publicKey }) })).toMatchObject({ transferPublicKey: publicKey, trouble: null }))
  it.each([
    ['a private key', privateKey],
    ['both halves', `${publicKey}${privateKey}`],
    ['a short one', pairOfKeys({ bits: 2048 }).publicKey],
    ['no key', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'],
    ['nothing', ''],
    ['a number', 5],
  ])('is refused when it is %s', (_, key) => expect(of(key)).toEqual({ ok: false, error: { code: 'E-CONFIG', details: { reason: 'value', key: 'transferPublicKey' } } }))
})
