import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EventEmitter } from 'node:events'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { realDisk } from '../../../src/main/journal/disk.ts'
import { encodeHeader, journalKey } from '../../../src/main/journal/format.ts'
import { openJournal, type Journal } from '../../../src/main/journal/journal.ts'
import { createJournals, journalName, type Port } from '../../../src/main/journal/serve-journal.ts'
import type { JournalAnswer, JournalEntry } from '../../../src/shared/journal.ts'
import { memoryDisk, openOn, PATH } from '../../support/journal.ts'

const idOf = (n: number): string => `019ab000-0000-7000-8000-${String(n).padStart(12, '0')}`
const command = (n: number, text = `c${n}`): JournalEntry => ({ kind: 'command', id: idOf(n), sealed: Buffer.from(text) })
const draft = (n: number, text: string): JournalEntry => ({ kind: 'draft', id: idOf(n), sealed: Buffer.from(text) })
const settled = (n: number): JournalEntry => ({ kind: 'settled', id: idOf(n) })
const must = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
const texts = (journal: Journal): string[] => journal.contents().live.map(({ sealed }) => Buffer.from(sealed).toString())
const reopened = async (disk: Parameters<typeof openOn>[0]): Promise<Journal> => must(await openOn(disk))

describe('a journal', () => {
  it('has, after any appends and any number of compactions, exactly what is not over', async () => {
    const step = fc.record({ kind: fc.constantFrom('command', 'draft', 'draft-gone', 'settled'), n: fc.nat(5), size: fc.constantFrom(3, 40_000), again: fc.boolean() })
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const disk = memoryDisk()
      let journal = await reopened(disk)
      const truth = new Map<string, string>()
      for (const [index, { kind, n, size, again }] of steps.entries()) {
        const text = `${index} `.padEnd(size, 'x')
        const entry = kind === 'command' || kind === 'draft' ? ({ kind, id: idOf(n), sealed: Buffer.from(text) } as JournalEntry) : ({ kind, id: idOf(n) } as JournalEntry)
        expect(await journal.append([entry])).toEqual({ ok: true, value: null })
        const place = `${kind === 'settled' ? 'command' : kind === 'draft-gone' ? 'draft' : kind} ${n}`
        truth.delete(place)
        if (kind === 'command' || kind === 'draft') truth.set(place, text)
        if (again) {
          await journal.close()
          journal = await reopened(disk)
        }
        expect(texts(journal)).toEqual([...truth.values()])
      }
      await journal.close()
      expect((await reopened(disk)).contents().report).toMatchObject({ tornTail: false, damaged: 0 })
      expect(disk.files.get(PATH)?.length ?? 0).toBeLessThan(300_000 + 4 * 12 * 41_000)
    }), { numRuns: 60 })
  })
  it('is written anew, without what is settled, when most of it is dead', async () => {
    const disk = memoryDisk()
    const journal = await reopened(disk)
    await journal.append([command(1)])
    for (let n = 0; n < 20; n += 1) await journal.append([draft(2, 'x'.repeat(50_000))])
    await journal.append([{ kind: 'draft-gone', id: idOf(2) }])
    await journal.close()
    expect(disk.files.get(PATH)!.length).toBeLessThan(300_000)
    const next = await reopened(disk)
    expect(texts(next)).toEqual(['c1'])
    await next.close()
    expect(disk.files.get(PATH)!.length).toBeLessThan(1000)
  })
  it('serves many that wait with one sync', async () => {
    const disk = memoryDisk()
    const journal = await reopened(disk)
    await journal.append([command(1)])
    const before = disk.syncs
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => journal.append([command(n + 2)])))
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(disk.syncs - before).toBeLessThanOrEqual(2)
  })
  it.each([['ENOSPC', 'E-DISK'], ['EROFS', 'E-READ-ONLY'], ['EACCES', 'E-READ-ONLY'], ['EIO', 'E-DB']])('says %s as %s, loses nothing that it had, and works once the disk does', async (trouble, code) => {
    const disk = memoryDisk()
    const journal = await reopened(disk)
    await journal.append([command(1)])
    disk.trouble = trouble
    expect(await journal.append([command(2)])).toMatchObject({ ok: false, error: { code } })
    disk.trouble = null
    expect(texts(journal)).toEqual(['c1'])
    expect(await journal.append([command(3)])).toEqual({ ok: true, value: null })
    await journal.close()
    const again = await reopened(disk)
    expect(texts(again)).toEqual(['c1', 'c3'])
    expect(again.contents().report).toEqual({ tornTail: false, damaged: 0, absent: false })
  })
  it('drops a torn record, says so once, and goes on', async () => {
    const disk = memoryDisk()
    const journal = await reopened(disk)
    await journal.append([command(1)])
    const whole = disk.files.get(PATH)!.length
    await journal.append([command(2)])
    await journal.close()
    const bytes = disk.files.get(PATH)!
    for (let end = whole + 1; end < bytes.length; end += 1) {
      disk.files.set(PATH, bytes.subarray(0, end))
      const torn = await reopened(disk)
      expect(torn.contents().report).toEqual({ tornTail: true, damaged: 0, absent: false })
      expect(await torn.append([command(3)])).toEqual({ ok: true, value: null })
      await torn.close()
      const next = await reopened(disk)
      expect(next.contents().report).toEqual({ tornTail: false, damaged: 0, absent: false })
      expect(texts(next)).toEqual(['c1', 'c3'])
      await next.close()
    }
  })
  it('keeps a damaged file aside as it was before it writes a new one, and lets nobody write before that', async () => {
    const disk = memoryDisk()
    const journal = await reopened(disk)
    for (const n of [1, 2, 3]) await journal.append([command(n)])
    await journal.close()
    const bytes = Buffer.from(disk.files.get(PATH)!)
    bytes[250] = bytes[250]! ^ 1
    disk.files.set(PATH, bytes)
    disk.trouble = 'ENOSPC'
    const damaged = await reopened(disk)
    expect(damaged.contents().report.damaged).toBe(1)
    expect(texts(damaged)).toHaveLength(2)
    expect(await damaged.append([command(4)])).toMatchObject({ ok: false, error: { code: 'E-DISK' } })
    expect(disk.files.get(PATH)).toEqual(bytes)
    disk.trouble = null
    expect(await damaged.append([command(4)])).toEqual({ ok: true, value: null })
    expect(disk.files.get(`${PATH}.damaged-1`)).toEqual(bytes)
    expect(texts(await reopened(disk))).toHaveLength(3)
  })
  it('of a later version is refused and left as it is', async () => {
    const disk = memoryDisk()
    const bytes = encodeHeader('019ab000-0000-7000-8000-0000000000f1', 2)
    disk.files.set(PATH, bytes)
    expect(await openOn(disk)).toEqual({ ok: false, error: { code: 'E-NEWER' } })
    expect([...disk.files]).toEqual([[PATH, bytes]])
  })
  it('forgets a command only after it was settled', async () => {
    const disk = memoryDisk()
    const journal = await reopened(disk)
    await journal.append([command(1), command(2)])
    await journal.append([settled(1)])
    expect(texts(journal)).toEqual(['c2'])
  })
})

