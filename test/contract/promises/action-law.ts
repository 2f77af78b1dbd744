// The law of actions, generated from the table and the matrix: every state, action and role; every role against every cabinet; random lives.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { ACTION_NAMES, commandTypeOf, type ActionName, type ActionPayload } from '../../../src/shared/contract/actions.ts'
import { commandSchema, type ActionCommand } from '../../../src/shared/contract/command.ts'
import { DEFAULT_LIFECYCLE } from '../../../src/shared/contract/lifecycle.ts'
import { DEFAULT_LIMITS } from '../../../src/shared/contract/limits.ts'
import type { Dictionary } from '../../../src/shared/contract/dictionary.ts'
import type { Message } from '../../../src/shared/contract/message.ts'
import { codeOfProblem } from '../../../src/shared/contract/problem.ts'
import { judgeAct, PERMISSION_OF } from '../../../src/shared/act.ts'
import { advance } from '../../../src/shared/lifecycles/advance.ts'
import { MESSAGE_STATES, MESSAGE_TABLE, stateOf, type MessageGuard, type MessageState } from '../../../src/shared/lifecycles/message.ts'
import { reachOf, ROLES, type Role } from '../../../src/shared/roles.ts'
import { decideAction, mayEverAct } from '../../../src/platform/commands/act-on-message.ts'
import type { Database } from '../../../src/platform/database.ts'
import { createDictionaries } from '../../../src/platform/dictionary.ts'
import type { MessageRow } from '../../../src/platform/schema.ts'
import { SUBSUBJECTS } from '../../../src/platform/seed/catalogue.ts'
import { DISTRICT_ID, HOUSING_ID, REGION_ID, ROADS_ID } from '../../../src/platform/seed/people.ts'
import { actingOn, heldBy, type Acting } from '../../support/acting.ts'
import { FAST, type TestPlatform } from '../../support/platform.ts'
import { ACTING_AT, WAYS } from './actions.ts'

const CABINETS = [REGION_ID, DISTRICT_ID, ROADS_ID, HOUSING_ID]
/** The tree of the seed, by hand: what lies within. */
const WITHIN: Readonly<Record<number, number[]>> = { [REGION_ID]: CABINETS, [DISTRICT_ID]: [DISTRICT_ID, ROADS_ID, HOUSING_ID], [ROADS_ID]: [ROADS_ID], [HOUSING_ID]: [HOUSING_ID] }
const SLOW = SUBSUBJECTS.find(({ fastTrack }) => !fastTrack)!

/** What the rows and the matrix say of a role at a state; guards as they are for a fresh message of that cabinet. */
const isLawful = (state: MessageState, action: ActionName, role: Role, cabinetId: number): boolean => {
  const facts = new Set<MessageGuard>(['agreement-required', 'before-due', cabinetId === REGION_ID ? 'top-cabinet' : 'has-parent'])
  return reachOf(role, PERMISSION_OF[action]) !== undefined && advance(MESSAGE_TABLE, state, action, role, facts).allowed
}
/** By hand: where the hands of a role reach. The call was taken for the district. */
const isNear = (role: Role, actsFor: number, messageAt: number): boolean =>
  role === 'operator' ? actsFor === DISTRICT_ID : role === 'curator' ? WITHIN[actsFor]!.includes(messageAt) : actsFor === messageAt

