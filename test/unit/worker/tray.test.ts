// What was set aside: corrected where it lies, taken out with a reason and brought back, handed to the coordinator; nothing behind it waits.
import { describe, expect, it } from 'vitest'
import { IDBFactory } from 'fake-indexeddb'
import type { HandOver, HandOverPayload } from '../../../src/shared/contract/hand-over.ts'
import { journalOn } from '../../support/journal.ts'
import { diskOf, factories, messageOf, NOW, openSeat, platformOf, query, readySeat, takeCall, type Platform } from './seat.ts'

const CLOSED = { type: 'urn:priyom:problem:E-VALIDATION', title: 'no', status: 422, errors: [{ pointer: '/subsubjectId', code: 'E-DICT-OLD' }] }
const value = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
/** A seat with one refused record, and the platform willing again. */
const withRefused = async (platform: Platform, stores = factories()) => {
  const seat = await readySeat(stores, platform, true)
  platform.refusal = CLOSED
  const item = await takeCall(seat)
  await seat.call('sync:now')
  platform.refusal = null
  expect((await seat.call('outbox:view')).needsAttention).toMatchObject([{ id: item.id }])
  return { seat, item, stores }
}
const submitted = (platform: Platform) => [...platform.accepted.values()].filter(({ type }) => type === 'message.submit')
const handOvers = (platform: Platform) => [...platform.accepted.values()].filter(({ type }) => type === 'intake.hand-over')
const OTHER = { appeal: { subjectId: 11, subsubjectId: 110, factId: null } }

describe('reasons', () => {
  it('of every kind are kept: known fields, several, deep ones, unknown fields, unknown codes, the whole', async () => {
    const platform = platformOf()
    const seat = await readySeat(factories(), platform, true)
    platform.refusal = {
      ...CLOSED,
      errors: [
        { pointer: '/applicant/phone', code: 'E-PHONE' }, { pointer: '/coordinates/lat', code: 'E-COORDINATES' }, { pointer: '/attachmentIds/0', code: 'E-FILE-MISSING' },
        { pointer: '/attachmentIds/1', code: 'E-FILE-MISSING' }, { pointer: '/applicant/passport', code: 'E-PASSPORT-2031' }, { pointer: '', code: 'E-FIELD' },
      ],
    }
    const item = await takeCall(seat)
    await seat.call('sync:now')
    expect((await seat.call('outbox:get', item.id))?.issues).toEqual([
      { path: 'applicant.phone', code: 'E-PHONE' }, { path: 'appeal.coordinates', code: 'E-COORDINATES' }, { path: 'appeal.files', code: 'E-FILE-MISSING' },
      { path: 'applicant.passport', code: 'E-FIELD' }, { path: '', code: 'E-FIELD' },
    ])
    await seat.workspace.close()
  })
})

describe('corrected in the tray', () => {
  it('it is a new command that names the old one and keeps the code of the caller', async () => {
    const platform = platformOf()
    const { seat, item } = await withRefused(platform)
    platform.link = false
    const fixed = value(await seat.call('outbox:fix', item.id, OTHER, { allowDuplicate: false }))
    expect(fixed).toMatchObject({ state: 'queued', code: item.code })
    expect(fixed.id).not.toBe(item.id)
    expect(await seat.call('lists:counts')).toMatchObject({ errors: 0, queue: 1, drafts: 0 })
    platform.link = true
    await seat.call('sync:now')
    expect(submitted(platform)).toMatchObject([{ id: fixed.id, payload: { replaces: item.id, receiptCode: item.code, subsubjectId: 110 } }])
    expect(await seat.call('outbox:get', item.id)).toMatchObject({ state: 'withdrawn', withdrawal: null })
    await seat.workspace.close()
  })
  it('a slip in the card changes nothing and names its field', async () => {
    const platform = platformOf()
    const { seat, item } = await withRefused(platform)
    expect(await seat.call('outbox:fix', item.id, { applicant: { phone: '12' } }, { allowDuplicate: false })).toMatchObject({ ok: false, error: { issues: [{ path: 'applicant.phone', code: 'E-PHONE' }] } })
    expect(await seat.call('lists:counts')).toMatchObject({ errors: 1, queue: 0, drafts: 0 })
    await seat.workspace.close()
  })
  it('refused again it is one record in the tray, not two', async () => {
    const platform = platformOf()
    const { seat, item } = await withRefused(platform)
    platform.refusal = CLOSED
    const again = value(await seat.call('outbox:fix', item.id, OTHER, { allowDuplicate: false }))
    await seat.call('sync:now')
    expect((await seat.call('outbox:view')).needsAttention.map(({ id, code }) => [id, code])).toEqual([[again.id, item.code]])
    platform.refusal = null
    const third = value(await seat.call('outbox:fix', again.id, OTHER, { allowDuplicate: false }))
    await seat.call('sync:now')
    expect(submitted(platform)).toMatchObject([{ id: third.id, payload: { receiptCode: item.code } }])
    for (const id of [item.id, again.id]) expect(await seat.call('outbox:get', id)).toMatchObject({ state: 'withdrawn' })
    await seat.workspace.close()
  })
})

