// What may come from outside is thrown at those who read it: every answer is of the contract, nothing crashes, hangs or is believed by mistake.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { GATEWAY_HEADER, GATEWAY_SENT_HEADER } from '../../src/shared/api.ts'
import { isErrorCode } from '../../src/shared/errors.ts'
import { IPC } from '../../src/shared/ipc.ts'
import { IPC_NAMES, type IpcName } from '../../src/shared/ipc-names.ts'
import { journalRequestSchema } from '../../src/shared/journal.ts'
import { serveIpc, type IpcHandlers } from '../../src/main/ipc.ts'
import { encodeHeader, encodeRecord, firstMac, journalKey, scanJournal } from '../../src/main/journal/format.ts'
import { createJournals } from '../../src/main/journal/serve-journal.ts'
import { APP_ORIGIN } from '../../src/main/protocol.ts'
import { parseRetryAfter, RETRY_AFTER_CAP_MS } from '../../src/renderer/sync/backoff.ts'
import type { RawReply } from '../../src/renderer/sync/ports.ts'
import { readChangeLine, readChangesHead, readDictionary, readFate, readMe, readSend } from '../../src/renderer/sync/reply.ts'
import { seeded } from '../support/world/chance.ts'
import { memoryDisk, openOn, PATH } from '../support/journal.ts'
import { limitOf, report, roundsOf, seedOf } from '../support/prove.ts'

type Listener = (event: unknown, request: unknown) => Promise<unknown>
// Electron is not here; what is tried is our own dispatch behind its door
const { channels } = vi.hoisted(() => ({ channels: new Map<string, Listener>() }))
vi.mock('electron', () => ({ ipcMain: { handle: (name: string, listener: Listener) => channels.set(name, listener) }, app: {}, protocol: {}, net: {}, session: {}, BrowserWindow: {} }))

const rounds = roundsOf('fuzz')
const seed = seedOf('fuzz')
const timeout = limitOf('fuzz')
const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true, withNullPrototype: true, withObjectString: true, maxDepth: 3 })
const nice = fc.oneof(anything, fc.boolean(), fc.integer(), fc.uuid(), fc.string(), fc.constantFrom(null, '', '#ffffff', 'ru', 'dark', '__proto__', 'constructor', Number.NaN, -0, 2 ** 53, 'x'.repeat(5_000)))

/** Every property name that a schema speaks of, so that many a guess is almost right. */
const keysOf = (schema: unknown, found = new Set<string>()): Set<string> => {
  const def = (schema as { def?: Record<string, unknown> } | undefined)?.def
  if (def === undefined) return found
  for (const [key, inner] of Object.entries((def['shape'] ?? {}) as Record<string, unknown>)) {
    found.add(key)
    keysOf(inner, found)
  }
  for (const inner of [def['innerType'], def['element'], def['in'], def['out'], ...((def['options'] as unknown[] | undefined) ?? [])]) keysOf(inner, found)
  return found
}
const random = seeded(seed)
/** Values of every kind, made once: to make them anew for each try would cost more than the tries. */
const pool = fc.sample(nice, { numRuns: 2_000, seed })
const some = (): unknown => pool[Math.floor(random() * pool.length)]
/** Something that often has the right names and sometimes the right values. */
const guess = (keys: readonly string[]): unknown => {
  const roll = random()
  if (keys.length === 0 || roll < 0.15) return some()
  const value = Object.fromEntries(keys.flatMap((key) => (random() < 0.8 ? [[key, some()]] : [])))
  return roll < 0.3 ? { ...value, more: some() } : value
}
const tell = (part: string, tried: number): void => report({ name: 'fuzz', part, rounds: tried, faults: tried, seed })
const check = async (part: string, property: fc.IAsyncProperty<unknown> | fc.IProperty<unknown>, times = rounds): Promise<void> => {
  await fc.assert(property as fc.IAsyncProperty<unknown>, { numRuns: times, seed, endOnFailure: true })
  tell(part, times)
}

