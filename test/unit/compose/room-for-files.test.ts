import { expect, it } from 'vitest'
import { hasRoom } from '../../../src/renderer/features/compose/room-for-files.ts'

const MB = 1024 * 1024
it('files are taken only where 100 MB stay free beside them', () => {
  expect(hasRoom(100 * MB + 5, [5])).toBe(true)
  expect(hasRoom(100 * MB + 4, [5])).toBe(false)
  expect(hasRoom(130 * MB, [20 * MB, 10 * MB])).toBe(true)
  expect(hasRoom(130 * MB, [20 * MB, 11 * MB])).toBe(false)
})
