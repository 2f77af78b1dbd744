// What the platform promises of uploads, on whichever database.
import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { expect, test } from 'vitest'
import { v7 } from 'uuid'
import { codeOfProblem } from '../../../src/shared/contract/problem.ts'
import { readMessage } from '../../../src/platform/messages.ts'
import { pdf, png } from '../../support/file-bytes.ts'
import { command, personWith, problemIn, submission, type TestPlatform } from '../../support/platform.ts'

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const TUS = { 'tus-resumable': '1.0.0' }
type Given = { id?: string; name?: string; type?: string; bytes: Uint8Array; sha256?: string; size?: number; as?: string }

const metadataOf = (facts: Record<string, string>): string => Object.entries(facts).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(',')
const create = (platform: TestPlatform, { id = v7(), name = 'фото.png', type = 'image/png', bytes, sha256 = hashOf(bytes), size = bytes.length, as = 'operator' }: Given & { id?: string }) =>
  platform.ask('/v1/files', { as, method: 'POST', headers: { ...TUS, 'upload-length': String(size), 'upload-metadata': metadataOf({ id, filename: name, filetype: type, sha256 }) } })
const append = (platform: TestPlatform, id: string, offset: number, bytes: Uint8Array, as = 'operator') =>
  platform.ask(`/v1/files/${id}`, { as, method: 'PATCH', body: bytes, headers: { ...TUS, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' } })
const offsetOf = async (platform: TestPlatform, id: string, as = 'operator'): Promise<number | null> => {
  const answer = await platform.ask(`/v1/files/${id}`, { as, method: 'HEAD', headers: TUS })
  return answer.status === 200 ? Number(answer.headers.get('upload-offset')) : null
}
const upload = async (platform: TestPlatform, given: Given): Promise<string> => {
  const id = given.id ?? v7()
  expect((await create(platform, { ...given, id })).status).toBe(201)
  expect((await append(platform, id, 0, given.bytes, given.as)).status).toBe(204)
  return id
}
const codeIn = async (answer: Response) => codeOfProblem((await problemIn(answer)).type)
const issuesOf = async (platform: TestPlatform, attachmentIds: string[], as?: string) => {
  const [result] = await platform.send([command(submission({ attachmentIds }))], as)
  return result?.outcome === 'rejected' ? result.problem.errors?.map(({ pointer, code }) => [pointer, code]) : result?.outcome
}

export const promisesOfFiles = (platform: () => TestPlatform): void => {
  test('a message shows its finished files, and they come back byte for byte to whoever sees the message', async () => {
    const [image, paper] = [png({ noise: 200_000 }), pdf()]
    const ids = [await upload(platform(), { bytes: image }), await upload(platform(), { bytes: paper, name: 'акт.pdf', type: 'application/pdf' })]
    const sent = command(submission({ attachmentIds: ids }))
    const [result] = await platform().send([sent])
    expect(result?.outcome).toBe('accepted')
    expect((await readMessage(platform().store.database, sent.id))?.attachments).toEqual([
      { id: ids[0], name: 'фото.png', type: 'image/png', size: image.length },
      { id: ids[1], name: 'акт.pdf', type: 'application/pdf', size: paper.length },
    ])
    const answer = await platform().ask(`/v1/files/${ids[0]}/content`, { as: 'moderator' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${encodeURIComponent('фото.png')}`)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(hashOf(new Uint8Array(await answer.arrayBuffer()))).toBe(hashOf(image))
    expect((await platform().ask(`/v1/files/${ids[0]}/content`, { as: 'analyst' })).status).toBe(404)
  })

  test('an upload that was cut goes on where it broke off', async () => {
    const bytes = png({ noise: 300_000 })
    const id = v7()
    await create(platform(), { id, bytes })
    await new Promise<void>((resolve) => {
      const cut = request(`${platform().url}/v1/files/${id}`, {
        method: 'PATCH',
        headers: { ...TUS, authorization: `Bearer ${personWith('operator')}`, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream', 'content-length': bytes.length },
      })
      cut.on('error', () => resolve())
      cut.write(bytes.subarray(0, 100_000), () => cut.destroy())
      cut.on('close', () => resolve())
    })
    let offset: number | null = null
    await expect.poll(async () => (offset = await offsetOf(platform(), id))).toBeGreaterThan(0)
    expect(offset).toBeLessThanOrEqual(100_000)
    expect((await append(platform(), id, offset!, bytes.subarray(offset!))).status).toBe(204)
    expect(await issuesOf(platform(), [id])).toBe('accepted')
  })

  test('creating the same file again resumes it; another content under its id is refused', async () => {
    const bytes = png()
    const id = v7()
    await create(platform(), { id, bytes })
    await append(platform(), id, 0, bytes.subarray(0, 20))
    expect((await create(platform(), { id, bytes })).status).toBe(201)
    expect(await offsetOf(platform(), id)).toBe(20)
    const other = await create(platform(), { id, bytes: png({ width: 9 }) })
    expect([other.status, await codeIn(other)]).toEqual([422, 'E-KEY-REUSED'])
    expect((await append(platform(), id, 20, bytes.subarray(20))).status).toBe(204)
    expect((await create(platform(), { id, bytes })).status).toBe(201)
    expect(await offsetOf(platform(), id)).toBe(bytes.length)
  })

  test('a wrong sha-256 begins the upload anew and never makes a finished file', async () => {
    const bytes = png()
    const id = v7()
    await create(platform(), { id, bytes })
    const spoilt = bytes.slice()
    spoilt[30] = (spoilt[30] ?? 0) ^ 1
    expect((await append(platform(), id, 0, spoilt)).status).toBe(460)
    expect(await offsetOf(platform(), id)).toBe(0)
    expect(await issuesOf(platform(), [id])).toEqual([['/attachmentIds/0', 'E-FILE-MISSING']])
    expect((await append(platform(), id, 0, bytes)).status).toBe(204)
    expect(await issuesOf(platform(), [id])).toBe('accepted')
  })

  test('refuses what is too large or empty before a byte, and bytes that are another kind of file at the last one; a command hears why', async () => {
    const large = v7()
    const answer = await create(platform(), { id: large, bytes: png(), size: 21 * 1024 * 1024 })
    expect([answer.status, await codeIn(answer)]).toEqual([413, 'E-FILE-SIZE'])
    expect(await codeIn(await create(platform(), { bytes: new Uint8Array() }))).toBe('E-FILE-EMPTY')
    const program = new Uint8Array(Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100)]))
    const id = v7()
    await create(platform(), { id, bytes: program, name: 'счёт.pdf', type: 'application/pdf' })
    const last = await append(platform(), id, 0, program)
    expect(last.status).toBe(422)
    expect(codeOfProblem((JSON.parse(await last.text()) as { type: string }).type)).toBe('E-FILE-TYPE')
    expect(await issuesOf(platform(), [large, id])).toEqual([['/attachmentIds/0', 'E-FILE-SIZE'], ['/attachmentIds/1', 'E-FILE-TYPE']])
    expect(await codeIn(await create(platform(), { id, bytes: program, name: 'счёт.pdf', type: 'application/pdf' }))).toBe('E-FILE-TYPE')
  })

  test('nobody else may ask for, fill, delete, name or fetch an upload', async () => {
    const bytes = png()
    const id = v7()
    await create(platform(), { id, bytes })
    expect(await offsetOf(platform(), id, 'moderator')).toBeNull()
    expect((await append(platform(), id, 0, bytes, 'moderator')).status).toBe(404)
    expect((await platform().ask(`/v1/files/${id}`, { as: 'moderator', method: 'DELETE', headers: TUS })).status).toBe(404)
    expect((await create(platform(), { id, bytes, as: 'moderator' })).status).toBe(422)
    await append(platform(), id, 0, bytes)
    expect((await platform().ask(`/v1/files/${id}/content`)).status).toBe(404)
    const foreign = await upload(platform(), { bytes, as: 'moderator' })
    expect(await issuesOf(platform(), [id, foreign, v7()])).toEqual([['/attachmentIds/1', 'E-FILE-MISSING'], ['/attachmentIds/2', 'E-FILE-MISSING']])
  })

  test('two writers at once never mix their bytes', async () => {
    const bytes = png({ noise: 400_000 })
    const id = v7()
    await create(platform(), { id, bytes })
    const answers = await Promise.all([append(platform(), id, 0, bytes), append(platform(), id, 0, bytes)])
    // the later one hears that another stands elsewhere, or that the first one's bytes are being judged
    expect([[204, 409], [204, 423]]).toContainEqual(answers.map(({ status }) => status).sort())
    expect(await issuesOf(platform(), [id])).toBe('accepted')
  })

  test('a file belongs to one message for ever, and can be taken back only before that', async () => {
    const id = await upload(platform(), { bytes: png() })
    expect(await issuesOf(platform(), [id, id])).toEqual([['/attachmentIds', 'E-FILE-COUNT']])
    expect(await issuesOf(platform(), [id])).toBe('accepted')
    expect(await issuesOf(platform(), [id])).toEqual([['/attachmentIds/0', 'E-FILE-MISSING']])
    expect((await platform().ask(`/v1/files/${id}`, { method: 'DELETE', headers: TUS })).status).toBe(403)
    const other = await upload(platform(), { bytes: png() })
    expect((await platform().ask(`/v1/files/${other}`, { method: 'DELETE', headers: TUS })).status).toBe(204)
    expect(await offsetOf(platform(), other)).toBeNull()
  })
  test('what nobody finished or named in a message within a week is forgotten, and may be begun anew; a file of a message stays', async () => {
    const bytes = png({ noise: 1000 })
    const [open, unused] = [v7(), await upload(platform(), { bytes })]
    await create(platform(), { id: open, bytes })
    await append(platform(), open, 0, bytes.subarray(0, 500))
    const kept = await upload(platform(), { bytes })
    expect(await issuesOf(platform(), [kept])).toBe('accepted')
    platform().clock.shift(6 * 24 * 60 * 60 * 1000)
    expect(await offsetOf(platform(), open)).toBe(500)
    platform().clock.shift(8 * 24 * 60 * 60 * 1000)
    expect([await offsetOf(platform(), open), await offsetOf(platform(), unused), await offsetOf(platform(), kept)]).toEqual([null, null, bytes.length])
    expect((await create(platform(), { id: open, bytes })).status).toBe(201)
    expect(await offsetOf(platform(), open)).toBe(0)
    platform().clock.shift(0)
  })
}
