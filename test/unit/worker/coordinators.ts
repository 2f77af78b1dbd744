// Coordinators and a platform that keeps versions, for the tests of decisions: the seats are real, the ten seconds of undo pass at once.
import type { Command, CommandResult } from '../../../src/shared/contract/command.ts'
import type { Message } from '../../../src/shared/contract/message.ts'
import { problemType } from '../../../src/shared/contract/problem.ts'
import { payloadHash } from '../../../src/renderer/worker/seal.ts'
import { messageNow, moved } from '../conflict/message.ts'
import { DICTIONARY, factories, ME, NOW, openSeat, ownerOf, platformOf, type Platform, type Seat } from './seat.ts'

export const cabinet = { id: 2, name: 'Район', parentId: null, timeZone: 'Europe/Moscow' }
const people = [{ id: 'a', name: 'Тестов И. И.', cabinetId: 2, roles: ['executor' as const] }, { id: 'b', name: 'Шаблонова Д. К.', cabinetId: 2, roles: ['executor' as const] }]
export const FIRST = messageNow({ createdAt: new Date(NOW).toISOString(), answerAt: new Date(NOW + 864e6).toISOString(), innerAt: null })

/** A platform that keeps versions: a command decided on another one is a conflict and changes nothing. */
export type VersionedPlatform = Platform & { history: Map<string, Command>; /** Somebody else changes the first message. */ moveByOther: () => void; moves: number }
export const platformWithVersions = (): VersionedPlatform => {
  const inner = platformOf()
  const history = new Map<string, Command>()
  const carryOut = async (command: Command): Promise<CommandResult> => {
    const at = platform.messages.findIndex(({ id }) => id === command.base?.id)
    const message = platform.messages[at] as Message
    const receiptOf = async (version: number) => ({ commandId: command.id, payloadHash: await payloadHash(command.payload), acceptedAt: new Date(NOW).toISOString(), entity: { kind: 'message' as const, id: message.id, version }, warnings: [] })
    if (history.has(command.id)) return { id: command.id, outcome: 'duplicate', receipt: await receiptOf(message.version) }
    if (message.version !== command.base?.version) return { id: command.id, outcome: 'conflict', problem: { type: problemType('E-CONFLICT'), title: '', status: 409 }, current: message }
    history.set(command.id, command)
    const payload = command.payload as { executorId?: string; innerAt?: string | null; subsubjectId?: number; comment?: string | null }
    const change: Partial<Message> = command.type === 'message.assign'
      ? { executorId: payload.executorId ?? null, innerAt: payload.innerAt ?? null, stage: 'EXECUTION', status: 'SET_EXECUTOR' }
      : { subsubjectId: payload.subsubjectId ?? null }
    platform.messages[at] = moved(message, command.type.replace('message.', ''), change, payload.comment ?? null)
    return { id: command.id, outcome: 'accepted', receipt: await receiptOf(message.version + 1) }
  }
  const platform: VersionedPlatform = {
    ...inner, history, messages: [FIRST], moves: 0,
    moveByOther: () => {
      platform.messages[0] = moved(platform.messages[0] as Message, 'control-on', { onControl: true })
      platform.moves += 1
    },
    dictionary: { ...DICTIONARY, cabinets: [cabinet], people },
    me: { ...ME, memberships: [{ cabinet, roles: ['coordinator'] }] },
    fetch: async (path, init) => {
      Object.assign(inner, { link: platform.link, me: platform.me, dictionary: platform.dictionary, messages: platform.messages })
      if (platform.link && path.endsWith('/commands')) {
        const { commands } = JSON.parse(init.body as string) as { commands: Command[] }
        return Response.json({ results: await Promise.all(commands.map(carryOut)) })
      }
      return inner.fetch(path, init)
    },
  }
  return platform
}
type Clockwork = { skip: (ms: number) => void; world: Parameters<typeof openSeat>[2] }
/** Clocks that a test moves on: the ten seconds of undo pass at once. */
const clockwork = (): Clockwork => {
  let passed = 0
  return { skip: (ms) => void (passed += ms), world: { world: { clock: { now: () => NOW + passed, monotonic: () => performance.now() + passed } } } }
}
export const seatOf = async (platform: Platform, stores = factories()) => {
  const clock = clockwork()
  const seat = await openSeat(stores, platform, { ...clock.world, owner: await ownerOf() })
  await seat.call('sync:now')
  await seat.workspace.settled()
  return { seat, ...clock, stores }
}
export const cardOf = async (seat: Seat) => (await seat.call('messages:get', FIRST.id))!
export const assign = async (seat: Seat, executorId: string, comment: string | null = null) => {
  const { message } = await cardOf(seat)
  const acted = await seat.call('messages:act', { shown: message, action: 'assign', payload: { executorId, innerAt: null, comment }, cabinetId: 2 })
  if (!acted.ok) throw new Error(acted.error.code)
  return acted.value.id
}
export const recategorise = async (seat: Seat) => {
  const { message } = await cardOf(seat)
  const acted = await seat.call('messages:act', { shown: message, action: 'change-category', payload: { subjectId: 11, subsubjectId: 110, factId: null, comment: null }, cabinetId: 2 })
  if (!acted.ok) throw new Error(acted.error.code)
  return acted.value.id
}
export const drain = async ({ seat, skip }: { seat: Seat; skip: (ms: number) => void }) => {
  skip(11_000)
  await seat.call('sync:now')
}
