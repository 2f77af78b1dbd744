// The sync core on its real ports: gateway, stores, clocks; and the pokes that wake it.
import type { SyncFacts } from '../../shared/workspace.ts'
import type { WakeReason } from '../sync/ports.ts'
import { createRunner } from '../sync/runner.ts'
import { listenToEvents } from './events.ts'
import type { Stores } from './stores.ts'
import type { Topics } from './topics.ts'
import { createTransport, type WorkerTransport } from './transport.ts'
import type { Emit, InBackground, World } from './world.ts'

export type Syncing = {
  start: () => void
  wake: (reason: WakeReason) => void
  tryNow: () => Promise<SyncFacts>
  facts: () => SyncFacts
  /** What became of these commands; no part of sending. */
  fates: WorkerTransport['fates']
  stop: () => Promise<void>
}

export const createSyncing = ({ outbox, history, facts, files, reference }: Stores, world: World, topics: Topics, emit: Emit, inBackground: InBackground): Syncing => {
  const transport = createTransport({ fetch: world.fetch, now: world.clock.now, park: history.park })
  let knowsMeta = false
  let told = ''
  let lastLink: SyncFacts['link'] = 'unknown'
  let events: { wake: () => void; stop: () => void } | undefined

  const askMeta = async (): Promise<void> => {
    knowsMeta = true
    const meta = await transport.meta()
    knowsMeta = meta !== null
    if (meta === null) return
    await facts.saveLimits(meta.limits)
    topics.moved('dictionary')
  }
  const tell = (now: SyncFacts): void => {
    if (now.link === 'online' && lastLink !== 'online') files.wake(true)
    lastLink = now.link
    if (now.link === 'online' && !knowsMeta) inBackground(askMeta())
    const text = JSON.stringify(now)
    if (text === told) return
    told = text
    emit('sync', now)
  }
  const runner = createRunner(
    {
      outbox,
      history,
      reference,
      transport,
      clock: world.clock,
      chance: world.chance,
      timer: world.newTimer(),
      reports: {
        facts: tell,
        moved: (moved) => moved.forEach(topics.moved),
        // the core has already noted it in its facts; what is no failure of storage is a bug
        trouble: (_, error) => {
          if (error !== null) inBackground(Promise.reject(error as Error))
        },
      },
    },
    { batchCommands: () => facts.limits().batchCommands },
  )

  return {
    start: () => {
      runner.start()
      events = listenToEvents({
        fetch: world.fetch,
        timer: world.newTimer(),
        chance: world.chance,
        onPoke: (kind) => runner.wake(kind === 'dictionary' ? 'dictionary' : 'poke'),
        onStream: (state) => {
          const { link, failure } = runner.facts()
          if (state === 'down') runner.wake('poke')
          // only where nobody got through: a platform that asked for patience keeps being spared
          else if (link === 'offline' && failure?.code === 'E-OFFLINE') runner.wake('link')
        },
      })
    },
    wake: (reason) => {
      if (reason !== 'row') events?.wake()
      runner.wake(reason)
    },
    tryNow: () => {
      events?.wake()
      return runner.tryNow()
    },
    facts: runner.facts,
    fates: transport.fates,
    stop: async () => {
      events?.stop()
      await runner.stop()
    },
  }
}
