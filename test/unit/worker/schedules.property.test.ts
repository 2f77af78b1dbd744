// The real data layer of the worker (Dexie, sealing, journal in its real format) under long seeded schedules: typing, sending, cuts, lies,
// kills at any await, lost databases and lost journals in turn. Nothing that was called saved is lost, nothing is registered twice.
import { expect, test } from 'vitest'
import type { Draft } from '../../../src/shared/contract/draft.ts'
import { journalOn } from '../../support/journal.ts'
import { limitOf, report, roundsOf, seedOf } from '../../support/prove.ts'
import { seeded } from '../../support/world/chance.ts'
import { after, kill, mortalJournal, mortalStores } from './mortal.ts'
import { diskOf, factories, filled, newDraft, openSeat, platformOf, readySeat, type Platform, type Seat } from './seat.ts'
import type { World } from '../../../src/renderer/worker/world.ts'

/** How one call stands by what the operator was told. */
type Call = { draft: Draft; number: number; saved: string | null; queued: boolean }
type Seen = { faults: number; broken: string[] }
const gateway = (code: string, sent?: 'no') => new Response(null, { status: 502, headers: { 'x-priyom-gateway': code, ...(sent ? { 'x-priyom-sent': sent } : {}) } })

const runSchedule = async (seed: number): Promise<Seen> => {
  const random = seeded(seed)
  const between = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1))
  const platform: Platform = platformOf()
  let stores = factories()
  const disk = diskOf(stores)
  const calls: Call[] = []
  const seen: Seen = { faults: 0, broken: [] }
  const cruelty = random() * 0.6
  let isHealed = false
  /** A road that loses requests and answers, and that is silent once the app is dead. */
  const roadFor = (life: { alive: boolean }): World['fetch'] => async (path, init) => {
    const silent = new Promise<never>(() => undefined)
    if (!life.alive) return silent
    const trouble = !isHealed && random() < cruelty ? between(0, 4) : 9
    if (trouble < 5) seen.faults += 1
    if (trouble === 0) return gateway('E-OFFLINE', 'no')
    if (trouble === 1) return gateway('E-TIMEOUT')
    if (trouble === 2) return new Response('<html></html>', { headers: { 'content-type': 'text/html' } })
    const response = await platform.fetch(path, init)
    if (!life.alive) return silent
    return trouble === 3 ? gateway('E-TIMEOUT') : trouble === 4 ? new Response('{"results": [{"i', { headers: { 'content-type': 'application/json' } }) : response
  }
  const openLife = (life: { alive: boolean }): Promise<Seat> =>
    openSeat(mortalStores(stores, life), platform, { world: { fetch: roadFor(life), journal: mortalJournal(journalOn(disk, 'op-1'), life) } })
  /** One of the two copies, never both: they have agreed since the last time. */
  const rob = (): void => {
    const roll = random()
    if (roll < 0.25) stores = factories()
    else if (roll < 0.5) disk.files.clear()
    else return
    seen.faults += 1
  }
  const begin = async (seat: Seat): Promise<void> => {
    const number = calls.length + 1
    const draft = await newDraft(seat, { text: `обращение №${number}, редакция 1` })
    calls.push({ draft, number, saved: null, queued: false })
  }
  const act = async (seat: Seat): Promise<void> => {
    const open = calls.filter(({ queued }) => !queued)
    const call = open[between(0, Math.max(0, open.length - 1))]
    const roll = random()
    if (call === undefined || roll < 0.25) return begin(seat)
    if (roll < 0.45) {
      const text = `обращение №${call.number}, редакция ${between(2, 99)}`
      const draft = filled(call.draft, { text })
      call.draft = draft
      if ((await seat.call('drafts:save', draft)).ok) call.saved = text
    } else if (roll < 0.8) call.queued = (await seat.call('outbox:submit', filled(call.draft, { text: call.draft.appeal.text }), { allowDuplicate: true })).ok || call.queued
    else await seat.call('sync:now')
  }

  await (await readySeat(stores, platform, true)).workspace.close()
  for (let lives = between(2, 4); lives > 0; lives -= 1) {
    const life = { alive: true }
    const seat = await openLife(life)
    await seat.workspace.settled()
    const working = (async () => {
      for (let acts = between(2, 8); acts > 0 && life.alive; acts -= 1) await act(seat)
    })()
    if (random() < 0.75) {
      seen.faults += 1
      await Promise.race([working, after(between(0, 120), between(0, 12))])
      life.alive = false
      kill()
      rob()
    } else {
      await working
      await seat.workspace.close()
    }
  }

  isHealed = true
  const last = await openLife({ alive: true })
  await last.workspace.settled()
  const isOpen = async (): Promise<boolean> => {
    const { waiting, unknown } = await last.call('outbox:view')
    return waiting.length + unknown.length > 0
  }
  for (let tries = 0; tries < 6 && (tries === 0 || (await isOpen())); tries += 1) await last.call('sync:now')
  if (await isOpen()) seen.broken.push('the queue does not drain')
  const registered = [...platform.accepted.values()].map((command) => (command.payload as { description: string }).description)
  for (const { draft, number, saved, queued } of calls) {
    const times = registered.filter((text) => text.startsWith(`обращение №${number},`)).length
    const kept = await last.call('drafts:get', draft.id)
    if (times > 1) seen.broken.push(`call ${number} is registered ${times} times`)
    if (queued && times === 0) seen.broken.push(`call ${number} was queued and is nowhere`)
    if (saved !== null && times === 0 && !kept.ok) seen.broken.push(`call ${number} was saved and is nowhere`)
    if (times > 0 && kept.ok) seen.broken.push(`call ${number} is registered and still a draft`)
  }
  await last.workspace.close()
  return seen
}

test(`${roundsOf('dexie')} schedules: nothing that was called saved is lost, nothing is registered twice`, { timeout: limitOf('dexie') }, async () => {
  const beginning = seedOf('dexie')
  const sum = { rounds: 0, faults: 0, broken: [] as string[] }
  while (sum.rounds < roundsOf('dexie') && sum.broken.length === 0) {
    const seed = (beginning + sum.rounds) >>> 0
    const { faults, broken } = await runSchedule(seed)
    sum.rounds += 1
    sum.faults += faults
    sum.broken = broken.map((what) => `${what} (seed ${seed})`)
  }
  report({ name: 'dexie', rounds: sum.rounds, faults: sum.faults, lost: sum.broken.filter((what) => what.includes('nowhere')).length, doubled: sum.broken.filter((what) => what.includes('times')).length, seed: beginning })
  expect(sum.broken).toEqual([])
})
