// A platform for the contract suite: real database, real HTTP on loopback; only sign-in is replaced by fixed tokens.
import { mkdtempSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { API, type RouteName } from '../../src/shared/api.ts'
import { changeSchema, type Change } from '../../src/shared/contract/change.ts'
import { commandsResponseSchema, type CommandResult } from '../../src/shared/contract/command.ts'
import type { Mode } from '../../src/shared/contract/meta.ts'
import { problemSchema, type Problem } from '../../src/shared/contract/problem.ts'
import type { Submission } from '../../src/shared/contract/submission.ts'
import { buildPlatform } from '../../src/platform/build.ts'
import { createClock, type Clock } from '../../src/platform/clock.ts'
import { openStore, type Store, type StoreOptions } from '../../src/platform/database.ts'
import { createPlay } from '../../src/platform/play.ts'
import { SUBSUBJECTS } from '../../src/platform/seed/catalogue.ts'
import { DISTRICT_ID, PEOPLE } from '../../src/platform/seed/people.ts'
import { seedTraining } from '../../src/platform/seed/seed-training.ts'

export type TestPlatform = {
  url: string
  store: Store
  clock: Clock
  /** As the first person of the seed who holds that role first; `null` sends no token. */
  ask: (path: string, options?: { as?: string | null; method?: string; body?: unknown; headers?: Record<string, string>; signal?: AbortSignal }) => Promise<Response>
  send: (commands: unknown[], as?: string) => Promise<CommandResult[]>
  feed: (options?: { as?: string; since?: string; limit?: number }) => Promise<Change[]>
  /** Everything from a cursor on, asking again while there is more. */
  pull: (options?: { as?: string; since?: string; limit?: number }) => Promise<Change[]>
  stop: () => Promise<void>
}

export const openSeededStore = async (options: StoreOptions): Promise<Store> => {
  const store = await openStore(options)
  await seedTraining(store.database, { now: new Date(), name: 'training' })
  return store
}

/** Serves the store in a mode. The token of a person is their id. */
export const servePlatform = async (store: Store, mode: Mode = 'training'): Promise<TestPlatform> => {
  const clock = createClock()
  const filesFolder = mkdtempSync(join(tmpdir(), 'priyom-contract-'))
  const app = await buildPlatform({
    store, mode, clock, filesFolder, publicUrl: 'http://127.0.0.1:1',
    identity: {
      callback: (_request, response) => response.end(),
      personOf: async (token) => PEOPLE.find(({ id }) => id === token)?.id,
    },
    play: createPlay(store.database, clock, (error) => {
      throw error
    }),
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const ask: TestPlatform['ask'] = (path, { as = 'operator', method, body, headers = {}, signal } = {}) =>
    fetch(`${url}${path}`, {
      headers: { ...(as === null ? {} : { authorization: `Bearer ${personWith(as)}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(method === undefined ? {} : { method }),
      ...(body === undefined ? {} : { method: method ?? 'POST', body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    })
  const feed: TestPlatform['feed'] = async ({ as = 'moderator', since, limit } = {}) => {
    const query = new URLSearchParams({ ...(since === undefined ? {} : { since }), ...(limit === undefined ? {} : { limit: String(limit) }) })
    const response = await ask(`/v1/changes?${query}`, { as })
    if (response.status !== 200) throw new Error(`feed answered ${response.status}`)
    return (await response.text()).trimEnd().split('\n').map((line) => changeSchema.parse(JSON.parse(line)))
  }
  const pull: TestPlatform['pull'] = async (options = {}) => {
    const lines: Change[] = []
    for (let since = options.since; ; ) {
      const page = await feed({ ...options, ...(since === undefined ? {} : { since }) })
      lines.push(...page)
      const end = page.at(-1)
      if (end?.kind !== 'end' || !end.more) return lines
      since = end.cursor
    }
  }
  return {
    url, store, clock, ask, feed, pull,
    send: async (commands, as) => {
      const response = await ask('/v1/commands', { body: { commands }, ...(as === undefined ? {} : { as }) })
      return commandsResponseSchema.parse(await response.json()).results
    },
    stop: () => app.close(),
  }
}

/** Id of the first person of the seed whose first role it is, or the text itself when no role is called so. */
export const personWith = (role: string): string => PEOPLE.find(({ memberships }) => memberships.some(({ roles }) => roles[0] === role))?.id ?? role

/** One answer parsed by the schema that the route table names. */
export const answerOf = async (name: RouteName, response: Response): Promise<unknown> => API[name].response.parse(await response.json())
export const problemIn = async (response: Response): Promise<Problem> => problemSchema.parse(await response.json())

/** A fast-track subcategory of the seed. */
export const FAST = SUBSUBJECTS.find(({ fastTrack }) => fastTrack)!

export const submission = (changes: Partial<Submission> = {}): Submission => ({
  source: 'OPERATOR',
  kind: 'PROBLEM',
  regime: 'MESSAGE',
  description: 'Не убран снег на тротуаре.',
  applicant: {
    type: 'PERSON', phone: '+79000000001', surname: 'Примеров', name: 'Пример', patronymic: null, address: 'г. Учебный, ул. Первая, д. 1', flat: null,
    email: 'p1@example.test', birthDate: '1980-02-28', snils: null, organisationName: null, inn: null, ogrn: null,
  },
  subjectId: FAST.subjectId,
  subsubjectId: FAST.id,
  factId: null,
  place: 'ул. Вторая, у дома 5',
  coordinates: { lat: 55, lon: 60 },
  addresseeCabinetId: DISTRICT_ID,
  intake: { channel: 'CALL', callAt: '2026-03-06T08:15:00.000Z', noticeGiven: true, consentToPublish: false, readBack: true },
  replaces: null,
  ...changes,
})

export const command = (payload: unknown, changes: Record<string, unknown> = {}) => ({
  id: v7(), type: 'message.submit', at: '2026-03-06T08:15:30.000Z', cabinetId: DISTRICT_ID, payload, ...changes,
})
