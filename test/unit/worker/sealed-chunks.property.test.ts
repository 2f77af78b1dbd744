import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newFileKey, openChunk, sealChunk } from '../../../src/renderer/worker/files/sealed-chunks.ts'

const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 }).map((value) => new Uint8Array(value))
const place = { id: '0192f0c1-0000-7000-8000-000000000001', index: 1, count: 3 }

describe('a sealed chunk', () => {
  it('comes back as it was, under its own key only', () =>
    fc.assert(fc.asyncProperty(bytes, async (plain) => {
      const key = newFileKey()
      const sealed = await sealChunk(key, place, plain)
      expect(await openChunk(key, place, sealed)).toEqual({ ok: true, value: plain })
      expect((await openChunk(newFileKey(), place, sealed)).ok).toBe(false)
    })))

  it('is not taken in another place, another file, or as the end of a cut one', async () => {
    const key = newFileKey()
    const sealed = await sealChunk(key, place, new Uint8Array([1, 2, 3]))
    for (const other of [{ ...place, index: 0 }, { ...place, id: place.id.replace(/1$/, '2') }, { ...place, count: 2 }]) expect((await openChunk(key, other, sealed)).ok).toBe(false)
  })

  it('tells of every changed bit and every cut', () =>
    fc.assert(fc.asyncProperty(bytes, fc.nat(), async (plain, at) => {
      const key = newFileKey()
      const sealed = await sealChunk(key, place, plain)
      const spoilt = sealed.slice()
      spoilt[at % spoilt.length] = (spoilt[at % spoilt.length] ?? 0) ^ 1
      expect((await openChunk(key, place, spoilt)).ok).toBe(false)
      expect((await openChunk(key, place, sealed.slice(0, at % sealed.length))).ok).toBe(false)
    })))
})
