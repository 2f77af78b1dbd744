// Files from the seat's stores to the real platform over real HTTP: sealed, sent by tus, resumed, cancelled, refused.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { PickedFile } from '../../../src/shared/workspace.ts'
import { readMessage } from '../../../src/platform/messages.ts'
import { FAST, openSeededStore, personWith, servePlatform, type TestPlatform } from '../../support/platform.ts'
import { DISTRICT_ID } from '../../../src/platform/seed/people.ts'
import { pdf, png } from '../../support/file-bytes.ts'
import { databaseNames, OutboxDatabase } from '../../../src/renderer/worker/data/database.ts'
import { factories, filled, openSeat, platformOf, type Seat } from './seat.ts'

let platform: TestPlatform
beforeAll(async () => {
  platform = await servePlatform(await openSeededStore({ kind: 'memory' }))
})
afterAll(async () => {
  await platform.stop()
  await platform.store.close()
})

type Road = { isUp: boolean; requests: string[]; /** Lets so many PATCH requests pass, then the line is cut. */ patches: number }
const newRoad = (): Road => ({ isUp: true, requests: [], patches: Number.POSITIVE_INFINITY })
const fetchOver = (road: Road) => async (path: string, init: RequestInit): Promise<Response> => {
  const method = init.method ?? 'GET'
  road.requests.push(`${method} ${path}`)
  if (method === 'PATCH') road.patches -= 1
  if (road.patches < 0) road.isUp = false
  if (!road.isUp) return new Response(null, { status: 503, headers: { 'x-priyom-gateway': 'E-OFFLINE', 'x-priyom-sent': 'no' } })
  const answer = await fetch(platform.url + path.replace('/platform', ''), { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), authorization: `Bearer ${personWith('operator')}` } })
  const location = answer.headers.get('location')
  return new Response(answer.body, { status: answer.status, headers: { ...Object.fromEntries(answer.headers), ...(location === null ? {} : { location: `/platform${location}` }) } })
}
const fileOf = (name: string, bytes: Uint8Array, type = ''): PickedFile => ({ file: new File([bytes as Uint8Array<ArrayBuffer>], name, { type }), isFolder: false })
const seatOver = async (road: Road, stores = factories()): Promise<Seat> => openSeat(stores, platformOf(), { world: { fetch: fetchOver(road) } })
const begin = async (seat: Seat) => {
  await vi.waitFor(async () => expect(await seat.call('dictionary:get')).not.toBeNull(), 5000)
  const draft = await seat.call('drafts:create', DISTRICT_ID)
  if (!draft.ok) throw new Error(draft.error.code)
  const full = filled(draft.value, { text: `Снег ${draft.value.id}` })
  return { ...full, appeal: { ...full.appeal, subjectId: FAST.subjectId, subsubjectId: FAST.id, factId: null, addresseeCabinetId: DISTRICT_ID } }
}
const settledAs = (seat: Seat, draftId: string, state: string) => vi.waitFor(async () => expect((await seat.call('files:view', draftId)).map((file) => file.state)).toContain(state), 10_000)

