// What the platform promises of closed shifts: stored once, the note for whom it is and for nobody else.
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Change } from '../../../src/shared/contract/change.ts'
import type { ShiftClosePayload } from '../../../src/shared/contract/shift.ts'
import { payloadHashOf } from '../../../src/platform/commands/answer-commands.ts'
import { command as commandTable, membership, shift } from '../../../src/platform/schema.ts'
import { ROADS_ID } from '../../../src/platform/seed/people.ts'
import { answerOf, command, personWith, submission, type TestPlatform } from '../../support/platform.ts'

const counts = { recorded: 3, accepted: 1, waiting: 1, unknown: 0, setAside: 1, handedOver: 0, withdrawn: 0 }
const closing = (changes: Partial<ShiftClosePayload> = {}): ShiftClosePayload => ({
  openedAt: '2026-11-22T05:00:00.000Z', closedAt: '2026-11-22T17:00:00.000Z', counts, openCodes: [], mismatchCodes: [], toPersonId: null, note: 'Связи не было с 10:30 до 11:12.', ...changes,
})
const close = (changes: Partial<ShiftClosePayload> = {}) => command(closing(changes), { type: 'shift.close' })
/** An operator of the same cabinet, one of another cabinet, and somebody who is no operator. */
const [COLLEAGUE, STRANGER, MODERATOR] = ['training-07', 'training-09', 'moderator']
const notesIn = (lines: readonly Change[]) => lines.flatMap((line) => (line.kind === 'shift-note' ? [line.note] : []))

export const promisesOfShifts = (platform: () => TestPlatform): void => {
  const notesOf = async (as: string, id: string) => notesIn(await platform().pull({ as })).filter((note) => note.id === id)
  const rowsOf = (id: string) => platform().store.database.select().from(shift).where(eq(shift.id, id))
  beforeAll(async () => {
    await platform().store.database.insert(membership).values({ personId: STRANGER, cabinetId: ROADS_ID, role: 'operator' })
  })
  afterAll(async () => {
    await platform().store.database.delete(membership).where(and(eq(membership.personId, STRANGER), eq(membership.cabinetId, ROADS_ID)))
  })

  test('a closed shift is stored once, however often it is sent, and its receipt names it', async () => {
    const sent = close()
    const [first] = await platform().send([sent])
    const [again] = await platform().send([sent])
    expect(first).toMatchObject({ outcome: 'accepted', receipt: { commandId: sent.id, entity: { kind: 'shift', id: sent.id } } })
    expect(again).toMatchObject({ outcome: 'duplicate', receipt: { commandId: sent.id } })
    expect(await rowsOf(sent.id)).toMatchObject([{ personId: personWith('operator'), counts, note: 'Связи не было с 10:30 до 11:12.' }])
    expect(await notesOf(COLLEAGUE, sent.id)).toHaveLength(1)
  })

  test('a note for nobody by name reaches every other operator of the cabinet, and nobody else', async () => {
    const sent = close()
    await platform().send([sent])
    expect(await notesOf(COLLEAGUE, sent.id)).toMatchObject([{ authorName: 'Образцова В. П.', counts: { recorded: 3, accepted: 1 }, note: 'Связи не было с 10:30 до 11:12.' }])
    for (const as of ['operator', STRANGER, MODERATOR, 'coordinator', 'curator', 'analyst', 'head']) expect(await notesOf(as, sent.id), as).toEqual([])
  })

  test('a note with a name reaches that operator alone; a name that is no operator there is a note for all', async () => {
    const [named, mistaken] = [close({ toPersonId: COLLEAGUE }), close({ toPersonId: STRANGER })]
    const foreign = command(closing({ toPersonId: personWith('operator') }), { type: 'shift.close' })
    await platform().send([named, mistaken])
    await platform().send([foreign], COLLEAGUE)
    expect(await notesOf(COLLEAGUE, named.id)).toHaveLength(1)
    expect(await notesOf(COLLEAGUE, mistaken.id)).toHaveLength(1)
    expect(await notesOf(STRANGER, mistaken.id)).toEqual([])
    expect(await notesOf('operator', foreign.id)).toHaveLength(1)
    expect(await notesOf(COLLEAGUE, foreign.id)).toEqual([])
  })

  test('a shift without a note, or of more than a week ago, tells nobody', async () => {
    const [silent, old] = [close({ note: '  ' }), close()]
    await platform().send([silent, old])
    await platform().store.database.update(shift).set({ receivedAt: new Date(Date.now() - 8 * 86_400_000) }).where(eq(shift.id, old.id))
    expect(await rowsOf(silent.id)).toHaveLength(1)
    expect([...(await notesOf(COLLEAGUE, silent.id)), ...(await notesOf(COLLEAGUE, old.id))]).toEqual([])
  })

  test('a note comes from a cursor on, like everything else, and its stream is poked', async () => {
    const since = (await platform().pull({ as: COLLEAGUE })).at(-1)!.cursor
    const sent = close()
    await platform().send([sent])
    const news = await platform().pull({ as: COLLEAGUE, since })
    expect(notesIn(news).map(({ id }) => id)).toEqual([sent.id])
    expect(notesIn(await platform().pull({ as: COLLEAGUE, since: news.at(-1)!.cursor }))).toEqual([])
  })

  test('who may take no calls closes no shift; too long a note and a wrong code are refused at their place', async () => {
    const [refused] = await platform().send([close()], MODERATOR)
    expect(refused).toMatchObject({ outcome: 'rejected', problem: { status: 403 } })
    const [elsewhere] = await platform().send([command(closing(), { type: 'shift.close', cabinetId: ROADS_ID })])
    expect(elsewhere).toMatchObject({ outcome: 'rejected', problem: { status: 403 } })
    const [long, code] = await platform().send([close({ note: 'я'.repeat(1001) }), close({ openCodes: ['123-456-Я'] })])
    expect(long).toMatchObject({ outcome: 'rejected', problem: { errors: [{ pointer: '/note', code: 'E-TEXT-LONG' }] } })
    expect(code).toMatchObject({ outcome: 'rejected', problem: { errors: [{ pointer: '/openCodes/0' }] } })
  })

  test('the fates of many commands are told to their author alone, in the order asked, each with the hash of its payload', async () => {
    const accepted = command(submission())
    const rejected = command(submission({ description: '' }))
    await platform().send([accepted, rejected])
    const ids = [rejected.id, '019ab000-0000-7000-8000-000000000001', accepted.id]
    const ask = async (as?: string) => answerOf('commandFates', await platform().ask('/v1/commands/fates', { body: { ids }, ...(as === undefined ? {} : { as }) }))
    expect(await ask()).toEqual({
      fates: [
        { id: rejected.id, fate: 'rejected', payloadHash: payloadHashOf(rejected.payload) },
        { id: ids[1], fate: 'unknown', payloadHash: null },
        { id: accepted.id, fate: 'accepted', payloadHash: payloadHashOf(accepted.payload) },
      ],
    })
    expect(await ask(COLLEAGUE)).toEqual({ fates: ids.map((id) => ({ id, fate: 'unknown', payloadHash: null })) })
    expect(await platform().store.database.select().from(commandTable).where(eq(commandTable.id, ids[1]!))).toEqual([])
    expect((await platform().ask('/v1/commands/fates', { body: { ids: [] } })).status).toBe(400)
  })
}
