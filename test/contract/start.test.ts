// What a started platform promises: sign-in is mounted, a data folder lasts, belongs to one program and to no older one.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { count, sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '../../src/platform/database.ts'
import { message } from '../../src/platform/schema.ts'
import { startPlatform, type StartOptions } from '../../src/platform/start.ts'

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