export const promisesOfTheLaw = (platform: () => TestPlatform): void => {
  let acting: Acting
  let dictionary: Dictionary
  beforeAll(async () => {
    acting = await actingOn(platform(), ACTING_AT)
    dictionary = await createDictionaries(platform().store.database).read()
    // known beforehand: PGlite has one connection, and a transaction that waits for a question beside it waits for ever
    for (const role of ROLES) for (const cabinetId of CABINETS) await acting.meOf(heldBy(role, cabinetId))
  })
  afterAll(() => acting.leave())

  /** `ready`, or the code of the refusal; nothing is written. */
  const verdictOf = async (transaction: Database, who: { role: Role; memberOf: number; actsFor: number }, action: ActionName, row: MessageRow): Promise<string> => {
    const me = await acting.meOf(heldBy(who.role, who.memberOf))
    const raw = { id: v7(), type: commandTypeOf(action), at: ACTING_AT.toISOString(), cabinetId: who.actsFor, base: { entity: 'message', id: row.id, version: row.version }, payload: WAYS[action].payload }
    const command = commandSchema.parse(raw) as ActionCommand
    if (!mayEverAct(me, command)) return 'E-FORBIDDEN'
    const decided = await decideAction(transaction, command, { me, dictionary, limits: DEFAULT_LIMITS, lifecycle: DEFAULT_LIFECYCLE, payloadHash: '0'.repeat(64), now: ACTING_AT })
    return decided.kind === 'refused' ? String(codeOfProblem(decided.problem.type)) : decided.kind
  }
  /** What the obstacles of act.ts look at stands in nobody's way here. */
  const freely = (action: ActionName): Partial<MessageRow> => (action === 'control-off' ? { onControl: true } : {})

  test('every state, action and role: carried out where rows and matrix agree, refused everywhere else', { timeout: 60_000 }, async () => {
    const wrong: string[] = []
    let tried = 0
    for (const state of MESSAGE_STATES) {
      const held = { executorId: heldBy('executor', DISTRICT_ID) }
      const rows = [await acting.make(state, held), await acting.make(state, { ...held, onControl: true })]
      await platform().store.database.transaction(async (transaction) => {
        for (const action of ACTION_NAMES) for (const role of ROLES) {
          tried += 1
          const verdict = await verdictOf(transaction, { role, memberOf: DISTRICT_ID, actsFor: DISTRICT_ID }, action, rows[action === 'control-off' ? 1 : 0]!)
          if ((verdict === 'ready') !== isLawful(state, action, role, DISTRICT_ID)) wrong.push(`${state} ${action} ${role}: ${verdict}`)
        }
      })
    }
    expect(wrong).toEqual([])
    expect(tried).toBe(MESSAGE_STATES.length * ACTION_NAMES.length * ROLES.length)
  })

  test('every role of every cabinet against every command on messages of every cabinet: nothing passes that the matrix does not allow', { timeout: 120_000 }, async () => {
    const wrong: string[] = []
    for (const action of ACTION_NAMES) for (const messageAt of CABINETS) {
      const { from } = WAYS[action]
      const row = await acting.make(from, { currentCabinetId: messageAt, executorId: heldBy('executor', messageAt), ...freely(action) })
      await platform().store.database.transaction(async (transaction) => {
        for (const memberOf of CABINETS) for (const role of ROLES) {
          const verdict = await verdictOf(transaction, { role, memberOf, actsFor: memberOf }, action, row)
          // the payload of a way is right for its own cabinet only: a refusal of its fields is a yes to the person
          const passed = verdict === 'ready' || verdict === 'E-VALIDATION'
          if (passed !== (isNear(role, memberOf, messageAt) && isLawful(from, action, role, messageAt))) wrong.push(`${role} of ${memberOf}, ${action} at ${messageAt}: ${verdict}`)
          if (memberOf !== messageAt && (await verdictOf(transaction, { role, memberOf, actsFor: messageAt }, action, row)) !== 'E-FORBIDDEN') wrong.push(`${role} of ${memberOf} acted for ${messageAt}`)
        }
      })
    }
    expect(wrong).toEqual([])
  })

  /** A payload that is right for the message as it is. */
  const payloadFor = <A extends ActionName>(action: A, message: Message): ActionPayload<A> => {
    const other = message.subsubjectId === FAST.id ? SLOW : FAST
    const below = WITHIN[message.currentCabinetId]!.find((id) => id !== message.currentCabinetId) ?? message.currentCabinetId
    const own: Partial<{ [B in ActionName]: ActionPayload<B> }> = {
      'accept': { category: null, toCabinetId: null, comment: null },
      'forward-down': { toCabinetId: below, comment: null },
      'assign': { executorId: heldBy('executor', message.currentCabinetId), innerAt: null, comment: null },
      'change-category': { subjectId: other.subjectId, subsubjectId: other.id, factId: null, comment: null },
      'request-postponement': { until: new Date(Date.parse(message.answerAt ?? '') + 3 * 86_400_000).toISOString().slice(0, 10), cause: 'x', interim: 'y' },
      'return': { comment: 'x', remarks: [] },
      'rate': { rating: 1 + (message.version % 5), comment: null },
    }
    return (own[action] ?? WAYS[action].payload) as ActionPayload<A>
  }
  /** Rows after which the term may differ (domain §1.3: 14, 17, 22, 25). */
  const MOVES_TERM = new Set(['to-fz59', 'approve-postponement', 'reopen', 'change-category'])

  test('no life leaves the table: versions rise by one with each line of history, terms move by their rows only', { timeout: 120_000 }, async () => {
    let steps = 0
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(10_000), { minLength: 12, maxLength: 12 }), async (choices) => {
        const row = await acting.make('MODERATION/MODERATION_NEW')
        for (const choice of choices) {
          const before = await acting.read(row.id)
          const possible = ACTION_NAMES.flatMap((action) => ROLES.flatMap((role) => {
            const cabinetId = role === 'operator' ? DISTRICT_ID : before.currentCabinetId
            if (action === 'forward-down' && WITHIN[before.currentCabinetId]!.length === 1) return []
            const verdict = judgeAct(before, action, { id: heldBy(role, cabinetId), cabinetId, roles: [role] }, { cabinets: dictionary.cabinets, lifecycle: DEFAULT_LIFECYCLE, now: ACTING_AT })
            return verdict.allowed ? [{ action, role, cabinetId, to: verdict.to }] : []
          }))
          if (possible.length === 0) break
          // most lives should be long: an end without a reply is one draw in eight
          const lasting = possible.filter((next) => !next.to.startsWith('DONE/') || next.to === 'DONE/SEND_RESPONSE')
          const drawn = choice % 8 === 0 || lasting.length === 0 ? possible : lasting
          const { action, role, cabinetId, to } = drawn[choice % drawn.length]!
          const result = await acting.act({ role, cabinetId }, action, before, payloadFor(action, before))
          if (result.outcome !== 'accepted') throw new Error(`${stateOf(before)} ${action} ${role}: ${JSON.stringify(result)}`)
          steps += 1
          const after = await acting.read(row.id)
          const lines = after.history.slice(before.history.length)
          expect(after.version).toBe(before.version + lines.length)
          expect(result.receipt.entity.version).toBe(after.version)
          expect(after.history.length).toBe(after.version)
          expect(after.history.slice(0, before.history.length)).toEqual(before.history)
          expect(stateOf(lines[0]!)).toBe(to)
          expect(stateOf(after)).toBe(stateOf(lines.at(-1)!))
          expect(lines.length === 1 || (action === 'rate' && lines[1]?.action === 'reopen')).toBe(true)
          if (after.answerAt !== before.answerAt) expect(lines.some((line) => MOVES_TERM.has(line.action))).toBe(true)
          expect(after.closedAt === null).toBe(after.stage !== 'DONE')
          expect([after.id, after.number, after.createdAt, after.description, after.cabinetId]).toEqual([before.id, before.number, before.createdAt, before.description, before.cabinetId])
        }
      }),
      { numRuns: 12 },
    )
    console.log(`random lives: ${steps} actions`)
  })
}
