// Ways in which the sync core or the keeping of two copies could be wrong: the simulation must catch each of them, by a law that it breaks.
import type { Command } from '../../src/shared/contract/command.ts'
import type { OutboxStore, SyncPorts, Transport } from '../../src/renderer/sync/ports.ts'
import { uuidOf } from './world/chance.ts'
import type { Law } from './world/laws.ts'
import { receiptOf } from './world/platform.ts'
import type { WorldOptions } from './world.ts'

/** `breaks`: the laws of which at least one must be reported. `from`: the first schedule, for what only a rare one shows. */
export type Mutant = { name: string; breaks: readonly Law[]; from?: number } & Pick<WorldOptions, 'tamper' | 'keeping' | 'commands'>
const withTransport = (ports: SyncPorts, change: Partial<Transport>): SyncPorts => ({ ...ports, transport: { ...ports.transport, ...change } })
const withOutbox = (ports: SyncPorts, change: Partial<OutboxStore>): SyncPorts => ({ ...ports, outbox: { ...ports.outbox, ...change } })
const forged = (command: Command) => ({ id: command.id, outcome: 'accepted' as const, receipt: receiptOf(command) })

export const MUTANTS: readonly Mutant[] = [
  { name: 'the journal is skipped', breaks: ['I11'], keeping: { journalSkipped: true } },
  { name: 'a sealed row is not bound to its place', breaks: ['I4', 'I8', 'I2', 'I1', 'I7'], keeping: { noAad: true } },
  { name: 'durability is relaxed: a write is done before the disk has it', breaks: ['I11'], keeping: { relaxed: true } },
  { name: '«saved» is said before the journal and the store', breaks: ['I11'], keeping: { toldFirst: true } },
  { name: 'what came back from the journal counts as never sent', breaks: ['I1'], keeping: { freshAgain: true }, from: 7_002_549, commands: 10 },
  { name: 'a queue travels under whoever is signed in', breaks: ['I9'], keeping: { anyToken: true } },
  {
    name: 'every try has a new key', breaks: ['I1', 'I2', 'I3', 'I7'],
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
    name: 'a write is called done before it is', breaks: ['I3', 'I1', 'I2', 'I7', 'I12', 'I13'],
    tamper: (ports, world) => withOutbox(ports, {
      apply: async (transitions) => {
        world.later(3_000, () => void ports.outbox.apply(transitions))
        return transitions.map(({ id }) => id)
      },
    }),
  },
  {
    name: 'a command is dropped after a 5xx', breaks: ['I11', 'I1'],
    tamper: (ports, _world, { rows }) => withOutbox(ports, {
      apply: async (transitions) => {
        const written = await ports.outbox.apply(transitions)
        for (const { id, fields } of transitions) if (fields.failure?.code === 'E-SERVER') rows.delete(id)
        return written
      },
    }),
  },
  {
    name: 'any answered request counts as accepted', breaks: ['I2'],
    tamper: (ports) => withTransport(ports, {
      send: async (commands) => {
        const outcome = await ports.transport.send(commands)
        const was200 = outcome.kind === 'answered' || (outcome.kind === 'no-answer' && (outcome.code === 'E-PORTAL' || outcome.code === 'E-PROTO'))
        return was200 ? { kind: 'answered', results: commands.map(forged) } : outcome
      },
    }),
  },
  {
    name: 'a receipt for something else is taken', breaks: ['I2', 'I1'],
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
    name: '`sending` is left stuck after a crash', breaks: ['I3', 'I7'],
    tamper: (ports) => withOutbox(ports, { load: async () => (await ports.outbox.load()).filter(({ state }) => state !== 'sending') }),
  },
  {
    name: 'the payload changes between tries', breaks: ['I4', 'I1', 'I2', 'I7'],
    tamper: (ports) => withOutbox(ports, {
      commands: async (ids) => (await ports.outbox.commands(ids)).map((command) => ({ ...command, payload: { ...command.payload, again: ports.clock.monotonic() } }) as unknown as Command),
    }),
  },
  {
    name: 'the order of one message is not kept', breaks: ['I5'],
    tamper: (ports) => withOutbox(ports, { load: async () => (await ports.outbox.load()).map((row) => ({ ...row, messageKey: row.id })) }),
  },
  {
    name: 'an unanswered command is sent again without asking and under doubt given up', breaks: ['I7', 'I1'],
    tamper: (ports) => withTransport(ports, { fate: async () => ({ kind: 'answered', fate: { fate: 'rejected', problem: { type: 'about:blank', title: '', status: 422 } } }) }),
  },
  {
    name: 'waits follow the wall clock', breaks: ['I10', 'I7', 'I12'],
    tamper: (ports) => ({ ...ports, clock: { ...ports.clock, monotonic: ports.clock.now } }),
  },
  {
    name: 'a command in doubt is sent again without asking', breaks: ['I13'],
    tamper: (ports) => withTransport(ports, { fate: async () => ({ kind: 'answered', fate: { fate: 'unknown' } }) }),
  },
  {
    name: 'a conflict is overwritten', breaks: ['I6'],
    tamper: (ports, { versions }) => withTransport(ports, {
      send: (commands) => ports.transport.send(commands.map((command) => (command.base === undefined ? command : { ...command, base: { ...command.base, version: versions.get(command.base.id)! } } as Command))),
    }),
  },
  {
    name: 'a message does not wait for its files', breaks: ['I5'],
    tamper: (ports) => withOutbox(ports, { load: async () => (await ports.outbox.load()).map((row) => ({ ...row, waitsForFiles: false })) }),
  },
  {
    name: 'Retry-After is not honoured', breaks: ['I12'],
    tamper: (ports) => withTransport(ports, {
      send: async (commands) => {
        const outcome = await ports.transport.send(commands)
        return outcome.kind === 'not-sent' ? { ...outcome, retryAfterMs: null } : outcome
      },
    }),
  },
  {
    name: 'what was refused disappears', breaks: ['I11'],
    tamper: (ports, _world, { rows }) => withOutbox(ports, {
      apply: async (transitions) => {
        const written = await ports.outbox.apply(transitions)
        for (const { id, fields } of transitions) if (fields.state === 'needs-attention') rows.delete(id)
        return written
      },
    }),
  },
  {
    name: 'one hopeless command holds up the rest', breaks: ['I7'],
    tamper: (ports) => withOutbox(ports, {
      load: async () => {
        const rows = [...(await ports.outbox.load())].sort((left, right) => left.seq - right.seq)
        const first = rows.findIndex(({ state }) => state !== 'needs-attention')
        return rows.filter(({ state }, place) => state === 'needs-attention' || place === first)
      },
    }),
  },
  {
    name: 'two requests leave at once', breaks: ['I12'],
    tamper: (ports) => withTransport(ports, { send: (commands) => (commands.length > 2 ? (void ports.transport.send(commands), ports.transport.send(commands)) : ports.transport.send(commands)) }),
  },
  {
    name: 'waits are a thousandth of what they should be', breaks: ['I12'],
    tamper: (ports) => ({ ...ports, clock: { ...ports.clock, monotonic: () => ports.clock.monotonic() * 1_000 }, timer: { ...ports.timer, arm: (ms, ring) => ports.timer.arm(ms / 1_000, ring) } }),
  },
  {
    name: 'the cursor of the feed runs ahead of what is stored', breaks: ['I14'],
    tamper: (ports) => ({ ...ports, history: { ...ports.history, applyBatch: (batch) => ports.history.applyBatch({ ...batch, messages: batch.messages.slice(0, 1) }) } }),
  },
  {
    name: 'stale news is written over newer', breaks: ['I14'],
    tamper: (ports) => ({ ...ports, history: { ...ports.history, versions: async () => new Map() } }),
  },
]
