// A sealed value opens where it was put and nowhere else, whatever else checks its content.
import { describe, expect, it } from 'vitest'
import { createSealer, type Owner, type Place } from '../../../src/renderer/worker/seal.ts'
import { ownerOf } from './seat.ts'

const PLACE: Place = { table: 'drafts', id: 'a', schemaVersion: 1 }
const sealed = async () => (await createSealer(await ownerOf())).seal(PLACE, 'слово')
const openedAs = async (owner: Partial<Owner>, place: Partial<Place> = {}) =>
  createSealer({ ...(await ownerOf()), ...owner }).open({ ...PLACE, ...place }, await sealed())

describe('a sealed value', () => {
  it('opens in its own place', async () => expect(await openedAs({})).toEqual({ ok: true, value: 'слово' }))
  it.each<[string, Partial<Owner>, Partial<Place>]>([
    ['mode', { mode: 'live' }, {}],
    ['operator', { operatorId: 'op-2' }, {}],
    ['key name', { keyId: 'k2' }, {}],
    ['table', {}, { table: 'outbox.command' }],
    ['id', {}, { id: 'b' }],
    ['schema version', {}, { schemaVersion: 2 }],
  ])('does not open under another %s, though the key is the same', async (_, owner, place) => {
    expect(await openedAs(owner, place)).toMatchObject({ ok: false, error: { code: 'E-INTEGRITY' } })
  })
  it('never looks the same twice: nobody sees that a text came back', async () => {
    const [one, other] = [await sealed(), await sealed()]
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(false)
  })
})
