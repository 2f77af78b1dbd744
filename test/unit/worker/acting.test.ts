// Two coordinators decide about one message, one of them without a link: what waits, what is shown, what meets another version, what is kept.
import { expect, test } from 'vitest'
import { DEFAULT_LIFECYCLE } from '../../../src/shared/contract/lifecycle.ts'
import { chooseAll, conflictOf } from '../../../src/shared/conflict/rows.ts'
import { messageNow } from '../conflict/message.ts'
import { assign, cabinet, cardOf, drain, FIRST, platformWithVersions, recategorise, seatOf } from './coordinators.ts'
import { diskOf, factories, NOW, query, type Seat } from './seat.ts'

test('a decision waits ten seconds, is seen at once, and leaves on the version that was on the screen', async () => {
  const platform = platformWithVersions()
  const mine = await seatOf(platform)
  await assign(mine.seat, 'a')
  await mine.seat.call('sync:now')
  expect(platform.history.size).toBe(0)
  const card = await cardOf(mine.seat)
  expect([card.message.executorName, card.message.status, card.message.version, card.pending.length]).toEqual(['Тестов И. И.', 'SET_EXECUTOR', 4, 1])
  expect((await mine.seat.call('lists:page', query({ folder: 'messages' }))).rows[0]).toMatchObject({ pending: true, status: { value: 'SET_EXECUTOR' } })
  await drain(mine)
  expect([...platform.history.values()].map(({ type, base }) => [type, base?.version])).toEqual([['message.assign', 4]])
  await mine.seat.call('sync:now')
  expect((await cardOf(mine.seat)).pending).toEqual([])
  expect((await cardOf(mine.seat)).message.version).toBe(5)
})

test('within ten seconds it can be taken back, later not', async () => {
  const platform = platformWithVersions()
  const mine = await seatOf(platform)
  const id = await assign(mine.seat, 'a')
  expect(await mine.seat.call('acts:undoable')).toMatchObject([{ id, action: 'assign' }])
  expect(await mine.seat.call('acts:undo', id)).toEqual({ ok: true, value: null })
  expect((await cardOf(mine.seat)).message.status).toBe('MODERATION_ACCEPT')
  await drain(mine)
  expect(platform.history.size).toBe(0)
  const again = await assign(mine.seat, 'b')
  await drain(mine)
  expect((await mine.seat.call('acts:undo', again)).ok).toBe(false)
})

test('a second own decision made on top of the first is no conflict with oneself', async () => {
  const platform = platformWithVersions()
  const mine = await seatOf(platform)
  platform.link = false
  await mine.seat.call('sync:now')
  await recategorise(mine.seat)
  await assign(mine.seat, 'a')
  await assign(mine.seat, 'b')
  platform.link = true
  await drain(mine)
  await mine.seat.call('sync:now')
  expect([...platform.history.values()].map(({ type, base }) => [type, base?.version])).toEqual([['message.change-category', 4], ['message.assign', 5], ['message.assign', 6]])
  expect(await mine.seat.call('conflicts:view')).toEqual([])
})

test('of two own decisions the first may be taken back: the other one stands on what was there before', async () => {
  const platform = platformWithVersions()
  const mine = await seatOf(platform)
  const first = await recategorise(mine.seat)
  await assign(mine.seat, 'a')
  await mine.seat.call('acts:undo', first)
  await drain(mine)
  expect([...platform.history.values()].map(({ type, base }) => [type, base?.version])).toEqual([['message.assign', 4]])
})