const isEnvelope = (value: unknown): boolean => {
  const parsed = z.union([z.strictObject({ ok: z.literal(true), value: z.unknown() }), z.strictObject({ ok: z.literal(false), error: z.looseObject({ code: z.string() }) })]).safeParse(value)
  return parsed.success && (parsed.data.ok || isErrorCode(parsed.data.error.code))
}

test(`every IPC channel answers anything with an envelope of the contract, ${rounds} tries each`, { timeout }, async () => {
  const reached = new Map<string, number>()
  let answer: () => unknown = () => ({ ok: true, value: undefined })
  const handlers = Object.fromEntries(IPC_NAMES.map((name) => [name, () => {
    reached.set(name, (reached.get(name) ?? 0) + 1)
    return answer()
  }])) as unknown as IpcHandlers
  serveIpc(handlers, () => undefined)
  const frame = { url: `${APP_ORIGIN}/index.html` }
  const ours = { senderFrame: frame, sender: { mainFrame: frame } }
  const strangers: readonly unknown[] = [{ senderFrame: null, sender: { mainFrame: frame } }, { senderFrame: { url: `${APP_ORIGIN}/index.html` }, sender: { mainFrame: frame } }, { senderFrame: { url: 'https://evil.example' }, sender: {} }]
  for (const name of IPC_NAMES) {
    const ask = channels.get(name)!
    const keys = [...keysOf(IPC[name].request)]
    for (let tried = 0; tried < rounds; tried += 1) {
      const [request, value] = [guess(keys), some()]
      const stranger = random() < 0.2 ? strangers[tried % strangers.length] : undefined
      const fails = random() < 0.2
      answer = () => {
        if (fails) throw new RangeError('planted')
        return { ok: true, value }
      }
      const before = reached.get(name) ?? 0
      const said = await ask(stranger ?? ours, request)
      const wasReached = (reached.get(name) ?? 0) > before
      if (!isEnvelope(said)) expect.fail(`${name} answered ${JSON.stringify(said)} in try ${tried}`)
      if (stranger !== undefined) expect(said).toMatchObject({ ok: false, error: { code: 'E-IPC' } })
      if (wasReached !== (stranger === undefined && IPC[name].request.safeParse(request).success)) expect.fail(`${name} let the wrong request through in try ${tried}`)
    }
  }
  tell('IPC channels', rounds * IPC_NAMES.length)
  expect(Object.keys(IPC).sort()).toEqual([...(IPC_NAMES as readonly IpcName[])].sort())
})

const receipt = { commandId: '00000000-0000-7000-8000-000000000001', payloadHash: 'a'.repeat(64), acceptedAt: '2026-11-22T08:00:00.000Z', entity: { kind: 'message', id: 'm', version: 1 }, warnings: [] }
const goodBodies: readonly unknown[] = [
  { results: [{ id: receipt.commandId, outcome: 'accepted', receipt }] }, { results: [{ id: receipt.commandId, outcome: 'rejected', problem: { type: 'about:blank', title: '', status: 422 } }] },
  { fate: 'accepted', receipt }, { fate: 'unknown' }, { kind: 'end', cursor: '1', more: false }, { kind: 'removed', cursor: '2', id: 'x' }, { id: 'p', surname: '', name: '', patronymic: null, memberships: [], checklists: [] },
]
/** A good text with bytes changed, cut off, doubled or nested past reason. */
const spoiltText = fc.tuple(fc.constantFrom(...goodBodies), fc.nat(5), fc.nat(400), fc.string({ maxLength: 8 })).map(([body, way, at, junk]) => {
  const text = JSON.stringify(body)
  const place = at % (text.length + 1)
  return [text.slice(0, place), text.slice(0, place) + junk + text.slice(place), text + text, text.slice(0, place) + text.slice(place + 1 + junk.length), `${'['.repeat(2_000)}${text}`, text][way]!
})
const bodies = fc.oneof(spoiltText, fc.json(), fc.string(), fc.constantFrom('', 'null', '<html>', '\u0000', '{"results":{}}', '{"results":[null,1,[]]}', '{"__proto__":{"results":[]}}'))
const retryAfters = fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String), fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()), fc.constantFrom('-1', '1e9', '9'.repeat(400), ' 5 ', 'Tue, 99 Foo 0000'))
const replies: fc.Arbitrary<RawReply> = fc.record({
  status: fc.oneof(fc.constantFrom(200, 204, 302, 304, 400, 401, 403, 404, 408, 409, 410, 413, 422, 425, 429, 500, 502, 503), fc.integer({ min: 100, max: 999 })),
  headers: fc.record({
    'content-type': fc.oneof(fc.constantFrom('application/json', 'text/html', 'application/problem+json'), fc.string()), 'retry-after': retryAfters, date: fc.oneof(fc.string(), fc.date({ noInvalidDate: true }).map((date) => date.toUTCString())),
    [GATEWAY_HEADER]: fc.oneof(fc.constantFrom('E-OFFLINE', 'E-TIMEOUT', 'E-SIGN-IN'), fc.string()), [GATEWAY_SENT_HEADER]: fc.constantFrom('no', 'yes', ''), etag: fc.string(),
  }, { requiredKeys: [] }),
  body: bodies,
})