describe('files of a message', () => {
  it('are on the platform before it, byte for byte, and gone from here after its receipt', async () => {
    const road = newRoad()
    const seat = await seatOver(road)
    const draft = await begin(seat)
    const [photo, paper] = [png({ noise: 2_500_000 }), pdf()]
    expect(await seat.call('files:attach', draft.id, [fileOf('фото.png', photo, 'image/png'), fileOf('CON.pdf', paper)])).toEqual({ ok: true, value: { refused: [] } })
    const queued = await seat.call('outbox:submit', draft, { allowDuplicate: true })
    if (!queued.ok) throw new Error(JSON.stringify(queued.error))
    await vi.waitFor(async () => expect((await seat.call('outbox:get', queued.value.id))?.state).toBe('done'), 20_000)
    const message = await readMessage(platform.store.database, queued.value.id)
    expect(message?.attachments.map(({ name, size }) => [name, size])).toEqual([['фото.png', photo.length], ['_CON.pdf', paper.length]])
    const back = await platform.ask(`/v1/files/${message!.attachments[0]!.id}/content`)
    expect(Buffer.compare(Buffer.from(await back.arrayBuffer()), photo)).toBe(0)
    expect(road.requests.indexOf('POST /platform/v1/commands')).toBeGreaterThan(road.requests.findLastIndex((line) => line.startsWith('PATCH')))
    await seat.workspace.close()
  })

  it('go on after a cut and a restart from where the platform stands', async () => {
    const stores = factories()
    const road = newRoad()
    const seat = await seatOver(road, stores)
    const draft = await begin(seat)
    road.patches = 1
    const photo = png({ noise: 3_500_000 })
    await seat.call('files:attach', draft.id, [fileOf('фото.png', photo, 'image/png')])
    await vi.waitFor(() => expect(road.isUp).toBe(false), 10_000)
    const queued = await seat.call('outbox:submit', draft, { allowDuplicate: true })
    if (!queued.ok) throw new Error(JSON.stringify(queued.error))
    expect(queued.value.state).toBe('queued')
    await seat.workspace.close()
    const second = newRoad()
    const again = await seatOver(second, stores)
    await vi.waitFor(async () => expect((await again.call('outbox:get', queued.value.id))?.state).toBe('done'), 20_000)
    // one MiB was there: three more chunks, and nothing is created anew
    expect(second.requests.filter((line) => line.startsWith('PATCH'))).toHaveLength(3)
    expect(second.requests.filter((line) => line === 'POST /platform/v1/files')).toHaveLength(0)
    const message = await readMessage(platform.store.database, queued.value.id)
    const back = await platform.ask(`/v1/files/${message!.attachments[0]!.id}/content`)
    expect(Buffer.compare(Buffer.from(await back.arrayBuffer()), photo)).toBe(0)
    await again.workspace.close()
  })

  it('can be removed while they are sent, and the platform forgets them', async () => {
    const road = newRoad()
    const seat = await seatOver(road)
    const draft = await begin(seat)
    await seat.call('files:attach', draft.id, [fileOf('фото.png', png(), 'image/png')])
    await settledAs(seat, draft.id, 'sent')
    const [file] = await seat.call('files:view', draft.id)
    await seat.call('files:remove', draft.id, file!.id)
    expect(await seat.call('files:view', draft.id)).toEqual([])
    await vi.waitFor(() => expect(road.requests).toContain(`DELETE /platform/v1/files/${file!.id}`), 5000)
    await seat.workspace.close()
  })

  it('27, 28, 35-38: are refused with their reason, and the others stay', async () => {
    const seat = await seatOver(newRoad())
    const draft = await begin(seat)
    const failing = (name: string, error: string, size = 10, afterBytes = 0): PickedFile => ({
      isFolder: false,
      file: { name, type: '', size, slice: (from) => ({ arrayBuffer: async () => {
        if (from < afterBytes) return new ArrayBuffer(1024 * 1024)
        throw new DOMException('', error)
      } }) },
    })
    const large = { isFolder: false, file: { ...failing('large.png', 'x').file, size: 21 * 1024 * 1024 } }
    const answer = await seat.call('files:attach', draft.id, [
      large, failing('gone.png', 'NotFoundError'), failing('denied.png', 'NotReadableError'), { ...fileOf('folder', png()), isFolder: true }, failing('pulled.png', 'NotReadableError', 3_000_000, 1024 * 1024),
      ...Array.from({ length: 6 }, (_, n) => fileOf(`${n}.png`, png(), 'image/png')),
    ])
    if (!answer.ok) throw new Error(answer.error.code)
    expect(answer.value.refused.map(({ name, code }) => [name, code])).toEqual([
      ['large.png', 'E-FILE-SIZE'], ['gone.png', 'E-FILE-GONE'], ['denied.png', 'E-FILE-DENIED'], ['folder', 'E-FILE-KIND'], ['pulled.png', 'E-FILE-READ'], ['5.png', 'E-FILE-COUNT'],
    ])
    expect((await seat.call('files:view', draft.id)).map(({ name }) => name)).toEqual(['0.png', '1.png', '2.png', '3.png', '4.png'])
    await seat.workspace.close()
  })

  it('the page never learns a key, and its words never overwrite the list of files', async () => {
    const seat = await seatOver(newRoad())
    const draft = await begin(seat)
    await seat.call('files:attach', draft.id, [fileOf('1.png', png(), 'image/png')])
    expect((await seat.call('drafts:save', { ...draft, files: [] })).ok).toBe(true)
    const stored = await seat.call('drafts:get', draft.id)
    expect(stored.ok && stored.value.files.map(({ name, key }) => [name, key])).toEqual([['1.png', '']])
    await seat.workspace.close()
  })

  it('of a command whose chunks are gone set aside that command alone, and say which file to attach anew', async () => {
    const stores = factories()
    const road = newRoad()
    const seat = await seatOver(road, stores)
    const [broken, whole] = [await begin(seat), await begin(seat)]
    road.isUp = false
    await seat.call('files:attach', broken.id, [fileOf('пропал.png', png(), 'image/png'), fileOf('цел.pdf', pdf())])
    await seat.call('files:attach', whole.id, [fileOf('другой.png', png({ width: 9 }), 'image/png')])
    const [first, second] = [await seat.call('outbox:submit', broken, { allowDuplicate: true }), await seat.call('outbox:submit', whole, { allowDuplicate: true })]
    if (!first.ok || !second.ok) throw new Error('not queued')
    const lost = first.value.files[0]!
    await seat.workspace.close()
    const database = new OutboxDatabase((await databaseNames('training', 'op-1')).outbox, stores)
    await database.files.where('[id+index]').between([lost.id, 0], [lost.id, 9]).delete()
    database.close()
    const again = await seatOver(newRoad(), stores)
    await vi.waitFor(async () => expect((await again.call('outbox:get', second.value.id))?.state).toBe('done'), 20_000)
    await vi.waitFor(async () => expect((await again.call('outbox:get', first.value.id))?.state).toBe('needs-attention'), 20_000)
    const item = await again.call('outbox:get', first.value.id)
    expect(item?.files.map(({ name, state, code }) => [name, state, code])).toEqual([['пропал.png', 'refused', 'E-FILE-MISSING'], ['цел.pdf', 'sent', null]])
    expect(item?.issues).toContainEqual(expect.objectContaining({ code: 'E-FILE-MISSING' }))
    // put right: the lost file goes, another comes, the rest is as it was
    const corrected = await again.call('outbox:correct', first.value.id)
    if (!corrected.ok) throw new Error(corrected.error.code)
    await again.call('files:remove', corrected.value.id, lost.id)
    await again.call('files:attach', corrected.value.id, [fileOf('заново.png', png({ width: 10 }), 'image/png')])
    const stored = await again.call('drafts:get', corrected.value.id)
    const sent = stored.ok ? await again.call('outbox:submit', stored.value, { allowDuplicate: true }) : stored
    if (!sent.ok) throw new Error(JSON.stringify(sent.error))
    await vi.waitFor(async () => expect((await again.call('outbox:get', sent.value.id))?.state).toBe('done'), 20_000)
    expect((await readMessage(platform.store.database, sent.value.id))?.attachments.map(({ name }) => name)).toEqual(['цел.pdf', 'заново.png'])
    await again.workspace.close()
  })

  it('refused by the platform set aside their own message and no other', async () => {
    const road = newRoad()
    const over = fetchOver(road)
    const refusing = async (path: string, init: RequestInit): Promise<Response> => {
      const metadata = new Headers(init.headers).get('upload-metadata') ?? ''
      const isBad = init.method === 'POST' && metadata.includes(Buffer.from('плохой.png').toString('base64'))
      return over(path, isBad ? { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), 'upload-length': '0' } } : init)
    }
    const seat = await openSeat(factories(), platformOf(), { world: { fetch: refusing } })
    const [bad, good] = [await begin(seat), await begin(seat)]
    await seat.call('files:attach', bad.id, [fileOf('плохой.png', png(), 'image/png')])
    await seat.call('files:attach', good.id, [fileOf('хороший.png', png({ width: 9 }), 'image/png')])
    const [first, second] = [await seat.call('outbox:submit', bad, { allowDuplicate: true }), await seat.call('outbox:submit', good, { allowDuplicate: true })]
    if (!first.ok || !second.ok) throw new Error('not queued')
    await vi.waitFor(async () => expect((await seat.call('outbox:get', second.value.id))?.state).toBe('done'), 20_000)
    await vi.waitFor(async () => expect((await seat.call('outbox:get', first.value.id))?.state).toBe('needs-attention'), 20_000)
    expect((await seat.call('outbox:get', first.value.id))?.files[0]).toMatchObject({ state: 'refused', code: 'E-FILE-EMPTY' })
    await seat.workspace.close()
  })

  it('wait in mid-upload when the sign-in has ended, and go on from there after it', async () => {
    const road = newRoad()
    const over = fetchOver(road)
    let isSignedIn = true
    let patches = 0
    const guarded = async (path: string, init: RequestInit): Promise<Response> => {
      if (init.method === 'PATCH' && (patches += 1) === 2) isSignedIn = false
      return isSignedIn ? over(path, init) : new Response(null, { status: 401, headers: { 'x-priyom-gateway': 'E-SIGN-IN', 'x-priyom-sent': 'no' } })
    }
    const seat = await openSeat(factories(), platformOf(), { world: { fetch: guarded } })
    const draft = await begin(seat)
    await seat.call('files:attach', draft.id, [fileOf('фото.png', png({ noise: 2_500_000 }), 'image/png')])
    await vi.waitFor(async () => expect([isSignedIn, (await seat.call('files:view', draft.id))[0]?.state]).toEqual([false, 'waiting']), 10_000)
    expect((await seat.call('files:view', draft.id))[0]?.sent).toBe(1024 * 1024)
    isSignedIn = true
    seat.workspace.wake('session')
    await settledAs(seat, draft.id, 'sent')
    expect(road.requests.filter((line) => line === 'POST /platform/v1/files')).toHaveLength(1)
    await seat.workspace.close()
  })

  it('that the platform forgot meanwhile are sent again from their beginning', async () => {
    const stores = factories()
    const road = newRoad()
    const seat = await seatOver(road, stores)
    const draft = await begin(seat)
    road.patches = 1
    const photo = png({ noise: 2_500_000 })
    await seat.call('files:attach', draft.id, [fileOf('фото.png', photo, 'image/png')])
    await vi.waitFor(() => expect(road.isUp).toBe(false), 10_000)
    const queued = await seat.call('outbox:submit', draft, { allowDuplicate: true })
    if (!queued.ok) throw new Error(JSON.stringify(queued.error))
    await seat.workspace.close()
    platform.clock.shift(8 * 24 * 60 * 60 * 1000)
    const second = newRoad()
    const again = await seatOver(second, stores)
    await vi.waitFor(async () => expect((await again.call('outbox:get', queued.value.id))?.state).toBe('done'), 20_000)
    expect(second.requests.filter((line) => line === 'POST /platform/v1/files')).toHaveLength(1)
    expect(second.requests.filter((line) => line.startsWith('PATCH'))).toHaveLength(3)
    platform.clock.shift(0)
    await again.workspace.close()
  })

  it('can be taken out again as they were, from a draft and from the queue', async () => {
    const road = newRoad()
    const seat = await seatOver(road)
    const draft = await begin(seat)
    road.isUp = false
    const photo = png({ noise: 1_500_000 })
    await seat.call('files:attach', draft.id, [fileOf('фото.png', photo, 'image/png')])
    const [file] = await seat.call('files:view', draft.id)
    for (const step of ['draft', 'queued'] as const) {
      if (step === 'queued') expect((await seat.call('outbox:submit', draft, { allowDuplicate: true })).ok).toBe(true)
      const bytes = await seat.call('files:bytes', file!.id)
      expect(bytes.ok && Buffer.compare(Buffer.from(bytes.value), photo)).toBe(0)
    }
    expect(await seat.call('files:bytes', '019ab000-0000-7000-8000-0000000000ff')).toMatchObject({ ok: false, error: { code: 'E-NOT-FOUND' } })
    await seat.workspace.close()
  })
})
