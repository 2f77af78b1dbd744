// Many seats of the shipping core before one model platform, in virtual time: for outages of an hour and shifts without a link.
import type { Command } from '../../../src/shared/contract/command.ts'
import type { OutboxRow, Runner, SyncPorts } from '../../../src/renderer/sync/ports.ts'
import { readSend } from '../../../src/renderer/sync/reply.ts'
import type { RawReply } from '../../../src/renderer/sync/ports.ts'
import { createRunner } from '../../../src/renderer/sync/runner.ts'
import { hashOf, seeded, uuidOf } from './chance.ts'
import { gateway, receiptOf } from './platform.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE

/** Events by time; those of one time in the order they were made. */
const createTime = () => {
  const heap: { at: number; order: number; act: () => void }[] = []
  let now = 0
  let made = 0
  const isBefore = (left: number, right: number): boolean => heap[left]!.at < heap[right]!.at || (heap[left]!.at === heap[right]!.at && heap[left]!.order < heap[right]!.order)
  const swap = (left: number, right: number): void => void ([heap[left], heap[right]] = [heap[right]!, heap[left]!])
  const at = (ms: number, act: () => void): void => {
    heap.push({ at: now + Math.max(0, ms), order: (made += 1), act })
    for (let place = heap.length - 1; place > 0; ) {
      const parent = (place - 1) >> 1
      if (!isBefore(place, parent)) break
      swap(place, parent)
      place = parent
    }
  }
  const take = (): (() => void) => {
    swap(0, heap.length - 1)
    const event = heap.pop()!
    for (let place = 0; ; ) {
      let least = place
      for (const child of [2 * place + 1, 2 * place + 2]) if (child < heap.length && isBefore(child, least)) least = child
      if (least === place) break
      swap(place, least)
      place = least
    }
    now = Math.max(now, event.at)
    return event.act
  }
  return {
    now: () => now,
    at,
    run: async (until: number): Promise<void> => {
      while (heap.length > 0 && heap[0]!.at <= until) {
        take()()
        // every promise that can go on has gone on before time moves
        await new Promise<void>((resolve) => process.nextTick(resolve))
      }
      now = until
    },
  }
}

/** How the platform is just now. */
export type Road = 'open' | 'unreachable' | 'busy' | 'signed-out'
export type ManyOptions = { seed: number; seats: number; batch: number; retryAfter?: string }

export const createMany = ({ seed, seats: amount, batch, retryAfter = '60' }: ManyOptions) => {
  const random = seeded(seed)
  const time = createTime()
  let road: Road = 'open'
  let lastId = 0
  const accepted = new Map<string, number>()
  /** When each request reached the platform, whatever it answered. */
  const reached: number[] = []

  const answer = (whenOpen: () => RawReply): RawReply => {
    if (road === 'unreachable') return gateway('E-OFFLINE', 'no')
    reached.push(time.now())
    if (road === 'busy') return { status: 503, headers: { 'retry-after': retryAfter }, body: '' }
    if (road === 'signed-out') return { status: 401, headers: {}, body: '' }
    return whenOpen()
  }
  const wire = <T>(act: () => T): Promise<T> => new Promise((resolve) => time.at(20 + random() * 280, () => resolve(act())))
  const createSeat = () => {
    const rows = new Map<string, OutboxRow>()
    const commands = new Map<string, Command>()
    let life = 0
    let runner: Runner | null = null
    const trouble = (reply: RawReply) => {
      const outcome = readSend(reply, time.now())
      return outcome.kind === 'answered' ? null : outcome
    }
    const EMPTY: RawReply = { status: 200, headers: {}, body: '{"results":[]}' }
    const ports = (): SyncPorts => {
      const mine = life
      let bell = 0
      return {
        outbox: {
          load: async () => [...rows.values()].filter(({ state }) => state !== 'done'),
          apply: async (transitions) => transitions.flatMap(({ id, from, fields }) => {
            const row = rows.get(id)
            if (row?.state !== from) return []
            rows.set(id, { ...row, ...fields })
            return [id]
          }),
          commands: async (ids) => ids.map((id) => commands.get(id)!),
        },
        history: { cursor: async () => '0', versions: async () => new Map(), applyBatch: async () => undefined, finishSnapshot: async () => undefined },
        reference: { etag: async () => null, saveDictionary: async () => undefined, saveMe: async () => undefined },
        transport: {
          send: async (sent) => readSend(await wire(() => answer(() => {
            for (const { id } of sent) accepted.set(id, (accepted.get(id) ?? 0) + 1)
            return { status: 200, headers: {}, body: JSON.stringify({ results: sent.map((command) => ({ id: command.id, outcome: 'accepted', receipt: receiptOf(command) })) }) }
          })), time.now()),
          fate: async () => { throw new Error('nothing is in doubt here') },
          changes: async (since, onLines) => {
            const outcome = trouble(await wire(() => answer(() => EMPTY)))
            if (outcome !== null) return outcome
            await onLines([{ kind: 'end', cursor: since ?? '0', more: false }])
            return { kind: 'ended' }
          },
          dictionary: async () => trouble(await wire(() => answer(() => EMPTY))) ?? { kind: 'same' },
          me: async () => trouble(await wire(() => answer(() => EMPTY))) ?? { kind: 'answered', me: { id: 'p', surname: '', name: '', patronymic: null, memberships: [], checklists: [] } },
        },
        clock: { now: time.now, monotonic: time.now }, chance: random,
        timer: {
          arm: (ms, ring) => {
            const ours = (bell += 1)
            time.at(ms, () => mine === life && ours === bell && ring())
          },
          cancel: () => void (bell += 1),
        },
        reports: { facts: () => undefined, moved: () => undefined, trouble: (_, error) => { if (error !== null) throw error } },
      }
    }
    const seat = {
      rows,
      start: (): void => {
        life += 1
        runner = createRunner(ports(), { batchCommands: () => batch })
        runner.start()
      },
      queue: (): void => {
        lastId += 1
        const id = uuidOf(lastId)
        const payload = { n: lastId }
        commands.set(id, { id, type: 'message.submit', at: '2026-11-22T08:00:00Z', cabinetId: 1, payload } as unknown as Command)
        rows.set(id, {
          id, seq: lastId, messageKey: id, type: 'message.submit', cabinetId: 1, payloadHash: hashOf(payload), notBefore: null, queuedAt: '2026-11-22T08:00:00Z',
          state: 'queued', attempts: 0, nextAttemptAt: null, failure: null, issues: [], receipt: null,
        })
        runner?.wake('row')
      },
      signIn: (): void => runner?.wake('session'),
      open: (): number => [...rows.values()].filter(({ state }) => state !== 'done').length,
    }
    return seat
  }
  const seats = Array.from({ length: amount }, createSeat)
  return {
    time, seats, accepted, reached, random,
    setRoad: (next: Road): void => void (road = next),
    /** The busiest stretch of so many ms among requests of a span, in requests per second. */
    peak: (from: number, to: number, width = 10_000): number => {
      const counts = new Map<number, number>()
      for (const at of reached) if (at >= from && at < to) counts.set(Math.floor(at / width), (counts.get(Math.floor(at / width)) ?? 0) + 1)
      return Math.max(0, ...counts.values()) / (width / 1_000)
    },
  }
}
