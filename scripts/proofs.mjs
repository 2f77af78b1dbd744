// The proofs of reliability, as data: where each lives, how large it is, how long it may take. `npm run prove` runs them in this order.
// A proof reads its size by `roundsOf(name)` and tells its figures by `report(...)`, both of test/support/prove.ts.

/**
 * @typedef {object} Proof
 * @property {string} name as its test reports it, and as `--only` and `--size` take it
 * @property {string} claim what holds when it passes
 * @property {string} unit what one round is
 * @property {string} file the test file
 * @property {'vitest' | 'playwright'} by
 * @property {string} [config] of Playwright, where it is not the end-to-end suite's
 * @property {boolean} [build] needs the build in out/
 * @property {boolean} [app] drives the real app: as an ordinary person, on a screen; needs the build too
 * @property {number} [shards] processes that share the rounds, each with chance of its own
 * @property {string} [only] of the file only tests with this in their title
 * @property {{ test: number, prove: number, large: number }} rounds for `npm test`, `npm run prove` and its `--large`
 * @property {{ prove: number, large: number }} limit seconds, after which it has failed
 */

const HOUR = 3_600
const FAULTS = 'test/faults/faults.config.ts'

/** @type {readonly Proof[]} */
export const PROOFS = [
  {
    name: 'simulation', claim: 'the shipping outbox, pull and journal keep every law in a seeded world of faults', unit: 'schedules',
    file: 'test/unit/sync/simulation.property.test.ts', by: 'vitest', shards: 2,
    rounds: { test: 1_000, prove: 100_000, large: 1_000_000 }, limit: { prove: 480, large: 2 * HOUR },
  },
  {
    name: 'dexie', claim: "the worker's real data layer (Dexie, sealing, the journal's real format) loses and doubles nothing when it is killed, robbed and lied to", unit: 'schedules',
    file: 'test/unit/worker/schedules.property.test.ts', by: 'vitest', shards: 2, rounds: { test: 12, prove: 500, large: 5_000 }, limit: { prove: 300, large: HOUR },
  },
  {
    name: 'outage', claim: 'an hour without the platform ends without a storm (at most twice the usual requests), and 2,000 messages of 72 hours offline drain in ten minutes', unit: 'seats (72 hours: messages)',
    file: 'test/unit/sync/outage.test.ts', by: 'vitest', rounds: { test: 60, prove: 500, large: 2_000 }, limit: { prove: 180, large: 1_800 },
  },
  {
    name: 'fuzz', claim: 'whatever comes in over IPC, from the network, from a journal file or over its port gets a typed answer: no crash, no hang, nothing invented', unit: 'tries',
    file: 'test/faults/fuzz.property.test.ts', by: 'vitest', rounds: { test: 300, prove: 10_000, large: 100_000 }, limit: { prove: 240, large: HOUR },
  },
  {
    name: 'kill', claim: 'the real app, killed at any moment of typing, queueing and sending, loses nothing, doubles nothing and opens every time', unit: 'kills',
    file: 'kill.test.ts', by: 'playwright', config: FAULTS, app: true,
    rounds: { test: 4, prove: 50, large: 1_000 }, limit: { prove: 480, large: 3 * HOUR },
  },
  {
    name: 'network', claim: 'whatever the road does between seat and platform is told truthfully, and each call arrives exactly once', unit: 'troubles',
    file: 'network.spec.ts', by: 'playwright', config: FAULTS, app: true,
    rounds: { test: 9, prove: 24, large: 24 }, limit: { prove: 480, large: 600 },
  },
  {
    name: 'disk', claim: 'a disk that is full, or may not be written, costs nothing that was saved, and is told within five seconds', unit: 'points',
    file: 'disk.spec.ts', by: 'playwright', config: FAULTS, app: true,
    rounds: { test: 3, prove: 20, large: 200 }, limit: { prove: 480, large: HOUR },
  },
  {
    name: 'corruption', claim: 'one damaged file of either copy loses nothing unsent, sends nothing twice, and what was mended is told', unit: 'damages',
    file: 'corruption.spec.ts', by: 'playwright', config: FAULTS, app: true,
    rounds: { test: 2, prove: 12, large: 200 }, limit: { prove: 360, large: HOUR },
  },
  {
    name: 'power', claim: 'every save is synced in both stores before it is told, and a power cut at that instant loses nothing', unit: 'cuts',
    file: 'power.spec.ts', by: 'playwright', config: FAULTS, app: true,
    rounds: { test: 1, prove: 10, large: 200 }, limit: { prove: 300, large: HOUR },
  },
  {
    name: 'profile', claim: 'a newer profile stays untouched, two apps never write one profile, and clocks that jump neither lose nor reorder', unit: 'cases',
    file: 'profile.spec.ts', by: 'playwright', config: FAULTS, app: true,
    rounds: { test: 4, prove: 4, large: 4 }, limit: { prove: 240, large: 240 },
  },
  {
    name: 'soak', claim: 'the real app under a message every second and a fault every twenty loses nothing, doubles nothing, and its memory grows by a fifth at most', unit: 'messages',
    file: 'soak.spec.ts', by: 'playwright', config: FAULTS, app: true,
    rounds: { test: 12, prove: 180, large: 8 * HOUR }, limit: { prove: 330, large: 8 * HOUR + 600 },
  },
]

/** Every proof that is known by that name. */
export const proofNamed = (name) => PROOFS.find((proof) => proof.name === name)
