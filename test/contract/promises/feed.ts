// What the platform promises of the change feed and of its pokes.
import { and, eq, ne } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Change } from '../../../src/shared/contract/change.ts'
import type { Message } from '../../../src/shared/contract/message.ts'
import { applyAction } from '../../../src/platform/message-actions.ts'
import { message } from '../../../src/platform/schema.ts'
import { DISTRICT_ID, HOUSING_ID, ROADS_ID } from '../../../src/platform/seed/people.ts'
import { command, personWith, problemIn, submission, type TestPlatform } from '../../support/platform.ts'

const messagesIn = (lines: readonly Change[]): Message[] => lines.flatMap((line) => (line.kind === 'message' ? [line.message] : []))
const bare = (lines: readonly Change[]) => lines.filter(({ kind }) => kind !== 'end')

export const promisesOfTheFeed = (platform: () => TestPlatform): void => {
  test('a read in random portions, resumed by cursor, equals a single read', { timeout: 120_000 }, async () => {
    const whole = await platform().pull({ as: 'moderator' })
    expect(messagesIn(whole).length).toBeGreaterThan(50)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 5, max: 400 }), fc.nat(), async (limit, cut) => {
        expect(bare(await platform().pull({ as: 'moderator', limit }))).toEqual(bare(whole))
        const at = cut % whole.length
        const rest = await platform().pull({ as: 'moderator', since: whole[at]!.cursor })
        expect(bare(rest)).toEqual(bare(whole.slice(at + 1)))
      }),
      { numRuns: 12 },
    )
  })

  test('ends every answer with a cursor from which nothing new comes', async () => {
    const end = (await platform().pull()).at(-1)!
    expect(await platform().feed({ since: end.cursor })).toEqual([{ kind: 'end', cursor: end.cursor, more: false }])
  })

  test('brings a new message to its operator and its cabinet, once, at its latest state', async () => {
    const [operatorsEnd, moderatorsEnd] = [(await platform().pull({ as: 'operator' })).at(-1)!, (await platform().pull()).at(-1)!]
    const sent = command(submission())
    await platform().send([sent])
    await platform().ask('/training/play', { body: { messageId: sent.id, steps: 2 } })
    for (const [as, since] of [['operator', operatorsEnd.cursor], ['moderator', moderatorsEnd.cursor]] as const) {
      const found = messagesIn(await platform().pull({ as, since }))
      expect(found.map(({ id, version, status }) => [id, version, status])).toEqual([[sent.id, 3, 'SET_EXECUTOR']])
      expect(found[0]?.history.map(({ action }) => action)).toEqual(['register', 'accept', 'assign'])
    }
  })

  test('shows each role its own scope', async () => {
    const views = new Map<string, Message[]>()
    for (const role of ['operator', 'moderator', 'executor', 'curator', 'analyst', 'regional-officer']) views.set(role, messagesIn(await platform().pull({ as: role })))
    const own = (role: string) => views.get(role) ?? []
    expect(own('operator').length).toBeGreaterThan(0)
    expect(own('operator').every(({ intake }) => intake !== null)).toBe(true)
    expect(own('moderator').every(({ cabinetId, currentCabinetId }) => cabinetId === DISTRICT_ID || currentCabinetId === DISTRICT_ID)).toBe(true)
    const assigned = await platform().store.database.select().from(message).where(eq(message.executorId, personWith('executor')))
    expect(own('executor').map(({ id }) => id).sort()).toEqual(assigned.map(({ id }) => id).sort())
    const subtree = [DISTRICT_ID, ROADS_ID, HOUSING_ID]
    expect(own('curator').every(({ cabinetId, currentCabinetId }) => subtree.includes(cabinetId) || subtree.includes(currentCabinetId))).toBe(true)
    expect(own('curator').length).toBeGreaterThanOrEqual(own('moderator').length)
    expect(own('analyst').length).toBe(own('moderator').length)
    expect(own('analyst').every(({ applicant, description, intake }) => applicant === null && description === '' && intake === null)).toBe(true)
    expect(own('regional-officer')).toEqual([])
  })

  test('tells a reader who lost sight of a message to remove it', async () => {
    const { database } = platform().store
    const executor = personWith('executor')
    const [row] = await database.select().from(message).where(and(eq(message.executorId, executor), eq(message.status, 'SET_EXECUTOR'), ne(message.stage, 'DONE')))
    const since = (await platform().pull({ as: 'executor' })).at(-1)!.cursor
    const moved = await database.transaction((transaction) => applyAction(transaction, row!, 'return-to-coordinator', { as: 'executor', name: null }, new Set(), new Date()))
    expect(moved.ok).toBe(true)
    expect(bare(await platform().pull({ as: 'executor', since }))).toEqual([{ kind: 'removed', id: row!.id, cursor: expect.any(String) }])
  })

  test('asks for a new snapshot when the cursor is of another database, another scope or nobody’s', async () => {
    const cursor = (await platform().pull({ as: 'analyst' })).at(-1)!.cursor
    const foreign = Buffer.from(JSON.stringify(['00000000-0000-4000-8000-000000000000', 'abc', 4])).toString('base64url')
    for (const since of [cursor, foreign, 'nonsense']) {
      const response = await platform().ask(`/v1/changes?since=${encodeURIComponent(since)}`, { as: 'operator' })
      expect(response.status).toBe(410)
      expect((await problemIn(response)).type).toContain('E-SNAPSHOT')
    }
  })

  test('never lets a reader skip a message while many are being written', async () => {
    let since = (await platform().pull({ as: 'operator' })).at(-1)!.cursor
    const batches = Array.from({ length: 8 }, () => Array.from({ length: 6 }, () => command(submission())))
    const seen = new Set<string>()
    let isWriting = true
    const reading = (async () => {
      for (let isLast = false; !isLast; ) {
        isLast = !isWriting
        const lines = await platform().pull({ as: 'operator', since })
        for (const { id } of messagesIn(lines)) seen.add(id)
        since = lines.at(-1)!.cursor
      }
    })()
    await Promise.all(batches.map((batch) => platform().send(batch)))
    isWriting = false
    await reading
    expect([...seen].sort()).toEqual(batches.flat().map(({ id }) => id).sort())
  })

  test('pokes an open event stream after a submit and when the dictionary moved', async () => {
    const stop = new AbortController()
    const response = await platform().ask('/v1/events', { signal: stop.signal })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const kinds = pokesOf(response)
    expect((await kinds.next()).value).toBe('hello')
    await platform().send([command(submission())])
    expect((await kinds.next()).value).toBe('feed')
    await platform().ask('/training/faults', { body: { faults: [], deleteSubsubjects: [999_999] } })
    // one write may poke more than once: a poke says that there may be news, not how much
    const later = async (): Promise<unknown> => {
      const { value } = await kinds.next()
      return value === 'feed' ? later() : value
    }
    expect(await later()).toBe('dictionary')
    stop.abort()
  })
}

async function* pokesOf(response: Response): AsyncGenerator<string> {
  let text = ''
  for await (const bytes of response.body!) {
    text += new TextDecoder().decode(bytes)
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const event = text.slice(0, end)
      text = text.slice(end + 2)
      if (event.startsWith('data: ')) yield (JSON.parse(event.slice(6)) as { kind: string }).kind
    }
  }
}
