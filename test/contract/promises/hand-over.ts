// What the platform promises of a refused record that its operator hands over to the coordinators of the cabinet.
import { eq, inArray } from 'drizzle-orm'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import type { Change } from '../../../src/shared/contract/change.ts'
import { emptyDraft } from '../../../src/shared/contract/draft.ts'
import { handedDraftOf, type HandOverPayload } from '../../../src/shared/contract/hand-over.ts'
import { codeOfProblem } from '../../../src/shared/contract/problem.ts'
import { receiptCode } from '../../../src/shared/receipt-code.ts'
import { file, handOver, membership, message } from '../../../src/platform/schema.ts'
import { readMessage } from '../../../src/platform/messages.ts'
import { DISTRICT_ID, HOUSING_ID } from '../../../src/platform/seed/people.ts'
import { command, personWith, submission, type TestPlatform } from '../../support/platform.ts'

const SECOND_COORDINATOR = 'training-10'
const STARTED = '2026-03-06T08:15:00.000Z'

const payloadFor = (commandId: string, changes: Partial<HandOverPayload> = {}): HandOverPayload => {
  const empty = emptyDraft({ id: v7(), cabinetId: DISTRICT_ID, startedAt: STARTED })
  return {
    commandId, receiptCode: receiptCode(commandId), failure: 'E-VALIDATION', issues: [{ path: 'appeal.subsubjectId', code: 'E-DICT-OLD' }], comment: 'Категории такой больше нет',
    draft: handedDraftOf({ ...empty, appeal: { ...empty.appeal, text: 'Не убран снег' } }), ...changes,
  }
}
const outcomeOf = (result: Awaited<ReturnType<TestPlatform['send']>>[number] | undefined): string | undefined =>
  result?.outcome === 'rejected' ? codeOfProblem(result.problem.type) : result?.outcome
const handOversIn = (lines: readonly Change[]) => lines.filter(({ kind }) => kind === 'hand-over' || kind === 'hand-over-closed')