test('two coordinators, one without a link: the later one is asked, later own decisions about the message wait, other messages do not', async () => {
  const platform = platformWithVersions()
  const other = messageNow({ ...FIRST, id: '019f8a30-0000-7000-8000-0000000000aa' })
  platform.messages.push(other)
  const [mine, theirs] = [await seatOf(platform), await seatOf(platform)]
  await assign(mine.seat, 'a', 'Начать с неё')
  await recategoriseAfter(mine.seat)
  const elsewhere = (await mine.seat.call('messages:get', other.id))!
  await mine.seat.call('messages:act', { shown: elsewhere.message, action: 'assign', payload: { executorId: 'a', innerAt: null, comment: null }, cabinetId: 2 })
  await assign(theirs.seat, 'b')
  await drain(theirs)
  await drain(mine)
  await mine.seat.call('sync:now')
  const [conflict, ...more] = await mine.seat.call('conflicts:view')
  expect(more).toEqual([])
  expect(conflict).toMatchObject({ action: 'assign', payload: { executorId: 'a', comment: 'Начать с неё' }, was: { version: 4 }, now: { version: 5, executorId: 'b' } })
  expect([...platform.history.values()].filter(({ base }) => base?.id === other.id)).toHaveLength(1)
  expect([...platform.history.values()].filter(({ base }) => base?.id === FIRST.id)).toHaveLength(1)
  expect((await mine.seat.call('lists:counts')).conflicts).toBe(1)
  // nothing more is decided about it before that
  expect(await mine.seat.call('messages:act', { shown: (await cardOf(mine.seat)).message, action: 'assign', payload: { executorId: 'a', innerAt: null, comment: null }, cabinetId: 2 })).toMatchObject({ ok: false, error: { code: 'E-CONFLICT' } })
})
const recategoriseAfter = async (seat: Seat) => {
  const { message } = await cardOf(seat)
  await seat.call('messages:act', { shown: message, action: 'assign', payload: { executorId: 'b', innerAt: null, comment: 'Передумали' }, cabinetId: 2 })
}

const clashed = async () => {
  const platform = platformWithVersions()
  const [mine, theirs] = [await seatOf(platform), await seatOf(platform)]
  const id = await assign(mine.seat, 'a')
  await assign(theirs.seat, 'b')
  await drain(theirs)
  await drain(mine)
  await mine.seat.call('sync:now')
  const [view] = await mine.seat.call('conflicts:view')
  if (view === undefined) throw new Error('no conflict')
  const rows = conflictOf({ was: view.was, mine: { action: view.action, payload: view.payload }, now: view.now, facts: { actor: { roles: ['coordinator'], cabinetId: 2, id: 'op-1' }, cabinets: [cabinet], lifecycle: DEFAULT_LIFECYCLE, now: new Date(NOW) } }).rows
  return { platform, mine, theirs, id, view, rows }
}

test('mine kept is a new command on the present version; the old one is on record, both are in the history', async () => {
  const { platform, mine, id, view, rows } = await clashed()
  const decided = await mine.seat.call('conflicts:decide', view.id, view.now!.version, chooseAll(rows, 'mine'))
  expect(decided).toMatchObject({ ok: true })
  expect(await mine.seat.call('conflicts:view')).toEqual([])
  expect((await mine.seat.call('lists:counts')).errors).toBe(0)
  await drain(mine)
  expect(platform.messages[0]).toMatchObject({ version: 6, executorId: 'a' })
  expect(platform.messages[0]!.history.map(({ action }) => action).slice(-2)).toEqual(['assign', 'assign'])
  expect((await mine.seat.call('outbox:get', id))?.state).toBe('withdrawn')
})

test('what was made on top of a conflict neither waits for ever nor slips through: it is asked about in its turn', async () => {
  const platform = platformWithVersions()
  const [mine, theirs] = [await seatOf(platform), await seatOf(platform)]
  await recategorise(mine.seat)
  await assign(mine.seat, 'a')
  await assign(theirs.seat, 'b')
  await drain(theirs)
  await drain(mine)
  const [first, ...more] = await mine.seat.call('conflicts:view')
  expect([first?.action, more.length]).toEqual(['change-category', 0])
  await mine.seat.call('conflicts:decide', first!.id, first!.now!.version, {})
  await drain(mine)
  const [second] = await mine.seat.call('conflicts:view')
  expect(second).toMatchObject({ action: 'assign', now: { version: 5 } })
  await mine.seat.call('conflicts:decide', second!.id, 5, { executor: 'mine' })
  await drain(mine)
  expect(platform.messages[0]).toMatchObject({ version: 6, executorId: 'a' })
  expect(await mine.seat.call('outbox:view')).toMatchObject({ waiting: [], unknown: [], needsAttention: [] })
})

