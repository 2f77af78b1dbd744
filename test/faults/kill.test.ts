// The real app dies by SIGKILL, every process at once, at seeded moments of typing, queueing and sending. Whatever it had told to be
// saved is there at the next start and reaches the platform exactly once.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chanceOf } from '../../src/platform/seed/chance.ts'
import { expect, test } from '../support/app.ts'
import { limitOf, report, roundsOf, seedOf } from '../support/prove.ts'
import { openLedger, playRound, settleAccounts } from './kill-rounds.ts'
import { harmOf, registered, withSeat } from '../support/real-seat.ts'

/** Chromium keeps IndexedDB in LevelDB; newer ones can keep it in SQLite. */
const SQLITE_SWITCH = 'IdbSqliteBackingStore'
const runtimeHas = (feature: string): boolean => readFileSync(createRequire(import.meta.url)('electron') as string).includes(feature)

const ROUNDS = roundsOf('kill')
const SEED = seedOf('kill')

for (const store of ['LevelDB', 'SQLite'] as const) {
  test(`killed ${ROUNDS} times while typing, queueing and sending on ${store}, the app loses nothing, doubles nothing and opens every time`, async () => {
    const notRun = store === 'SQLite' && !runtimeHas(SQLITE_SWITCH) ? `this Chromium has no ${SQLITE_SWITCH}` : null
    if (notRun !== null) report({ name: 'kill', part: store, notRun })
    test.skip(notRun !== null, `not run: ${notRun}`)
    test.setTimeout(limitOf('kill'))
    const startedAt = performance.now()
    const ledger = openLedger()
    let harm: ReturnType<typeof harmOf> = { lost: [], doubled: [] }
    const figures: Record<string, number> = {}
    try {
      await withSeat(async (seat) => {
        const chance = chanceOf(SEED)
        for (let round = 1; round <= ROUNDS; round += 1) {
          await playRound({ ...seat, chance, ledger, round })
          if (round % 25 === 0) console.log(`${round} kills, ${ledger.saved.size} saved, ${ledger.lost.length} lost, ${Math.round((performance.now() - startedAt) / 1000)} s`)
        }
        await settleAccounts(seat, ledger)
        const times = await registered(seat)
        harm = harmOf(ledger.saved.keys(), times)
        Object.assign(figures, { 'calls told saved': ledger.saved.size, 'calls registered': times.size, 'typing behind, ms at most': ledger.longestUnsavedMs })
        expect([...times.keys()].every((text) => ledger.tried.has(text))).toBe(true)
      }, { args: store === 'SQLite' ? [`--enable-features=${SQLITE_SWITCH}`] : [] })
      expect({ ...harm, lostEarlier: ledger.lost }).toEqual({ lost: [], doubled: [], lostEarlier: [] })
    } finally {
      console.log(`kill ${store}: ${ROUNDS} kills`, figures)
      report({ name: 'kill', part: store, rounds: ROUNDS, faults: ROUNDS, lost: harm.lost.length + ledger.lost.length, doubled: harm.doubled.length, unopened: ledger.unopened, seed: SEED, figures })
    }
  })
}
