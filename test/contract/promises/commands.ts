// What the platform promises of commands, on whichever database.
import { eq, inArray } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../../src/shared/canonical-json.ts'
import { commandFateSchema } from '../../../src/shared/contract/command.ts'
import { codeOfProblem } from '../../../src/shared/contract/problem.ts'
import { receiptCode } from '../../../src/shared/receipt-code.ts'
import { createHash } from 'node:crypto'
import { readMessage } from '../../../src/platform/messages.ts'
import { command as commandTable, message, messageEvent } from '../../../src/platform/schema.ts'
import { DISTRICT_ID, HOUSING_ID } from '../../../src/platform/seed/people.ts'
import { command, FAST, personWith, submission, type TestPlatform } from '../../support/platform.ts'

const DAY_MS = 86_400_000

export const promisesOfCommands = (platform: () => TestPlatform): void => {
  test('makes of a submission one message equal to it field by field, and a receipt that matches', async () => {
    const payload = submission()
    const sent = command(payload)
    const [result] = await platform().send([sent])
    if (result?.outcome !== 'accepted') throw new Error(JSON.stringify(result))
    const { receipt } = result
    expect(receipt.commandId).toBe(sent.id)
    expect(receipt.payloadHash).toBe(createHash('sha256').update(canonicalJson(payload)).digest('hex'))
    expect(String(receipt.message?.number)).toMatch(/^9\d{8}$/)
    expect(String(receipt.message?.epguNumber)).toMatch(/^9\d{9}$/)
    expect(receipt.warnings).toEqual(['applicant-without-epgu-id'])
    expect(Date.parse(receipt.message!.answerAt!) - Date.parse(receipt.message!.registeredAt)).toBe(10 * DAY_MS)
    const kept = await readMessage(platform().store.database, sent.id)
    expect(kept).toMatchObject({
      id: sent.id, version: 1, number: receipt.message?.number, receiptCode: receiptCode(sent.id), stage: 'MODERATION', status: 'MODERATION_NEW', fastTrack: true,
      description: payload.description, applicant: payload.applicant, place: payload.place, coordinates: payload.coordinates, cabinetId: DISTRICT_ID,
      subjectId: FAST.subjectId, subsubjectId: FAST.id, factId: null, createdAt: receipt.message?.registeredAt, answerAt: receipt.message?.answerAt,
      intake: { channel: 'CALL', callAt: payload.intake.callAt, operatorId: personWith('operator'), consentToPublish: false },
    })
    expect(kept?.history.map(({ action, by }) => [action, by.kind, by.role])).toEqual([['register', 'person', 'operator']])
  })

  test('answers the same receipt to a repeat, and the fate agrees', async () => {
    const sent = command(submission())
    const [first] = await platform().send([sent])
    const [again] = await platform().send([sent])
    if (first?.outcome !== 'accepted' || again?.outcome !== 'duplicate') throw new Error('not accepted and duplicate')
    expect(again.receipt).toEqual(first.receipt)
    const fate = commandFateSchema.parse(await (await platform().ask(`/v1/commands/${sent.id}`)).json())
    expect(fate).toEqual({ fate: 'accepted', receipt: first.receipt })
  })

  test('makes exactly one message of twenty posts of one id at once', async () => {
    const sent = command(submission())
    const results = (await Promise.all(Array.from({ length: 20 }, () => platform().send([sent])))).flat()
    expect(results.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1)
    expect(results.filter(({ outcome }) => outcome === 'duplicate')).toHaveLength(19)
    const receipts = results.map((result) => ('receipt' in result ? result.receipt : null))
    for (const receipt of receipts) expect(receipt).toEqual(receipts[0])
    const { database } = platform().store
    expect(await database.select().from(message).where(eq(message.id, sent.id))).toHaveLength(1)
    expect(await database.select().from(messageEvent).where(eq(messageEvent.messageId, sent.id))).toHaveLength(1)
  })

  test('refuses another payload or another author under a used id and changes nothing', async () => {
    const sent = command(submission())
    await platform().send([sent])
    const [other] = await platform().send([{ ...sent, payload: submission({ place: 'ул. Третья, 1' }) }])
    const [stranger] = await platform().send([sent], 'coordinator')
    for (const result of [other, stranger]) {
      expect(result?.outcome).toBe('rejected')
      if (result?.outcome === 'rejected') expect([codeOfProblem(result.problem.type), result.problem.status]).toEqual(['E-KEY-REUSED', 422])
    }
    const kept = await readMessage(platform().store.database, sent.id)
    expect(kept?.place).toBe(submission().place)
    const strangersView = await (await platform().ask(`/v1/commands/${sent.id}`, { as: 'coordinator' })).json()
    expect(strangersView).toEqual({ fate: 'unknown' })
  })

  test('remembers a refusal: a repeat and the fate tell the same problem', async () => {
    const sent = command(submission({ place: ' ' }))
    const [first] = await platform().send([sent])
    const [again] = await platform().send([sent])
    expect(first?.outcome).toBe('rejected')
    expect(again).toEqual(first)
    const fate = await (await platform().ask(`/v1/commands/${sent.id}`)).json()
    expect(fate).toEqual({ fate: 'rejected', problem: first?.outcome === 'rejected' ? first.problem : null })
  })

  test('tells of a command that never came that it is unknown', async () => {
    const { id } = command(null)
    expect(await (await platform().ask(`/v1/commands/${id}`)).json()).toEqual({ fate: 'unknown' })
  })

  test('answers in the order of the commands, and a bad one in the middle stops nobody', async () => {
    const good = () => command(submission())
    const twin = good()
    const batch = [good(), command(submission({ description: '' })), good(), command({}, { type: 'message.unheard-of' }), twin, twin, good()]
    const results = await platform().send(batch)
    expect(results.map(({ id }) => id)).toEqual(batch.map(({ id }) => id))
    expect(results.map(({ outcome }) => outcome)).toEqual(['accepted', 'rejected', 'accepted', 'rejected', 'accepted', 'duplicate', 'accepted'])
    const numbers = results.flatMap((result) => (result.outcome === 'accepted' ? [result.receipt.message!.number] : []))
    expect(numbers).toEqual([...numbers].sort((left, right) => left - right))
  })

  test('lets only members act for a cabinet, and only roles that may create', async () => {
    const [elsewhere] = await platform().send([command(submission(), { cabinetId: HOUSING_ID })])
    const [moderator] = await platform().send([command(submission())], 'moderator')
    for (const result of [elsewhere, moderator]) {
      expect(result?.outcome === 'rejected' && codeOfProblem(result.problem.type)).toBe('E-FORBIDDEN')
    }
  })

  test('stores a confirmation of connection once per person, cabinet and console', async () => {
    const payload = { console: 'backoffice', role: 'head', textVersion: 1, trained: true, cabinetReady: true }
    const confirm = () => command(payload, { type: 'checklist.confirm' })
    const results = await platform().send([confirm(), confirm(), command({ ...payload, console: 'admin' }, { type: 'checklist.confirm' })], 'head')
    expect(results.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'rejected'])
    const me = (await (await platform().ask('/v1/me', { as: 'head' })).json()) as { checklists: unknown[] }
    expect(me.checklists).toHaveLength(1)
    expect(me.checklists[0]).toMatchObject({ cabinetId: DISTRICT_ID, console: 'backoffice' })
  })

  test('gives back the current state when a command was decided on an older one', async () => {
    const sent = command(submission())
    await platform().send([sent])
    const [result] = await platform().send([command(submission(), { base: { entity: 'message', id: sent.id, version: 7 } })])
    expect(result?.outcome === 'conflict' && result.current?.id).toBe(sent.id)
  })

  test('takes two hundred commands at once, each once', async () => {
    const batch = Array.from({ length: 200 }, () => command(submission()))
    const startedAt = performance.now()
    const results = await platform().send(batch)
    console.log(`200 commands: ${Math.round(performance.now() - startedAt)} ms`)
    expect(results.every(({ outcome }) => outcome === 'accepted')).toBe(true)
    const kept = await platform().store.database.select().from(commandTable).where(inArray(commandTable.id, batch.map(({ id }) => id)))
    expect(kept).toHaveLength(200)
    const more = await platform().ask('/v1/commands', { body: { commands: [...batch, command(submission())] } })
    expect(more.status).toBe(413)
  })
}
