import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endsInListed } from '../../../src/main/certificates.ts'
import { openLoopback } from '../../../src/main/session/loopback.ts'
import { makeTestCertificate } from '../../../src/platform/tls.ts'

describe('the way back from the sign-in page', () => {
  it('takes the one answer with our state, then is gone', async () => {
    const loopback = await openLoopback(10_000, '<p>page</p>')
    loopback.expectState('mine')
    expect(new URL(loopback.redirectUri).hostname).toBe('127.0.0.1')
    const answer = await fetch(`${loopback.redirectUri}?state=mine&code=c`)
    expect(await answer.text()).toBe('<p>page</p>')
    expect(await loopback.returned).toMatchObject({ ok: true })
    await expect(fetch(loopback.redirectUri)).rejects.toThrow()
  })

  it('refuses a foreign state (bad input 53)', async () => {
    const loopback = await openLoopback(10_000, '')
    loopback.expectState('mine')
    await fetch(`${loopback.redirectUri}?state=theirs&code=c`)
    expect(await loopback.returned).toMatchObject({ ok: false, error: { code: 'E-AUTH-MISMATCH' } })
  })

  it('does not take another path or method for the answer', async () => {
    const loopback = await openLoopback(10_000, '')
    loopback.expectState('mine')
    expect((await fetch(new URL('/favicon.ico', loopback.redirectUri))).status).toBe(404)
    expect((await fetch(`${loopback.redirectUri}?state=mine`, { method: 'POST' })).status).toBe(404)
    loopback.close()
    expect(await loopback.returned).toMatchObject({ ok: false, error: { code: 'E-AUTH-TIMEOUT' } })
  })

  it('does not answer to another name of this computer (DNS rebinding)', async () => {
    const loopback = await openLoopback(10_000, '')
    loopback.expectState('mine')
    const status = await new Promise((settle, fail) => {
      get(`${loopback.redirectUri}?state=mine`, { headers: { host: 'attacker.example' } }, (response) => settle(response.resume().statusCode)).on('error', fail)
    })
    expect(status).toBe(404)
    loopback.close()
  })

  it('gives up when nobody comes (bad input 55)', async () => {
    const loopback = await openLoopback(20, '')
    expect(await loopback.returned).toMatchObject({ ok: false, error: { code: 'E-AUTH-TIMEOUT' } })
  })
})

describe('an authority of the policy', () => {
  let folder: string
  let authority: X509Certificate
  let leaf: Parameters<typeof endsInListed>[0]
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'priyom-tls-'))
    const made = makeTestCertificate(folder)
    authority = new X509Certificate(readFileSync(made.caFile))
    leaf = { data: made.cert } as typeof leaf
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const now = () => new Date(Date.parse(authority.validFrom) + 60_000)

  it('vouches for its own certificates', () => expect(endsInListed(leaf, '127.0.0.1', [authority], now())).toBe(true))
  it('does not vouch for another host', () => expect(endsInListed(leaf, 'pos.example', [authority], now())).toBe(false))
  it('does not vouch before or after its time', () => {
    expect(endsInListed(leaf, '127.0.0.1', [authority], new Date(0))).toBe(false)
    expect(endsInListed(leaf, '127.0.0.1', [authority], new Date(Date.parse(authority.validTo) + 1000))).toBe(false)
  })
  it('does not vouch for the certificate of another authority', () => {
    const other = mkdtempSync(join(tmpdir(), 'priyom-tls-'))
    const foreign = makeTestCertificate(other)
    rmSync(other, { recursive: true })
    expect(endsInListed({ data: foreign.cert } as typeof leaf, '127.0.0.1', [authority], now())).toBe(false)
  })
  it('is refused when it is itself no authority', () => {
    const file = (name: string) => join(folder, name)
    // the server's own key signs another certificate
    execFileSync('openssl', ['req', '-new', '-key', file('ca.key'), '-subj', '/CN=x', '-out', file('x.csr')], { stdio: 'ignore' })
    execFileSync('openssl', ['x509', '-req', '-in', file('x.csr'), '-CA', file('server.pem'), '-CAkey', file('server.key'), '-CAcreateserial', '-days', '7', '-extfile', file('extensions.cnf'), '-extensions', 'server', '-out', file('x.pem')], { stdio: 'ignore' })
    const forged = { data: readFileSync(file('x.pem'), 'utf8'), issuerCert: leaf } as typeof leaf
    expect(endsInListed(forged, '127.0.0.1', [authority], now())).toBe(false)
  })
})