test(`the reader of replies gives anything one of its own outcomes, ${rounds} tries`, { timeout }, async () => {
  const KINDS = ['not-sent', 'no-answer', 'paused', 'refused', 'answered', 'same', 'ended', 'gone']
  await check('replies', fc.property(replies, fc.integer({ min: -8e15, max: 8e15 }), (reply, now) => {
    for (const read of [readSend, readFate, readMe, readDictionary, readChangesHead]) {
      const outcome = read(reply, now)
      expect(KINDS).toContain(outcome.kind)
      if ('code' in outcome) expect(isErrorCode(outcome.code)).toBe(true)
      // nothing that a status of trouble came with is ever an answer
      if (reply.status >= 400 || reply.headers[GATEWAY_HEADER] !== undefined) expect(outcome.kind).not.toBe('answered')
      if ('retryAfterMs' in outcome && outcome.retryAfterMs !== null) expect(outcome.retryAfterMs).toSatisfy((ms: number) => ms >= 0 && ms <= RETRY_AFTER_CAP_MS)
      if (outcome.kind === 'answered' && 'results' in outcome) for (const result of outcome.results) expect(typeof result.id).toBe('string')
    }
  }))
  await check('lines of the feed', fc.property(bodies, (line) => {
    expect(['message', 'removed', 'dictionary', 'end', 'unreadable']).toContain(readChangeLine(line).kind)
  }))
  await check('Retry-After', fc.property(retryAfters, fc.option(fc.string(), { nil: undefined }), fc.integer(), (value, date, now) => {
    expect(parseRetryAfter(value, date, now) ?? 0).toSatisfy((ms: number) => ms >= 0 && ms <= RETRY_AFTER_CAP_MS)
  }))
})

