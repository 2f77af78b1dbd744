// The real app for a long while: a message every second, a fault every twenty; nothing lost, nothing doubled, memory stays where it was.
import type { Fault } from '../../src/shared/contract/training.ts'
import { expect, test, type RunningApp } from '../support/app.ts'
import { drain, harmOf, newCall, queue, registered, withSeat, type Seat } from '../support/real-seat.ts'
import { limitOf, report, roundsOf, seedOf } from '../support/prove.ts'

const SECOND = 1_000
const FAULT_EVERY_S = 20
/** What starts up, fills caches and is optimised is no growth. */
const WARM_UP_S = 60
const WINDOW_S = 30
const MOST_GROWTH = 0.2

const COMMANDS = '/v1/commands'
const troubles: readonly { name: string; faults: readonly Fault[] }[] = [
  { name: 'cut after the commit', faults: [{ kind: 'drop-after-commit', path: COMMANDS, times: 2 }] },
  { name: 'a platform in repair', faults: [{ kind: 'status', path: COMMANDS, times: 3, status: 503, retryAfter: '2' }] },
  { name: 'half of an answer', faults: [{ kind: 'half-body', path: COMMANDS, times: 2 }] },
  { name: 'a slow road', faults: [{ kind: 'delay', path: '/v1/', times: 10, delayMs: 1_500 }] },
  { name: 'cut before the commit', faults: [{ kind: 'drop-before-commit', path: COMMANDS, times: 3 }] },
  { name: 'a page of somebody else', faults: [{ kind: 'portal', path: '/v1/', times: 3 }] },
  { name: 'garbage', faults: [{ kind: 'garbage', path: COMMANDS, times: 2 }] },
]
/** Every fourth time the platform dies and comes back; else one of the lies above. */
const disturb = async ({ platform }: Seat, turn: number): Promise<void> => {
  if (turn % 4 === 3) {
    await platform.kill()
    await platform.restart()
  } else await platform.faults({ faults: [...troubles[turn % troubles.length]!.faults] })
}
/** Resident memory of all processes of the app, MB. */
const memoryOf = ({ app }: RunningApp): Promise<number> => app.evaluate(({ app: own }) => own.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize / 1_024, 0))
const median = (values: readonly number[]): number => values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0
const part = (values: readonly number[], share: number): number => values.toSorted((left, right) => left - right)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0

test('a message every second and a fault every twenty: nothing lost, nothing doubled, memory grows by a fifth at most', async () => {
  test.setTimeout(limitOf('soak'))
  const seconds = roundsOf('soak')
  const saved: string[] = []
  const saves: number[] = []
  const memory: { at: number; megabytes: number }[] = []
  let faults = 0
  let harm: ReturnType<typeof harmOf> = { lost: [], doubled: [] }
  const during = (from: number, to: number): number => median(memory.filter(({ at }) => at >= from && at < to).map(({ megabytes }) => megabytes))
  const isLong = seconds >= WARM_UP_S + 3 * WINDOW_S
  try {
    await withSeat(async (seat) => {
      const { running } = seat
      const begunAt = performance.now()
      let disturbing = Promise.resolve()
      for (let second = 0; second < seconds; second += 1) {
        await running.page.waitForTimeout(Math.max(0, begunAt + second * SECOND - performance.now()))
        if (second % FAULT_EVERY_S === FAULT_EVERY_S - 1 || (seconds < FAULT_EVERY_S && second === 3)) {
          faults += 1
          const turn = faults - 1
          disturbing = disturbing.then(() => disturb(seat, turn))
        }
        const text = `Звонок ${second + 1}: не убран снег.`
        const draft = await newCall(running.page, text)
        const savingAt = performance.now()
        await queue(running.page, draft)
        saves.push(performance.now() - savingAt)
        saved.push(text)
        if (second % 2 === 0) memory.push({ at: second, megabytes: await memoryOf(running) })
      }
      await disturbing
      await seat.platform.faults({ faults: [] })
      await drain(running.page)
      harm = harmOf(saved, await registered(seat))
    })
  } finally {
    const [before, after] = isLong ? [during(WARM_UP_S, WARM_UP_S + WINDOW_S), during(seconds - WINDOW_S, seconds)] : [0, 0]
    report({
      name: 'soak', rounds: saved.length, faults, lost: harm.lost.length, doubled: harm.doubled.length, seed: seedOf('soak'),
      figures: {
        'save, median': `${part(saves, 0.5).toFixed(0)} ms`, 'save, 95 of 100 within': `${part(saves, 0.95).toFixed(0)} ms`,
        ...(isLong ? { 'memory after warm-up': `${before.toFixed(0)} MB`, 'memory at the end': `${after.toFixed(0)} MB`, growth: `${((after / before - 1) * 100).toFixed(1)} %` } : {}),
      },
    })
  }
  expect(harm).toEqual({ lost: [], doubled: [] })
  if (isLong) expect(during(seconds - WINDOW_S, seconds) / during(WARM_UP_S, WARM_UP_S + WINDOW_S) - 1).toBeLessThanOrEqual(MOST_GROWTH)
})
