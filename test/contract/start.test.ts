// What a started platform promises: sign-in is mounted, a data folder lasts, belongs to one program and to no older one.
import { get } from 'node:http'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { count, sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { OIDC_CLIENT_ID, OIDC_SCOPE } from '../../src/shared/contract/meta.ts'
import { openStore } from '../../src/platform/database.ts'
import { message } from '../../src/platform/schema.ts'
import { startPlatform, type StartOptions } from '../../src/platform/start.ts'
import { makeTestCertificate } from '../../src/platform/tls.ts'
import { leadsTo, openBrowser } from '../support/browse.ts'

let dataFolder: string
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'priyom-platform-'))
})
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }))

const options = (changes: Partial<StartOptions> = {}): StartOptions => ({ port: 0, mode: 'training', seed: 'training', tls: false, dataFolder, ...changes })

test('keeps its messages over a restart, refuses a second program and a database of a later one', { timeout: 120_000 }, async () => {
  const first = await startPlatform(options())
  const discovery = (await (await fetch(`${first.url}/oidc/.well-known/openid-configuration`)).json()) as { issuer: string }
  const meta = (await (await fetch(`${first.url}/v1/meta`)).json()) as { issuer: string }
  expect(discovery.issuer).toBe(meta.issuer)
  const kept = await first.store.database.select({ count: count() }).from(message)
  expect(kept[0]?.count).toBeGreaterThanOrEqual(300)
  await expect(startPlatform(options())).rejects.toMatchObject({ code: 'E-DB' })
  await first.stop()
  await expect(fetch(`${first.url}/v1/meta`)).rejects.toThrow()

  const second = await startPlatform(options())
  expect(second.store.generation).toBe(first.store.generation)
  expect(await second.store.database.select({ count: count() }).from(message)).toEqual(kept)
  await second.store.database.execute(sql`insert into migration (id, reason) values (9999, 'of a later version')`)
  await second.stop()
  await expect(startPlatform(options())).rejects.toMatchObject({ code: 'E-NEWER' })
})

test('opens from a shipped archive as a database of its own', { timeout: 120_000 }, async () => {
  const archive = join(dataFolder, 'pgdata.tar.gz')
  const original = await openStore({ kind: 'memory' })
  const { generation } = original
  writeFileSync(archive, await original.dump())
  await original.close()
  const opened = await Promise.all([1, 2].map(() => openStore({ kind: 'memory', archive })))
  expect(new Set([generation, ...opened.map((store) => store.generation)]).size).toBe(3)
  for (const store of opened) await store.close()
})

test('in live mode lets nobody in unless it is told to, and then answers this computer only', { timeout: 120_000 }, async () => {
  const ask = async (signIn: Partial<StartOptions>, headers: Record<string, string> = {}): Promise<{ page: number; meta: number }> => {
    const platform = await startPlatform(options({ mode: 'live', seed: 'empty', ...signIn }))
    const query = new URLSearchParams({
      client_id: OIDC_CLIENT_ID, redirect_uri: 'http://127.0.0.1:1/callback', response_type: 'code', scope: OIDC_SCOPE, code_challenge: 'c'.repeat(43), code_challenge_method: 'S256',
    })
    const browser = openBrowser()
    const page = await browser.get(leadsTo(await browser.get(`${platform.url}/oidc/auth?${query}`)).href)
    const meta = await new Promise<number>((settle) => get(`${platform.url}/v1/meta`, { headers }, (response) => settle(response.resume().statusCode ?? 0)))
    await platform.stop()
    return { page: page.status, meta }
  }
  const elsewhere = { host: 'platform.test' }
  expect(await ask({}, elsewhere)).toEqual({ page: 403, meta: 200 })
  expect(await ask({ signIn: 'people' }, elsewhere)).toEqual({ page: 200, meta: 403 })
  expect(await ask({ signIn: 'people' })).toEqual({ page: 200, meta: 200 })
})

test('keeps its test authority over a restart, so that a seat which trusts it still does', () => {
  const made = makeTestCertificate(dataFolder)
  expect(makeTestCertificate(dataFolder)).toEqual(made)
  writeFileSync(join(dataFolder, 'server.pem'), made.cert.slice(0, 100))
  expect(makeTestCertificate(dataFolder).cert).not.toBe(made.cert)
})