describe('nothing behind a record that was set aside waits', () => {
  it('later ones are sent in their order while it lies there', async () => {
    const platform = platformOf()
    const { seat, item } = await withRefused(platform)
    const later = [await takeCall(seat, { phone: '+79005550001' }), await takeCall(seat, { phone: '+79005550002' })]
    await seat.call('sync:now')
    expect(submitted(platform).map(({ id }) => id)).toEqual(later.map(({ id }) => id))
    expect((await seat.call('outbox:view')).needsAttention.map(({ id }) => id)).toEqual([item.id])
    await seat.workspace.close()
  })
})

describe('taken out with a reason', () => {
  it('it stays on record through a restart, is never sent, and comes back into the tray', async () => {
    const platform = platformOf()
    const { seat, item, stores } = await withRefused(platform)
    expect(await seat.call('outbox:withdraw', item.id, 'duplicate', ' уже записано утром ')).toEqual({ ok: true, value: null })
    expect(await seat.call('lists:counts')).toMatchObject({ errors: 0 })
    expect(await seat.call('outbox:view')).toMatchObject({ needsAttention: [], journal: { total: 0 }, removed: [{ id: item.id, withdrawal: { reason: 'duplicate', comment: 'уже записано утром' } }] })
    await seat.call('sync:now')
    expect(submitted(platform)).toEqual([])
    await seat.workspace.close()
    const again = await openSeat(stores, platform)
    expect(await again.call('outbox:view')).toMatchObject({ needsAttention: [], removed: [{ id: item.id, withdrawal: { reason: 'duplicate' } }] })
    expect(await again.call('outbox:return', item.id)).toEqual({ ok: true, value: null })
    expect(await again.call('outbox:view')).toMatchObject({ needsAttention: [{ id: item.id, withdrawal: null, issues: [{ code: 'E-DICT-OLD' }] }], removed: [], journal: { inBoth: 1, total: 1 } })
    expect(await again.call('outbox:fix', item.id, OTHER, { allowDuplicate: false })).toMatchObject({ ok: true })
    await again.workspace.close()
  })
  it('the journal forgets it and has it again, so that a lost database brings back what is in the tray and nothing else', async () => {
    const platform = platformOf()
    const { seat, item, stores } = await withRefused(platform)
    await seat.call('outbox:withdraw', item.id, 'by-mistake', '')
    await seat.workspace.close()
    const wiped = () => ({ ...stores, outbox: new IDBFactory(), history: new IDBFactory() })
    const empty = await openSeat(wiped(), platform, { world: { journal: journalOn(diskOf(stores), 'op-1') } })
    expect(await empty.call('outbox:view')).toMatchObject({ needsAttention: [], unknown: [], waiting: [] })
    await empty.workspace.close()
    const back = await openSeat(stores, platform)
    await back.call('outbox:return', item.id)
    await back.workspace.close()
    platform.link = false
    const rebuilt = await openSeat(wiped(), platform, { world: { journal: journalOn(diskOf(stores), 'op-1') } })
    expect(await rebuilt.call('outbox:view')).toMatchObject({ unknown: [{ id: item.id }] })
    await rebuilt.workspace.close()
  })
  it('only what is in the tray can be taken out, and only what was taken out comes back', async () => {
    const platform = platformOf()
    const { seat, item } = await withRefused(platform)
    platform.link = false
    const queued = await takeCall(seat, { phone: '+79005550001' })
    expect(await seat.call('outbox:withdraw', queued.id, 'other', 'x')).toMatchObject({ error: { code: 'E-LOCKED-SENT' } })
    expect(await seat.call('outbox:return', item.id)).toMatchObject({ error: { code: 'E-NOT-FOUND' } })
    value(await seat.call('outbox:fix', item.id, OTHER, { allowDuplicate: true }))
    expect(await seat.call('outbox:withdraw', item.id, 'duplicate', '')).toMatchObject({ error: { code: 'E-LOCKED-SENT' } })
    platform.link = true
    await seat.call('sync:now')
    expect(await seat.call('outbox:return', item.id)).toMatchObject({ error: { code: 'E-NOT-FOUND' } })
    await seat.workspace.close()
  })
})

