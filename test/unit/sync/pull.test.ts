// The feed: by version, resumable after any cut, in bounded batches; what is local is dropped only once it is replaced.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Message } from '../../../src/shared/contract/message.ts'
import { pull, type Snapshot } from '../../../src/renderer/sync/pull.ts'
import type { ChangeLine, ChangesOutcome, HistoryBatch } from '../../../src/renderer/sync/ports.ts'

const message = (id: string, version: number, cursor: string): ChangeLine => ({ kind: 'message', cursor, message: { id, version } as Message })
const end = (cursor: string, more = false): ChangeLine => ({ kind: 'end', cursor, more })
const removed = (id: string, cursor: string): ChangeLine => ({ kind: 'removed', id, cursor })
const CUT: ChangesOutcome = { kind: 'no-answer', code: 'E-PROTO', retryAfterMs: null }

const historyOf = (stored: Record<string, number>, at: string | null = null) => {
  const rows = new Map(Object.entries(stored))
  const batches: HistoryBatch[] = []
  let cursor = at
  return {
    rows, batches, cursorNow: () => cursor,
    port: {
      cursor: async () => cursor,
      versions: async (ids: readonly string[]) => new Map(ids.flatMap((id) => (rows.has(id) ? [[id, rows.get(id) as number] as const] : []))),
      applyBatch: async (batch: HistoryBatch) => {
        batches.push(batch)
        for (const { id, version } of batch.messages) rows.set(id, version)
        for (const id of batch.removed) rows.delete(id)
        cursor = batch.cursor ?? cursor
      },
      finishSnapshot: async (kept: ReadonlySet<string>, next: string) => {
        for (const id of rows.keys()) if (!kept.has(id)) rows.delete(id)
        cursor = next
      },
    },
  }
}
type Page = { lines: ChangeLine[]; outcome?: ChangesOutcome }
const run = async (history: ReturnType<typeof historyOf>, pages: Page[], options: { snapshot?: Snapshot | null; batch?: number; mayGoOn?: () => boolean } = {}) => {
  const asked: (string | null)[] = []
  const transport = {
    changes: async (since: string | null, onLines: (lines: readonly ChangeLine[]) => Promise<void>): Promise<ChangesOutcome> => {
      asked.push(since)
      const page = pages.shift() ?? { lines: [end(since ?? '0')] }
      await onLines(page.lines)
      return page.outcome ?? { kind: 'ended' }
    },
  }
  const pulled = await pull({ history: history.port, transport }, { snapshot: null, mayGoOn: () => true, ...options })
  return { asked, pulled }
}

