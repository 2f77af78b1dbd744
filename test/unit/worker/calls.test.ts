import { describe, expect, it, vi } from 'vitest'
import { DEFAULT_LIMITS } from '../../../src/shared/contract/limits.ts'
import { receiptCode } from '../../../src/shared/receipt-code.ts'
import { openDatabases } from '../../../src/renderer/worker/data/database.ts'
import { DICTIONARY, factories, filled, ME, messageOf, newDraft, openSeat, ownerOf, platformOf, query, readySeat, takeCall } from './seat.ts'

const value = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

describe('person, dictionary and limits', () => {
  it('are empty before the first contact, then kept for a start without a link', async () => {
    const [stores, platform] = [factories(), platformOf()]
    platform.link = false
    const first = await openSeat(stores, platform)
    expect(first.events.opened[0]).toEqual({ me: null, dictionary: null, limits: DEFAULT_LIMITS, openDraftId: null, repair: { restored: 0, quarantined: 0, tornTail: false, damaged: 0, missing: 0, journalLost: false, rekept: 0 } })
    expect(await first.call('me:get')).toBeNull()
    platform.link = true
    expect((await first.call('sync:now')).link).toBe('online')
    await vi.waitFor(async () => expect(await first.call('limits:get')).toMatchObject({ textCharacters: 3000 }))
    expect(await first.call('dictionary:get')).toEqual(DICTIONARY)
    await first.workspace.close()
    platform.link = false
    const second = await openSeat(stores, platform)
    expect(second.events.opened[0]).toMatchObject({ me: ME, dictionary: DICTIONARY, limits: { textCharacters: 3000 } })
    expect((await second.call('sync:facts')).link).not.toBe('online')
    await second.workspace.close()
  })
})

describe('drafts', () => {
  it('come back after a restart, with the one that was open', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, false)
    const draft = await newDraft(seat)
    expect(await seat.call('drafts:save', draft)).toMatchObject({ ok: true, value: { savedAt: expect.any(String) } })
    await seat.call('drafts:set-open', draft.id)
    await seat.workspace.close()
    const again = await openSeat(stores, platform)
    expect(again.events.opened[0]?.openDraftId).toBe(draft.id)
    expect(value(await again.call('drafts:get', draft.id))).toEqual(draft)
    await again.workspace.close()
  })
  it('keep the later of two writers', async () => {
    const seat = await readySeat(factories(), platformOf(), false)
    const older = await newDraft(seat, { text: 'раньше' })
    const later = filled(older, { text: 'позже' })
    await Promise.all([seat.call('drafts:save', later), seat.call('drafts:save', older)])
    expect(value(await seat.call('drafts:get', older.id)).appeal.text).toBe('позже')
    await seat.workspace.close()
  })
  it('are not raised from the dead by a late autosave', async () => {
    const seat = await readySeat(factories(), platformOf(), false)
    const draft = await newDraft(seat)
    expect(await seat.call('drafts:delete', draft.id)).toEqual({ ok: true, value: null })
    expect(await seat.call('drafts:save', draft)).toEqual({ ok: false, error: { code: 'E-NOT-FOUND' } })
    expect(await seat.call('drafts:get', draft.id)).toMatchObject({ error: { code: 'E-NOT-FOUND' } })
    await seat.workspace.close()
  })
  it('of another operator are neither saved nor sent here', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const theirs = await readySeat(stores, platform, true)
    const draft = await newDraft(theirs)
    await theirs.workspace.close()
    const seat = await openSeat(stores, platform, { owner: await ownerOf('op-2') })
    await seat.call('sync:now')
    expect(await seat.call('drafts:save', draft)).toMatchObject({ error: { code: 'E-NOT-FOUND' } })
    expect(await seat.call('outbox:submit', draft, { allowDuplicate: true })).toMatchObject({ error: { failure: { code: 'E-NOT-FOUND' } } })
    expect(await seat.call('lists:counts')).toMatchObject({ drafts: 0, queue: 0 })
    await seat.workspace.close()
  })
  it('are out of reach once queued', async () => {
    const seat = await readySeat(factories(), platformOf(), false)
    const draft = await newDraft(seat)
    value(await seat.call('outbox:submit', draft, { allowDuplicate: false }))
    expect(await seat.call('drafts:save', filled(draft, { text: 'поздно' }))).toMatchObject({ error: { code: 'E-LOCKED-SENT' } })
    expect(await seat.call('drafts:delete', draft.id)).toMatchObject({ error: { code: 'E-LOCKED-SENT' } })
    await seat.workspace.close()
  })
})

