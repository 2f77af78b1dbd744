// F15: the queue of one seat on a medium, taken in at another: all of it, byte for byte, once, with its author, whatever comes back when. Two
// whole seats, the real platform over real HTTP, main's own media code over a real folder.
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq, inArray } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { TRAINING_PRIVATE_KEY } from '../../../src/shared/transfer/training-keys.ts'
import { command as commandTable, message as messageTable } from '../../../src/platform/schema.ts'
import { readMessage } from '../../../src/platform/messages.ts'
import { DISTRICT_ID } from '../../../src/platform/seed/people.ts'
import type { World } from '../../../src/renderer/worker/world.ts'
import { pairOfKeys } from '../../support/key-pair.ts'
import { openMedium, type TestMedium } from '../../support/medium.ts'
import { FAST, openSeededStore, personWith, servePlatform, type TestPlatform } from '../../support/platform.ts'
import { png } from '../../support/file-bytes.ts'
import { factories, filled, openSeat, ownerOf, platformOf, type Seat } from './seat.ts'

const AUTHOR = personWith('operator')
const ADMIN = personWith('cabinet-admin')
let platform: TestPlatform
let medium: TestMedium
const seats: Seat[] = []
beforeAll(async () => {
  platform = await servePlatform(await openSeededStore({ kind: 'memory' }))
})
afterAll(async () => {
  await platform.stop()
  await platform.store.close()
})
beforeEach(() => {
  medium = openMedium()
})
afterEach(async () => {
  for (const seat of seats.splice(0)) await seat.workspace.close()
  medium.remove()
})

type Road = { isUp: boolean; requests: string[] }
const fetchAs = (road: Road, person: string): World['fetch'] => async (path, init) => {
  road.requests.push(`${init.method ?? 'GET'} ${path}`)
  if (!road.isUp) return new Response(null, { status: 503, headers: { 'x-priyom-gateway': 'E-OFFLINE', 'x-priyom-sent': 'no' } })
  const answer = await fetch(platform.url + path.replace('/platform', ''), { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), authorization: `Bearer ${person}` } })
  const location = answer.headers.get('location')
  return new Response(answer.body, { status: answer.status, headers: { ...Object.fromEntries(answer.headers), ...(location === null ? {} : { location: `/platform${location}` }) } })
}
type TestSeat = Seat & { road: Road }
/** A seat that was online once; then the link goes as asked. */
const seatOf = async (person: string, { isUp = true, stores = factories(), world = {} }: { isUp?: boolean; stores?: ReturnType<typeof factories>; world?: Partial<World> } = {}): Promise<TestSeat> => {
  const road: Road = { isUp: true, requests: [] }
  const seat = await openSeat(stores, platformOf(), { owner: await ownerOf(person), world: { fetch: fetchAs(road, person), transfer: medium.port(), ...world } })
  seats.push(seat)
  await vi.waitFor(async () => expect([await seat.call('dictionary:get'), await seat.call('me:get')].every((found) => found !== null)).toBe(true), 10_000)
  road.isUp = isUp
  return { ...seat, road }
}
const draftOf = async (seat: Seat, text: string) => {
  const draft = await seat.call('drafts:create', DISTRICT_ID)
  if (!draft.ok) throw new Error(draft.error.code)
  const full = filled(draft.value, { text })
  return { ...full, appeal: { ...full.appeal, subjectId: FAST.subjectId, subsubjectId: FAST.id, factId: null, addresseeCabinetId: DISTRICT_ID } }
}
const takeCall = async (seat: Seat, text: string, bytes?: Uint8Array) => {
  const draft = await draftOf(seat, text)
  if (bytes !== undefined) await seat.call('files:attach', draft.id, [{ file: new File([bytes as Uint8Array<ArrayBuffer>], 'фото.png', { type: 'image/png' }), isFolder: false }])
  const queued = await seat.call('outbox:submit', draft, { allowDuplicate: true })
  if (!queued.ok) throw new Error(JSON.stringify(queued.error))
  return queued.value.id
}
const stateOf = async (seat: Seat, id: string) => (await seat.call('outbox:get', id))?.state
const allDone = (seat: Seat, ids: readonly string[]) => vi.waitFor(async () => expect(await Promise.all(ids.map((id) => stateOf(seat, id)))).toEqual(ids.map(() => 'done')), 30_000)
const receiptsOf = (seat: Seat, ids: readonly string[]) => Promise.all(ids.map(async (id) => (await seat.call('outbox:get', id))?.receipt?.number))
const bring = async (seat: Seat) => {
  expect(await seat.call('transfer:choose')).toMatchObject({ ok: true, value: { name: 'queue.priyom' } })
  const preview = await seat.call('transfer:unlock', { from: 'training' })
  if (!preview.ok || preview.value === null) throw new Error(JSON.stringify(preview))
  const outcome = await seat.call('transfer:import')
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error))
  return { preview: preview.value, outcome: outcome.value }
}

