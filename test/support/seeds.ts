// Schedules of the seeded world that once broke a law, kept for ever: the law as title, and what makes the same schedule again.
import type { WorldOptions } from './world.ts'

export const KEPT_SEEDS: readonly (WorldOptions & { law: string; commands: number })[] = [
  { law: 'a feed that fails does not shorten the patience that the platform asked for', seed: 1_099, commands: 10 },
  { law: 'what may still be on its way is not taken back after the store was lost', seed: 7_002_549, commands: 10 },
  { law: 'what may still be on its way is not taken back after a journal rebuilt the row', seed: 7_010_398, commands: 9 },
]