export const promisesOfHandingOver = (platform: () => TestPlatform): void => {
  /** A submission that the platform refuses its operator. */
  const refused = async (): Promise<string> => {
    const sent = command(submission({ subsubjectId: 777_777 }))
    expect(outcomeOf((await platform().send([sent]))[0])).toBe('E-VALIDATION')
    return sent.id
  }
  const handOverOf = (commandId: string, changes: Partial<HandOverPayload> = {}) => command(payloadFor(commandId, changes), { type: 'intake.hand-over' })
  const handedOver = async (changes: Partial<HandOverPayload> = {}): Promise<string> => {
    const id = await refused()
    expect(outcomeOf((await platform().send([handOverOf(id, changes)]))[0])).toBe('accepted')
    return id
  }
  const endOf = async (as: string): Promise<string> => (await platform().pull({ as })).at(-1)!.cursor

  test('shows it to the coordinators of that cabinet and to nobody else, and takes it away when a message was made of it', async () => {
    const readers = ['coordinator', SECOND_COORDINATOR, 'operator', 'moderator', 'head', 'executor', 'curator', 'analyst']
    const ends = new Map<string, string>()
    for (const as of readers) ends.set(as, await endOf(as))
    const id = await handedOver()
    for (const as of readers) {
      const seen = handOversIn(await platform().pull({ as, since: ends.get(as)! }))
      const sees = as === 'coordinator' || as === SECOND_COORDINATOR
      expect(seen.map((line) => line.kind), as).toEqual(sees ? ['hand-over'] : [])
      if (seen[0]?.kind === 'hand-over') expect(seen[0].handOver).toMatchObject({ id, cabinetId: DISTRICT_ID, receiptCode: receiptCode(id), operatorName: 'Образцова В. П.', draft: { appeal: { text: 'Не убран снег' } } })
      ends.set(as, await endOf(as))
    }
    expect(outcomeOf((await platform().send([command(submission({ replaces: id }))], 'coordinator'))[0])).toBe('accepted')
    for (const as of ['coordinator', SECOND_COORDINATOR]) expect(handOversIn(await platform().pull({ as, since: ends.get(as)! }))).toEqual([{ kind: 'hand-over-closed', id, cursor: expect.any(String) }])
    const [closed] = await platform().store.database.select().from(handOver).where(eq(handOver.id, id))
    expect(closed).toMatchObject({ closedAt: expect.any(Date), comment: null, draft: { appeal: {} } })
  })

  test('the message of it keeps the code that the caller heard and who took the call', async () => {
    const first = v7()
    const id = await handedOver({ receiptCode: receiptCode(first) })
    const sent = command(submission({ replaces: id }))
    await platform().send([sent], 'coordinator')
    const made = await readMessage(platform().store.database, sent.id)
    expect(made).toMatchObject({ receiptCode: receiptCode(first), intake: { operatorId: personWith('operator'), operatorName: 'Образцова В. П.' } })
    expect(made?.history[0]).toMatchObject({ action: 'register', by: { name: 'Выдумкин Л. Ф.', role: 'coordinator' } })
    const operators = await platform().pull({ as: 'operator' })
    expect(operators.some((line) => line.kind === 'message' && line.message.id === sent.id)).toBe(true)
  })

  test('a correction of one’s own keeps the code that the caller heard', async () => {
    const id = await refused()
    const sent = command(submission({ replaces: id, receiptCode: receiptCode(id) }))
    expect(outcomeOf((await platform().send([sent]))[0])).toBe('accepted')
    expect(await readMessage(platform().store.database, sent.id)).toMatchObject({ receiptCode: receiptCode(id) })
  })

  test('of two coordinators at once one makes the message, the other hears that it is done, also when asked again', async () => {
    const id = await handedOver()
    const mine = command(submission({ replaces: id }))
    const theirs = command(submission({ replaces: id }))
    const results = await Promise.all([platform().send([mine], 'coordinator'), platform().send([theirs], SECOND_COORDINATOR)])
    expect(results.map(([result]) => outcomeOf(result)).sort()).toEqual(['E-HANDED-DONE', 'accepted'])
    const again = await Promise.all([platform().send([mine], 'coordinator'), platform().send([theirs], SECOND_COORDINATOR)])
    expect(again.map(([result]) => outcomeOf(result)).sort()).toEqual(['E-HANDED-DONE', 'duplicate'])
    const made = await platform().store.database.select({ id: message.id }).from(message).where(eq(message.receiptCode, receiptCode(id)))
    expect(made).toHaveLength(1)
  })

  test('handing over again replaces the words, and once a message was made it is refused', async () => {
    const id = await handedOver()
    const since = await endOf('coordinator')
    expect(outcomeOf((await platform().send([handOverOf(id, { comment: 'Второй раз' })]))[0])).toBe('accepted')
    expect(handOversIn(await platform().pull({ as: 'coordinator', since }))).toMatchObject([{ kind: 'hand-over', handOver: { id, comment: 'Второй раз' } }])
    // the operator found the way after all: the coordinator has nothing left to do
    expect(outcomeOf((await platform().send([command(submission({ replaces: id }))]))[0])).toBe('accepted')
    expect(outcomeOf((await platform().send([handOverOf(id)]))[0])).toBe('E-HANDED-DONE')
    expect(outcomeOf((await platform().send([command(submission({ replaces: id }))], 'coordinator'))[0])).toBe('E-HANDED-DONE')
  })

  test('what was accepted, what belongs to others and what goes nowhere is refused', async () => {
    const accepted = command(submission())
    await platform().send([accepted])
    expect(outcomeOf((await platform().send([handOverOf(accepted.id)]))[0])).toBe('E-HANDED-DONE')
    const id = await refused()
    expect(outcomeOf((await platform().send([handOverOf(id)], 'training-07'))[0])).toBe('E-FORBIDDEN')
    expect(outcomeOf((await platform().send([handOverOf(id)], 'moderator'))[0])).toBe('E-FORBIDDEN')
    const mine = await handedOver()
    expect(outcomeOf((await platform().send([command(submission({ replaces: mine }))], 'training-07'))[0])).toBe('E-FORBIDDEN')
    const { database } = platform().store
    await database.insert(membership).values({ personId: personWith('operator'), cabinetId: HOUSING_ID, role: 'operator' })
    expect(outcomeOf((await platform().send([command(payloadFor(v7()), { type: 'intake.hand-over', cabinetId: HOUSING_ID })]))[0])).toBe('E-NO-COORDINATOR')
    await database.delete(membership).where(eq(membership.cabinetId, HOUSING_ID))
  })

  test.each([
    ['a code that was misheard', { receiptCode: '000-000-Б' }],
    ['NUL anywhere in its words', { draft: { ...payloadFor(v7()).draft, appeal: { text: 'снег\u0000' } } }],
    ['a file that is none', { draft: { ...payloadFor(v7()).draft, files: [{ id: 'x' }] } }],
    ['a comment over the limit', { comment: 'я'.repeat(1001) }],
  ])('refuses %s', async (_title, changes) => {
    const [result] = await platform().send([handOverOf(v7(), changes as never)])
    expect(outcomeOf(result)).toBe('E-VALIDATION')
  })

  test('the files of the operator go with the coordinator’s message, and no others do', async () => {
    const { database } = platform().store
    const [given, kept] = [v7(), v7()]
    for (const id of [given, kept]) {
      await database.insert(file).values({ id, personId: personWith('operator'), name: 'photo.jpg', type: 'image/jpeg', size: 4, sha256: '0'.repeat(64), state: 'complete', createdAt: new Date() })
    }
    const draft = { ...payloadFor(v7()).draft, files: [{ id: given, name: 'photo.jpg', kind: 'jpg' as const, type: 'image/jpeg', size: 4, sha256: '0'.repeat(64) }] }
    const id = await handedOver({ draft: draft as HandOverPayload['draft'] })
    // a week is long for an upload that nobody needs, not for a record that waits
    platform().clock.shift(8 * 24 * 60 * 60 * 1000)
    await platform().ask(`/v1/files/${given}`, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } })
    platform().clock.shift(0)
    expect((await database.select().from(file).where(inArray(file.id, [given, kept]))).map((row) => row.id)).toEqual([given])
    expect(outcomeOf((await platform().send([command(submission({ replaces: id, attachmentIds: [given, kept] }))], 'coordinator'))[0])).toBe('E-VALIDATION')
    const sent = command(submission({ replaces: id, attachmentIds: [given] }))
    expect(outcomeOf((await platform().send([sent], 'coordinator'))[0])).toBe('accepted')
    expect(await readMessage(database, sent.id)).toMatchObject({ attachments: [{ id: given, name: 'photo.jpg' }] })
  })
}
