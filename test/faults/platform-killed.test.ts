// The real platform dies by SIGKILL around its commit, under the shipping worker: every call is registered exactly once.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { GATEWAY_PREFIX } from '../../src/shared/api.ts'
import { DISTRICT_ID } from '../../src/platform/seed/people.ts'
import { readPlatform } from '../support/platform-rows.ts'
import { startPlatformProcess, type PlatformProcess } from '../support/platform-process.ts'
import { accessToken } from '../support/sign-in.ts'
import { factories, filled, openSeat, ownerOf, platformOf } from '../unit/worker/seat.ts'

const PERSON = 'training-01'
/** «Уборка снега» in yards. */
const [SUBJECT, SUBSUBJECT] = [3, 38]
/** The answer begins only after the commit; the others fall anywhere between the request and it. */
const MOMENTS: readonly ('first byte of the answer' | number)[] = ['first byte of the answer', 0, 'first byte of the answer', 3, 8, 15, 'first byte of the answer']

/** A wire that tells when commands have gone by and when their answer begins, which it holds back once armed. */
const startWire = async (port: number) => {
  let whenSent: (() => void) | undefined
  let whenAnswered: (() => void) | undefined
  const server = createServer((client) => {
    const platform = connect(port, '127.0.0.1')
    let carriesCommands = false
    client.on('data', (bytes) => {
      platform.write(bytes)
      if (!bytes.includes('POST /v1/commands')) return
      carriesCommands = true
      whenSent?.()
    })
    platform.on('data', (bytes) => {
      if (carriesCommands && whenAnswered !== undefined) whenAnswered()
      else client.write(bytes)
    })
    for (const [one, other] of [[client, platform], [platform, client]] as const) one.on('error', () => other.destroy()).on('close', () => other.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Kills at that moment of the next commands; resolves when the platform is dead. */
    killAt: (moment: (typeof MOMENTS)[number], platform: PlatformProcess): Promise<void> =>
      new Promise((settle, fail) => {
        const kill = () => {
          whenSent = undefined
          platform.kill().then(() => {
            whenAnswered = undefined
            settle()
          }, fail)
        }
        if (typeof moment === 'number') whenSent = () => setTimeout(kill, moment)
        else whenAnswered = kill
      }),
    stop: () => server.close(),
  }
}

test('killed between commit and answer, or anywhere near, the platform holds each call exactly once', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'priyom-killed-'))
  const platform = await startPlatformProcess(folder)
  const wire = await startWire(Number(new URL(platform.url).port))
  const token = await accessToken(platform.url, PERSON)
  const seat = await openSeat(factories(), platformOf(), {
    owner: await ownerOf(PERSON),
    world: {
      clock: { now: () => Date.now(), monotonic: () => performance.now() },
      fetch: (path, init) => {
        const headers = new Headers(init.headers)
        headers.set('authorization', `Bearer ${token}`)
        return fetch(wire.url + path.slice(GATEWAY_PREFIX.length), { ...init, headers })
      },
    },
  })
  try {
    await seat.call('sync:now')
    const codes: string[] = []
    for (const [index, moment] of MOMENTS.entries()) {
      const killed = wire.killAt(moment, platform)
      const created = await seat.call('drafts:create', DISTRICT_ID)
      if (!created.ok) throw new Error(created.error.code)
      const draft = filled(created.value, { place: `ул. Вторая, д. ${index}` })
      const queued = await seat.call('outbox:submit', { ...draft, appeal: { ...draft.appeal, subjectId: SUBJECT, subsubjectId: SUBSUBJECT, factId: null, addresseeCabinetId: DISTRICT_ID } }, { allowDuplicate: true })
      if (!queued.ok) throw new Error(JSON.stringify(queued.error))
      codes.push(queued.value.code)
      await killed
      await platform.restart()
      await vi.waitFor(
        async () => {
          await seat.call('sync:now')
          expect(await seat.call('outbox:view')).toMatchObject({ waiting: [], unknown: [], needsAttention: [] })
        },
        { timeout: 15_000, interval: 100 },
      )
    }
    await seat.workspace.close()
    await platform.stop()
    const { submitted } = await readPlatform(platform.databaseFolder)
    expect(submitted.map(({ receiptCode }) => receiptCode).sort()).toEqual([...codes].sort())
  } finally {
    await platform.kill()
    wire.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})
