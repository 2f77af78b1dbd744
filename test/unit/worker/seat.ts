// One seat for the worker's tests: a fake IndexedDB, Node's WebCrypto, and a small platform behind fetch that can be told to fail.
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { v7 as uuid } from 'uuid'
import type { Command, Receipt } from '../../../src/shared/contract/command.ts'
import type { Dictionary } from '../../../src/shared/contract/dictionary.ts'
import type { Draft } from '../../../src/shared/contract/draft.ts'
import type { Message } from '../../../src/shared/contract/message.ts'
import type { Me } from '../../../src/shared/contract/person.ts'
import type { Submission } from '../../../src/shared/contract/submission.ts'
import { receiptCode } from '../../../src/shared/receipt-code.ts'
import type { ListQuery, WorkspaceCall, WorkspaceCalls, WorkspaceEvents } from '../../../src/shared/workspace.ts'
import type { Timer } from '../../../src/renderer/sync/ports.ts'
import type { Factories } from '../../../src/renderer/worker/data/database.ts'
import { createSealer, importKey, payloadHash, type Owner } from '../../../src/renderer/worker/seal.ts'
import { openWorkspace, type Workspace } from '../../../src/renderer/worker/workspace.ts'
import { linkTransfer } from '../../../src/renderer/worker/transfer/transfer-port.ts'
import type { World } from '../../../src/renderer/worker/world.ts'
import { journalOn, memoryDisk, type MemoryDisk } from '../../support/journal.ts'

export const NOW = Date.parse('2026-11-22T09:00:00Z')
export const ZONE = 'Europe/Moscow'
const cabinet = { id: 1, name: 'Администрация города Примерска', parentId: null, timeZone: ZONE }
const open = { deletedAt: null }
export const DICTIONARY: Dictionary = {
  version: 1,
  subjects: [{ id: 10, name: 'Дворы', ...open }, { id: 11, name: 'Дороги', ...open }],
  subsubjects: [
    { id: 100, name: 'Уборка снега', subjectId: 10, fastTrack: true, limitDays: null, ...open },
    { id: 110, name: 'Ямы', subjectId: 11, fastTrack: false, limitDays: null, ...open },
  ],
  facts: [{ id: 1000, name: 'Не убран тротуар', subsubjectId: 100, ...open }],
  cabinets: [cabinet],
  declineReasons: [],
  redirectReasons: [],
  people: [],
}
export const ME: Me = { id: 'op-1', surname: 'Тестова', name: 'Анна', patronymic: null, memberships: [{ cabinet, roles: ['operator'] }], checklists: [] }

const disks = new WeakMap<IDBFactory, MemoryDisk>()
/** The disk of the journal that belongs to these databases: one for all seats that are opened on them. */
export const diskOf = ({ outbox }: Factories): MemoryDisk => {
  const disk = disks.get(outbox) ?? memoryDisk()
  disks.set(outbox, disk)
  return disk
}
export const factories = (): Factories => ({ outbox: new IDBFactory(), history: new IDBFactory(), keyRange: IDBKeyRange as never })
export const ownerOf = async (operatorId = 'op-1', keyByte = 7, keyId = 'k1'): Promise<Owner> => ({ mode: 'training', operatorId, keyId, key: await importKey(new Uint8Array(32).fill(keyByte)) })
export const sealerOf = async (operatorId = 'op-1') => createSealer(await ownerOf(operatorId))

let calls = 0
/** Words that a scan of the disk must never meet. */
export const CANARIES = ['Канарейкина', 'Валерия', 'Ивановна', '79001112233', 'улица Канареечная', 'canary@example.ru', 'канарейка во дворе', 'место-канарейка', '15.05.1980', '112-233-445 95'] as const
export const filled = (draft: Draft, change: { phone?: string; text?: string; place?: string } = {}): Draft => {
  calls += 1
  return {
    ...draft,
    updatedAt: new Date(Date.parse(draft.updatedAt) + calls).toISOString(),
    applicant: {
      ...draft.applicant, phone: change.phone ?? '+79001112233', surname: 'Канарейкина', name: 'Валерия', patronymic: 'Ивановна', address: 'улица Канареечная, 5',
      email: 'canary@example.ru', birthDate: '15.05.1980', snils: '112-233-445 95',
    },
    appeal: { ...draft.appeal, text: change.text ?? 'Сидит канарейка во дворе, снег не чистят', subjectId: 10, subsubjectId: 100, factId: 1000, place: change.place ?? 'место-канарейка', addresseeCabinetId: 1 },
    intake: { channel: 'CALL', noticeGiven: true, consentToPublish: false, readBack: true },
  }
}