test('a decision of a conflict leaves even while a later own decision waits for it', async () => {
  const platform = platformWithVersions()
  const [mine, theirs] = [await seatOf(platform), await seatOf(platform)]
  await assign(mine.seat, 'a')
  await assign(mine.seat, 'b', 'Передумали')
  await assign(theirs.seat, 'b')
  await drain(theirs)
  await drain(mine)
  const [first] = await mine.seat.call('conflicts:view')
  await mine.seat.call('conflicts:decide', first!.id, first!.now!.version, { executor: 'mine' })
  await drain(mine)
  await mine.seat.call('sync:now')
  expect(platform.messages[0]).toMatchObject({ version: 6, executorId: 'a' })
  expect(await mine.seat.call('conflicts:view')).toMatchObject([{ payload: { comment: 'Передумали' }, now: { version: 6 } }])
})

test('theirs taken sends nothing, and my words stay on record', async () => {
  const { platform, mine, id, view, rows } = await clashed()
  expect(await mine.seat.call('conflicts:decide', view.id, view.now!.version, chooseAll(rows, 'theirs'))).toEqual({ ok: true, value: { id: null } })
  await drain(mine)
  expect(platform.messages[0]).toMatchObject({ version: 5, executorId: 'b' })
  expect(await mine.seat.call('conflicts:view')).toEqual([])
  expect((await mine.seat.call('outbox:get', id))?.state).toBe('withdrawn')
})

test('a decision that is taken back within ten seconds brings the conflict back', async () => {
  const { mine, view, rows } = await clashed()
  const decided = await mine.seat.call('conflicts:decide', view.id, view.now!.version, chooseAll(rows, 'mine'))
  await mine.seat.call('acts:undo', decided.ok ? decided.value.id! : '')
  expect(await mine.seat.call('conflicts:view')).toMatchObject([{ id: view.id }])
})

test('when the message moves again meanwhile, the fresh state is asked about, and an old look decides nothing', async () => {
  const { platform, mine, theirs, view, rows } = await clashed()
  await mine.seat.call('conflicts:decide', view.id, view.now!.version, chooseAll(rows, 'mine'))
  await theirs.seat.call('sync:now')
  await assign(theirs.seat, 'b', 'Ещё раз')
  await drain(theirs)
  await drain(mine)
  const [again, ...more] = await mine.seat.call('conflicts:view')
  expect(more).toEqual([])
  expect(again).toMatchObject({ was: { version: 5 }, now: { version: 6 } })
  expect(await mine.seat.call('conflicts:decide', again!.id, 5, chooseAll(rows, 'mine'))).toMatchObject({ ok: false, error: { code: 'E-CONFLICT' } })
  expect(platform.messages[0]).toMatchObject({ version: 6, executorId: 'b' })
})

test('a conflict outlives a restart, and the journal alone brings the decision back', async () => {
  const { platform, mine, view } = await clashed()
  await mine.seat.workspace.close()
  const again = await seatOf(platform, mine.stores)
  expect(await again.seat.call('conflicts:view')).toMatchObject([{ id: view.id, was: { version: 4 }, now: { version: 5 } }])
  await again.seat.workspace.close()

  const bare = factories()
  Object.assign(diskOf(bare), diskOf(mine.stores))
  const restored = await seatOf(platform, bare)
  await drain(restored)
  expect(await restored.seat.call('conflicts:view')).toMatchObject([{ id: view.id, was: { version: 4 }, now: { version: 5 } }])
})
