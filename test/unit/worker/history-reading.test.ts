import { IDBDatabase } from 'fake-indexeddb'
import { afterEach, expect, it, vi } from 'vitest'
import { factories, messageOf, openSeat, platformOf, query, readySeat, takeCall } from './seat.ts'

afterEach(() => vi.restoreAllMocks())

it('messages that cannot be read from the disk are read again without a restart, the screen knows, and sending goes on meanwhile', async () => {
  const [stores, platform] = [factories(), platformOf()]
  const first = await readySeat(stores, platform, true)
  const sent = await takeCall(first)
  await first.call('sync:now')
  platform.messages.push(messageOf(platform.accepted.get(sent.id)!, 300_000_001))
  await first.call('sync:now')
  await first.workspace.close()

  const begin = IDBDatabase.prototype.transaction
  let isBroken = true
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args: unknown[]) {
    if (isBroken && [args[0]].flat().join() === 'messages') throw new DOMException('no', 'UnknownError')
    return (begin as (...args: unknown[]) => never).apply(this, args)
  } as never)
  const seat = await openSeat(stores, platform, { world: { chance: () => 0 } })
  await expect.poll(() => seat.events.history).toContainEqual({ failure: { code: 'E-DB' } })
  // of what was sent only the command of this shift is there, not the message that it became
  expect((await seat.call('lists:page', query())).rows.map(({ of }) => of)).toEqual(['command'])
  // the queue does not wait for the list
  const other = await takeCall(seat, { phone: '+79001112244', place: 'другое место' })
  await seat.call('sync:now')
  expect([...platform.accepted.keys()]).toContain(other.id)
  isBroken = false
  await expect.poll(() => seat.events.history.at(-1), { timeout: 10_000 }).toEqual({ failure: null })
  await seat.workspace.settled()
  expect((await seat.call('lists:page', query())).rows.filter(({ of }) => of === 'message').map(({ id }) => id)).toContain(sent.id)
  // and what the platform tells from now on is taken in
  platform.messages.push(messageOf(platform.accepted.get(other.id)!, 300_000_002))
  await seat.call('sync:now')
  expect((await seat.call('messages:get', other.id))?.message.number).toBe(300_000_002)
  await seat.workspace.close()
})