const KEY = journalKey(new Uint8Array(32).fill(7))
const KEY_ID = '019ab000-0000-7000-8000-0000000000f1'
const idOf = (n: number): string => `019ab000-0000-7000-8000-${String(n).padStart(12, '0')}`
const journalOf = (amount: number): Buffer => {
  let mac = firstMac(KEY, KEY_ID)
  return Buffer.concat([encodeHeader(KEY_ID), ...Array.from({ length: amount }, (_, place) => {
    const record = encodeRecord(KEY, { kind: 'command', sequence: place + 1, id: idOf(place + 1), payload: Uint8Array.of(place, 2, 3, 0xf7, 0x4a, 0x52, 0x0a) }, mac)
    mac = record.mac
    return record.bytes
  })])
}
const damages = fc.array(fc.record({ way: fc.constantFrom('flip', 'cut', 'insert', 'remove', 'double', 'zero'), at: fc.nat(), length: fc.integer({ min: 1, max: 60 }), byte: fc.integer({ min: 1, max: 255 }) }), { minLength: 1, maxLength: 4 })
const spoil = (whole: Buffer, harms: readonly { way: string; at: number; length: number; byte: number }[]): Buffer => harms.reduce((bytes, { way, at, length, byte }) => {
  const place = at % (bytes.length + 1)
  const end = Math.min(bytes.length, place + length)
  if (way === 'cut') return bytes.subarray(0, place)
  if (way === 'insert') return Buffer.concat([bytes.subarray(0, place), Buffer.alloc(length, byte), bytes.subarray(place)])
  if (way === 'remove') return Buffer.concat([bytes.subarray(0, place), bytes.subarray(end)])
  if (way === 'double') return Buffer.concat([bytes.subarray(0, end), bytes.subarray(place)])
  const copy = Buffer.from(bytes)
  if (way === 'zero') copy.fill(0, place, end)
  else if (place < copy.length) copy[place] = copy[place]! ^ byte
  return copy
}, whole)

test(`the reader of journals never invents, never repeats and goes on after any damage, ${rounds} tries`, { timeout }, async () => {
  await check('journals', fc.asyncProperty(fc.integer({ min: 0, max: 5 }), damages, async (amount, harms) => {
    const bytes = spoil(journalOf(amount), harms)
    const judged = scanJournal(bytes, KEY, KEY_ID)
    if (judged.state !== 'read') return
    const ids = judged.scan.records.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { id, sequence, payload } of judged.scan.records) {
      expect(id).toBe(idOf(sequence))
      expect([...payload]).toEqual([sequence - 1, 2, 3, 0xf7, 0x4a, 0x52, 0x0a])
    }
    const disk = memoryDisk()
    disk.files.set(PATH, bytes)
    const opened = await openOn(disk)
    expect(opened.ok).toBe(true)
    if (!opened.ok) return
    const added = await opened.value.append([{ kind: 'command', id: idOf(99), sealed: Uint8Array.of(9) }])
    expect(added.ok).toBe(true)
    const again = await openOn(disk)
    if (!again.ok) throw new Error(again.error.code)
    expect(again.value.contents().live.map(({ id }) => id)).toEqual([...ids, idOf(99)])
  }))
})

const folder = mkdtempSync(join(tmpdir(), 'priyom-fuzz-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
test(`the journal's port answers every request that it takes and nothing else, ${rounds} tries`, { timeout }, async () => {
  const answers: unknown[] = []
  let hear: (event: { data: unknown }) => void = () => undefined
  createJournals(folder, () => undefined).serve(
    { postMessage: (message) => void answers.push(message), on: (event: string, listener: never) => { if (event === 'message') hear = listener }, start: () => undefined },
    { operatorId: 'op-1', mode: 'training', key: KEY, keyId: KEY_ID },
  )
  let taken = 0
  const keys = [...keysOf(journalRequestSchema)]
  const kinds = ['journal-read', 'journal-append', 'snapshot', 'other']
  for (let tried = 0; tried < rounds; tried += 1) {
    const right = { 'journal-read': {}, 'journal-append': { entries: [{ kind: 'command', id: idOf(tried), sealed: Uint8Array.of(1) }] }, snapshot: { parts: [], last: false }, other: {} }[kinds[tried % 4]!]
    const value = random() < 0.3 ? right : guess(keys)
    const data = typeof value === 'object' && value !== null && random() < 0.8 ? { ...value, kind: kinds[tried % 4], id: random() < 0.7 ? tried : some() } : value
    hear({ data })
    taken += Number(journalRequestSchema.safeParse(data).success)
  }
  tell("the journal's port", rounds)
  expect(taken).toBeGreaterThan(0)
  await expect.poll(() => answers.length, { timeout: 10_000 }).toBe(taken)
})
