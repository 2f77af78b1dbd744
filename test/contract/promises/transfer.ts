// What the platform promises of commands that another seat brings in a transfer file, on whichever database.
import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { v7 } from 'uuid'
import { codeOfProblem } from '../../../src/shared/contract/problem.ts'
import { readMessage } from '../../../src/platform/messages.ts'
import { command as commandTable, file as fileTable } from '../../../src/platform/schema.ts'
import { HOUSING_ID } from '../../../src/platform/seed/people.ts'
import { png } from '../../support/file-bytes.ts'
import { command, personWith, submission, type TestPlatform } from '../../support/platform.ts'

const author = personWith('operator')
const importer = personWith('cabinet-admin')
const carriedFrom = (authorId = author) => ({ carried: { authorId, transferId: v7() } })
const TUS = { 'tus-resumable': '1.0.0' }

export const promisesOfTransfer = (platform: () => TestPlatform): void => {
  const codeOf = async (sent: unknown, as: string) => {
    const [result] = await platform().send([sent], as)
    return result?.outcome === 'rejected' ? codeOfProblem(result.problem.type) : result?.outcome
  }
  const create = (id: string, bytes: Uint8Array, facts: Record<string, string>, as: string) =>
    platform().ask('/v1/files', {
      as, method: 'POST',
      headers: {
        ...TUS, 'upload-length': String(bytes.length),
        'upload-metadata': Object.entries({ id, filename: 'фото.png', filetype: 'image/png', sha256: createHash('sha256').update(bytes).digest('hex'), ...facts }).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(','),
      },
    })
  const append = (id: string, offset: number, bytes: Uint8Array, as: string) =>
    platform().ask(`/v1/files/${id}`, { as, method: 'PATCH', body: bytes, headers: { ...TUS, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' } })

  test('a brought command stays its author\'s, and the platform notes who brought it', async () => {
    const mark = carriedFrom()
    const sent = command(submission(), mark)
    const [result] = await platform().send([sent], 'cabinet-admin')
    expect(result?.outcome).toBe('accepted')
    const message = await readMessage(platform().store.database, sent.id)
    expect(message?.intake).toMatchObject({ operatorId: author, operatorName: 'Образцова В. П.' })
    expect(message?.history[0]?.by).toEqual({ kind: 'person', name: 'Образцова В. П.', role: 'operator', carriedBy: 'Условный Б. А.' })
    const [row] = await platform().store.database.select().from(commandTable).where(eq(commandTable.id, sent.id))
    expect(row).toMatchObject({ personId: author, importedBy: importer, transferId: mark.carried.transferId })
  })

  test('brought twice, or sent by its author besides, it is one message with one receipt', async () => {
    const own = command(submission())
    const brought = { ...own, ...carriedFrom() }
    const [first] = await platform().send([brought], 'cabinet-admin')
    if (first?.outcome !== 'accepted') throw new Error(JSON.stringify(first))
    const again = [...(await platform().send([brought, { ...own, ...carriedFrom() }], 'cabinet-admin')), ...(await platform().send([own]))]
    expect(again).toEqual(Array.from({ length: 3 }, () => ({ id: own.id, outcome: 'duplicate', receipt: first.receipt })))
    for (const as of ['operator', 'cabinet-admin']) expect(await (await platform().ask(`/v1/commands/${own.id}`, { as })).json()).toEqual({ fate: 'accepted', receipt: first.receipt })
  })

  test('sent by its author first, it is a duplicate for whoever brings it, and its fate is told to them', async () => {
    const own = command(submission())
    const [first] = await platform().send([own])
    if (first?.outcome !== 'accepted') throw new Error(JSON.stringify(first))
    expect(await (await platform().ask(`/v1/commands/${own.id}`, { as: 'cabinet-admin' })).json()).toEqual({ fate: 'accepted', receipt: first.receipt })
    expect(await platform().send([{ ...own, ...carriedFrom() }], 'cabinet-admin')).toEqual([{ id: own.id, outcome: 'duplicate', receipt: first.receipt }])
    const [row] = await platform().store.database.select().from(commandTable).where(eq(commandTable.id, own.id))
    expect(row?.importedBy).toBeNull()
  })

  test('twenty at once, from both seats, make one message', async () => {
    const own = command(submission())
    const brought = { ...own, ...carriedFrom() }
    const results = (await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? platform().send([own]) : platform().send([brought], 'cabinet-admin'))))).flat()
    expect(results.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1)
    expect(results.filter(({ outcome }) => outcome === 'duplicate')).toHaveLength(19)
  })

  test('a brought command that is refused tells author and importer the same reason', async () => {
    const own = command(submission({ place: ' ' }))
    const [refused] = await platform().send([{ ...own, ...carriedFrom() }], 'cabinet-admin')
    if (refused?.outcome !== 'rejected') throw new Error(JSON.stringify(refused))
    expect(await platform().send([own])).toEqual([refused])
    for (const as of ['operator', 'cabinet-admin']) expect(await (await platform().ask(`/v1/commands/${own.id}`, { as })).json()).toEqual({ fate: 'rejected', problem: refused.problem })
  })

  test('nobody else may bring one, and a refused bringer spoils nothing for the author', async () => {
    const own = command(submission())
    for (const as of ['coordinator', 'moderator', 'head', 'operator']) expect(await codeOf({ ...own, ...carriedFrom(as === 'operator' ? personWith('coordinator') : author) }, as), as).toBe('E-FORBIDDEN')
    expect(await codeOf({ ...own, ...carriedFrom(), cabinetId: HOUSING_ID }, 'cabinet-admin')).toBe('E-FORBIDDEN')
    expect(await codeOf({ ...own, ...carriedFrom('nobody') }, 'cabinet-admin')).toBe('E-FORBIDDEN')
    expect(await codeOf({ ...own, carried: { authorId: author } }, 'cabinet-admin')).toBe('E-VALIDATION')
    expect(await codeOf(own, 'operator')).toBe('accepted')
  })

  test('without the mark of a transfer the importer is a stranger like any other, and an author without the right cannot be made to write', async () => {
    const own = command(submission())
    await platform().send([own])
    expect(await codeOf(own, 'cabinet-admin')).toBe('E-KEY-REUSED')
    expect(await codeOf({ ...own, payload: submission({ place: 'ул. Третья, 1' }), ...carriedFrom() }, 'cabinet-admin')).toBe('E-KEY-REUSED')
    expect(await codeOf({ ...own, ...carriedFrom(personWith('coordinator')) }, 'cabinet-admin')).toBe('E-KEY-REUSED')
    expect(await codeOf(command(submission(), carriedFrom(personWith('moderator'))), 'cabinet-admin')).toBe('E-FORBIDDEN')
  })

  test('nobody\'s confirmation of connection can be brought', async () => {
    const payload = { console: 'backoffice', role: 'operator', textVersion: 1, trained: true, cabinetReady: true }
    expect(await codeOf(command(payload, { type: 'checklist.confirm', ...carriedFrom() }), 'cabinet-admin')).toBe('E-FORBIDDEN')
  })

  test('files come with it: begun by the author, finished by whoever brings it, still the author\'s', async () => {
    const bytes = png({ noise: 50_000 })
    const id = v7()
    expect((await create(id, bytes, {}, 'operator')).status).toBe(201)
    expect((await append(id, 0, bytes.subarray(0, 1000), 'operator')).status).toBe(204)
    expect((await create(id, bytes, { author }, 'coordinator')).status).toBe(403)
    expect((await append(id, 1000, bytes.subarray(1000), 'coordinator')).status).toBe(404)
    const head = await platform().ask(`/v1/files/${id}`, { as: 'cabinet-admin', method: 'HEAD', headers: TUS })
    expect(head.headers.get('upload-offset')).toBe('1000')
    expect((await append(id, 1000, bytes.subarray(1000), 'cabinet-admin')).status).toBe(204)
    const sent = command(submission({ attachmentIds: [id] }), carriedFrom())
    expect((await platform().send([sent], 'cabinet-admin'))[0]?.outcome).toBe('accepted')
    const other = v7()
    expect((await create(other, bytes, { author }, 'cabinet-admin')).status).toBe(201)
    const [row] = await platform().store.database.select().from(fileTable).where(eq(fileTable.id, other))
    expect(row?.personId).toBe(author)
  })
}