describe('sending', () => {
  it('names every gap by the field and queues nothing', async () => {
    const seat = await readySeat(factories(), platformOf(), false)
    const draft = value(await seat.call('drafts:create', 1))
    const refused = await seat.call('outbox:submit', draft, { allowDuplicate: false })
    expect(refused).toMatchObject({ ok: false, error: { failure: { code: 'E-PHONE-REQ' } } })
    expect(await seat.call('lists:counts')).toMatchObject({ drafts: 1, queue: 0 })
    await seat.workspace.close()
  })
  it('asks for the dictionary first when none has ever come', async () => {
    const platform = platformOf()
    platform.link = false
    const seat = await openSeat(factories(), platform)
    expect(await seat.call('outbox:submit', await newDraft(seat), { allowDuplicate: false })).toMatchObject({ error: { failure: { code: 'E-OFFLINE' } } })
    await seat.workspace.close()
  })
  it('queues without a link, shows the receipt code, and drains by itself once the link is back', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, false)
    const item = await takeCall(seat)
    expect(item).toMatchObject({ state: 'queued', position: 1, code: expect.stringMatching(/^\d{3}-\d{3}-[А-Я]$/), receipt: null })
    expect((await seat.call('outbox:view')).waiting.map(({ id }) => id)).toEqual([item.id])
    platform.link = true
    await seat.call('sync:now')
    expect(await seat.call('outbox:get', item.id)).toMatchObject({ state: 'done', receipt: { number: 300_000_001 } })
    expect(platform.accepted.size).toBe(1)
    expect(await seat.call('lists:counts')).toMatchObject({ drafts: 0, queue: 0, sent: 1 })
    const page = await seat.call('lists:page', query())
    expect(page.rows[0]).toMatchObject({ of: 'command', number: 300_000_001, who: 'Канарейкина В. И.', subject: 'Уборка снега', status: { of: 'delivery', value: 'done' } })
    await vi.waitFor(async () => expect((await seat.call('outbox:view')).lastDrainedAt).not.toBeNull())

    platform.messages.push(messageOf(platform.accepted.get(item.id)!, 300_000_001))
    seat.workspace.wake('poke')
    await vi.waitFor(async () => expect((await seat.call('lists:page', query())).rows).toMatchObject([{ of: 'message', id: item.id }]))
    expect(await seat.call('outbox:get', item.id)).toMatchObject({ state: 'done', receipt: { number: 300_000_001, epguNumber: 2_300_000_001 } })
    expect(await seat.call('messages:get', item.id)).toMatchObject({ subject: 'Уборка снега', category: 'Дворы', fact: 'Не убран тротуар', cabinetName: 'Администрация города Примерска' })
    await seat.workspace.close()
  })
  it('takes a double press for one sending', async () => {
    const seat = await readySeat(factories(), platformOf(), false)
    const draft = await newDraft(seat)
    const [one, other] = await Promise.all([seat.call('outbox:submit', draft, { allowDuplicate: false }), seat.call('outbox:submit', draft, { allowDuplicate: false })])
    expect(value(one).id).toBe(value(other).id)
    expect(await seat.call('outbox:submit', filled(draft, { text: 'другое' }), { allowDuplicate: true })).toMatchObject({ error: { failure: { code: 'E-LOCKED-SENT' } } })
    expect(await seat.call('lists:counts')).toMatchObject({ queue: 1, drafts: 0 })
    await seat.workspace.close()
  })
  it('draws another id when the receipt code is taken', async () => {
    const [draft, other] = ['019ab000-0000-7000-8000-00000000000a', '019ab000-0000-7000-8000-00000000000b']
    const [taken, alike, free] = ['019ab000-0000-7000-8000-000000000001', '019ab000-0000-7000-8000-0000000f4241', '019ab000-0000-7000-8000-000000000009']
    expect(receiptCode(alike)).toBe(receiptCode(taken))
    const ids = [draft, taken, other, alike, free]
    const platform = platformOf()
    const stores = factories()
    await (await readySeat(stores, platform, false)).workspace.close()
    let next = 0
    const seat = await openSeat(stores, platform, { world: { newId: () => ids[next++]! } })
    const first = await takeCall(seat)
    const second = await takeCall(seat)
    expect([first.id, second.id]).toEqual([taken, free])
    await seat.workspace.close()
  })
})