describe('a queue that travels on a medium', () => {
  it('arrives whole and once: brought by the administrator, then by its own seat, then brought again', async () => {
    const author = await seatOf(AUTHOR, { isUp: false })
    const photo = png({ noise: 2_500_000 })
    const ids = [await takeCall(author, 'Первый звонок'), await takeCall(author, 'Второй звонок', photo), await takeCall(author, 'Третий звонок')]
    expect((await author.call('transfer:view')).outbound).toMatchObject({ commands: 3, files: 1, bytes: photo.length })
    expect(await author.call('transfer:export')).toEqual({ ok: true, value: { name: 'queue.priyom', commands: 3, files: 1 } })
    // one that was being tried just then is in doubt too, as soon as that try is over
    await vi.waitFor(async () => {
      const marked = await Promise.all(ids.map((id) => author.call('outbox:get', id)))
      expect(marked.map((item) => [item?.state, item?.exportedAt])).toEqual(ids.map(() => ['unknown', '2026-11-22T09:00:00.000Z']))
    }, 5000)

    const admin = await seatOf(ADMIN)
    const { preview, outcome } = await bring(admin)
    expect(preview).toMatchObject({ commands: 3, files: 1, bytes: photo.length, fresh: 3, known: 0, failed: 0, authors: [{ name: 'Образцова В. П.', count: 3 }], exporter: 'Образцова В. П.' })
    expect(JSON.stringify(preview)).not.toMatch(/звонок|Канарейк/)
    expect(outcome).toEqual({ taken: 3, known: 0, failed: 0, whole: true })
    expect((await admin.call('outbox:get', ids[0]!))?.author).toBe('Образцова В. П.')
    await allDone(admin, ids)
    const message = await readMessage(platform.store.database, ids[1]!)
    expect(message?.intake?.operatorId).toBe(AUTHOR)
    const back = await platform.ask(`/v1/files/${message!.attachments[0]!.id}/content`)
    expect(Buffer.from(await back.arrayBuffer()).equals(photo)).toBe(true)

    author.road.isUp = true
    author.road.requests = []
    await author.call('sync:now')
    await allDone(author, ids)
    expect(author.road.requests.filter((line) => line === 'POST /platform/v1/commands')).toEqual([])
    expect(await receiptsOf(author, ids)).toEqual(await receiptsOf(admin, ids))

    const again = await bring(admin)
    expect(again.preview).toMatchObject({ fresh: 0, known: 3 })
    expect(again.outcome).toEqual({ taken: 0, known: 3, failed: 0, whole: true })
    const { database } = platform.store
    expect(await database.select().from(messageTable).where(inArray(messageTable.id, ids))).toHaveLength(3)
    expect((await database.select().from(commandTable).where(inArray(commandTable.id, ids))).map(({ personId, importedBy }) => [personId, importedBy])).toEqual(ids.map(() => [AUTHOR, ADMIN]))
    expect(medium.log.map(([event]) => event)).toEqual(['transfer.exported', 'transfer.imported', 'transfer.imported'])
    expect(JSON.stringify(medium.log)).not.toMatch(/queue\.priyom|Образцова/)
  })

  it('after the author has sent a part, only the rest is sent, and both have the same receipts', async () => {
    const author = await seatOf(AUTHOR, { isUp: false })
    const ids = [await takeCall(author, 'Звонок А'), await takeCall(author, 'Звонок Б')]
    await author.call('transfer:export')
    const admin = await seatOf(ADMIN, { isUp: false })
    author.road.isUp = true
    await author.call('sync:now')
    await allDone(author, ids)
    expect((await bring(admin)).outcome).toEqual({ taken: 2, known: 0, failed: 0, whole: true })
    admin.road.isUp = true
    await admin.call('sync:now')
    await allDone(admin, ids)
    expect(admin.road.requests.filter((line) => line === 'POST /platform/v1/commands')).toEqual([])
    expect(await receiptsOf(admin, ids)).toEqual(await receiptsOf(author, ids))
    const rows = await platform.store.database.select().from(commandTable).where(inArray(commandTable.id, ids))
    expect(rows.map(({ importedBy }) => importedBy)).toEqual([null, null])
  })

  it('both seats at once make one message of each', async () => {
    const author = await seatOf(AUTHOR, { isUp: false })
    const photo = png({ noise: 1_200_000 })
    const ids = await Promise.all(Array.from({ length: 5 }, (_, n) => takeCall(author, `Звонок ${n}`, n === 0 ? photo : undefined)))
    await author.call('transfer:export')
    const admin = await seatOf(ADMIN)
    author.road.isUp = true
    await Promise.all([bring(admin), author.call('sync:now')])
    await Promise.all([allDone(admin, ids), allDone(author, ids)])
    expect(await receiptsOf(admin, ids)).toEqual(await receiptsOf(author, ids))
    expect(await platform.store.database.select().from(messageTable).where(inArray(messageTable.id, ids))).toHaveLength(5)
    const message = await readMessage(platform.store.database, ids[0]!)
    expect(message?.attachments).toHaveLength(1)
  })

  it('a refused record can be corrected where it was brought, and stays its author\'s', async () => {
    const author = await seatOf(AUTHOR, { isUp: false })
    const id = await takeCall(author, 'Не горит фонарь')
    await author.call('transfer:export')
    // the subcategory is closed meanwhile: a definite no
    const stores = factories()
    const admin = await seatOf(ADMIN, { stores, isUp: false })
    await bring(admin)
    const answer = await admin.world.fetch('/platform/v1/me', {})
    expect(answer.status).toBe(503)
    await admin.workspace.close()
    seats.splice(seats.indexOf(admin), 1)
    const refusing: World['fetch'] = async (path, init) =>
      path.endsWith('/v1/commands') ? new Response(JSON.stringify({ results: [{ id, outcome: 'rejected', problem: { type: 'urn:priyom:problem:E-VALIDATION', title: 'x', status: 422, errors: [{ pointer: '/place', code: 'E-PLACE-REQ' }] } }] }), { headers: { 'content-type': 'application/json' } }) : fetchAs({ isUp: true, requests: [] }, ADMIN)(path, init)
    const second = await openSeat(stores, platformOf(), { owner: await ownerOf(ADMIN), world: { fetch: refusing } })
    seats.push(second)
    await second.call('sync:now')
    await vi.waitFor(async () => expect(await stateOf(second, id)).toBe('needs-attention'), 10_000)
    const correction = await second.call('outbox:correct', id)
    if (!correction.ok) throw new Error(correction.error.code)
    await second.workspace.close()
    seats.splice(seats.indexOf(second), 1)
    const third = await seatOf(ADMIN, { stores })
    // the page sends words only, and cannot change whose they are
    const { carried: _, ...words } = correction.value
    const queued = await third.call('outbox:submit', { ...words, appeal: { ...words.appeal, place: 'у дома 7' } }, { allowDuplicate: true })
    if (!queued.ok) throw new Error(JSON.stringify(queued.error))
    await vi.waitFor(async () => expect(await stateOf(third, queued.value.id)).toBe('done'), 10_000)
    const [row] = await platform.store.database.select().from(commandTable).where(eq(commandTable.id, queued.value.id))
    expect(row).toMatchObject({ personId: AUTHOR, importedBy: ADMIN })
  })

  it('does not take a confirmation of connection or a draft along', async () => {
    const author = await seatOf(AUTHOR, { isUp: false })
    await author.call('outbox:confirm-checklist', { cabinetId: DISTRICT_ID, console: 'backoffice', role: 'operator' })
    await author.call('drafts:create', DISTRICT_ID)
    await takeCall(author, 'Звонок')
    expect((await author.call('transfer:view')).outbound).toMatchObject({ commands: 1, others: 1, drafts: 1 })
    expect(await author.call('transfer:export')).toMatchObject({ ok: true, value: { commands: 1 } })
  })
})