test('a whole answer is written with its cursor, older versions are not', async () => {
  const history = historyOf({ a: 5, b: 1 }, '10')
  const { asked } = await run(history, [{ lines: [message('a', 4, '11'), message('b', 2, '12'), message('c', 1, '13'), end('14')] }])
  expect([...history.rows]).toEqual([['a', 5], ['b', 2], ['c', 1]])
  expect([asked, history.cursorNow()]).toEqual([['10'], '14'])
})
test('nothing new writes nothing', async () => {
  const history = historyOf({ a: 1 }, '10')
  await run(history, [{ lines: [end('10')] }])
  expect(history.batches).toEqual([])
})
test('a stream without its end is asked for again from the last whole line', async () => {
  const history = historyOf({})
  const { asked, pulled } = await run(history, [{ lines: [message('a', 1, '1')] }, { lines: [message('b', 1, '2'), end('2')] }])
  expect([asked, pulled.outcome.kind, [...history.rows.keys()]]).toEqual([[null, '1'], 'ended', ['a', 'b']])
})
test('a stream that ends without a line is trouble, not an endless loop', async () => {
  const { pulled } = await run(historyOf({}, '3'), [{ lines: [] }])
  expect(pulled.outcome).toMatchObject({ kind: 'no-answer', code: 'E-PROTO' })
})
test('what came before a cut stays', async () => {
  const history = historyOf({})
  const { pulled } = await run(history, [{ lines: [message('a', 1, '1')], outcome: CUT }])
  expect([pulled.outcome.kind, history.rows.has('a'), history.cursorNow()]).toEqual(['no-answer', true, '1'])
})
test('a line that is no JSON ends the trust in its stream; one from a newer platform is stepped over', async () => {
  const history = historyOf({ x: 3 })
  await run(history, [{ lines: [message('a', 1, '1'), { kind: 'unreadable', code: 'E-PROTO', id: null }, message('b', 1, '2'), end('2')], outcome: CUT }])
  expect([[...history.rows.keys()], history.cursorNow()]).toEqual([['x', 'a'], '1'])
  const { pulled } = await run(history, [{ lines: [{ kind: 'unreadable', code: 'E-PROTO-NEW', id: 'x' }, message('b', 1, '3'), end('3')] }])
  expect([pulled.unreadable, history.rows.get('x'), history.rows.has('b'), history.cursorNow()]).toEqual([1, 3, true, '3'])
})
test('memory is bounded: no transaction is larger than the batch', async () => {
  const history = historyOf({})
  await run(history, [{ lines: [...Array.from({ length: 25 }, (_, n) => message(`m${n}`, 1, String(n + 1))), end('25')] }], { batch: 10 })
  expect(history.batches.map(({ messages, cursor }) => [messages.length, cursor])).toEqual([[10, '10'], [10, '20'], [5, '25']])
})
test('more is asked for at once, unless a command waits', async () => {
  const pages = (): Page[] => [{ lines: [message('a', 1, '1'), end('1', true)] }, { lines: [message('b', 1, '2'), end('2')] }]
  expect((await run(historyOf({}), pages())).asked).toEqual([null, '1'])
  const { asked, pulled } = await run(historyOf({}), pages(), { mayGoOn: () => false })
  expect([asked, pulled.unfinished]).toEqual([[null], true])
})
test('a removal takes the message away, one that comes back returns', async () => {
  const history = historyOf({ a: 2, b: 2 })
  await run(history, [{ lines: [removed('a', '1'), removed('b', '2'), message('b', 2, '3'), end('3')] }])
  expect([history.rows.has('a'), history.rows.get('b')]).toEqual([false, 2])
})
test('410 takes a snapshot: local rows stay until it is whole, then what it did not name goes', async () => {
  const history = historyOf({ old: 1, kept: 2, strange: 1 }, '9')
  const { asked, pulled } = await run(history, [
    { lines: [], outcome: { kind: 'gone' } },
    { lines: [message('kept', 2, 's1'), { kind: 'unreadable', code: 'E-PROTO-NEW', id: 'strange' }, message('new', 1, 's2'), end('s2', true)] },
    { lines: [message('late', 1, 's3')], outcome: CUT },
  ])
  expect([asked, pulled.snapshot?.since, history.cursorNow(), history.rows.has('old')]).toEqual([['9', null, 's2'], 's3', '9', true])
  await run(history, [{ lines: [end('20')] }], { snapshot: pulled.snapshot })
  expect([[...history.rows.keys()], history.cursorNow()]).toEqual([['kept', 'strange', 'new', 'late'], '20'])
})
test('a snapshot replaces what it brings: after a change of role the same version shows another part', async () => {
  const history = historyOf({ same: 2, newer: 3 }, '9')
  await run(history, [{ lines: [], outcome: { kind: 'gone' } }, { lines: [message('same', 2, '1'), message('newer', 2, '2'), end('2')] }])
  expect(history.batches.flatMap(({ messages }) => messages.map(({ id }) => id))).toEqual(['same'])
})
test('a snapshot that is gone itself waits instead of chasing', async () => {
  const gone: Page = { lines: [], outcome: { kind: 'gone' } }
  const { pulled, asked } = await run(historyOf({}, '9'), [gone, gone, gone])
  expect([pulled.outcome, asked.length]).toMatchObject([{ code: 'E-SNAPSHOT' }, 2])
})
test('however the stream is cut, the history ends equal to the platform', () =>
  fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(4), fc.boolean()), { maxLength: 30 }), fc.array(fc.nat(6), { maxLength: 20 }), async (moves, cuts) => {
    const versions = new Map<string, number>()
    const truth = new Map<string, number>()
    const lines = moves.map(([n, leaves], index): ChangeLine => {
      const id = `m${n}`
      if (leaves) return truth.delete(id), removed(id, String(index + 1))
      versions.set(id, (versions.get(id) ?? 0) + 1)
      truth.set(id, versions.get(id) as number)
      return message(id, versions.get(id) as number, String(index + 1))
    })
    const history = historyOf({})
    const transport = {
      changes: async (since: string | null, onLines: (lines: readonly ChangeLine[]) => Promise<void>): Promise<ChangesOutcome> => {
        const rest = lines.slice(Number(since ?? 0))
        const cut = cuts.shift()
        for (const line of cut === undefined ? [...rest, end(String(lines.length))] : rest.slice(0, cut)) await onLines([line])
        return cut === undefined || cut % 2 === 0 ? { kind: 'ended' } : CUT
      },
    }
    for (let turn = 0; turn < 25; turn += 1) await pull({ history: history.port, transport }, { snapshot: null, batch: 3, mayGoOn: () => true })
    expect(new Map([...history.rows].sort())).toEqual(new Map([...truth].sort()))
  })))