describe('handed to the coordinator', () => {
  it('offline it waits like any record and leaves once; then it is with the coordinator until the message arrives', async () => {
    const platform = platformOf()
    const { seat, item, stores } = await withRefused(platform)
    platform.link = false
    expect(await seat.call('outbox:hand-over', item.id, 'Заявитель ждёт')).toEqual({ ok: true, value: null })
    expect(await seat.call('lists:counts')).toMatchObject({ errors: 0, queue: 1 })
    expect(await seat.call('outbox:view')).toMatchObject({ needsAttention: [], waiting: [{ type: 'intake.hand-over', code: item.code, row: { subject: 'Уборка снега' } }] })
    expect(await seat.call('outbox:hand-over', item.id, '')).toMatchObject({ error: { code: 'E-LOCKED-SENT' } })
    await seat.workspace.close()
    platform.link = true
    const again = await openSeat(stores, platform)
    await again.call('sync:now')
    await again.call('sync:now')
    expect(handOvers(platform)).toHaveLength(1)
    const payload = handOvers(platform)[0]!.payload as HandOverPayload
    expect(payload).toMatchObject({ commandId: item.id, receiptCode: item.code, comment: 'Заявитель ждёт', failure: 'E-VALIDATION', issues: [{ path: 'appeal.subsubjectId', code: 'E-DICT-OLD' }], draft: { applicant: { surname: 'Канарейкина' } } })
    expect(await again.call('outbox:view')).toMatchObject({ waiting: [], needsAttention: [], handedOver: [{ id: item.id, code: item.code }], removed: [], journal: { total: 0 } })
    expect(await again.call('outbox:return', item.id)).toMatchObject({ error: { code: 'E-NOT-FOUND' } })
    const sent = { id: '019ab000-0000-7000-8000-00000000aaaa', at: item.queuedAt, payload: { ...submittedOf(item), applicant: { ...submittedOf(item).applicant } } }
    platform.messages.push(messageOf(sent, 300_000_001, { receiptCode: item.code }))
    await again.call('sync:now')
    expect(await again.call('lists:counts')).toMatchObject({ sent: 1 })
    await expect.poll(async () => (await again.call('outbox:view')).handedOver).toEqual([])
    await again.workspace.close()
  })
  it('refused, it is back in the tray with the reason, once, and can be handed over again', async () => {
    const platform = platformOf()
    const { seat, item } = await withRefused(platform)
    platform.handOverRefusal = { type: 'urn:priyom:problem:E-NO-COORDINATOR', title: 'no', status: 422 }
    await seat.call('outbox:hand-over', item.id, '')
    await seat.call('sync:now')
    expect(await seat.call('outbox:view')).toMatchObject({ waiting: [], unknown: [], removed: [], needsAttention: [{ id: item.id, handOverFailure: { code: 'E-NO-COORDINATOR' }, issues: [{ code: 'E-DICT-OLD' }] }] })
    expect((await seat.call('outbox:view')).needsAttention).toHaveLength(1)
    platform.handOverRefusal = null
    await seat.call('outbox:hand-over', item.id, '')
    await seat.call('sync:now')
    expect(await seat.call('outbox:view')).toMatchObject({ needsAttention: [], handedOver: [{ id: item.id }] })
    await seat.workspace.close()
  })
  it('a correction that was begun goes along and leaves no draft behind', async () => {
    const platform = platformOf()
    const { seat, item } = await withRefused(platform)
    const draft = value(await seat.call('outbox:correct', item.id))
    await seat.call('drafts:save', { ...draft, updatedAt: new Date(NOW + 1000).toISOString(), appeal: { ...draft.appeal, text: 'Исправленный текст' } })
    await seat.call('outbox:hand-over', item.id, '')
    await seat.call('sync:now')
    expect(handOvers(platform)[0]?.payload).toMatchObject({ draft: { appeal: { text: 'Исправленный текст' } } })
    await expect.poll(async () => (await seat.call('lists:counts')).drafts).toBe(0)
    await seat.workspace.close()
  })
  it('after the database is lost the journal brings it to its end all the same', async () => {
    const platform = platformOf()
    const { seat, item, stores } = await withRefused(platform)
    platform.link = false
    await seat.call('outbox:hand-over', item.id, '')
    await seat.workspace.close()
    platform.link = true
    const fresh = { ...stores, outbox: new IDBFactory(), history: new IDBFactory() }
    const rebuilt = await openSeat(fresh, platform, { world: { journal: journalOn(diskOf(stores), 'op-1') } })
    await rebuilt.call('sync:now')
    await rebuilt.call('sync:now')
    expect(handOvers(platform)).toHaveLength(1)
    expect(await rebuilt.call('outbox:view')).toMatchObject({ waiting: [], unknown: [] })
    await rebuilt.workspace.close()
  })
})