export const messageOf = (command: { id: string; payload: unknown; at: string }, number: number, change: Partial<Message> = {}): Message => {
  const submission = command.payload as Submission
  return {
    id: command.id, version: 1, number, epguNumber: 2_000_000_000 + number, receiptCode: receiptCode(command.id), source: 'OPERATOR', kind: submission.kind, regime: submission.regime,
    fastTrack: true, stage: 'MODERATION', status: 'MODERATION_NEW', description: submission.description, applicant: submission.applicant, subjectId: submission.subjectId,
    subsubjectId: submission.subsubjectId, factId: submission.factId, place: submission.place, coordinates: null, cabinetId: 1, currentCabinetId: 1, executorName: null, executorId: null, intakeCabinetId: 1,
    createdAt: new Date(NOW).toISOString(), answerAt: new Date(NOW + 10 * 86_400_000).toISOString(), closedAt: null, onControl: false, repeated: false, postponed: false, rating: null, answer: null, attachments: [],
    innerAt: null, question: null, proposal: null, postponement: null, remarks: [], replyAttachments: [],
    intake: { channel: 'CALL', callAt: command.at, operatorId: 'op-1', operatorName: 'Тестова А.', consentToPublish: false }, history: [], ...change,
  }
}

/** `link` false: the gateway says that nothing left. `lines` replaces the feed. */
export type Platform = {
  link: boolean
  me: Me
  dictionary: Dictionary
  accepted: Map<string, Command>
  messages: Message[]
  /** Set to refuse the next submissions with this problem. */
  refusal: unknown
  /** The same for hand-overs. */
  handOverRefusal: unknown
  extraLines: string[]
  requests: string[]
  fetch: World['fetch']
}
const json = (value: unknown, headers: Record<string, string> = {}) => new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json', date: new Date(NOW).toUTCString(), ...headers } })

export const platformOf = (): Platform => {
  const receipt = async (command: Command): Promise<Receipt> => ({
    commandId: command.id, payloadHash: await payloadHash(command.payload), acceptedAt: new Date(NOW).toISOString(), warnings: [],
    ...(command.type === 'message.submit'
      ? { entity: { kind: 'message' as const, id: command.id, version: 1 }, message: { number: 300_000_001, epguNumber: 2_300_000_001, registeredAt: new Date(NOW).toISOString(), answerAt: new Date(NOW + 864e6).toISOString() } }
      : { entity: { kind: command.type === 'shift.close' ? 'shift' as const : 'checklist' as const, id: 'c', version: 1 } }),
  })
  const platform: Platform = {
    link: true, me: ME, dictionary: DICTIONARY, accepted: new Map(), messages: [], refusal: null, handOverRefusal: null, extraLines: [], requests: [],
    fetch: async (path, init) => {
      const route = path.replace('/platform/v1', '').split('?')[0] as string
      platform.requests.push(route)
      if (!platform.link) return new Response(null, { status: 503, headers: { 'x-priyom-gateway': 'E-OFFLINE', 'x-priyom-sent': 'no' } })
      if (route === '/me') return json(platform.me)
      if (route === '/meta')
        return json({ name: 'Учебная', mode: 'training', serverTime: new Date(NOW).toISOString(), contractVersion: 1, oldestClientVersion: '0.1.0', issuer: 'http://127.0.0.1:1', limits: { textCharacters: 3000, batchCommands: 50 }, dictionaryVersion: 1 })
      if (route === '/dictionaries') return json(platform.dictionary, { etag: `"${platform.dictionary.version}"` })
      if (route === '/commands') {
        const { commands } = JSON.parse(init.body as string) as { commands: Command[] }
        const results = await Promise.all(commands.map(async (command) => {
          const refusal = command.type === 'message.submit' ? platform.refusal : command.type === 'intake.hand-over' ? platform.handOverRefusal : null
          if (refusal !== null) return { id: command.id, outcome: 'rejected', problem: refusal }
          platform.accepted.set(command.id, command)
          return { id: command.id, outcome: 'accepted', receipt: await receipt(command) }
        }))
        return json({ results })
      }
      if (route === '/commands/fates') {
        const { ids } = JSON.parse(init.body as string) as { ids: string[] }
        const fateOf = async (id: string) => {
          const known = platform.accepted.get(id)
          return { id, fate: known ? 'accepted' : 'unknown', payloadHash: known ? await payloadHash(known.payload) : null }
        }
        return json({ fates: await Promise.all(ids.map(fateOf)) })
      }
      if (route.startsWith('/commands/')) {
        const known = platform.accepted.get(route.slice('/commands/'.length))
        return json(known ? { fate: 'accepted', receipt: await receipt(known) } : { fate: 'unknown' })
      }
      if (route === '/changes') {
        const cursor = String(platform.messages.length)
        const lines = [...platform.messages.map((message) => JSON.stringify({ kind: 'message', cursor, message })), ...platform.extraLines, JSON.stringify({ kind: 'end', cursor: `${cursor}-${platform.extraLines.length}`, more: false })]
        return new Response(lines.join('\n'), { headers: { 'content-type': 'application/x-ndjson' } })
      }
      return new Response(null, { status: 404 })
    },
  }
  return platform
}

