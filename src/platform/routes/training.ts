// Handlers of the training platform's levers: faults, the platform's clock, dictionaries that age, played colleagues.
import type { Clock } from '../clock.ts'
import type { Dictionaries } from '../dictionary.ts'
import type { Faults } from '../faults.ts'
import { json, type Handlers } from '../http.ts'

export type Play = {
  /** Moves so many steps; answers how many moves were made. */
  steps: (request: { messageId: string | null; steps: number }) => Promise<number>
  /** Plays one step every so often; null stops. */
  every: (everyMs: number | null) => void
}
export type TrainingFacts = { faults: Faults; clock: Clock; dictionaries: Dictionaries; play: Play }

export const trainingHandlers = ({ faults, clock, dictionaries, play }: TrainingFacts): Pick<Handlers, 'trainingFaults' | 'trainingPlay' | 'trainingPlayTimer'> => ({
  trainingFaults: async ({ body }) => {
    if (body.clockOffsetMs !== undefined) clock.shift(body.clockOffsetMs)
    if (body.deleteSubsubjects !== undefined && body.deleteSubsubjects.length > 0) await dictionaries.retireSubsubjects(body.deleteSubsubjects, clock.now())
    return json({ active: faults.set(body.faults) })
  },
  trainingPlay: async ({ body }) => json({ moved: await play.steps(body) }),
  trainingPlayTimer: async ({ body: { everyMs } }) => {
    play.every(everyMs)
    return json({ everyMs })
  },
})
