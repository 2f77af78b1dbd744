// What the platform promises of every route: schema, access, caching, limits; and of the faults of training.
import { request as httpRequest } from 'node:http'
import { expect, test } from 'vitest'
import { API, type Route, type RouteName } from '../../../src/shared/api.ts'
import { codeOfProblem } from '../../../src/shared/contract/problem.ts'
import { eq } from 'drizzle-orm'
import { message } from '../../../src/platform/schema.ts'
import { answerOf, command, problemIn, servePlatform, submission, type TestPlatform } from '../../support/platform.ts'

const faults = (platform: TestPlatform, ...list: object[]) => platform.ask('/training/faults', { body: { faults: list } })

export const promisesOfRoutes = (platform: () => TestPlatform): void => {
  test('answers every route by its schema', async () => {
    const bodies: Partial<Record<RouteName, unknown>> = {
      sendCommands: { commands: [command(submission())] },
      commandFates: { ids: [command(null).id] },
      trainingFaults: { faults: [] },
      trainingPlay: { messageId: null, steps: 1 },
      trainingPlayTimer: { everyMs: null },
    }
    for (const [name, route] of Object.entries(API) as [RouteName, Route][]) {
      if (route.stream !== undefined || route.tus !== undefined) continue
      const response = await platform().ask(route.path.replace(':id', command(null).id), name in bodies ? { body: bodies[name] } : {})
      expect([name, response.status]).toEqual([name, route.status ?? 200])
      await answerOf(name, response)
    }
  })

  test('asks for sign-in on every route of a person', async () => {
    for (const route of Object.values(API) as Route[]) {
      if (route.access === 'open') continue
      const path = route.path.replace(':id', command(null).id)
      for (const as of [null, 'expired-token']) {
        const response = await platform().ask(path, { as, method: route.method, ...(route.method === 'POST' ? { body: {} } : {}) })
        expect([path, response.status]).toEqual([path, 401])
        if (route.method === 'HEAD') continue
        expect(codeOfProblem((await problemIn(response)).type)).toBe('E-SIGN-IN')
      }
    }
  })

  test('lets a client keep its dictionaries until they move', async () => {
    const first = await platform().ask('/v1/dictionaries')
    const etag = first.headers.get('etag')!
    const again = await platform().ask('/v1/dictionaries', { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const { version } = (await first.json()) as { version: number }
    await platform().ask('/training/faults', { body: { faults: [], deleteSubsubjects: [999_998] } })
    const moved = await platform().ask('/v1/dictionaries', { headers: { 'if-none-match': etag } })
    expect(moved.status).toBe(200)
    expect(((await moved.json()) as { version: number }).version).toBe(version + 1)
  })

  test('refuses with a problem what is too large, of the wrong kind or no JSON', async () => {
    const large = await platform().ask('/v1/commands', { body: JSON.stringify({ commands: [command('x'.repeat(13_000_000))] }) })
    expect([large.status, codeOfProblem((await problemIn(large)).type)]).toEqual([413, 'E-SERVER-SIZE'])
    for (const [body, type] of [['{"commands":', 'application/json'], ['commands', 'text/plain'], ['{}', 'application/json']] as const) {
      const response = await platform().ask('/v1/commands', { body, headers: { 'content-type': type } })
      expect(response.headers.get('content-type')).toContain('application/problem+json')
      expect([response.status >= 400 && response.status < 500, codeOfProblem((await problemIn(response)).type)]).toEqual([true, 'E-VALIDATION'])
    }
    const nowhere = await platform().ask('/v1/nowhere')
    expect([nowhere.status, codeOfProblem((await problemIn(nowhere)).type)]).toEqual([404, 'E-NOT-FOUND'])
  })

  test('serves its own OpenAPI document', async () => {
    const document = (await (await platform().ask('/openapi.json', { as: null })).json()) as { openapi: string; paths: object }
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toContain('/v1/commands/{id}')
  })

  test('answers training only to its own address', async () => {
    const status = await new Promise<number | undefined>((settle, fail) => {
      httpRequest(`${platform().url}/v1/meta`, { headers: { host: 'attacker.example' } }, (response) => settle(response.resume().statusCode)).on('error', fail).end()
    })
    expect(status).toBe(403)
  })

  test('lets no page of a browser pull the levers of training', async () => {
    for (const origin of ['https://attacker.example', 'null', platform().url]) {
      const response = await fetch(`${platform().url}/training/faults`, { method: 'POST', headers: { origin, 'content-type': 'application/json' }, body: JSON.stringify({ faults: [] }) })
      expect(response.status).toBe(403)
    }
  })

  test('has no training routes in live mode', async () => {
    const live = await servePlatform(platform().store, 'live')
    try {
      for (const path of ['/training/faults', '/training/play', '/training/play-timer']) {
        expect((await live.ask(path, { body: { faults: [] } })).status).toBe(404)
      }
      expect(await answerOf('meta', await live.ask('/v1/meta'))).toMatchObject({ mode: 'live' })
    } finally {
      await live.stop()
    }
  })

  test('shifts its clock, and terms run by it', async () => {
    await platform().ask('/training/faults', { body: { faults: [], clockOffsetMs: 86_400_000 } })
    const [result] = await platform().send([command(submission())])
    await platform().ask('/training/faults', { body: { faults: [], clockOffsetMs: 0 } })
    const ahead = result?.outcome === 'accepted' ? Date.parse(result.receipt.acceptedAt) - Date.now() : 0
    expect(ahead).toBeGreaterThan(86_000_000)
  })

  promisesOfFaults(platform)
}

const promisesOfFaults = (platform: () => TestPlatform): void => {
  const post = (sent: object) => platform().ask('/v1/commands', { body: { commands: [sent] } })
  const kept = async (id: string) => (await platform().store.database.select().from(message).where(eq(message.id, id))).length

  test('drops before the commit, or after it, as told', async () => {
    const before = command(submission())
    await faults(platform(), { kind: 'drop-before-commit', path: '/v1/commands', times: 1 })
    await expect(post(before)).rejects.toThrow()
    expect(await kept(before.id)).toBe(0)
    const after = command(submission())
    await faults(platform(), { kind: 'drop-after-commit', path: '/v1/commands', times: 1 })
    await expect(post(after)).rejects.toThrow()
    expect(await kept(after.id)).toBe(1)
    expect((await platform().send([after]))[0]?.outcome).toBe('duplicate')
  })

  test('answers a status with Retry-After, a portal page, garbage, half a body; so many times and then no more', async () => {
    const path = '/v1/meta'
    await faults(
      platform(),
      { kind: 'status', path, times: 2, status: 503, retryAfter: '7' },
      { kind: 'portal', path, times: 1 },
      { kind: 'garbage', path, times: 1 },
      { kind: 'half-body', path, times: 1 },
    )
    for (let time = 0; time < 2; time += 1) {
      const busy = await platform().ask(path)
      expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '7'])
      await busy.text()
    }
    const portal = await platform().ask(path)
    expect([portal.status, portal.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    await expect((await platform().ask(path)).json()).rejects.toThrow()
    await expect(platform().ask(path).then((response) => response.text())).rejects.toThrow()
    expect((await platform().ask(path)).status).toBe(200)
  })

  test('answers for another command, in words of a later version, or late', async () => {
    const sent = command(submission())
    await faults(platform(), { kind: 'wrong-receipt', path: '/v1/commands', times: 1 }, { kind: 'unknown-enum', path: '/v1/commands', times: 1 })
    const wrong = (await (await post(sent)).json()) as { results: { receipt: { commandId: string } }[] }
    expect(wrong.results[0]?.receipt.commandId).not.toBe(sent.id)
    expect(await (await post(sent)).text()).toContain('FROM_A_LATER_VERSION')
    await faults(platform(), { kind: 'delay', path: '/v1/meta', times: 1, delayMs: 300 })
    const startedAt = performance.now()
    await platform().ask('/v1/meta')
    expect(performance.now() - startedAt).toBeGreaterThan(290)
  })

  test('cuts the feed in the middle of a line', async () => {
    await faults(platform(), { kind: 'half-body', path: '/v1/changes', times: 1 })
    await expect(platform().feed()).rejects.toThrow()
    expect((await platform().feed({ limit: 1 })).length).toBeGreaterThan(0)
  })
}
