// Media for transfer files: full, leftovers, a folder in the way, a file that changes while it is read. Nothing half-written has a whole one's name.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOnMedium, openOnMedium, readKeyText, writeFailure } from '../../../src/main/transfer/medium.ts'

let folder: string
const at = (name: string): string => join(folder, name)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'priyom-medium-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const bytes = new Uint8Array([1, 2, 3, 4])

describe('writing', () => {
  it('gives the file its name only when all of it is there, and its ending if none was typed', async () => {
    const medium = await createOnMedium(at('queue'), 10)
    await medium.write(bytes)
    expect(readdirSync(folder)).toEqual(['queue.priyom.part'])
    await medium.write(bytes)
    await medium.finish()
    expect(readdirSync(folder)).toEqual(['queue.priyom'])
    expect(readFileSync(at('queue.priyom'))).toHaveLength(8)
    await medium.abort()
    expect(readdirSync(folder)).toEqual(['queue.priyom'])
  })

  it('69: without room tells how many megabytes are needed, and writes nothing', async () => {
    await expect(createOnMedium(at('queue.priyom'), 53 * 1024 * 1024 + 1, async () => 53 * 1024 * 1024)).rejects.toMatchObject({ code: 'E-DISK', details: { neededMb: 54, freeMb: 53 } })
    expect(readdirSync(folder)).toEqual([])
    for (const code of ['ENOSPC', 'EDQUOT', 'EFBIG']) expect(writeFailure(Object.assign(new Error(), { code }), 5_000_000)).toEqual({ code: 'E-DISK', details: { neededMb: 5 } })
  })

  it('replaces a file only when its name was typed as it is, and keeps the old one until then', async () => {
    writeFileSync(at('queue.priyom'), 'old')
    await expect(createOnMedium(at('queue'), 1)).rejects.toMatchObject({ code: 'E-BACKUP-WRITE', details: { reason: 'exists' } })
    const given = await createOnMedium(at('queue.priyom'), 1)
    await given.write(bytes)
    await given.abort()
    expect(readFileSync(at('queue.priyom'), 'utf8')).toBe('old')
    const other = await createOnMedium(at('queue.priyom'), 1)
    await other.write(bytes)
    await other.finish()
    expect(readFileSync(at('queue.priyom'))).toHaveLength(4)
    expect(readdirSync(folder)).toEqual(['queue.priyom'])
  })

  it('what a pulled medium left of an earlier try is written over', async () => {
    writeFileSync(at('queue.priyom.part'), 'half of it')
    const medium = await createOnMedium(at('queue.priyom'), 1)
    await medium.finish()
    expect(readFileSync(at('queue.priyom'))).toHaveLength(0)
  })

  it('a file that is not as long as what was written gets no name', async () => {
    const medium = await createOnMedium(at('queue.priyom'), 1)
    await medium.write(bytes)
    truncateSync(at('queue.priyom.part'), 1)
    await expect(medium.finish()).rejects.toMatchObject({ code: 'E-BACKUP-WRITE', details: { reason: 'gone' } })
    await medium.abort()
    expect(readdirSync(folder)).toEqual([])
  })

  it('tells a place that may not be written to from one that is gone', async () => {
    mkdirSync(at('folder.priyom'))
    const medium = await createOnMedium(at('folder.priyom'), 1)
    const refused = await medium.finish().catch((error: unknown) => writeFailure(error, 1))
    await medium.abort()
    expect(refused).toEqual({ code: 'E-BACKUP-WRITE', details: { reason: 'denied' } })
    for (const code of ['EROFS', 'EACCES', 'EPERM']) expect(writeFailure(Object.assign(new Error(), { code }), 1)).toMatchObject({ details: { reason: 'denied' } })
    for (const code of ['EIO', 'ENODEV', 'ENOENT']) expect(writeFailure(Object.assign(new Error(), { code }), 1)).toMatchObject({ details: { reason: 'gone' } })
  })
})

describe('reading', () => {
  it('gives any part, and stops at a file that became shorter', async () => {
    writeFileSync(at('queue.priyom'), Buffer.from('abcdefgh'))
    const medium = await openOnMedium(at('queue.priyom'))
    expect([medium.name, medium.size]).toEqual(['queue.priyom', 8])
    expect(Buffer.from(await medium.read(2, 3)).toString()).toBe('cde')
    truncateSync(at('queue.priyom'), 4)
    await expect(medium.read(2, 3)).rejects.toMatchObject({ code: 'E-BACKUP-READ' })
    await medium.close()
  })
  it('takes no folder for a file, and no large or empty file for a key', async () => {
    await expect(openOnMedium(folder)).rejects.toMatchObject({ code: 'E-BACKUP-READ' })
    writeFileSync(at('key.pem'), '')
    await expect(readKeyText(at('key.pem'))).rejects.toMatchObject({ code: 'E-BACKUP-KEY' })
    writeFileSync(at('key.pem'), 'x'.repeat(30_000))
    await expect(readKeyText(at('key.pem'))).rejects.toMatchObject({ code: 'E-BACKUP-KEY' })
    writeFileSync(at('key.pem'), 'ключ')
    chmodSync(at('key.pem'), 0o400)
    expect(new TextDecoder().decode(await readKeyText(at('key.pem')))).toBe('ключ')
  })
})
