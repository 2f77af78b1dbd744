// What the worker takes from outside, so that tests can hand in their own: clocks, chance, timers, network, storage.
import type { WorkspaceEvents } from '../../shared/workspace.ts'
import type { Chance, Clock, JournalPort, Timer } from '../sync/ports.ts'
import type { Factories } from './data/database.ts'
import type { TransferPort } from './transfer/transfer-port.ts'
import type { Fetch } from './transport.ts'

export type World = {
  factories: Factories
  /** Main's second copy of everything unsent. */
  journal: JournalPort
  /** Main's dialogs and media for transfer files. */
  transfer: TransferPort
  clock: Clock
  chance: Chance
  newTimer: () => Timer
  newId: () => string
  fetch: Fetch
  /** Lets other work of this thread in first, for so many ms at least. */
  pause: (ms: number) => Promise<void>
}
/** Tells the page something unasked. */
export type Emit = <E extends keyof WorkspaceEvents>(event: E, payload: WorkspaceEvents[E]) => void
/** Starts work that nobody waits for. A failure of storage shows in the next answer or in the facts of sync; anything else is a bug and is thrown. */
export type InBackground = (work: Promise<unknown>) => void