const submittedOf = (item: Awaited<ReturnType<typeof takeCall>>) => {
  const { applicant, appeal } = item.draft!
  return {
    kind: appeal.kind, regime: appeal.regime, description: appeal.text, subjectId: appeal.subjectId, subsubjectId: appeal.subsubjectId, factId: appeal.factId, place: appeal.place,
    applicant: { type: applicant.type, surname: applicant.surname, name: applicant.name, patronymic: applicant.patronymic, phone: applicant.phone, email: applicant.email, address: applicant.address, flat: null, birthDate: null, snils: null, organisationName: null, inn: null, ogrn: null },
  }
}

describe('the coordinator', () => {
  const HANDED: HandOver = {
    id: '019ab000-0000-7000-8000-0000000000aa', cabinetId: 1, receiptCode: '482-617-М', operatorName: 'Образцова В. П.', at: new Date(NOW).toISOString(), failure: 'E-VALIDATION',
    issues: [{ path: 'appeal.subsubjectId', code: 'E-DICT-OLD' }], comment: 'Перезвонить', draft: {
      startedAt: new Date(NOW).toISOString(), applicant: { phone: '+79001112233', surname: 'Канарейкина', name: 'Валерия', noPatronymic: true, address: 'улица Канареечная, 5', noEmail: true, future: 'x' },
      appeal: { text: 'Снег не чистят', subjectId: 10, subsubjectId: 777, place: 'двор', addresseeCabinetId: 1 }, intake: { channel: 'CALL', noticeGiven: true, readBack: true, consentToPublish: false },
      files: [{ id: '019ab000-0000-7000-8000-0000000000f1', name: 'фото.png', kind: 'png', type: 'image/png', size: 10, sha256: '0'.repeat(64) }],
    },
  }
  const line = (handOver: HandOver) => JSON.stringify({ kind: 'hand-over', cursor: '0', handOver })
  it('finds it in «Переданные» by its words, opens it as one draft, sends it under the caller’s code; closed, it is gone', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, true)
    platform.extraLines.push(line(HANDED))
    await seat.call('sync:now')
    expect(await seat.call('lists:counts')).toMatchObject({ handed: 1 })
    expect(await seat.call('lists:page', query({ folder: 'handed', search: '482617' }))).toMatchObject({ total: 1, rows: [{ id: HANDED.id, of: 'hand-over', code: '482-617-М', who: 'Канарейкина В.' }] })
    await seat.workspace.close()

    const again = await openSeat(stores, platform)
    expect(await again.call('handed:get', HANDED.id)).toEqual(HANDED)
    const draft = value(await again.call('handed:open', HANDED.id))
    expect(draft).toMatchObject({ replaces: HANDED.id, cabinetId: 1, applicant: { surname: 'Канарейкина' }, files: [{ name: 'фото.png', isThere: true }] })
    expect(value(await again.call('handed:open', HANDED.id)).id).toBe(draft.id)
    expect(await again.call('files:view', draft.id)).toMatchObject([{ state: 'sent', sent: 10 }])
    const queued = value(await again.call('outbox:submit', { ...draft, updatedAt: new Date(NOW + 1000).toISOString(), appeal: { ...draft.appeal, subsubjectId: 100 } }, { allowDuplicate: false }))
    expect(queued.code).toBe('482-617-М')
    await again.call('sync:now')
    expect(submitted(platform)).toMatchObject([{ payload: { replaces: HANDED.id, receiptCode: '482-617-М', attachmentIds: [HANDED.draft.files[0]!.id] } }])
    expect(await again.call('handed:open', HANDED.id)).toMatchObject({ error: { code: 'E-LOCKED-SENT' } })
    platform.extraLines.splice(0, 1, JSON.stringify({ kind: 'hand-over-closed', cursor: '1', id: HANDED.id }))
    await again.call('sync:now')
    expect(await again.call('lists:counts')).toMatchObject({ handed: 0 })
    expect(await again.call('handed:open', HANDED.id)).toMatchObject({ error: { code: 'E-NOT-FOUND' } })
    await again.workspace.close()
  })
  it('a part of a later form that cannot be read is left empty, never guessed', async () => {
    const platform = platformOf()
    const seat = await readySeat(factories(), platform, true)
    platform.extraLines.push(line({ ...HANDED, draft: { ...HANDED.draft, appeal: { ...HANDED.draft.appeal, kind: 'PETITION-2031' } } }))
    await seat.call('sync:now')
    const draft = value(await seat.call('handed:open', HANDED.id))
    expect([draft.appeal.text, draft.appeal.kind, draft.applicant.surname]).toEqual(['', 'PROBLEM', 'Канарейкина'])
    await seat.workspace.close()
  })
})
