// What the platform promises of commands about messages: each action's allowed way and its refusals, terms, races, and what a loser is shown.
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { v7 } from 'uuid'
import type { ActionName, ActionPayload } from '../../../src/shared/contract/actions.ts'
import type { CommandResult } from '../../../src/shared/contract/command.ts'
import type { Message } from '../../../src/shared/contract/message.ts'
import { codeOfProblem } from '../../../src/shared/contract/problem.ts'
import type { MessageState } from '../../../src/shared/lifecycles/message.ts'
import type { Role } from '../../../src/shared/roles.ts'
import { DAY_MS } from '../../../src/shared/terms.ts'
import { command as commandTable, membership, messageEvent, person, type MessageRow } from '../../../src/platform/schema.ts'
import { SUBSUBJECTS } from '../../../src/platform/seed/catalogue.ts'
import { DISTRICT_ID, HOUSING_ID, REGION_ID, ROADS_ID } from '../../../src/platform/seed/people.ts'
import { actingOn, heldBy, type Acting } from '../../support/acting.ts'
import { FAST, personWith, submission, command, type TestPlatform } from '../../support/platform.ts'

/** A Wednesday noon in Moscow. */
export const ACTING_AT = new Date('2026-11-25T09:00:00.000Z')
const NOW = ACTING_AT
const inDays = (days: number): string => new Date(NOW.getTime() + days * DAY_MS).toISOString()
const SLOW = SUBSUBJECTS.find(({ fastTrack }) => !fastTrack)!
const reply = { text: 'Снег убран.', decision: 'SOLVED' as const }
const no = null

