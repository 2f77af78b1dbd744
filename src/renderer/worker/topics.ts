// Tells the page what moved, at most every 50 ms: a pull of a thousand messages is one redraw, not a thousand.
import type { Topic } from '../../shared/workspace.ts'
import type { Timer } from '../sync/ports.ts'

const TOGETHER_MS = 50

export type Topics = { moved: (topic: Topic) => void; stop: () => void }
export const createTopics = (timer: Timer, tell: (topics: readonly Topic[]) => void): Topics => {
  const waiting = new Set<Topic>()
  return {
    moved: (topic) => {
      const isFirst = waiting.size === 0
      waiting.add(topic)
      if (!isFirst) return
      timer.arm(TOGETHER_MS, () => {
        const topics = [...waiting]
        waiting.clear()
        tell(topics)
      })
    },
    stop: () => timer.cancel(),
  }
}
