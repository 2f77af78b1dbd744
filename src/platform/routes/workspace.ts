// Handlers of the workspace API: what a signed-in seat asks for.
import type { FastifyBaseLogger } from 'fastify'
import { z } from 'zod'
import type { Change } from '../../shared/contract/change.ts'
import type { LifecycleSettings } from '../../shared/contract/lifecycle.ts'
import type { Limits } from '../../shared/contract/limits.ts'
import { CONTRACT_VERSION, type Mode } from '../../shared/contract/meta.ts'
import type { Me } from '../../shared/contract/person.ts'
import type { Clock } from '../clock.ts'
import { answerCommands, fateOf } from '../commands/answer-commands.ts'
import { placeOf, readChanges } from '../changes.ts'
import type { Store } from '../database.ts'
import type { Dictionaries } from '../dictionary.ts'
import { readableFile } from '../files/file-rows.ts'
import type { FileStore } from '../files/file-store.ts'
import { json, refuse, type Answer, type Handlers } from '../http.ts'
import { readMe } from '../people.ts'
import type { Pokes } from '../pokes.ts'
import { scopeOf } from '../scope.ts'
import { fatesOf } from '../shifts.ts'

/** Lines of one answer of the feed when the reader names no limit. */
const FEED_LIMIT = 5000
/** No client is older than the first. */
const OLDEST_CLIENT = '0.1.0'

export type WorkspaceFacts = {
  store: Store
  files: FileStore
  dictionaries: Dictionaries
  pokes: Pokes
  clock: Clock
  limits: Limits
  lifecycle: LifecycleSettings
  mode: Mode
  name: string
  issuer: string
  log: FastifyBaseLogger
}
export type WorkspaceHandlers = Pick<Handlers, 'meta' | 'me' | 'dictionaries' | 'sendCommands' | 'commandFate' | 'commandFates' | 'changes' | 'events' | 'fileContent'>

export const workspaceHandlers = (facts: WorkspaceFacts): WorkspaceHandlers => {
  const { store, dictionaries, pokes, clock, limits, lifecycle } = facts
  const { database, generation } = store
  /** A token may outlive its person's account. */
  const forPerson = async <T>(personId: string, answer: (me: Me) => Promise<Answer<T>>): Promise<Answer<T>> => {
    const me = await readMe(database, personId)
    return me === undefined ? refuse(403, 'E-FORBIDDEN') : answer(me)
  }
  return {
    meta: async () =>
      json({
        name: facts.name,
        mode: facts.mode,
        serverTime: clock.now().toISOString(),
        contractVersion: CONTRACT_VERSION,
        oldestClientVersion: OLDEST_CLIENT,
        issuer: facts.issuer,
        limits,
        dictionaryVersion: await dictionaries.version(),
        lifecycle,
      }),
    me: ({ personId }) => forPerson(personId, async (me) => json(me)),
    dictionaries: async ({ headers }) => {
      const dictionary = await dictionaries.read()
      const etag = `"${generation.slice(0, 8)}-${dictionary.version}"`
      const caching = { etag, 'cache-control': 'private, no-cache' }
      return headers['if-none-match'] === etag ? { kind: 'not-modified', headers: caching } : json(dictionary, caching)
    },
    sendCommands: ({ personId, body: { commands } }) =>
      forPerson(personId, async (me) => {
        if (commands.length > limits.batchCommands) return refuse(413, 'E-SERVER-SIZE')
        const results = await answerCommands(commands, { database, me, dictionary: await dictionaries.read(), limits, lifecycle, now: clock.now })
        facts.log.info({ outcomes: countOutcomes(results) }, 'commands answered')
        return json({ results })
      }),
    commandFate: async ({ personId, params }) => {
      const id = z.uuid().safeParse(params.id)
      return id.success ? json(await fateOf(database, personId, id.data)) : refuse(400, 'E-VALIDATION', [{ pointer: '/id', code: 'E-FIELD' }])
    },
    commandFates: async ({ personId, body: { ids } }) => json({ fates: await fatesOf(database, personId, ids) }),
    changes: ({ personId, query: { since, limit } }) =>
      forPerson<Change>(personId, async (me) => {
        const scope = scopeOf(me, (await dictionaries.read()).cabinets)
        const place = since === undefined ? 0 : placeOf(since, { generation, scope })
        if (place === undefined) return refuse(410, 'E-SNAPSHOT')
        return { kind: 'lines', lines: readChanges(database, { generation, scope, since: place, limit: limit ?? FEED_LIMIT, reader: { personId, cabinets: scope.intakeCabinets, now: clock.now() } }) }
      }),
    fileContent: ({ personId, params }) =>
      forPerson(personId, async (me) => {
        const scope = scopeOf(me, (await dictionaries.read()).cabinets)
        const row = z.uuid().safeParse(params.id).success ? await readableFile(database, String(params.id), scope) : undefined
        if (row === undefined) return refuse(404, 'E-NOT-FOUND')
        return { kind: 'file', stream: facts.files.read(row.id), size: row.size, type: row.type, name: row.name }
      }),
    events: async ({ gone, isStillSignedIn }) => ({ kind: 'events', pokes: whileSignedIn(pokes.subscribe(gone), isStillSignedIn) }),
  }
}

const countOutcomes = (results: readonly { outcome: string }[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}

/** A stream must not outlive the token that opened it: looked at with every heartbeat. */
async function* whileSignedIn<T>(pokes: AsyncIterable<T | null>, isStillSignedIn: () => Promise<boolean>): AsyncGenerator<T | null> {
  for await (const poke of pokes) {
    if (poke === null && !(await isStillSignedIn())) return
    yield poke
  }
}