const codesOf = (result: CommandResult): unknown =>
  result.outcome === 'rejected' ? [codeOfProblem(result.problem.type), ...(result.problem.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`)] : result.outcome

type Way<A extends ActionName> = { from: MessageState; by: Role; payload: ActionPayload<A>; changes?: Partial<MessageRow>; cabinetId?: number; leaves: Partial<Message>; refused?: [payload: ActionPayload<A>, codes: unknown, changes?: Partial<MessageRow>][] }
/** One allowed way of every action, and what refuses it. */
export const WAYS: { [A in ActionName]: Way<A> } = {
  'accept': {
    from: 'MODERATION/MODERATION_NEW', by: 'moderator', payload: { category: { subjectId: SLOW.subjectId, subsubjectId: SLOW.id, factId: null }, toCabinetId: ROADS_ID, comment: no },
    leaves: { stage: 'COORDINATION', status: 'MODERATION_ACCEPT', currentCabinetId: ROADS_ID, subsubjectId: SLOW.id, answerAt: inDays(28) },
    refused: [
      [{ category: no, toCabinetId: REGION_ID, comment: no }, ['E-VALIDATION', '/toCabinetId E-CABINET']],
      [{ category: { subjectId: SLOW.subjectId, subsubjectId: 999_999, factId: null }, toCabinetId: no, comment: no }, ['E-VALIDATION', '/category/subsubjectId E-DICT-OLD']],
      [{ category: no, toCabinetId: no, comment: no }, ['E-VALIDATION', '/category E-CATEGORY-REQ'], { subjectId: null, subsubjectId: null }],
    ],
  },
  'decline': { from: 'MODERATION/CLARIFY_RECEIVED', by: 'moderator', payload: { reasonId: 5, comment: 'Уже есть.' }, leaves: { status: 'MODERATION_DECLINE', closedAt: NOW.toISOString() }, refused: [[{ reasonId: 99, comment: 'Нет.' }, ['E-VALIDATION', '/reasonId E-REASON']], [{ reasonId: 5, comment: ' ' }, ['E-VALIDATION', '/comment E-TEXT-EMPTY']]] },
  'ask-clarification': { from: 'EXECUTION/TAKE_TO_WORK', by: 'executor', payload: { question: 'Какой подъезд?' }, leaves: { status: 'CLARIFY_REQUEST', question: { text: 'Какой подъезд?', at: NOW.toISOString(), byName: 'Пробный e.' } }, refused: [[{ question: '' }, ['E-VALIDATION', '/question E-TEXT-EMPTY']]] },
  'clarify': { from: 'COORDINATION/CLARIFY_REQUEST', by: 'operator', payload: { text: 'Второй.' }, changes: { question: { text: '?', at: NOW.toISOString(), byName: no } }, leaves: { status: 'CLARIFY_RECEIVED', question: no, answerAt: inDays(20) }, refused: [[{ text: 'б'.repeat(4001) }, ['E-VALIDATION', '/text E-TEXT-LONG']]] },
  'forward-down': {
    from: 'COORDINATION/MODERATION_ACCEPT', by: 'curator', payload: { toCabinetId: HOUSING_ID, comment: no }, leaves: { status: 'FORWARD_TO_SUBORDINATE', currentCabinetId: HOUSING_ID, answerAt: inDays(20) },
    refused: [DISTRICT_ID, REGION_ID, 1].map((toCabinetId) => [{ toCabinetId, comment: no }, ['E-VALIDATION', '/toCabinetId E-CABINET']]),
  },
  'forward-up': {
    from: 'COORDINATION/FORWARD_TO_SUBORDINATE', by: 'coordinator', payload: { reasonId: 1, comment: 'Не наше.' }, leaves: { status: 'FORWARD_TO_PARENT', currentCabinetId: REGION_ID },
    refused: [[{ reasonId: 55, comment: no }, ['E-VALIDATION', '/reasonId E-REASON']]],
  },
  'assign': {
    from: 'COORDINATION/RETURN_COORDINATOR', by: 'head', payload: { executorId: 'training-04', innerAt: inDays(3), comment: no }, leaves: { status: 'SET_EXECUTOR', executorId: 'training-04', executorName: 'Тестов И. И.', innerAt: inDays(3) },
    refused: [
      [{ executorId: 'training-01', innerAt: no, comment: no }, ['E-VALIDATION', '/executorId E-EXECUTOR']], [{ executorId: heldBy('executor', ROADS_ID), innerAt: no, comment: no }, ['E-VALIDATION', '/executorId E-EXECUTOR']],
      [{ executorId: 'training-04', innerAt: inDays(21), comment: no }, ['E-VALIDATION', '/innerAt E-INNER-DATE']], [{ executorId: 'training-04', innerAt: inDays(-1), comment: no }, ['E-VALIDATION', '/innerAt E-INNER-DATE']],
    ],
  },
  'answer-oneself': { from: 'COORDINATION/REOPEN', by: 'coordinator', payload: { reply }, leaves: { stage: 'SIGNING', proposal: { ...reply, at: NOW.toISOString(), byName: 'Пробный c.', attachmentIds: [] } }, refused: [[{ reply: { ...reply, attachmentIds: [v7()] } }, ['E-VALIDATION', '/reply/attachmentIds/0 E-FILE-MISSING']]] },
  'mail-federal': { from: 'COORDINATION/FORWARD_TO_PARENT', by: 'coordinator', cabinetId: REGION_ID, changes: { currentCabinetId: REGION_ID }, payload: { body: 'Минтранс', comment: no }, leaves: { stage: 'DONE', status: 'FORWARD_TO_PARENT' } },
  'take': { from: 'EXECUTION/SET_EXECUTOR', by: 'executor', payload: {}, leaves: { status: 'TAKE_TO_WORK' } },
  'return-to-coordinator': { from: 'EXECUTION/RETURN_EXECUTOR', by: 'executor', payload: { comment: 'Не моё.' }, changes: { innerAt: NOW }, leaves: { status: 'RETURN_COORDINATOR', executorId: no, executorName: no, innerAt: no } },
  'to-fz59': { from: 'COORDINATION/MODERATION_ACCEPT', by: 'coordinator', payload: { comment: no }, leaves: { regime: 'FZ59', answerAt: inDays(28) }, refused: [[{ comment: no }, ['E-STATE'], { regime: 'FZ59' }]] },
  'submit-for-approval': { from: 'EXECUTION/POSTPONE', by: 'executor', payload: { reply }, changes: { remarks: [{ from: 0, to: 1, text: 'x' }] }, leaves: { stage: 'APPROVAL', status: 'SUBMIT_APPROVAL', remarks: [] }, refused: [[{ reply: { ...reply, text: 'б'.repeat(4001) } }, ['E-VALIDATION', '/reply/text E-TEXT-LONG']]] },
  'request-postponement': {
    from: 'EXECUTION/TAKE_TO_WORK', by: 'coordinator', payload: { until: inDays(50).slice(0, 10), cause: 'Закупка', interim: 'Ждём.' },
    leaves: { status: 'POSTPONE_REQUEST', answerAt: inDays(20), postponement: { until: inDays(50).slice(0, 10), cause: 'Закупка', interim: 'Ждём.', at: NOW.toISOString(), byName: 'Пробный c.' } },
    refused: [
      ...[inDays(51), inDays(20)].map((at): [ActionPayload<'request-postponement'>, unknown] => [{ until: at.slice(0, 10), cause: 'x', interim: 'y' }, ['E-VALIDATION', '/until E-POSTPONE-DATE']]),
      [{ until: inDays(5).slice(0, 10), cause: 'x', interim: 'y' }, ['E-TERM-OVER'], { answerAt: new Date(NOW.getTime() - 1) }],
    ],
  },
  'approve-postponement': { from: 'SIGNING/POSTPONE_REQUEST', by: 'head', payload: { comment: 'Хорошо.' }, leaves: { status: 'POSTPONE', postponed: true, answerAt: inDays(30) }, refused: [[{ comment: no }, ['E-STATE'], { postponement: no }]] },
  'refuse-postponement': { from: 'SIGNING/POSTPONE_REQUEST', by: 'head', payload: { comment: 'Нет.' }, leaves: { status: 'RETURN_EXECUTOR', postponement: no, postponed: false, answerAt: inDays(20) } },
  'agree': { from: 'APPROVAL/SUBMIT_APPROVAL', by: 'coordinator', payload: { comment: no }, leaves: { stage: 'SIGNING', status: 'SUBMIT_SIGN' } },
  'return': {
    from: 'SIGNING/SUBMIT_SIGN', by: 'head', payload: { comment: 'Укажите срок.', remarks: [{ from: 0, to: 4, text: 'Где?' }] }, leaves: { status: 'RETURN_EXECUTOR', remarks: [{ from: 0, to: 4, text: 'Где?' }] },
    refused: [[{ comment: 'x', remarks: [{ from: 3, to: 99, text: 'y' }] }, ['E-VALIDATION', '/remarks/0 E-FIELD']]],
  },
  'approve': { from: 'SIGNING/SUBMIT_SIGN', by: 'head', payload: {}, leaves: { status: 'SEND_RESPONSE', proposal: no, answer: { text: 'Снег убран.', decision: 'SOLVED', at: NOW.toISOString(), signedBy: 'Пробный h.' } }, refused: [[{}, ['E-STATE'], { proposal: no }]] },
  'rate': {
    from: 'DONE/SEND_RESPONSE', by: 'operator', payload: { rating: 3, comment: no }, leaves: { rating: 3, stage: 'DONE' },
    refused: [[{ rating: 5, comment: no }, ['E-STATE'], { kind: 'GRATITUDE' }], [{ rating: 5, comment: no }, ['E-TERM-OVER'], { answer: { text: 'x', decision: 'SOLVED', at: inDays(-31), signedBy: no } }]],
  },
  'withdraw': { from: 'SIGNING/SUBMIT_SIGN', by: 'operator', payload: { comment: no }, leaves: { status: 'WITHDRAWN', closedAt: NOW.toISOString(), proposal: no }, },
  'control-on': { from: 'MODERATION/CLARIFY_REQUEST', by: 'curator', payload: { comment: no }, leaves: { onControl: true }, refused: [[{ comment: no }, ['E-STATE'], { onControl: true }]] },
  'control-off': { from: 'EXECUTION/SET_EXECUTOR', by: 'head', payload: { comment: no }, changes: { onControl: true }, leaves: { onControl: false }, refused: [[{ comment: no }, ['E-STATE'], { onControl: false }]] },
  'change-category': {
    from: 'MODERATION/MODERATION_NEW', by: 'moderator', payload: { subjectId: FAST.subjectId, subsubjectId: FAST.id, factId: no, comment: no }, changes: { subjectId: SLOW.subjectId, subsubjectId: SLOW.id },
    leaves: { subsubjectId: FAST.id, fastTrack: true, answerAt: inDays(8) }, refused: [[{ subjectId: FAST.subjectId + 1, subsubjectId: FAST.id, factId: no, comment: no }, ['E-VALIDATION', '/subsubjectId E-DICT-OLD']]],
  },
}

export const promisesOfActions = (platform: () => TestPlatform): void => {
  let acting: Acting
  beforeAll(async () => {
    acting = await actingOn(platform(), NOW)
  })
  afterAll(() => acting.leave())
  const events = (id: string) => platform().store.database.select().from(messageEvent).where(eq(messageEvent.messageId, id)).orderBy(messageEvent.version)

  describe.each(Object.entries(WAYS) as [ActionName, Way<'take'>][])('%s', (action, way) => {
    const who = { role: way.by, cabinetId: way.cabinetId ?? DISTRICT_ID }
    test('is carried out once: version, history, receipt', async () => {
      const row = await acting.make(way.from, way.changes)
      const id = v7()
      const result = await acting.act(who, action, row, way.payload as never, id)
      if (result.outcome !== 'accepted') throw new Error(JSON.stringify(result))
      expect(result.receipt).toMatchObject({ commandId: id, entity: { kind: 'message', id: row.id, version: 2 } })
      expect(result.receipt.message).toBeUndefined()
      const now = await acting.read(row.id)
      expect(now).toMatchObject({ version: 2, ...way.leaves })
      expect(now.history.map((event) => [event.action, event.by.role])).toEqual([['register', null], [action, way.by]])
      const again = await acting.act(who, action, row, way.payload as never, id)
      expect(again).toEqual({ ...result, outcome: 'duplicate' })
      expect((await acting.read(row.id)).version).toBe(2)
    })
    test('is refused in words that lead to the field, and leaves no trace', async () => {
      const stranger = await acting.make(way.from, way.changes)
      expect(codesOf(await acting.act({ role: 'analyst', cabinetId: who.cabinetId }, action, stranger, way.payload as never))).toEqual(['E-FORBIDDEN'])
      expect(codesOf(await acting.act(who, action, { id: v7(), version: 1 }, way.payload as never))).toEqual(['E-NOT-FOUND'])
      const over = await acting.make('DONE/WITHDRAWN', { ...way.changes, executorId: heldBy('executor', who.cabinetId) })
      expect(codesOf(await acting.act(who, action, over, way.payload as never))).toEqual(['E-STATE'])
      for (const [payload, codes, changes] of way.refused ?? []) {
        const row = await acting.make(way.from, { ...way.changes, ...changes })
        expect(codesOf(await acting.act(who, action, row, payload as never))).toEqual(codes)
        expect((await events(row.id)).length).toBe(1)
      }
      for (const { id } of [stranger, over]) expect((await acting.read(id)).version).toBe(1)
    })
  })

  test('says in the history what changed, by names, and keeps what employees say among themselves from the applicant’s line', async () => {
    const row = await acting.make('COORDINATION/MODERATION_ACCEPT')
    await acting.act({ role: 'coordinator' }, 'assign', row, { executorId: 'training-04', innerAt: inDays(1), comment: 'Срочно.' })
    const changed = await acting.make('MODERATION/MODERATION_NEW')
    await acting.act({ role: 'moderator' }, 'accept', changed, WAYS.accept.payload)
    expect((await acting.read(row.id)).history.at(-1)).toMatchObject({ comment: 'Срочно.', details: { changes: [{ field: 'executor', from: null, to: 'Тестов И. И.' }, { field: 'innerAt', from: null, to: inDays(1) }] } })
    const fields = (await acting.read(changed.id)).history.at(-1)?.details?.changes
    expect(fields?.map(({ field }) => field)).toEqual(['cabinet', 'category', 'answerAt'])
    expect(fields?.[0]).toEqual({ field: 'cabinet', from: 'Администрация Учебного района', to: 'ДЭУ «Учебное»' })
    const asked = await acting.make('SIGNING/POSTPONE_REQUEST')
    await acting.act({ role: 'head' }, 'approve-postponement', asked, { comment: 'Последний раз.' })
    expect((await acting.read(asked.id)).history.at(-1)).toMatchObject({ comment: 'Ждём материалы.', details: { changes: expect.arrayContaining([{ field: 'note', from: null, to: 'Последний раз.' }]) } })
    const declined = await acting.make('MODERATION/MODERATION_NEW')
    await acting.act({ role: 'moderator' }, 'decline', declined, { reasonId: 5, comment: 'См. номер 900000102.' })
    expect((await acting.read(declined.id)).history.at(-1)?.comment).toBe('Дубликат. См. номер 900000102.')
  })

  test('gives another category its term from registration, and never less than one working day from now', async () => {
    const old = { createdAt: new Date(NOW.getTime() - 20 * DAY_MS), subjectId: SLOW.subjectId, subsubjectId: SLOW.id }
    const row = await acting.make('COORDINATION/RETURN_COORDINATOR', old)
    await acting.act({ role: 'coordinator' }, 'change-category', row, { subjectId: FAST.subjectId, subsubjectId: FAST.id, factId: null, comment: null })
    expect(await acting.read(row.id)).toMatchObject({ answerAt: inDays(1), fastTrack: true })
    // a second look has a term of its own: it does not begin at the first registration again
    const again = await acting.make('COORDINATION/REOPEN', { ...old, repeated: true, reopenedAt: new Date(NOW.getTime() - DAY_MS) })
    await acting.act({ role: 'coordinator' }, 'change-category', again, { subjectId: FAST.subjectId, subsubjectId: FAST.id, factId: null, comment: null })
    expect((await acting.read(again.id)).answerAt).toBe(inDays(9))
  })

  test('opens a badly rated reply again at the higher cabinet, in the same breath, and once', async () => {
    const row = await acting.make('DONE/SEND_RESPONSE', { fastTrack: true })
    const result = await acting.act({ role: 'operator' }, 'rate', row, { rating: 2, comment: 'Не убрано.' })
    expect(result.outcome === 'accepted' && result.receipt.entity.version).toBe(3)
    const reopened = await acting.read(row.id)
    expect(reopened).toMatchObject({ version: 3, stage: 'COORDINATION', status: 'REOPEN', currentCabinetId: REGION_ID, repeated: true, rating: 2, closedAt: null, answerAt: inDays(10) })
    expect(reopened.history.slice(1).map(({ action, by }) => [action, by.kind, by.role])).toEqual([['rate', 'person', 'operator'], ['reopen', 'platform', null]])
    const again = await acting.make('DONE/SEND_RESPONSE', { repeated: true })
    await acting.act({ role: 'operator' }, 'rate', again, { rating: 1, comment: null })
    expect(await acting.read(again.id)).toMatchObject({ version: 2, stage: 'DONE', rating: 1 })
    const top = await acting.make('DONE/SEND_RESPONSE', { currentCabinetId: REGION_ID })
    await acting.act({ role: 'operator' }, 'rate', top, { rating: 1, comment: null })
    expect(await acting.read(top.id)).toMatchObject({ version: 2, stage: 'DONE' })
  })

  test('returns a coordinator’s own answer to coordination: nobody holds it in execution', async () => {
    const row = await acting.make('SIGNING/SUBMIT_SIGN', { executorId: null, executorName: null })
    await acting.act({ role: 'head' }, 'return', row, { comment: 'Дополните.', remarks: [] })
    expect(await acting.read(row.id)).toMatchObject({ stage: 'COORDINATION', status: 'RETURN_COORDINATOR' })
  })

  test('lets one of two decisions at once through; the other is shown the message as it is now, nothing of it is kept', async () => {
    for (let round = 0; round < 10; round += 1) {
      const row = await acting.make('COORDINATION/MODERATION_ACCEPT')
      const ids = [v7(), v7()]
      const results = await Promise.all(ids.map((id, index) => acting.act({ role: 'coordinator', ...(index === 0 ? {} : { id: 'training-03' }) }, 'assign', row, { executorId: index === 0 ? 'training-04' : 'training-10', innerAt: null, comment: null }, id)))
      expect(results.map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'conflict'])
      const lost = results.find((result) => result.outcome === 'conflict')
      const now = await acting.read(row.id)
      expect(now.version).toBe(2)
      expect(lost?.outcome === 'conflict' && lost.current).toEqual(now)
      expect(lost?.outcome === 'conflict' && codeOfProblem(lost.problem.type)).toBe('E-CONFLICT')
      expect(await platform().store.database.select().from(commandTable).where(eq(commandTable.id, lost!.id))).toEqual([])
    }
  })

  test('is done once when the same command comes twelve times at once', async () => {
    const row = await acting.make('COORDINATION/MODERATION_ACCEPT')
    const id = v7()
    const results = await Promise.all(Array.from({ length: 12 }, () => acting.act({ role: 'coordinator' }, 'assign', row, { executorId: 'training-04', innerAt: null, comment: null }, id)))
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['accepted', ...Array.from({ length: 11 }, () => 'duplicate')])
    expect((await acting.read(row.id)).version).toBe(2)
  })

  test('shows a loser no more than they may see: nothing of what has left them, no words without the right to them', async () => {
    const { database } = platform().store
    const gone = await acting.make('COORDINATION/FORWARD_TO_SUBORDINATE', { currentCabinetId: ROADS_ID })
    await acting.act({ role: 'coordinator', cabinetId: ROADS_ID }, 'forward-up', gone, { reasonId: 1, comment: null })
    const late = await acting.act({ role: 'coordinator', cabinetId: ROADS_ID }, 'assign', gone, { executorId: heldBy('executor', ROADS_ID), innerAt: null, comment: null })
    expect(late).toMatchObject({ outcome: 'conflict', current: null })
    // the same person is an analyst where it is now: a conflict shows them the bare facts
    const id = `act-both-${v7()}`
    await database.insert(person).values({ id, surname: 'Пробный', name: 'Оба', patronymic: null })
    await database.insert(membership).values([{ personId: id, cabinetId: ROADS_ID, role: 'coordinator' }, { personId: id, cabinetId: DISTRICT_ID, role: 'analyst' }])
    const bare = await acting.act({ role: 'coordinator', cabinetId: ROADS_ID, id }, 'answer-oneself', gone, { reply })
    expect(bare).toMatchObject({ outcome: 'conflict', current: { version: 2, applicant: null, description: '', place: '', intake: null } })
    // of what was never theirs not even the existence is told, whatever version they guess
    for (const version of [1, 2, 7]) expect(codesOf(await acting.act({ role: 'coordinator', cabinetId: HOUSING_ID }, 'answer-oneself', { id: gone.id, version }, { reply }))).toEqual(['E-NOT-FOUND'])
  })

  test('comes over HTTP as any command does', async () => {
    const sent = command(submission())
    await platform().send([sent])
    const accept = command({ category: null, toCabinetId: null, comment: null }, { type: 'message.accept', base: { entity: 'message', id: sent.id, version: 1 } })
    const withoutBase = command({ comment: null }, { type: 'message.withdraw' })
    const [accepted, conflict, refused] = await platform().send([accept, { ...accept, id: v7() }, withoutBase], 'moderator')
    expect(accepted?.outcome).toBe('accepted')
    expect(conflict?.outcome === 'conflict' && conflict.current).toMatchObject({ id: sent.id, version: 2, history: [{ action: 'register' }, { action: 'accept', by: { role: 'moderator' } }] })
    expect(refused && codesOf(refused)).toEqual(['E-VALIDATION', '/base E-FIELD'])
    expect(personWith('moderator')).toBe('training-02')
  })
}