describe('duplicates', () => {
  it('are named for the same phone, subcategory and place however they are spelt, unless allowed', async () => {
    const seat = await readySeat(factories(), platformOf(), false)
    const first = await takeCall(seat, { phone: '+79005550000', place: 'ул. Ёлочная, 5' })
    const same = await newDraft(seat, { phone: '8 (900) 555-00-00', place: 'Ул Елочная 5' })
    expect(await seat.call('outbox:submit', same, { allowDuplicate: false })).toEqual({ ok: false, error: { failure: { code: 'E-DUP', details: { otherId: first.id, otherCode: first.code } }, issues: [] } })
    expect(await seat.call('outbox:submit', await newDraft(seat, { phone: '+79005550000', place: 'другое' }), { allowDuplicate: false })).toMatchObject({ ok: true })
    expect(await seat.call('outbox:submit', same, { allowDuplicate: true })).toMatchObject({ ok: true })
    await seat.workspace.close()
  })
  it('are seen in what was sent today, also after its message has come', async () => {
    const platform = platformOf()
    const seat = await readySeat(factories(), platform, true)
    const first = await takeCall(seat)
    await seat.call('sync:now')
    const again = await newDraft(seat)
    expect(await seat.call('outbox:submit', again, { allowDuplicate: false })).toMatchObject({ error: { failure: { code: 'E-DUP', details: { otherId: first.id } } } })
    platform.messages.push(messageOf(platform.accepted.get(first.id)!, 300_000_001))
    seat.workspace.wake('poke')
    await vi.waitFor(async () => expect(await seat.call('messages:get', first.id)).not.toBeNull())
    expect(await seat.call('outbox:submit', again, { allowDuplicate: false })).toMatchObject({ error: { failure: { code: 'E-DUP', details: { otherId: first.id } } } })
    await seat.workspace.close()
  })
})

describe('a refused command', () => {
  const problem = { type: 'urn:priyom:problem:E-VALIDATION', title: 'no', status: 422, errors: [{ pointer: '/applicant/phone', code: 'E-PHONE' }] }
  it('stays visible, opens as a draft once, and is withdrawn when its correction is accepted', async () => {
    const platform = platformOf()
    const seat = await readySeat(factories(), platform, true)
    platform.refusal = problem
    const item = await takeCall(seat)
    await seat.call('sync:now')
    expect(await seat.call('outbox:get', item.id)).toMatchObject({ state: 'needs-attention', issues: [{ path: 'applicant.phone', code: 'E-PHONE' }] })
    expect(await seat.call('lists:counts')).toMatchObject({ errors: 1, queue: 0 })
    const [draft, same] = await Promise.all([seat.call('outbox:correct', item.id), seat.call('outbox:correct', item.id)])
    expect(value(draft)).toMatchObject({ replaces: item.id, appeal: { text: item.draft?.appeal.text } })
    expect(value(same).id).toBe(value(draft).id)
    platform.refusal = null
    platform.link = false
    const corrected = value(await seat.call('outbox:submit', filled(value(draft), { phone: '+79005550001' }), { allowDuplicate: false }))
    // one record stands in the queue once: its correction stands for it
    expect(await seat.call('outbox:view')).toMatchObject({ needsAttention: [], waiting: [{ id: corrected.id, code: item.code }] })
    expect(await seat.call('outbox:get', item.id)).toMatchObject({ state: 'passed-on' })
    expect(await seat.call('outbox:correct', item.id)).toMatchObject({ error: { code: 'E-LOCKED-SENT', details: { otherId: corrected.id } } })
    platform.link = true
    await seat.call('sync:now')
    expect(await seat.call('outbox:get', item.id)).toMatchObject({ state: 'withdrawn' })
    expect(await seat.call('outbox:view')).toMatchObject({ needsAttention: [], waiting: [] })
    expect(platform.accepted.get(corrected.id)?.payload).toMatchObject({ replaces: item.id })
    await seat.workspace.close()
  })
})

describe('confirmation of connection', () => {
  it('is laid over the facts at once, asked once, and gives way to the facts of the platform', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, false)
    const view = { cabinetId: 1, console: 'backoffice', role: 'operator' } as const
    await seat.call('outbox:confirm-checklist', view)
    await seat.call('outbox:confirm-checklist', view)
    expect((await seat.call('me:get'))?.checklists).toMatchObject([{ cabinetId: 1, console: 'backoffice' }])
    expect((await seat.call('outbox:view')).waiting).toHaveLength(1)
    expect(await seat.call('lists:counts')).toMatchObject({ queue: 0 })
    await seat.workspace.close()
    const again = await openSeat(stores, platform)
    expect(again.events.opened[0]?.me?.checklists).toHaveLength(1)
    platform.link = true
    platform.me = { ...ME, checklists: [{ cabinetId: 1, console: 'backoffice', confirmedAt: '2026-11-22T09:00:00.000Z' }] }
    await again.call('sync:now')
    await vi.waitFor(async () => expect(await again.call('outbox:view')).toMatchObject({ waiting: [] }))
    expect((await again.call('me:get'))?.checklists).toHaveLength(1)
    await again.workspace.close()
  })
})

