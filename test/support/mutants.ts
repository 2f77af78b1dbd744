// Ways in which a sync core could be wrong, planted by wrapping a port: the simulation must catch each of them.
import type { Command } from '../../src/shared/contract/command.ts'
import type { OutboxStore, SyncPorts, Transport } from '../../src/renderer/sync/ports.ts'
import { hashOf, uuidOf, type Keeping, type World } from './world.ts'

type StoreMutant = { name: string; keeping: Keeping }
/** Ways in which the two copies could be kept wrongly. */
export const STORE_MUTANTS: readonly StoreMutant[] = [
  { name: 'the journal is skipped', keeping: { journalSkipped: true } },
  { name: 'a sealed row is not bound to its place', keeping: { noAad: true } },
  { name: '«saved» is said before the disks are asked', keeping: { relaxed: true } },
]

type Mutant = { name: string; tamper: (ports: SyncPorts, world: World) => SyncPorts }
const withTransport = (ports: SyncPorts, change: Partial<Transport>): SyncPorts => ({ ...ports, transport: { ...ports.transport, ...change } })
const withOutbox = (ports: SyncPorts, change: Partial<OutboxStore>): SyncPorts => ({ ...ports, outbox: { ...ports.outbox, ...change } })
const forged = (command: Command) => ({
  id: command.id, outcome: 'accepted' as const,
  receipt: {
    commandId: command.id, payloadHash: hashOf(command.payload), acceptedAt: '2026-11-22T08:00:00.000Z', entity: { kind: 'message' as const, id: command.id, version: 1 },
    message: { number: 1, epguNumber: 1, registeredAt: '2026-11-22T08:00:00.000Z', answerAt: null }, warnings: [],
  },
})

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'every try has a new key',
    tamper: (ports, world) => withTransport(ports, {
      send: async (commands) => {
        const fresh = new Map(commands.map((command) => [uuidOf(Math.floor(world.random() * 1e9) + 1e6), command]))
        const outcome = await ports.transport.send([...fresh].map(([id, command]) => ({ ...command, id })))
        if (outcome.kind !== 'answered') return outcome
        return { ...outcome, results: outcome.results.map((result) => {
          const id = fresh.get(result.id)?.id ?? result.id
          return 'receipt' in result ? { ...result, id, receipt: { ...result.receipt, commandId: id } } : { ...result, id }
        }) }
      },
    }),
  },
  {
    name: 'a write is called done before it is',
    tamper: (ports, world) => withOutbox(ports, {
      apply: async (transitions) => {
        world.later(3_000, () => void ports.outbox.apply(transitions))
        return transitions.map(({ id }) => id)
      },
    }),
  },
  {
    name: 'a command is dropped after a 5xx',
    tamper: (ports, world) => withOutbox(ports, {
      apply: async (transitions) => {
        const written = await ports.outbox.apply(transitions)
        for (const { id, fields } of transitions) if (fields.failure?.code === 'E-SERVER') world.rows.delete(id)
        return written
      },
    }),
  },
  {
    name: 'any answered request counts as accepted',
    tamper: (ports) => withTransport(ports, {
      send: async (commands) => {
        const outcome = await ports.transport.send(commands)
        const was200 = outcome.kind === 'answered' || (outcome.kind === 'no-answer' && (outcome.code === 'E-PORTAL' || outcome.code === 'E-PROTO'))
        return was200 ? { kind: 'answered', results: commands.map(forged) } : outcome
      },
    }),
  },
  {
    name: 'a receipt for something else is taken',
    tamper: (ports) => withTransport(ports, {
      send: async (commands) => {
        const outcome = await ports.transport.send(commands)
        if (outcome.kind !== 'answered') return outcome
        return { ...outcome, results: outcome.results.map((result) => {
          const command = commands.find(({ id }) => id === result.id)
          return 'receipt' in result && command ? { ...result, receipt: forged(command).receipt } : result
        }) }
      },
    }),
  },
  {
    name: '`sending` is left stuck after a crash',
    tamper: (ports) => withOutbox(ports, { load: async () => (await ports.outbox.load()).filter(({ state }) => state !== 'sending') }),
  },
  {
    name: 'the payload changes between tries',
    tamper: (ports) => withOutbox(ports, {
      commands: async (ids) => (await ports.outbox.commands(ids)).map((command) => ({ ...command, payload: { ...command.payload, again: ports.clock.monotonic() } }) as unknown as Command),
    }),
  },
  {
    name: 'the order of one message is not kept',
    tamper: (ports) => withOutbox(ports, { load: async () => (await ports.outbox.load()).map((row) => ({ ...row, messageKey: row.id })) }),
  },
  {
    name: 'an unanswered command is sent again without asking and under doubt given up',
    tamper: (ports) => withTransport(ports, { fate: async () => ({ kind: 'answered', fate: { fate: 'rejected', problem: { type: 'about:blank', title: '', status: 422 } } }) }),
  },
  {
    name: 'waits follow the wall clock',
    tamper: (ports) => ({ ...ports, clock: { ...ports.clock, monotonic: ports.clock.now } }),
  },
]