export type Seat = {
  workspace: Workspace
  call: <N extends WorkspaceCall>(name: N, ...args: WorkspaceCalls[N]['args']) => Promise<WorkspaceCalls[N]['answer']>
  events: { [E in keyof WorkspaceEvents]: WorkspaceEvents[E][] }
  world: World
}
const newTimer = (): Timer => {
  let alarm: ReturnType<typeof setTimeout> | undefined
  return { arm: (ms, ring) => { clearTimeout(alarm); alarm = setTimeout(ring, ms); alarm.unref?.() }, cancel: () => clearTimeout(alarm) }
}
export const worldOf = (stores: Factories, platform: Platform, change: Pick<World, 'journal'> & Partial<World>): World => ({
  factories: stores, clock: { now: () => NOW, monotonic: () => performance.now() }, chance: () => 0.5, newTimer, newId: () => uuid(),
  fetch: platform.fetch, pause: () => new Promise((resolve) => setImmediate(resolve)), transfer: linkTransfer(() => undefined), ...change,
})

/** Opens a seat, or tells why it would not. */
export const tryOpen = async (stores: Factories, platform: Platform, { owner, world: change }: { owner?: Owner; world?: Partial<World> } = {}) => {
  const events: Seat['events'] = { opened: [], 'open-failed': [], data: [], sync: [], history: [], kept: [], unsent: [] }
  const person = owner ?? (await ownerOf())
  const world = worldOf(stores, platform, { journal: journalOn(diskOf(stores), person.operatorId), ...change })
  const opened = await openWorkspace(person, world, (event, payload) => void (events[event] as unknown[]).push(payload))
  return { opened, events, world }
}
export const openSeat = async (stores: Factories, platform: Platform, options: Parameters<typeof tryOpen>[2] = {}): Promise<Seat> => {
  const { opened, events, world } = await tryOpen(stores, platform, options)
  if (!opened.ok) throw new Error(opened.error.code)
  const workspace = opened.value
  return { workspace, events, world, call: (name, ...args) => workspace.call(name, args) as never }
}

/** A seat that has been online once, and is now as asked. */
export const readySeat = async (stores: Factories, platform: Platform, link: boolean): Promise<Seat> => {
  const first = await openSeat(stores, platform)
  await first.call('sync:now')
  platform.link = link
  return first
}
export const newDraft = async (seat: Seat, change: Parameters<typeof filled>[1] = {}): Promise<Draft> => {
  const draft = await seat.call('drafts:create', 1)
  if (!draft.ok) throw new Error(draft.error.code)
  return filled(draft.value, change)
}
/** Fills a form and sends it; the queue's item. */
export const takeCall = async (seat: Seat, change: Parameters<typeof filled>[1] = {}) => {
  const queued = await seat.call('outbox:submit', await newDraft(seat, change), { allowDuplicate: true })
  if (!queued.ok) throw new Error(JSON.stringify(queued.error))
  return queued.value
}
export const query = (change: Partial<ListQuery> = {}): ListQuery => ({ folder: 'sent', search: '', term: null, sort: { key: 'updated', descending: true }, offset: 0, limit: 50, now: NOW, timeZone: ZONE, ...change })