describe('history', () => {
  const answered = { text: 'Убрано', decision: 'Решено', at: '2026-11-22T08:00:00.000Z', signedBy: null }
  it('counts unread answers until they are opened, across restarts', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, true)
    const item = await takeCall(seat)
    await seat.call('sync:now')
    platform.messages.push(messageOf(platform.accepted.get(item.id)!, 300_000_001, { version: 2, answer: answered, stage: 'DONE', status: 'SEND_RESPONSE', closedAt: answered.at }))
    await seat.call('sync:now')
    expect(await seat.call('lists:counts')).toMatchObject({ answers: 1, unread: 1 })
    await seat.call('messages:mark-read', item.id)
    expect(await seat.call('lists:counts')).toMatchObject({ answers: 1, unread: 0 })
    await seat.workspace.close()
    const again = await openSeat(stores, platform)
    await again.workspace.settled()
    expect(await again.call('lists:counts')).toMatchObject({ answers: 1, unread: 0 })
    await again.workspace.close()
  })
  it('finds drafts, queued commands and messages by their words', async () => {
    const platform = platformOf()
    const seat = await readySeat(factories(), platform, true)
    const item = await takeCall(seat, { text: 'Во дворе выпал снег' })
    await seat.call('sync:now')
    platform.messages.push(messageOf(platform.accepted.get(item.id)!, 300_000_001))
    await seat.call('sync:now')
    platform.link = false
    await takeCall(seat, { text: 'Яма на дороге' })
    const draft = await newDraft(seat, { text: 'Нет света' })
    await seat.call('drafts:save', draft)
    const found = async (folder: 'sent' | 'queue' | 'drafts', search: string) => (await seat.call('lists:page', query({ folder, search }))).total
    expect(await found('sent', 'снега ')).toBe(1)
    expect(await found('sent', '300000001')).toBe(1)
    expect(await found('queue', 'ямы ')).toBe(1)
    expect(await found('drafts', 'свет')).toBe(1)
    expect(await found('drafts', 'ямы ')).toBe(0)
    expect(await seat.call('lists:page', query({ search: 'нигде' }))).toMatchObject({ total: 0, folderTotal: 1 })
    await seat.workspace.close()
  })
  it('keeps a line that only a newer app reads, and goes on with the others', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, true)
    const item = await takeCall(seat)
    await seat.call('sync:now')
    const message = messageOf(platform.accepted.get(item.id)!, 300_000_001)
    platform.extraLines.push(JSON.stringify({ kind: 'message', cursor: '0', message: { ...message, id: '019ab000-0000-7000-8000-00000000aaaa', status: 'FROM_THE_FUTURE' } }))
    platform.messages.push(message)
    await seat.call('sync:now')
    expect(await seat.call('messages:get', item.id)).not.toBeNull()
    expect(await seat.call('lists:counts')).toMatchObject({ sent: 1 })
    await seat.workspace.close()
  })
  it('lets go of a line it cannot read when its message leaves the reader', async () => {
    const [stores, platform] = [factories(), platformOf()]
    const seat = await readySeat(stores, platform, true)
    const item = await takeCall(seat)
    await seat.call('sync:now')
    const ids = ['019ab000-0000-7000-8000-00000000aaaa', '019ab000-0000-7000-8000-00000000bbbb']
    for (const id of ids) platform.extraLines.push(JSON.stringify({ kind: 'message', cursor: '0', message: { ...messageOf(platform.accepted.get(item.id)!, 300_000_001), id, status: 'FROM_THE_FUTURE' } }))
    await seat.call('sync:now')
    platform.extraLines.splice(0, 2, JSON.stringify({ kind: 'removed', cursor: '1', id: ids[0] }))
    await seat.call('sync:now')
    await seat.workspace.close()
    const databases = await openDatabases(stores, 'training', 'op-1', async () => ({ ok: true, value: null }))
    if (!databases.ok) throw new Error(databases.error.code)
    expect(await databases.value.history.parked.count()).toBe(1)
    databases.value.outbox.close()
    databases.value.history.close()
  })
})