describe('the journal on the real disk', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'priyom-journal-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const place = () => ({ path: join(folder, 'deep', 'a.journal'), disk: realDisk, key: journalKey(new Uint8Array(32)), keyId: idOf(9), now: () => 7 })

  it('is readable by its owner only, and is read again as it was written', async () => {
    const journal = must(await openJournal(place()))
    await Promise.all([1, 2, 3].map((n) => journal.append([command(n)])))
    await journal.close()
    expect(statSync(place().path).mode & 0o777).toBe(0o600)
    expect(texts(must(await openJournal(place())))).toEqual(['c1', 'c2', 'c3'])
  })
  it('keeps what it cannot read beside it', async () => {
    const journal = must(await openJournal(place()))
    await journal.append([command(1)])
    await journal.append([command(2)])
    await journal.close()
    const bytes = readFileSync(place().path)
    bytes[60] = bytes[60]! ^ 1
    writeFileSync(place().path, bytes)
    const mended = must(await openJournal(place()))
    await mended.append([command(3)])
    await mended.close()
    expect(readFileSync(`${place().path}.damaged-7`)).toEqual(bytes)
    expect(texts(must(await openJournal(place())))).toEqual(['c2', 'c3'])
  })
  it('forgets the key when its worker has gone, after the last write', async () => {
    const key = journalKey(new Uint8Array(32))
    const port = Object.assign(new EventEmitter(), { start: () => undefined, postMessage: () => undefined })
    createJournals(folder, () => undefined).serve(port as unknown as Port, { operatorId: 'op-1', mode: 'training', key, keyId: idOf(9) })
    port.emit('message', { data: { kind: 'journal-append', id: 1, entries: [command(1)] } })
    port.emit('close')
    await expect.poll(() => key.every((byte) => byte === 0)).toBe(true)
    const kept = must(await openJournal({ ...place(), path: join(folder, `${journalName('op-1', 'training')}.journal`), key: journalKey(new Uint8Array(32)) }))
    expect(texts(kept)).toEqual(['c1'])
  })
  it('answers over a port, parses what comes in, and is handed over to a page that was loaded anew', async () => {
    const lines: string[] = []
    const journals = createJournals(folder, (_, event) => lines.push(event))
    const owner = { operatorId: 'op-1', mode: 'training' as const, key: journalKey(new Uint8Array(32)), keyId: idOf(9) }
    const connect = () => {
      const port = new EventEmitter() as EventEmitter & { answers: JournalAnswer[] }
      port.answers = []
      journals.serve(Object.assign(port, { start: () => undefined, postMessage: (message: JournalAnswer) => port.answers.push(message) }) as unknown as Port, owner)
      return async (data: object) => {
        const count = port.answers.length
        port.emit('message', { data })
        await expect.poll(() => port.answers.length).toBe(count + 1)
        return port.answers[count]!.result
      }
    }
    const first = connect()
    expect(await first({ kind: 'journal-append', id: 1, entries: [command(1)] })).toEqual({ ok: true, value: null })
    const second = connect()
    expect(await second({ kind: 'journal-read', id: 1 })).toMatchObject({ ok: true, value: { live: [{ kind: 'command', id: idOf(1), sequence: 1 }] } })
    expect(await first({ kind: 'journal-append', id: 2, entries: [command(2)] })).toMatchObject({ ok: false, error: { code: 'E-DB' } })
    expect(await second({ kind: 'snapshot', id: 2, parts: [{ database: 'd', table: 't', rows: [{ id: 'a', sealed: Uint8Array.of(1, 2) }] }], last: true })).toEqual({ ok: true, value: null })
    expect(readdirSync(folder).toSorted()).toEqual([`${journalName('op-1', 'training')}.before-migration.jsonl`, `${journalName('op-1', 'training')}.journal`])
    expect(readFileSync(join(folder, `${journalName('op-1', 'training')}.before-migration.jsonl`), 'utf8')).toBe('{"database":"d","table":"t","rows":[{"id":"a","sealed":{"base64":"AQI="}}]}\n')
    expect(journalName('op-1', 'training')).not.toContain('op-1')
    expect(journalName('op-1', 'live')).not.toBe(journalName('op-1', 'training'))
  })
})