describe('a medium', () => {
  it('that is full, write-protected or gone leaves no file and the queue as it was', async () => {
    const author = await seatOf(AUTHOR, { isUp: false })
    const id = await takeCall(author, 'Звонок')
    medium.answers.target = join(medium.folder, 'no-such-folder', 'queue.priyom')
    expect(await author.call('transfer:export')).toMatchObject({ ok: false, error: { code: 'E-BACKUP-WRITE', details: { reason: 'gone' } } })
    writeFileSync(join(medium.folder, 'taken.priyom'), 'somebody else\'s')
    medium.answers.target = join(medium.folder, 'taken')
    expect(await author.call('transfer:export')).toMatchObject({ ok: false, error: { code: 'E-BACKUP-WRITE', details: { reason: 'exists' } } })
    medium.answers.target = undefined
    expect(await author.call('transfer:export')).toEqual({ ok: true, value: null })
    expect(readdirSync(medium.folder)).toEqual(['taken.priyom'])
    expect(await author.call('outbox:get', id)).toMatchObject({ state: 'queued', exportedAt: null })
  })

  it('that is pulled out in the middle of writing leaves nothing that looks whole, and the queue unmarked', async () => {
    const real = medium.port()
    let writes = 0
    const author = await seatOf(AUTHOR, { isUp: false, world: { transfer: { ...real, write: async (bytes) => ((writes += 1) > 2 ? { ok: false, error: { code: 'E-BACKUP-WRITE', details: { reason: 'gone' } } } : real.write(bytes)) } } })
    const id = await takeCall(author, 'Звонок', png({ noise: 4_000_000 }))
    expect(await author.call('transfer:export')).toMatchObject({ ok: false, error: { code: 'E-BACKUP-WRITE' } })
    await vi.waitFor(() => expect(readdirSync(medium.folder)).toEqual([]), 5000)
    expect(await author.call('outbox:get', id)).toMatchObject({ state: 'queued', exportedAt: null })
    expect((await author.call('transfer:view')).run).toBeNull()
  })

  it('can be waited for no longer: cancelling leaves nothing behind, and the next export is whole', async () => {
    const real = medium.port()
    let hangs = true
    const author = await seatOf(AUTHOR, { isUp: false, world: { transfer: { ...real, write: (bytes) => (hangs ? new Promise(() => undefined) : real.write(bytes)) } } })
    await takeCall(author, 'Звонок')
    const exporting = author.call('transfer:export')
    await vi.waitFor(async () => expect((await author.call('transfer:view')).run?.kind).toBe('export'), 5000)
    expect(await author.call('transfer:export')).toMatchObject({ ok: false, error: { code: 'E-BUSY' } })
    await vi.waitFor(() => expect(readdirSync(medium.folder)).toEqual(['queue.priyom.part']), 5000)
    await author.call('transfer:cancel')
    expect(await exporting).toEqual({ ok: true, value: null })
    await vi.waitFor(() => expect(readdirSync(medium.folder)).toEqual([]), 5000)
    hangs = false
    expect(await author.call('transfer:export')).toMatchObject({ ok: true, value: { commands: 1 } })
    expect(readdirSync(medium.folder)).toEqual(['queue.priyom'])
  })

  it('that is pulled out in the middle of the import gives what was taken so far, and the rest the second time', async () => {
    const author = await seatOf(AUTHOR, { isUp: false })
    const ids = [await takeCall(author, 'Звонок 1'), await takeCall(author, 'Звонок 2', png({ noise: 3_000_000 })), await takeCall(author, 'Звонок 3')]
    await author.call('transfer:export')
    const real = medium.port()
    let reads = Number.POSITIVE_INFINITY
    const admin = await seatOf(ADMIN, { isUp: false, world: { transfer: { ...real, read: async (at, length) => ((reads -= 1) < 0 ? { ok: false, error: { code: 'E-BACKUP-READ' } } : real.read(at, length)) } } })
    await admin.call('transfer:choose')
    await admin.call('transfer:unlock', { from: 'training' })
    reads = 2
    expect(await admin.call('transfer:import')).toMatchObject({ ok: false, error: { code: 'E-BACKUP-READ', details: { taken: 1 } } })
    expect(await stateOf(admin, ids[0]!)).toBe('unknown')
    expect(await stateOf(admin, ids[1]!)).toBeUndefined()
    reads = Number.POSITIVE_INFINITY
    expect((await bring(admin)).outcome).toEqual({ taken: 2, known: 1, failed: 0, whole: true })
    admin.road.isUp = true
    await admin.call('sync:now')
    await allDone(admin, ids)
  })
})

