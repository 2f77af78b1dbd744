// Schedules of the seeded world that once broke a law, kept for ever: the law as title, and what makes the same schedule again.
import type { WorldOptions } from './world.ts'

export const KEPT_SEEDS: readonly (WorldOptions & { law: string; commands: number })[] = [
  { law: 'a command that the platform chokes on keeps no news back', seed: 2_147_483_634, commands: 9, keeping: null },
  { law: 'a hopeless command does not take the turn of a good one', seed: 846_878_890, commands: 5, keeping: null },
  { law: 'an hour of Retry-After and an open breaker end', seed: 111_954_598, commands: 6, keeping: null },
]
