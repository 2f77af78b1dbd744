// The inner target that a coordinator types as a day, and the decisions that a card offers.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayIn } from '../../../src/shared/terms.ts'
import { endOfDay, typedDay } from '../../../src/renderer/features/messages/acts/inner-target.ts'
import { offersOn } from '../../../src/renderer/features/messages/acts/offered.ts'
import { coordinator, messageNow } from './message.ts'

const ZONES = ['Europe/Kaliningrad', 'Europe/Moscow', 'Asia/Kamchatka', 'America/St_Johns', 'Pacific/Chatham']
const day = fc.date({ min: new Date('2024-01-01T00:00:00Z'), max: new Date('2034-12-31T00:00:00Z'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))

test('a typed day is that day to its last minute in the cabinet\'s zone, and reads back as it was typed', () => {
  fc.assert(
    fc.property(day, fc.constantFrom(...ZONES), (wanted, zone) => {
      const end = endOfDay(wanted, zone, null)
      expect(dayIn(Date.parse(end), zone)).toBe(wanted)
      expect(dayIn(Date.parse(end) + 60_000, zone)).not.toBe(wanted)
      expect(typedDay(end, zone)).toBe(wanted.split('-').toReversed().join('.'))
    }),
  )
})
test('on the day of the answer the inner target is not later than the answer', () => {
  expect(endOfDay('2026-03-20', 'Europe/Moscow', '2026-03-20T14:40:00.000Z')).toBe('2026-03-20T14:40:00.000Z')
})

test('a card offers the decisions of the role in view, and says of those that cannot be made what is in the way', () => {
  const offered = (change: Parameters<typeof messageNow>[0], role: 'coordinator' | 'operator') => offersOn(messageNow(change), role, coordinator).map(({ action, may }) => [action, may.allowed])
  expect(offered({}, 'coordinator')).toEqual([['assign', true], ['change-category', true]])
  expect(offered({ stage: 'EXECUTION', status: 'TAKE_TO_WORK' }, 'coordinator')).toEqual([['assign', false], ['change-category', false]])
  expect(offered({ currentCabinetId: 3 }, 'coordinator')).toEqual([['assign', false], ['change-category', false]])
  expect(offered({ intakeCabinetId: 2 }, 'operator')).toEqual([['withdraw', true]])
  expect(offered({ intakeCabinetId: 2, status: 'CLARIFY_REQUEST' }, 'operator')).toEqual([['clarify', true], ['withdraw', true]])
})