describe('the import', () => {
  it('76: a file that was cut or changed brings nothing at all', async () => {
    const author = await seatOf(AUTHOR, { isUp: false })
    const ids = [await takeCall(author, 'Звонок 1', png({ noise: 2_200_000 })), await takeCall(author, 'Звонок 2')]
    await author.call('transfer:export')
    const path = medium.answers.source!
    const whole = readFileSync(path)
    const admin = await seatOf(ADMIN, { isUp: false })
    const attempts: [string, () => void][] = [
      ['cut at its end', () => truncateSync(path, whole.length - 1)],
      ['cut at a block', () => truncateSync(path, whole.length - 1024 * 1024)],
      ['one byte', () => writeFileSync(path, whole.map((byte, at) => (at === whole.length - 500 ? byte ^ 1 : byte)))],
    ]
    for (const [name, spoil] of attempts) {
      writeFileSync(path, whole)
      spoil()
      expect((await admin.call('transfer:choose')).ok, name).toBe(true)
      expect(await admin.call('transfer:unlock', { from: 'training' }), name).toMatchObject({ ok: false, error: { code: 'E-BACKUP-BAD' } })
      expect(await admin.call('transfer:import'), name).toMatchObject({ ok: false, error: { code: 'E-FORBIDDEN' } })
      expect(await Promise.all(ids.map((id) => stateOf(admin, id))), name).toEqual([undefined, undefined])
    }
    writeFileSync(path, 'это не файл обмена')
    expect(await admin.call('transfer:choose')).toMatchObject({ ok: false, error: { code: 'E-BACKUP-BAD' } })
    writeFileSync(path, '')
    expect(await admin.call('transfer:choose')).toMatchObject({ ok: false, error: { code: 'E-BACKUP-BAD' } })
  })

  it('52: another key is refused and the right one may follow; pasted or from a file, it is never kept', async () => {
    const author = await seatOf(AUTHOR, { isUp: false })
    const id = await takeCall(author, 'Звонок')
    await author.call('transfer:export')
    const stores = factories()
    const admin = await seatOf(ADMIN, { isUp: false, stores })
    await admin.call('transfer:choose')
    expect(await admin.call('transfer:unlock', { from: 'text', pem: pairOfKeys().privateKey })).toMatchObject({ error: { code: 'E-BACKUP-KEY', details: { reason: 'other' } } })
    expect(await admin.call('transfer:unlock', { from: 'text', pem: 'ключ' })).toMatchObject({ error: { code: 'E-BACKUP-KEY', details: { reason: 'form' } } })
    expect(await admin.call('transfer:unlock', { from: 'file' })).toEqual({ ok: true, value: null })
    medium.answers.key = join(medium.folder, 'key.pem')
    writeFileSync(medium.answers.key, TRAINING_PRIVATE_KEY)
    expect(await admin.call('transfer:unlock', { from: 'file' })).toMatchObject({ ok: true, value: { commands: 1 } })
    await admin.call('transfer:import')
    expect(await stateOf(admin, id)).toBe('unknown')
    expect((await admin.call('transfer:view')).preview).toBeNull()
    expect(await admin.call('transfer:import')).toMatchObject({ error: { code: 'E-FORBIDDEN' } })
  })

  it('is for administrators of a cabinet only, and only for their cabinet', async () => {
    const author = await seatOf(AUTHOR, { isUp: false })
    await takeCall(author, 'Звонок')
    await author.call('transfer:export')
    expect((await author.call('transfer:view')).mayImport).toBe(false)
    expect(await author.call('transfer:choose')).toEqual({ ok: false, error: { code: 'E-FORBIDDEN' } })
    expect(existsSync(medium.answers.source!)).toBe(true)
  })

  it('a live seat exports under the key of its policy only, and never under the training one', async () => {
    const live = async (publicKey: string | null) => {
      const owner = { ...(await ownerOf(AUTHOR)), mode: 'live' as const }
      const seat = await openSeat(factories(), platformOf(), { owner, world: { transfer: medium.port(publicKey) } })
      seats.push(seat)
      return seat
    }
    const { publicKey } = pairOfKeys()
    const { TRAINING_PUBLIC_KEY } = await import('../../../src/shared/transfer/training-keys.ts')
    for (const [key, readiness] of [[null, 'no-key'], ['no key', 'bad-key'], [TRAINING_PUBLIC_KEY, 'training-key'], [publicKey, 'ready']] as const) {
      const seat = await live(key)
      expect((await seat.call('transfer:view')).readiness).toBe(readiness)
      const exported = await seat.call('transfer:export')
      expect(exported.ok, readiness).toBe(readiness === 'ready')
    }
  })
})
